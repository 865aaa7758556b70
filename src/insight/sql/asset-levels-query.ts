import { crossesBank, MOVE_COLUMNS } from '#customers/contract'
import { bankRows } from '#ingest/contract'
import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'
import { groupOf } from './portrait-members.js'

/** Columns of `aum_month` the levels are of: the total, then the classes. */
export const levelColumns = ['end_minor', 'deposit_minor', 'wealth_minor', 'fund_minor', 'insurance_minor', 'gold_minor'] as const

export interface LevelRow {
  readonly month_end: string
  /** Sums over the people of the segment, by column, in minor units. */
  readonly sums: number[]
}

/** Assets of the people of a portrait at the newest month end on or before each of two dates, earlier first. */
export function assetLevelsQuery(runId: number, runs: readonly number[], dates: readonly [string, string]): Query<LevelRow> {
  const newest = (date: string): Sql => sql`(SELECT max(month) FROM ${bankRows('aum_month', runs, ['month'])} WHERE month <= ${param(date, 'Date32')})`
  const sums = levelColumns.map((name) => sql`ifNull(toFloat64(sum(${identifier(name)})), 0)`)
  return query(
    sql`SELECT toString(month) AS month_end, [${join(sums)}] AS sums FROM ${bankRows('aum_month', runs, ['month', ...levelColumns])} WHERE (month = ${newest(dates[0])} OR month = ${newest(dates[1])}) AND bitAnd(${groupOf(runId)}, 1) = 1 GROUP BY month ORDER BY month`,
  )
}

export interface CrossedRow {
  readonly inflow: number
  readonly outflow: number
  /** People money came in for, and people it left. */
  readonly persons: string[]
}

/** Money the people of a portrait brought in and took away between two instants. */
export function crossedQuery(runId: number, runs: readonly number[], from: string, end: string): Query<CrossedRow> {
  const instant = (text: string) => param(text, "DateTime64(3, 'UTC')")
  const rows = bankRows('txn', runs, MOVE_COLUMNS, { where: sql`ts >= ${instant(from)} AND ts < ${instant(end)} AND ${crossesBank()}` })
  return query(
    sql`SELECT ifNull(toFloat64(sumIf(amount_minor, dir = 'C')), 0) AS inflow, ifNull(toFloat64(sumIf(amount_minor, dir = 'D')), 0) AS outflow, [toString(uniqExactIf(cust_no, dir = 'C')), toString(uniqExactIf(cust_no, dir = 'D'))] AS persons FROM ${rows} WHERE bitAnd(${groupOf(runId)}, 1) = 1`,
  )
}
