import { identifier, join, param, query, sql, type ColumnType, type Query, type Sql } from '#kernel/sql'
import type { StateBefore, TierState } from '../domain/tier-state.js'

export interface TierSource {
  readonly values: readonly Sql[]
  readonly rules: readonly Sql[]
  readonly money: Sql | null
}

/** Columns of the table of rows a run works on. */
export function tierRowColumns(values: number, rules: number): Record<string, ColumnType> {
  const numbered = (letter: string, count: number, type: ColumnType) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`${letter}${at}`, type] as const))
  return {
    cust_no: 'UInt32', shard_key: 'String', org_path: 'LowCardinality(String)', rm: 'LowCardinality(String)', money: 'Nullable(Float64)',
    ...numbered('v', values, 'Nullable(Float64)'), ...numbered('b', rules, 'UInt8'),
  }
}

/** Fills the table of rows with the values, rules and money of a population. */
export function insertTierRows(table: string, from: Sql, population: Sql, { values, rules, money }: TierSource): Sql {
  const names = ['cust_no', 'shard_key', 'org_path', 'rm', 'money', ...values.map((_, at) => `v${at}`), ...rules.map((_, at) => `b${at}`)].map((name) => identifier(name))
  const figures = [money ?? sql`NULL`, ...values].map((value) => sql`, ifNotFinite(toFloat64(${value}), NULL)`)
  const truths = rules.map((rule) => sql`, toUInt8(ifNull(${rule}, 0))`)
  return sql`INSERT INTO ${identifier(table)} (${join(names)}) SELECT base.cust_no, base.shard_key, base.org_path, base.rm${join([...figures, ...truths], sql``)} FROM ${from} WHERE ${population}`
}

/** Quantiles of a value over the rows; a missing one counts as 0 when told so, else not at all. */
export function tierQuantilesQuery(table: string, at: number, levels: readonly number[], missingAsZero: boolean): Query<{ levels: (number | null)[] }> {
  const value = identifier(`v${at}`)
  const counted = missingAsZero ? sql`ifNull(${value}, 0)` : value
  const each = levels.map((level) => sql`quantileExactInclusive(${param(level, 'Float64')})(${counted})`)
  return query(sql`SELECT [${join(each)}] AS levels FROM ${identifier(table)}`)
}

/**
 * Values at which running down from the highest the customers so far hold shares of the sum; customers of one value are
 * of one class. Negative values count as 0.
 */
export function paretoCutsQuery(table: string, shares: readonly number[]): Query<{ cuts: number[] }> {
  const cuts = shares.map((share) => sql`minIf(one, held < ${param(share, 'Float64')} * total)`)
  return query(
    sql`SELECT [${join(cuts)}] AS cuts FROM (SELECT one, sum(of_one) OVER (ORDER BY one DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - of_one AS held, sum(of_one) OVER () AS total FROM (SELECT greatest(ifNull(v0, 0), 0) AS one, one * count() AS of_one FROM ${identifier(table)} GROUP BY one))`,
  )
}

export interface TierTarget {
  readonly runId: number
  readonly table: string
  readonly state: TierState
  /** Place of the value people see, and of a second one; null where there is none. */
  readonly value: number | null
  readonly second: number | null
  readonly marks: Sql
  /** The run whose states this one goes on from. */
  readonly previous: number | null
}

/** The states of the run before, as the rows of a run see them. */
export function statesBefore(asOf: string): StateBefore {
  return { cell: sql`p.last_cell`, since: sql`p.last_since`, pending: sql`p.last_pending`, pendingSince: sql`p.last_pending_since`, asOf }
}

/** Writes the cell of every row under a run. */
export function insertTierMembers({ runId, table, state, value, second, marks, previous }: TierTarget): Sql {
  const shown = (at: number | null) => (at === null ? sql`CAST(NULL, 'Nullable(Float64)')` : identifier(`v${at}`))
  const before =
    previous === null
      ? sql``
      : sql` LEFT JOIN (SELECT cust_no, cell AS last_cell, since AS last_since, pending AS last_pending, pending_since AS last_pending_since FROM tier_members WHERE run_id = ${param(previous, 'UInt64')}) AS p ON p.cust_no = r.cust_no`
  return sql`INSERT INTO tier_members (run_id, cust_no, shard_key, org_path, rm, cell, value, second, money, marks, since, pending, pending_since) SELECT ${param(runId, 'UInt64')}, r.cust_no, r.shard_key, r.org_path, r.rm, toUInt8(${state.cell}), ${shown(value)}, ${shown(second)}, r.money, ${marks}, toDate32(${state.since}), toUInt8(${state.pending}), toDate32(${state.pendingSince}) FROM ${identifier(table)} AS r${before}`
}

export function tierSizeQuery(runId: number): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM tier_members WHERE run_id = ${param(runId, 'UInt64')}`)
}

/** Numbers of members of a cell as a bitmap. */
export function tierBitmap(runId: number, cell: number): Sql {
  return sql`(SELECT groupBitmapState(cust_no) FROM tier_members WHERE run_id = ${param(runId, 'UInt64')} AND cell = ${param(cell, 'UInt32')})`
}

/** 1 for rows of the base in a cell of a run, and in a cell of an earlier one where that is named. */
export function inTier(now: { readonly runId: number; readonly cell: number }, before: { readonly runId: number; readonly cell: number } | null): Sql {
  const customer = identifier('base', 'cust_no')
  const is = sql`bitmapContains(${tierBitmap(now.runId, now.cell)}, ${customer})`
  return before === null ? is : sql`(${is} AND bitmapContains(${tierBitmap(before.runId, before.cell)}, ${customer}))`
}
