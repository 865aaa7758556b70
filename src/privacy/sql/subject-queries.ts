import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'
import { bankRows } from '#ingest/contract'
import type { Subjects } from './statement-queries.js'

export interface OrgPath {
  readonly orgId: string
  readonly path: string
}

/** Where a customer belongs, with the numbers everything of theirs is kept under. */
export interface SubjectRow {
  readonly cust_id: string
  readonly cust_no: number
  readonly shard_key: string
  readonly org_path: string
  readonly rm: string
  readonly marketing_consent: boolean | null
  readonly do_not_contact: boolean | null
}

const UNPLACED = '/-/'

/** Customers of loads with org path and manager, under `base`. */
export function subjectBase(runIds: readonly number[], orgs: readonly OrgPath[]): Sql {
  const rows = bankRows('customer', runIds, ['main_org_id', 'rm_emp_id', 'marketing_consent', 'do_not_contact'])
  const path =
    orgs.length === 0
      ? sql`${UNPLACED}`
      : sql`transform(ifNull(toString(main_org_id), ''), ${param(orgs.map(({ orgId }) => orgId), 'Array(String)')}, ${param(orgs.map((org) => org.path), 'Array(String)')}, ${UNPLACED})`
  return sql`(SELECT cust_no, cust_id, shard_key, ${path} AS org_path, ifNull(toString(rm_emp_id), '') AS rm, marketing_consent, do_not_contact FROM ${rows}) AS base`
}

/** One customer of the base whom a condition over `base` lets be seen. */
export function subjectQuery(from: Sql, custId: string, visible: Sql): Query<SubjectRow> {
  return query(
    sql`SELECT base.cust_id AS cust_id, base.cust_no AS cust_no, base.shard_key AS shard_key, base.org_path AS org_path, base.rm AS rm, base.marketing_consent AS marketing_consent, base.do_not_contact AS do_not_contact FROM ${from} WHERE base.cust_id = ${custId} AND ${visible} LIMIT 1`,
  )
}

/** Those of some customers whom a condition over `base` lets be seen, with where their rows are kept. */
export function subjectsQuery(from: Sql, custIds: readonly string[], visible: Sql): Query<{ cust_id: string; shard_key: string }> {
  return query(sql`SELECT base.cust_id AS cust_id, base.shard_key AS shard_key FROM ${from} WHERE base.cust_id IN ${param([...custIds], 'Array(String)')} AND ${visible} ORDER BY cust_id`)
}

/** `cust_id` of customers a condition over `base` lets be seen, as a subquery. */
export function visibleIds(from: Sql, visible: Sql): Sql {
  return sql`cust_id IN (SELECT base.cust_id FROM ${from} WHERE ${visible})`
}

/** Customers whose data may be stored only, or are erased. Columns cust_id, state. */
export function subjectStates(who: Pick<Subjects, 'own'>): Sql {
  return sql`(SELECT cust_id, argMax(toString(state), (ts, id)) AS state FROM subject_state_entry WHERE ${who.own} GROUP BY cust_id)`
}

export function subjectStatePageQuery(who: Pick<Subjects, 'own'>): Query<{ cust_id: string; state: string }> {
  return query(sql`SELECT cust_id, state FROM ${subjectStates(who)} WHERE state != 'none' ORDER BY cust_id`)
}

/** What keeps a customer's data from being erased: accounts still open, and the last day of a transaction or account. */
export interface RetentionRow {
  readonly open_accounts: string
  readonly last_day: string | null
}

export function retentionQuery(custIds: readonly string[], runs: { readonly account: readonly number[]; readonly txn: readonly number[] }, timeZone: string): Query<RetentionRow> {
  const theirs = sql`has(${param([...custIds], 'Array(String)')}, cust_id)`
  const accounts = sql`SELECT countIf(close_date IS NULL AND ifNull(toString(status), '') != 'CLOSED') AS open_accounts, maxOrNull(greatest(ifNull(close_date, toDate32('1900-01-01')), ifNull(open_date, toDate32('1900-01-01')))) AS last_account FROM ${bankRows('account', runs.account, ['open_date', 'close_date', 'status'])} WHERE ${theirs}`
  const txns = sql`SELECT maxOrNull(ifNull(toDate32(ts, ${timeZone}), toDate32('1900-01-01'))) AS last_txn FROM ${bankRows('txn', runs.txn, ['ts'])} WHERE ${theirs}`
  const last = sql`greatest(ifNull(last_account, toDate32('1900-01-01')), ifNull(last_txn, toDate32('1900-01-01')))`
  return query(
    sql`SELECT open_accounts, if(${last} <= toDate32('1900-01-01'), NULL, toString(${last})) AS last_day FROM (${accounts}) AS accounts CROSS JOIN (${txns}) AS txns`,
  )
}

/**
 * Customers of a list's base with what they said instead of the bank's two flags (`a_marketing_consent`,
 * `a_do_not_contact`): a no to contact, to the channel, and a restriction all read as do-not-contact.
 */
export function contactBase(from: Sql, parts: { readonly consent: Sql; readonly refusals: Sql; readonly states: Sql }): Sql {
  const kept = join([identifier('a_marketing_consent'), identifier('a_do_not_contact')])
  const consent = sql`CAST(ifNull(said.stated, base.a_marketing_consent), 'Nullable(Bool)') AS a_marketing_consent`
  const no = sql`ifNull(said.channel_out, false) OR ifNull(refused.dnc, false) OR ifNull(refused.channel_off, false) OR ifNull(subject.state, 'none') != 'none'`
  const dnc = sql`CAST(if(${no}, true, if(refused.cust_id IS NOT NULL, ifNull(base.a_do_not_contact, false), base.a_do_not_contact)), 'Nullable(Bool)') AS a_do_not_contact`
  return sql`(SELECT base.* EXCEPT (${kept}), ${consent}, ${dnc} FROM ${from} LEFT JOIN ${parts.consent} AS said ON said.cust_id = base.cust_id LEFT JOIN ${parts.refusals} AS refused ON refused.cust_id = base.cust_id LEFT JOIN ${parts.states} AS subject ON subject.cust_id = base.cust_id) AS base`
}
