import { param, query, sql, type Query, type Sql } from '#kernel/sql'
import { isoText } from './instant-param.js'

export interface StoredEvent {
  readonly event_id: string
  readonly at: string
  readonly name: string
  readonly cust_id: string
  readonly device_id: string | null
  readonly session_id: string | null
  readonly page: string | null
  readonly element: string | null
  readonly product_id: string | null
  readonly app_ver: string | null
  readonly os: string | null
  readonly props: string | null
}

const shown = sql`ifNull(event_id, '') AS event_id, ifNull(${isoText(sql`ts`)}, '') AS at, ifNull(toString(name), '') AS name, cust_id, device_id, session_id, toString(page) AS page, toString(element) AS element, toString(product_id) AS product_id, toString(app_ver) AS app_ver, toString(os) AS os, props`

/** The last events of rows `from` (a subquery with every event column) that match, newest first. */
export function lastEventsQuery(from: Sql, matches: Sql, limit: number): Query<StoredEvent> {
  return query(sql`SELECT ${shown} FROM ${from} WHERE ${matches} ORDER BY ts DESC, event_id LIMIT ${limit}`)
}

/** Rows of the given runs with all columns, for events no person is known of as well. */
export function eventRowsOf(runs: readonly number[]): Sql {
  return sql`(SELECT * FROM bank_app_event WHERE has(${param([...runs], 'Array(UInt64)')}, run_id))`
}

export interface FollowedEvent extends StoredEvent {
  readonly run_id: string
  readonly x_commit: string
}

/** Events after a position, in the order they became durable. */
export function eventsAfterQuery(runs: readonly number[], after: { readonly commit: string; readonly id: string }, limit: number): Query<FollowedEvent> {
  return query(
    sql`SELECT ${shown}, run_id, x_commit FROM bank_app_event WHERE has(${param([...runs], 'Array(UInt64)')}, run_id) AND x_commit >= ${param(after.commit, 'UInt64')} AND (x_commit, ifNull(event_id, '')) > (${param(after.commit, 'UInt64')}, ${after.id}) ORDER BY x_commit, event_id LIMIT ${limit}`,
  )
}

/** Properties of some stored events of a name, for a draft of the plan. */
export function sampledPropsQuery(runs: readonly number[], name: string, limit: number): Query<{ props: string }> {
  return query(sql`SELECT ifNull(props, '{}') AS props FROM bank_app_event WHERE has(${param([...runs], 'Array(UInt64)')}, run_id) AND name = ${name} LIMIT ${limit}`)
}
