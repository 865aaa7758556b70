import { param, query, sql, type Query } from '#kernel/sql'
import { bankRows } from '#ingest/contract'
import { belongsTo, rowsOf, type Who } from './customer-rows.js'

const MOST = 300
const day = (date: string) => param(date, 'Date32')

export interface AccountRow {
  readonly account: string
  readonly cust_id: string
  readonly kind: string | null
  readonly product: string | null
  readonly opened: string | null
  readonly closed: string | null
  readonly state: string | null
}

/** Accounts opened on or before a date, open ones first. */
export function accountsQuery(runIds: readonly number[], who: Who, asOf: string): Query<AccountRow> {
  const rows = rowsOf('account', runIds, ['acct_id', 'type', 'product_id', 'open_date', 'close_date', 'status'], who)
  return query(
    sql`SELECT ifNull(acct_id, '') AS account, cust_id, toString(type) AS kind, toString(product_id) AS product, toString(open_date) AS opened, toString(if(close_date <= ${day(asOf)}, close_date, NULL)) AS closed, toString(status) AS state FROM ${rows} WHERE ${belongsTo(who)} AND ifNull(open_date <= ${day(asOf)}, true) ORDER BY closed IS NOT NULL, opened DESC, account LIMIT ${MOST}`,
  )
}

/** Balance after the newest transaction that tells one, by account. */
export function balancesQuery(runIds: readonly number[], who: Who, end: string): Query<{ account: string; minor: string; at: string }> {
  const rows = rowsOf('txn', runIds, ['acct_id', 'balance_after_minor', 'ts'], who)
  return query(
    sql`SELECT assumeNotNull(acct_id) AS account, assumeNotNull(argMax(balance_after_minor, ts)) AS minor, toString(assumeNotNull(max(ts))) AS at FROM ${rows} WHERE ${belongsTo(who)} AND acct_id IS NOT NULL AND balance_after_minor IS NOT NULL AND ts < ${param(end, "DateTime64(3, 'UTC')")} GROUP BY account`,
  )
}

export interface PositionRow {
  readonly position: string
  readonly cust_id: string
  readonly product: string
  readonly opened: string | null
  readonly matures: string | null
  readonly minor: string | null
  readonly state: string | null
}

/** Positions begun on or before a date: held ones first, the soonest to mature on top. */
export function positionsQuery(runIds: readonly number[], who: Who, asOf: string): Query<PositionRow> {
  const rows = rowsOf('position', runIds, ['position_id', 'product_id', 'open_date', 'maturity_date', 'principal_minor', 'status'], who)
  return query(
    sql`SELECT ifNull(position_id, '') AS position, cust_id, ifNull(toString(product_id), '') AS product, toString(open_date) AS opened, toString(maturity_date) AS matures, principal_minor AS minor, toString(status) AS state FROM ${rows} WHERE ${belongsTo(who)} AND ifNull(open_date <= ${day(asOf)}, true) ORDER BY ifNull(state, 'HOLDING') != 'HOLDING', matures IS NULL, matures, position LIMIT ${MOST}`,
  )
}

export interface LoanRow {
  readonly loan: string
  readonly cust_id: string
  readonly product: string | null
  readonly minor: string | null
  readonly rate: number | null
  readonly started: string | null
  readonly ends: string | null
  readonly state: string | null
}

/** Loans begun on or before a date, newest first. */
export function loansQuery(runIds: readonly number[], who: Who, asOf: string): Query<LoanRow> {
  const rows = rowsOf('loan', runIds, ['loan_id', 'product_id', 'principal_minor', 'rate', 'start_date', 'end_date', 'status'], who)
  return query(
    sql`SELECT ifNull(loan_id, '') AS loan, cust_id, toString(product_id) AS product, principal_minor AS minor, rate, toString(start_date) AS started, toString(end_date) AS ends, toString(status) AS state FROM ${rows} WHERE ${belongsTo(who)} AND ifNull(start_date <= ${day(asOf)}, true) ORDER BY started DESC, loan LIMIT ${MOST}`,
  )
}

/** By loan: days past due at the newest instalment due, and the next one. */
export function instalmentsQuery(runIds: readonly number[], who: Who, asOf: string): Query<{ loan: string; dpd: string | null; next_due: string | null }> {
  const rows = rowsOf('repayment', runIds, ['loan_id', 'due_date', 'dpd'], who)
  return query(
    sql`SELECT assumeNotNull(loan_id) AS loan, argMaxIf(dpd, due_date, dpd IS NOT NULL AND due_date <= ${day(asOf)}) AS dpd, toString(minOrNullIf(due_date, due_date > ${day(asOf)})) AS next_due FROM ${rows} WHERE ${belongsTo(who)} AND loan_id IS NOT NULL GROUP BY loan`,
  )
}

export interface ProductRow {
  readonly product: string
  readonly name_zh: string | null
  readonly name_en: string | null
  readonly kind: string | null
}

/** Names of products. */
export function productsQuery(runIds: readonly number[], ids: readonly string[]): Query<ProductRow> {
  const rows = bankRows('product', runIds, ['product_id', 'name_zh', 'name_en', 'category'])
  return query(sql`SELECT ifNull(product_id, '') AS product, name_zh, name_en, toString(category) AS kind FROM ${rows} WHERE has(${param([...ids], 'Array(String)')}, ifNull(product_id, ''))`)
}

export interface HeldRuns {
  readonly account: readonly number[]
  readonly position: readonly number[]
  readonly loan: readonly number[]
}

/** How many different products a person holds: of open accounts, positions held and loans running on a date. */
export function productsHeldQuery(runs: HeldRuns, who: Who, asOf: string): Query<{ n: string }> {
  const on = day(asOf)
  const accounts = sql`SELECT toString(product_id) AS product FROM ${rowsOf('account', runs.account, ['product_id', 'open_date', 'close_date'], who)} WHERE ${belongsTo(who)} AND ifNull(open_date <= ${on}, true) AND ifNull(close_date > ${on}, true)`
  const positions = sql`SELECT toString(product_id) AS product FROM ${rowsOf('position', runs.position, ['product_id', 'open_date', 'maturity_date', 'status'], who)} WHERE ${belongsTo(who)} AND ifNull(open_date <= ${on}, true) AND ifNull(maturity_date > ${on}, true) AND ifNull(toString(status), 'HOLDING') = 'HOLDING'`
  const loans = sql`SELECT toString(product_id) AS product FROM ${rowsOf('loan', runs.loan, ['product_id', 'start_date', 'end_date'], who)} WHERE ${belongsTo(who)} AND ifNull(start_date <= ${on}, true) AND ifNull(end_date > ${on}, true)`
  return query(sql`SELECT uniqExact(product) AS n FROM (${accounts} UNION ALL ${positions} UNION ALL ${loans}) WHERE product IS NOT NULL AND product != ''`)
}

/** Newest risk rating on or before a date. */
export function ratingQuery(runIds: readonly number[], who: Who, asOf: string): Query<{ grade: string; assessed: string; valid_to: string | null }> {
  const rows = rowsOf('risk_rating', runIds, ['rating', 'assessed_at', 'expire_at'], who)
  return query(
    sql`SELECT ifNull(toString(rating), '') AS grade, toString(assumeNotNull(assessed_at)) AS assessed, toString(expire_at) AS valid_to FROM ${rows} WHERE ${belongsTo(who)} AND assessed_at <= ${day(asOf)} ORDER BY assessed DESC, row_key DESC LIMIT 1`,
  )
}
