import { param, query, sql, type Query, type Sql } from '#kernel/sql'
import { bankRows } from '#ingest/contract'
import { groupOf } from './portrait-members.js'

export interface ShareRow {
  readonly code: string
  /** Persons by group: segment only, base only, both. */
  readonly n: string[]
}

const day = (date: string) => param(date, 'Date32')
const instant = (text: string) => param(text, "DateTime64(3, 'UTC')")

function shares(runId: number, rows: Sql): Query<ShareRow> {
  return query(
    sql`SELECT code, [groupBitmapIf(cust_no, g = 1), groupBitmapIf(cust_no, g = 2), groupBitmapIf(cust_no, g = 3)] AS n FROM (SELECT cust_no, code, ${groupOf(runId)} AS g FROM (${rows})) WHERE g > 0 AND code != '' GROUP BY code ORDER BY code`,
  )
}

export interface HoldingRuns {
  readonly product: readonly number[]
  readonly account: readonly number[]
  readonly position: readonly number[]
  readonly loan: readonly number[]
}

/** Persons by category of the products they hold on a date: open accounts, positions held, loans running. */
export function productsQuery(runId: number, runs: HoldingRuns, asOf: string): Query<ShareRow> {
  const on = day(asOf)
  const accounts = sql`SELECT cust_no, toString(product_id) AS product FROM ${bankRows('account', runs.account, ['product_id', 'open_date', 'close_date'])} WHERE ifNull(open_date <= ${on}, true) AND ifNull(close_date > ${on}, true)`
  const positions = sql`SELECT cust_no, toString(product_id) AS product FROM ${bankRows('position', runs.position, ['product_id', 'open_date', 'maturity_date', 'status'])} WHERE ifNull(open_date <= ${on}, true) AND ifNull(maturity_date > ${on}, true) AND ifNull(toString(status), 'HOLDING') = 'HOLDING'`
  const loans = sql`SELECT cust_no, toString(product_id) AS product FROM ${bankRows('loan', runs.loan, ['product_id', 'start_date', 'end_date'])} WHERE ifNull(start_date <= ${on}, true) AND ifNull(end_date > ${on}, true)`
  const kinds = sql`SELECT ifNull(toString(product_id), '') AS product, ifNull(toString(category), '') AS kind FROM ${bankRows('product', runs.product, ['product_id', 'category'])}`
  return shares(runId, sql`SELECT held.cust_no AS cust_no, coalesce(nullIf(kinds.kind, ''), held.product, '') AS code FROM (${accounts} UNION ALL ${positions} UNION ALL ${loans}) AS held GLOBAL LEFT JOIN (${kinds}) AS kinds ON kinds.product = ifNull(held.product, '')`)
}

/** Persons by channel of their transactions, and `APP_VISIT` those with app events, between two instants. */
export function channelsQuery(runId: number, runs: { readonly txn: readonly number[]; readonly appEvent: readonly number[] }, from: string, end: string): Query<ShareRow> {
  const between = sql`ts >= ${instant(from)} AND ts < ${instant(end)}`
  const dealt = sql`SELECT cust_no, ifNull(toString(channel), '') AS code FROM ${bankRows('txn', runs.txn, ['ts', 'channel'])} WHERE ${between}`
  const came = sql`SELECT cust_no, 'APP_VISIT' AS code FROM ${bankRows('app_event', runs.appEvent, ['ts'])} WHERE ${between}`
  return shares(runId, sql`${dealt} UNION ALL ${came}`)
}
