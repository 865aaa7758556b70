import { param, query, sql, type Query, type Sql } from '#kernel/sql'
import { bankRows } from '#ingest/contract'
import type { Subjects } from './statement-queries.js'

/** A word about a tag as it was written. */
export interface ObjectionRow {
  readonly id: string
  readonly cust_id: string
  readonly tag: string
  readonly objected: boolean
  readonly channel: string
  readonly reason: string
  readonly ts: string
  readonly actor_name: string
}

/** Objections that stand: the last word of each customer about each tag. Columns cust_id, tag, since. */
export function standingObjections(who: Pick<Subjects, 'own'>): Sql {
  return sql`(SELECT cust_id, said_of AS tag, since FROM (SELECT cust_id, toString(tag) AS said_of, argMax(objected, (ts, id)) AS stands, max(ts) AS since FROM tag_objection_entry WHERE ${who.own} GROUP BY cust_id, said_of) WHERE stands)`
}

/** Everything customers said about tags, newest first. */
export function objectionHistoryQuery(who: Pick<Subjects, 'own'>): Query<ObjectionRow> {
  return query(sql`SELECT id, cust_id, toString(tag) AS tag, objected, toString(channel) AS channel, reason, ts, actor_name FROM tag_objection_entry WHERE ${who.own} ORDER BY ts DESC, id DESC LIMIT 500`)
}

/** Tags somebody objects to, with when the last word about each was written. */
export function objectedTagsQuery(who: Pick<Subjects, 'own'>): Query<{ tag: string; newest: string }> {
  return query(sql`SELECT tag, max(since) AS newest FROM ${standingObjections(who)} GROUP BY tag ORDER BY tag`)
}

/** Rows of `cust_no` and `value` (1): persons of whom some number objects to one of the tags. */
export function objectors(customerRuns: readonly number[], tags: readonly string[], who: Pick<Subjects, 'own'>): Sql {
  const theirs = sql`SELECT cust_id FROM ${standingObjections(who)} WHERE has(${param([...tags], 'Array(String)')}, tag)`
  return sql`SELECT DISTINCT cust_no, CAST(1, 'Nullable(UInt8)') AS value FROM ${bankRows('customer', customerRuns, [], { where: sql`cust_id GLOBAL IN (${theirs})` })}`
}

/** Persons by tag they object to, of objections said since an instant (all: null). */
export function recentObjectorsQuery(customerRuns: readonly number[], since: string | null): Query<{ tag: string; cust_nos: number[] }> {
  const recent = since === null ? sql`(1 = 1)` : sql`since >= toDateTime64(${since.replace('T', ' ').replace('Z', '')}, 3, 'UTC')`
  const said = sql`(SELECT cust_id AS said_by, tag FROM ${standingObjections({ own: sql`(1 = 1)` })} WHERE ${recent})`
  const persons = bankRows('customer', customerRuns, [], { where: sql`cust_id GLOBAL IN (SELECT said_by FROM ${said})` })
  return query(
    sql`SELECT tag, arraySort(groupUniqArray(cust_no)) AS cust_nos FROM ${persons} AS persons GLOBAL INNER JOIN ${said} AS said ON said.said_by = persons.cust_id GROUP BY tag ORDER BY tag`,
  )
}

/** What one person objects to, under any of their numbers. */
export function objectionsOfPersonQuery(customerRuns: readonly number[], custNo: number): Query<{ tag: string; since: string }> {
  const numbers = sql`SELECT cust_id FROM ${bankRows('customer', customerRuns, [], { where: sql`cust_no = ${param(custNo, 'UInt32')}` })}`
  return query(sql`SELECT tag, min(since) AS since FROM ${standingObjections({ own: sql`cust_id GLOBAL IN (${numbers})` })} GROUP BY tag ORDER BY tag`)
}

/** Condition over `cust_id`: customers with some word about a tag whom a condition over `base` lets be seen. */
export function objectorsInReach(from: Sql, visible: Sql): Sql {
  return sql`cust_id GLOBAL IN (SELECT base.cust_id FROM ${from} WHERE ${visible} AND base.cust_id GLOBAL IN (SELECT cust_id FROM tag_objection_entry))`
}

export interface ObjectionPage {
  /** The condition for whose objections may be seen, over `cust_id`. */
  readonly visible: Sql
  readonly tag: string | undefined
  readonly limit: number
  /** Instant and id of the last one shown; null at the beginning. */
  readonly after: readonly [ts: string, id: string] | null
}

/** Objections that stand, newest first. */
export function objectionPageQuery({ visible, tag, limit, after }: ObjectionPage): Query<ObjectionRow> {
  const of = tag === undefined ? sql`(1 = 1)` : sql`tag = ${tag}`
  const from = after === null ? sql`(1 = 1)` : sql`(since, last_id) < (toDateTime64(${after[0]}, 3, 'UTC'), ${after[1]})`
  const each = sql`SELECT cust_id, toString(tag) AS said_of, argMax((objected, id, toString(channel), reason, actor_name), (ts, id)) AS said, max(ts) AS since, said.2 AS last_id FROM tag_objection_entry WHERE ${visible} GROUP BY cust_id, said_of`
  return query(
    sql`SELECT last_id AS id, cust_id, said_of AS tag, true AS objected, said.3 AS channel, said.4 AS reason, since AS ts, said.5 AS actor_name FROM (${each}) WHERE said.1 AND ${of} AND ${from} ORDER BY since DESC, last_id DESC LIMIT ${limit}`,
  )
}

/** How many objections stand, and of how many customers. */
export function objectionCountQuery(visible: Sql, tag: string | undefined): Query<{ n: string }> {
  const of = tag === undefined ? sql`(1 = 1)` : sql`tag = ${tag}`
  return query(sql`SELECT count() AS n FROM ${standingObjections({ own: visible })} WHERE ${of}`)
}
