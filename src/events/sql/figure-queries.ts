import { param, query, sql, type Query } from '#kernel/sql'
import type { ViolationKind } from '../contract.js'
import { instantParam, isoText } from './instant-param.js'

/** Counts by hour, key and what became of the events. */
export function countsQuery(since: string): Query<{ hour: string; write_key: string; what: string; n: string }> {
  return query(sql`SELECT formatDateTime(hour, '%Y-%m-%dT%H:00:00Z', 'UTC') AS hour, toString(write_key) AS write_key, toString(what) AS what, sum(n) AS n FROM event_count WHERE event_count.hour >= ${instantParam(since)} GROUP BY hour, write_key, what ORDER BY hour, write_key, what`)
}

export interface ViolationRow {
  readonly event: string
  readonly prop: string
  readonly kind: ViolationKind
  readonly lib: string
  readonly lib_version: string
  readonly n: string
  readonly first_day: string
  readonly last_day: string
  readonly samples: readonly string[]
}

/** What broke the plan since a day, with up to `samples` masked payloads each. */
export function violationsQuery(since: string, samples: number): Query<ViolationRow> {
  return query(
    sql`SELECT toString(event) AS event, toString(prop) AS prop, toString(kind) AS kind, toString(lib) AS lib, toString(lib_version) AS lib_version, sum(n) AS n, toString(min(day)) AS first_day, toString(max(day)) AS last_day, arraySlice(groupArrayArray(samples), 1, ${samples}) AS samples FROM event_violation WHERE day >= ${param(since, 'Date32')} GROUP BY event, prop, kind, lib, lib_version ORDER BY sum(event_violation.n) DESC, event, prop, kind LIMIT 1000`,
  )
}

/** Events seen since a day. */
export function seenEventsQuery(since: string): Query<{ event: string; n: string; last: string }> {
  return query(sql`SELECT toString(event) AS event, sum(n) AS n, ${isoText(sql`max(event_seen.last)`)} AS last FROM event_seen WHERE day >= ${param(since, 'Date32')} GROUP BY event ORDER BY event`)
}

/** Violations of each event since a day. */
export function violatedQuery(since: string): Query<{ event: string; n: string }> {
  return query(sql`SELECT toString(event) AS event, sum(n) AS n FROM event_violation WHERE day >= ${param(since, 'Date32')} GROUP BY event`)
}
