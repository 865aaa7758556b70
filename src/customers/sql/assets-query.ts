import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'
import { bankRows } from '#ingest/contract'
import { assetKinds } from '../contract.js'
import { belongsTo, rowsOf, type Who } from './customer-rows.js'

export interface AssetRuns {
  readonly aumDaily: readonly number[]
  readonly aumMonth: readonly number[]
}

/** Assets by customer number: the newest day or month end on or before the date. */
export interface AssetsRow {
  readonly cust_id: string
  readonly minor: string
  readonly debt: string | null
  readonly found_on: string
}

type RowsOf = (table: 'aum_daily' | 'aum_month', runIds: readonly number[], columns: readonly string[]) => Sql

/** Assets of a customer number by date, a day before the month end of the same date. */
function assetRows(runs: AssetRuns, where: { readonly days: Sql; readonly months: Sql }, rows: RowsOf = bankRows): Sql {
  const days = sql`SELECT cust_no, cust_id, date AS day, toUInt8(1) AS daily, total_minor AS amount, CAST(NULL, 'Nullable(Int64)') AS debt FROM ${rows('aum_daily', runs.aumDaily, ['date', 'total_minor'])} WHERE ${where.days}`
  const months = sql`SELECT cust_no, cust_id, month AS day, toUInt8(0) AS daily, end_minor AS amount, debt_total_minor AS debt FROM ${rows('aum_month', runs.aumMonth, ['month', 'end_minor', 'debt_total_minor'])} WHERE ${where.months}`
  return sql`(${days} UNION ALL ${months})`
}

/** Newest assets and debt of each customer number. */
export function assetsQuery(runs: AssetRuns, who: Who, asOf: string): Query<AssetsRow> {
  return query(
    sql`SELECT cust_id, assumeNotNull(argMaxIf(amount, (day, daily), amount IS NOT NULL)) AS minor, argMaxIf(debt, day, debt IS NOT NULL) AS debt, toString(maxIf(day, amount IS NOT NULL)) AS found_on FROM ${assetRows(runs, { days: belongsTo(who), months: belongsTo(who) }, (table, runIds, columns) => rowsOf(table, runIds, columns, who))} WHERE day <= ${param(asOf, 'Date32')} GROUP BY cust_id HAVING countIf(amount IS NOT NULL) > 0`,
  )
}

export interface AssetWindow {
  /** First day, and first month end, that is looked at. */
  readonly days: string
  readonly months: string
  readonly asOf: string
}

/** Newest assets of every customer with any in the window, to sort a search by: `cust_no, cust_id, sort_key`. */
export function recentAssets(runs: AssetRuns, window: AssetWindow): Sql {
  const asOf = param(window.asOf, 'Date32')
  const where = { days: sql`date >= ${param(window.days, 'Date32')} AND date <= ${asOf}`, months: sql`month >= ${param(window.months, 'Date32')} AND month <= ${asOf}` }
  return sql`(SELECT cust_no, cust_id, argMax(amount, (day, daily)) AS sort_key FROM ${assetRows(runs, where)} GROUP BY cust_no, cust_id)`
}

export interface MonthRow {
  readonly month_end: string
  readonly total: string | null
  readonly debt: string | null
  /** Deposits, wealth products, funds, insurance, gold, as `assetKinds` names them. */
  readonly parts: readonly (string | null)[]
}

/** Assets by month end of a person, newest first. */
export function monthsQuery(runIds: readonly number[], who: Who, asOf: string, limit: number): Query<MonthRow> {
  const stored = assetKinds.map((kind) => `${kind}_minor`)
  const parts = join(stored.map((name) => sql`sum(${identifier(name)})`))
  return query(
    sql`SELECT toString(month) AS month_end, sum(end_minor) AS total, sum(debt_total_minor) AS debt, [${parts}] AS parts FROM ${rowsOf('aum_month', runIds, ['month', 'end_minor', 'debt_total_minor', ...stored], who)} WHERE ${belongsTo(who)} AND month <= ${param(asOf, 'Date32')} GROUP BY month ORDER BY month DESC LIMIT ${limit}`,
  )
}
