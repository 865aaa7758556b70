import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'
import { currentNumbers } from '#ingest/contract'
import { KEY_KINDS } from '../domain/link-fields.js'
import type { SharingLimits } from './link-pairs.js'

export interface SharedCounts {
  /** Devices of several customers, those of them a family uses, and values too many customers share to say anything. */
  readonly devices: string
  readonly families: string
  readonly wide: string
}

/** Values several customers share, in the working table of identifiers. */
export function sharedCountsQuery(keys: string, limits: SharingLimits): Query<SharedCounts> {
  const limit = sql`multiIf(kind = 1, ${limits.idNumber}, kind = 2, ${limits.mobile}, kind = 3, ${limits.email}, kind = 4, ${limits.device}, kind = 5, ${limits.social}, ${limits.nameBirth})`
  const values = sql`SELECT kind, uniqExact(own) AS holders, uniqExactIf(birth, birth IS NOT NULL) AS births FROM ${identifier(keys)} GROUP BY kind, value HAVING holders > 1`
  const device = sql`kind = ${KEY_KINDS.device}`
  return query(sql`SELECT countIf(${device}) AS devices, countIf(${device} AND births > 1) AS families, countIf(holders > ${limit}) AS wide FROM (${values})`)
}

/** Persons by how many customer numbers they have, with the numbers there are. */
export const sizesQuery: Query<{ size: number; persons: string }> = query(
  sql`SELECT size, count() AS persons FROM (SELECT cust_no, toUInt32(count()) AS size FROM ${currentNumbers()} AS everyone GROUP BY cust_no) GROUP BY size ORDER BY size`,
)

/** Edges a run has that another lacks: newly linked, no longer linked, newly in review. */
function differing(runId: number, before: number): Sql {
  const edges = (id: number, decision: string): Sql => sql`SELECT a_no, b_no FROM identity_edge WHERE run_id = ${param(id, 'UInt64')} AND decision = ${decision}`
  const of = (id: number, decision: string, change: string): Sql =>
    sql`SELECT ${change} AS change, a_no, b_no, a_id, b_id, toString(rule) AS rule, probability FROM identity_edge WHERE run_id = ${param(id, 'UInt64')} AND decision = ${decision}`
  return sql`${of(runId, 'accept', 'appear')} AND (a_no, b_no) NOT IN (${edges(before, 'accept')}) UNION ALL ${of(before, 'accept', 'vanish')} AND (a_no, b_no) NOT IN (${edges(runId, 'accept')}) UNION ALL ${of(runId, 'review', 'toReview')} AND (a_no, b_no) NOT IN (${edges(before, 'review')})`
}

/** How many edges differ from another run's, by the way they do. */
export function differenceCountsQuery(runId: number, before: number): Query<{ change: string; n: string }> {
  return query(sql`SELECT change, count() AS n FROM (${differing(runId, before)}) GROUP BY change ORDER BY change`)
}

/** A few of them each, the least certain first. */
export function differenceSamplesQuery(runId: number, before: number, each: number): Query<{ change: 'appear' | 'vanish' | 'toReview'; a_id: string; b_id: string; rule: string; probability: number }> {
  return query(sql`SELECT change, a_id, b_id, rule, probability FROM (${differing(runId, before)}) ORDER BY change, probability, a_id, b_id LIMIT ${each} BY change`)
}
