import { param, query, sql, type Query, type Sql } from '#kernel/sql'
import { bankRows } from '#ingest/contract'
import type { ManualValue } from '../contract.js'

/** A word about a customer as it was written. */
export interface MarkRow {
  readonly id: string
  readonly cust_id: string
  readonly value: string
  readonly gone: boolean
  readonly until: string | null
  readonly day: string
  readonly reason: string
  readonly batch: string
  readonly actor_name: string
  readonly ts: string
}

const COLUMNS = sql`id, cust_id, value, gone, toString(until) AS until, toString(day) AS day, reason, batch, actor_name, ts`

/** How many words there are about a set up to a day, so that a reader knows whether something was said since. */
export function markCountQuery(set: string, asOf: string): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM tag_mark WHERE tag = ${set} AND day <= ${param(asOf, 'Date32')}`)
}

/**
 * Rows of `cust_no` and `value` of a set as of a day: the newest word said by then under any number of the person, unless it
 * took the value off, is older than `maxAgeDays`, or its end has passed.
 */
export function markedRows({ set, type, maxAgeDays }: ManualValue, asOf: string, customerRuns: readonly number[]): Sql {
  const on = sql`${param(asOf, 'Date32')}`
  const said = sql`(SELECT cust_id AS said_of, value, gone, until, day, ts, id FROM tag_mark WHERE tag = ${set} AND day <= ${on})`
  const persons = bankRows('customer', customerRuns, [], { where: sql`cust_id GLOBAL IN (SELECT said_of FROM ${said})` })
  const newest = sql`SELECT cust_no, argMax((value, gone, until, day), (ts, id)) AS word FROM ${persons} AS persons GLOBAL INNER JOIN ${said} AS said ON said.said_of = persons.cust_id GROUP BY cust_no`
  return sql`SELECT cust_no, ${typed(sql`word.1`, type)} AS value FROM (${newest}) WHERE NOT word.2 AND ifNull(word.3 >= ${on}, true) AND word.4 > ${on} - ${maxAgeDays}`
}

function typed(value: Sql, type: ManualValue['type']): Sql {
  if (type === 'bool') return sql`CAST(${value} = 'true', 'Nullable(Bool)')`
  return type === 'int' ? sql`toInt64OrNull(${value})` : sql`CAST(${value}, 'Nullable(String)')`
}

/** What was said of customers in a set, newest first. */
export function marksOfQuery(set: string, custIds: readonly string[]): Query<MarkRow> {
  return query(sql`SELECT ${COLUMNS} FROM tag_mark WHERE tag = ${set} AND cust_id IN ${param([...custIds], 'Array(String)')} ORDER BY ts DESC, id DESC LIMIT 200`)
}

export interface MarkPage {
  readonly set: string
  /** FROM of customers under `base`, and the condition for who may be seen. */
  readonly from: Sql
  readonly visible: Sql
  readonly after: readonly [ts: string, id: string] | null
  readonly limit: number
}

function inReach({ set, from, visible }: Omit<MarkPage, 'after' | 'limit'>): Sql {
  return sql`tag = ${set} AND cust_id GLOBAL IN (SELECT base.cust_id FROM ${from} WHERE ${visible} AND base.cust_id GLOBAL IN (SELECT cust_id FROM tag_mark WHERE tag = ${set}))`
}

/** Words of a set about customers in reach, newest first. */
export function markPageQuery(page: MarkPage): Query<MarkRow> {
  const from = page.after === null ? sql`(1 = 1)` : sql`(ts, id) < (toDateTime64(${page.after[0]}, 3, 'UTC'), ${page.after[1]})`
  return query(sql`SELECT ${COLUMNS} FROM tag_mark WHERE ${inReach(page)} AND ${from} ORDER BY ts DESC, id DESC LIMIT ${page.limit}`)
}

/** How many words of a set are about customers in reach. */
export function markTotalQuery(place: Omit<MarkPage, 'after' | 'limit'>): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM tag_mark WHERE ${inReach(place)}`)
}
