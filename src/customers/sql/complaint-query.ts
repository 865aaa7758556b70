import { param, query, sql, type Query, type Sql } from '#kernel/sql'
import { bankRows } from '#ingest/contract'

/** Complaints of a customer number that still keep the bank from selling. */
export interface ComplaintRow {
  readonly cust_id: string
  /** Day of the earliest. */
  readonly since: string
  readonly n: string
  readonly open_n: string
  /** Day the last of them was closed; null while none is. */
  readonly closed_on: string | null
  /** Of the newest. */
  readonly topic: string
}

export interface ComplaintAsk {
  /** First instant after the day asked about: what was closed before it is closed. */
  readonly end: string
  /** Complaints closed after this day count although they are closed. */
  readonly closedAfter: string
  readonly timeZone: string
}

/** Complaints that are open, or were closed lately, by customer number; `whose` says which numbers. */
export function complaintsQuery(runIds: readonly number[], whose: Sql, ask: ComplaintAsk): Query<ComplaintRow> {
  const day = (instant: Sql): Sql => sql`toDate32(${instant}, ${ask.timeZone})`
  const closed = sql`if(ifNull(closed_ts < ${param(ask.end, "DateTime64(3, 'UTC')")}, false), ${day(sql`closed_ts`)}, NULL)`
  const rows = sql`SELECT cust_id, assumeNotNull(ts) AS moment, ${closed} AS closed_day, ifNull(toString(topic), '') AS about FROM ${bankRows('complaint', runIds, ['ts', 'closed_ts', 'topic'])} WHERE ${whose} AND ts < ${param(ask.end, "DateTime64(3, 'UTC')")}`
  return query(
    sql`SELECT cust_id, toString(${day(sql`min(moment)`)}) AS since, count() AS n, countIf(closed_day IS NULL) AS open_n, toString(max(closed_day)) AS closed_on, argMax(about, moment) AS topic FROM (${rows}) WHERE closed_day IS NULL OR closed_day > ${param(ask.closedAfter, 'Date32')} GROUP BY cust_id ORDER BY cust_id`,
  )
}

/** Rows of customer numbers, whatever ours is. */
export function hasNumber(custIds: readonly string[]): Sql {
  return sql`cust_id IN ${param([...custIds], 'Array(String)')}`
}
