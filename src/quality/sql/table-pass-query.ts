import { identifier, join, query, sql, type Query, type Sql } from '#kernel/sql'
import type { ColumnPlace } from '../domain/bank-column-place.js'
import { valueOf } from './checked-rows.js'
import type { RowTest } from './row-test.js'

/** Rows that were judged and failed, as aggregates over the table. */
export interface Counted {
  readonly checked: Sql
  readonly failed: Sql
}

/** Counts of a test of single rows. */
export function countedTest({ considered, failed }: RowTest): Counted {
  return { checked: sql`countIf(${considered})`, failed: sql`countIf(${considered} AND ${failed})` }
}

/** Rows whose key others have too, all but one of each; keys are compared by 64-bit hash. Rows with a part missing have no say. */
export function countedRepeats(key: readonly ColumnPlace[]): Counted {
  const whole = wholeKey(key)
  return { checked: sql`countIf(${whole})`, failed: sql`countIf(${whole}) - uniqExactIf(cityHash64(${join(key.map((place) => sql`assumeNotNull(${valueOf(place)})`))}), ${whole})` }
}

function wholeKey(key: readonly ColumnPlace[]): Sql {
  return sql`(${join(key.map((place) => sql`isNotNull(${valueOf(place)})`), sql` AND `)})`
}

export interface TablePass {
  readonly rows: string
  readonly checked: readonly string[]
  readonly failed: readonly string[]
  /** Rows with a value, column by column. */
  readonly filled: readonly string[]
  /** Of each number column asked for: 0.5th, 50th and 99.5th percentile, null without values. */
  readonly spread: readonly (readonly (number | null)[])[]
}

/** Every check of one table in a single pass over its rows, with how filled its columns are. */
export function tablePassQuery(rows: Sql, counted: readonly Counted[], columns: readonly ColumnPlace[], spread: readonly ColumnPlace[]): Query<TablePass> {
  const list = (pieces: readonly Sql[]) => sql`[${join(pieces)}]`
  return query(sql`SELECT count() AS rows,
    ${list(counted.map(({ checked }) => sql`toUInt64(${checked})`))} AS checked,
    ${list(counted.map(({ failed }) => sql`toUInt64(${failed})`))} AS failed,
    ${list(columns.map((place) => sql`countIf(isNotNull(${valueOf(place)}))`))} AS filled,
    ${list(spread.map((place) => sql`quantilesTDigest(0.005, 0.5, 0.995)(toFloat64(${identifier(place.stored)}))`))} AS spread
    FROM ${rows}`)
}

/** Rows that fail a test: their key and the value that is wrong. */
export function offendersQuery(rows: Sql, test: RowTest, limit: number): Query<{ row: string; value: string }> {
  return query(sql`SELECT row_key AS row, ${test.shown} AS value FROM ${rows} WHERE ${test.considered} AND ${test.failed} ORDER BY row LIMIT ${limit}`)
}

/** Keys that more than one row has, most frequent first; the value says how many. */
export function repeatsQuery(rows: Sql, key: readonly ColumnPlace[], limit: number): Query<{ row: string; value: string }> {
  return query(
    sql`SELECT arrayStringConcat(key_parts, '|') AS row, toString(count()) AS value FROM (SELECT [${join(key.map((place) => sql`toString(assumeNotNull(${valueOf(place)}))`))}] AS key_parts FROM ${rows} WHERE ${wholeKey(key)}) GROUP BY key_parts HAVING count() > 1 ORDER BY count() DESC, row LIMIT ${limit}`,
  )
}
