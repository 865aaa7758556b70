import { param, query, sql, type Query, type Sql } from '#kernel/sql'
import { belongsTo, rowsOf, type Who } from './customer-rows.js'

/** A complaint or a ticket. Unused places are empty. */
export interface IssueRow {
  readonly kind: 'complaint' | 'ticket'
  /** A hash: a row's key may say more than it should. */
  readonly id: string
  readonly cust_id: string
  /** UTC, `YYYY-MM-DD hh:mm:ss.sss`. */
  readonly at: string
  readonly closed_at: string | null
  readonly about: string
  readonly channel: string
  readonly severity: string | null
  readonly by_bot: number
}

export interface IssuesAsk {
  /** First instant after the date. */
  readonly end: string
  /** Issues closed before this instant are not listed. */
  readonly since: string
  readonly limit: number
}

const MOMENT = "Nullable(DateTime64(3, 'UTC'))"
const text = (column: Sql): Sql => sql`ifNull(toString(${column}), '')`

/** Complaints and tickets of a person that are open on a date or were closed lately: open ones first, newest first. */
export function issuesQuery(runs: { readonly complaint: readonly number[]; readonly ticket: readonly number[] }, who: Who, ask: IssuesAsk): Query<IssueRow> {
  const [end, since] = [param(ask.end, "DateTime64(3, 'UTC')"), param(ask.since, "DateTime64(3, 'UTC')")]
  const complaints = sql`SELECT 'complaint' AS kind, row_key, cust_id, ts AS began, CAST(closed_ts, ${MOMENT}) AS ended, ${text(sql`topic`)} AS about, ${text(sql`channel`)} AS way, CAST(severity, 'Nullable(Int64)') AS grave, toUInt8(0) AS bot FROM ${rowsOf('complaint', runs.complaint, ['ts', 'closed_ts', 'topic', 'channel', 'severity'], who)} WHERE ${belongsTo(who)}`
  const solved = sql`if(ifNull(bot_contained, false), ts, if(resolved_s IS NULL, NULL, addSeconds(ts, assumeNotNull(resolved_s))))`
  const tickets = sql`SELECT 'ticket' AS kind, row_key, cust_id, ts AS began, CAST(${solved}, ${MOMENT}) AS ended, ${text(sql`intent`)} AS about, ${text(sql`channel`)} AS way, CAST(NULL, 'Nullable(Int64)') AS grave, toUInt8(ifNull(bot_contained, false)) AS bot FROM ${rowsOf('service_ticket', runs.ticket, ['ts', 'intent', 'channel', 'bot_contained', 'resolved_s'], who)} WHERE ${belongsTo(who)}`
  const known = sql`SELECT kind, row_key, cust_id, began, if(ended < ${end}, ended, NULL) AS closed, about, way, grave, bot FROM (${complaints} UNION ALL ${tickets}) WHERE began < ${end}`
  return query(
    sql`SELECT kind, lower(hex(sipHash64(row_key))) AS id, cust_id, toString(began) AS at, toString(closed) AS closed_at, about, way AS channel, grave AS severity, bot AS by_bot FROM (${known}) WHERE closed IS NULL OR closed >= ${since} ORDER BY closed IS NULL DESC, began DESC, id LIMIT ${ask.limit}`,
  )
}
