import { param, query, sql, type Query, type Sql } from '#kernel/sql'
import { bankRows } from '#ingest/contract'
import { belongsTo, eventsOf, rowsOf, type Who } from './customer-rows.js'

export interface ActivityRuns {
  readonly txn: readonly number[]
  readonly appEvent: readonly number[]
}

function activityRows(txns: Sql, events: Sql, where: Sql, end: string): Sql {
  const before = sql`ts < ${param(end, "DateTime64(3, 'UTC')")} AND ${where}`
  return sql`(SELECT cust_no, cust_id, ts FROM ${txns} WHERE ${before} UNION ALL SELECT cust_no, cust_id, ts FROM ${events} WHERE ${before})`
}

/** Newest transaction or app event of each customer number before an instant. */
export function lastActivityQuery(runs: ActivityRuns, who: Who, end: string): Query<{ cust_id: string; at: string }> {
  return query(sql`SELECT cust_id, toString(assumeNotNull(max(ts))) AS at FROM ${activityRows(rowsOf('txn', runs.txn, ['ts'], who), eventsOf(runs.appEvent, ['ts'], who), belongsTo(who), end)} GROUP BY cust_id`)
}

/** Newest activity of everybody active between two instants, to sort a search by: `cust_no, cust_id, sort_key`. */
export function recentActivity(runs: ActivityRuns, from: string, end: string): Sql {
  const where = sql`ts >= ${param(from, "DateTime64(3, 'UTC')")}`
  return sql`(SELECT cust_no, cust_id, toUnixTimestamp64Milli(assumeNotNull(max(ts))) AS sort_key FROM ${activityRows(bankRows('txn', runs.txn, ['ts']), bankRows('app_event', runs.appEvent, ['ts']), where, end)} GROUP BY cust_no, cust_id)`
}
