import { query, sql, type Query, type Sql } from '#kernel/sql'
import { instantParam, isoText } from './instant-param.js'

export interface RejectRow {
  readonly id: string
  readonly at: string
  readonly code: string
  readonly params: string
  readonly protocol: string
  readonly type: string
  readonly write_key: string
  readonly lib: string
  readonly lib_version: string
  readonly masked: string
}

export interface RejectFilter {
  readonly since: string
  readonly code?: string | undefined
}

function matching({ since, code }: RejectFilter): Sql {
  const ofCode = code === undefined ? sql`` : sql` AND code = ${code}`
  return sql`at >= ${instantParam(since)}${ofCode}`
}

const unreplayed = sql`id NOT IN (SELECT id FROM event_reject_replayed)`
const instant = isoText(sql`at`)

/** Rejects newest first, each once; `before` is the place of the last one seen. */
export function rejectPageQuery(filter: RejectFilter, before: { readonly at: string; readonly id: string } | null, limit: number): Query<RejectRow> {
  const after = before === null ? sql`` : sql` AND (at, id) < (${instantParam(before.at)}, ${before.id})`
  return query(
    sql`SELECT id, ${instant} AS at, toString(code) AS code, params, toString(protocol) AS protocol, toString(type) AS type, toString(write_key) AS write_key, toString(lib) AS lib, toString(lib_version) AS lib_version, masked FROM (SELECT * FROM event_reject WHERE ${matching(filter)}${after} AND ${unreplayed} ORDER BY at DESC, id DESC LIMIT 1 BY id LIMIT ${limit})`,
  )
}

export function rejectCountsQuery(filter: RejectFilter): Query<{ code: string; n: string }> {
  return query(sql`SELECT toString(code) AS code, uniqExact(id) AS n FROM event_reject WHERE ${matching(filter)} AND ${unreplayed} GROUP BY code ORDER BY n DESC, code`)
}

export interface SealedReject {
  readonly id: string
  readonly at: string
  readonly code: string
  readonly protocol: string
  readonly type: string
  readonly write_key: string
  readonly sent_at: string | null
  readonly raw_sealed: string
}

/** Rejects with what was sent, oldest first, each once; to be exported or tried again. */
export function sealedRejectsQuery(filter: RejectFilter): Query<SealedReject> {
  return query(
    sql`SELECT id, ${instant} AS at, toString(code) AS code, toString(protocol) AS protocol, toString(type) AS type, toString(write_key) AS write_key, toString(sent_at) AS sent_at, raw_sealed FROM (SELECT * FROM event_reject WHERE ${matching(filter)} AND ${unreplayed} ORDER BY at, id LIMIT 1 BY id) ORDER BY at, id`,
  )
}

/** Rejects another key than this one sealed, whole and each once. */
export function staleRejectsQuery(key: string): Query<Record<string, string> & { readonly id: string; readonly raw_sealed: string }> {
  return query(sql`SELECT * FROM event_reject WHERE NOT startsWith(raw_sealed, ${`${key}.`}) ORDER BY id LIMIT 1 BY id`)
}

/** Of some rows those another key sealed. */
export function staleRejectRows(key: string, rows: Sql): Sql {
  return sql`NOT startsWith(raw_sealed, ${`${key}.`}) AND ${rows}`
}
