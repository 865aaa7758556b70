import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'
import { groupOf } from './portrait-members.js'

/** A column of the wide table as a portrait reads it. */
export interface TraitColumn {
  readonly column: string
  readonly kind: 'category' | 'set' | 'number' | 'day'
  /** A code is not known where this column has one of these. */
  readonly sure?: { readonly column: string; readonly low: readonly string[] }
}

const DECILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
const GROUPS = [1, 2, 3]

export interface NumberRow {
  /** By column: nine deciles of the base. */
  readonly deciles: (number | null)[][]
  /** By column and group: how many have a value, their sum and sum of squares. */
  readonly counts: string[][]
  readonly sums: number[][]
  readonly squares: number[][]
}

/** A number of a numeric column; days are counted from 1970-01-01. */
function numberOf({ column, kind }: TraitColumn): Sql {
  return kind === 'day' ? sql`toFloat64(toInt32(toDate32(${identifier(column)})))` : sql`toFloat64(${identifier(column)})`
}

/** Deciles of the base and moments of each group, of every numeric column at once. */
export function numbersQuery(table: Sql, runId: number, columns: readonly TraitColumn[]): Query<NumberRow> {
  const values = columns.map((each, at) => sql`, ${numberOf(each)} AS ${identifier(`v_${at}`)}`)
  const each = columns.map((_, at) => identifier(`v_${at}`))
  const quantiles = DECILES.map((level) => sql`${level}`)
  const perGroup = (of: (value: Sql, group: number) => Sql) => sql`[${join(each.map((value) => sql`[${join(GROUPS.map((group) => of(value, group)))}]`))}]`
  return query(
    sql`SELECT [${join(each.map((value) => sql`quantilesDeterministicIf(${join(quantiles)})(${value}, cust_no, g >= 2)`))}] AS deciles, ${perGroup((value, group) => sql`countIf(g = ${group} AND ${value} IS NOT NULL)`)} AS counts, ${perGroup((value, group) => sql`ifNull(sumIf(${value}, g = ${group}), 0)`)} AS sums, ${perGroup((value, group) => sql`ifNull(sumIf(${value} * ${value}, g = ${group}), 0)`)} AS squares FROM (SELECT base.cust_no AS cust_no, ${groupOf(runId, identifier('base', 'cust_no'))} AS g${join(values, sql``)} FROM ${table} AS base) WHERE g > 0`,
  )
}

export interface CellRow {
  /** Place of the column in the list asked for. */
  readonly item: number
  /** Empty: not known. Of numbers, how many of the bounds are not above the value. */
  readonly code: string
  /** By group: segment only, base only, both. */
  readonly n: string[]
}

/** Customers by value of every column and by group, in one reading. `bounds` cuts the columns that are numbers. */
export function cellsQuery(table: Sql, runId: number, columns: readonly TraitColumn[], bounds: readonly (readonly number[])[]): Query<CellRow> {
  const single = columns.flatMap((each, at) => (each.kind === 'set' ? [] : [sql`(toUInt16(${at}), ${codeOf(each, bounds[at] ?? [])})`]))
  const sets = columns.flatMap((each, at) =>
    each.kind === 'set' ? [sql`, arrayMap(element -> (toUInt16(${at}), element), if(empty(${identifier('base', each.column)}), [''], ${identifier('base', each.column)}))`] : [],
  )
  const pairs = sql`arrayConcat([${join(single.length === 0 ? [sql`(toUInt16(65535), '')`] : single)}]${join(sets, sql``)})`
  const counts = GROUPS.map((group) => sql`countIf(g = ${group})`)
  return query(
    sql`SELECT pair.1 AS item, pair.2 AS code, [${join(counts)}] AS n FROM (SELECT g, arrayJoin(pairs) AS pair FROM (SELECT ${groupOf(runId, identifier('base', 'cust_no'))} AS g, ${pairs} AS pairs FROM ${table} AS base) WHERE g > 0) WHERE pair.1 != 65535 GROUP BY item, code ORDER BY item, code`,
  )
}

function codeOf(each: TraitColumn, bounds: readonly number[]): Sql {
  const column = identifier('base', each.column)
  if (each.kind === 'category' || each.kind === 'set') {
    const code = sql`ifNull(toString(${column}), '')`
    return each.sure === undefined ? code : sql`if(has(${param([...each.sure.low], 'Array(String)')}, ifNull(toString(${identifier('base', each.sure.column)}), '')), '', ${code})`
  }
  const value = each.kind === 'day' ? sql`toFloat64(toInt32(toDate32(${column})))` : sql`toFloat64(${column})`
  return sql`if(${column} IS NULL, '', toString(arrayCount(bound -> bound <= assumeNotNull(${value}), ${param([...bounds], 'Array(Float64)')})))`
}
