import { join, param, query, sql, type Query, type Sql } from '#kernel/sql'
import type { BankTableName } from '#ingest/contract'
import type { TimelineKind } from '../domain/timeline-kind.js'
import { belongsTo, eventsOf, rowsOf, type Who } from './customer-rows.js'
import { tableEvents, type RowEvent, type TableEvents } from './timeline-events.js'

/** One thing that happened, before it is put into words. Unused places are empty. */
export interface TimelineRow {
  readonly kind: TimelineKind
  /** What exactly, such as `txn-day` or `loan-opened`. */
  readonly what: string
  readonly id: string
  readonly cust_id: string
  /** UTC, `YYYY-MM-DD hh:mm:ss.sss`. */
  readonly at: string
  readonly day_only: number
  readonly code: string
  readonly detail: string
  readonly extra: string
  readonly amount: string | null
  readonly amount_out: string | null
  readonly n: string
  /** Where it happened; empty where the bank does not say, or by several. */
  readonly channel: string
}

export interface TimelineAsk {
  readonly who: Who
  readonly runs: (table: BankTableName) => readonly number[]
  readonly kinds: readonly TimelineKind[]
  /** Only what happened through these; everything when there is none. */
  readonly channels: readonly string[]
  readonly timeZone: string
  /** Only what is before this instant: the end of the business date. */
  readonly end: string
  /** From this amount on a transaction stands alone; smaller ones are counted by day. */
  readonly bigMinor: number
  readonly after: { readonly at: string; readonly id: string } | null
  readonly limit: number
}

/** Bank tables the timeline reads. */
export const timelineTables: readonly BankTableName[] = ['txn', 'app_event', ...tableEvents.map(({ table }) => table)]

/**
 * What happened to a person, newest first; ids are hashes, since a row's key may be an account number. Every part reads
 * by our number, so its cost follows one person's rows. null when no table of the kinds asked has been loaded.
 */
export function timelineQuery(ask: TimelineAsk): Query<TimelineRow> | null {
  const loaded = (table: BankTableName): boolean => ask.runs(table).length > 0
  const parts = [
    ...(ask.kinds.includes('txn') && loaded('txn') ? [transactions(ask)] : []),
    ...(ask.kinds.includes('session') && loaded('app_event') && isAsked(ask, APP_CHANNEL) ? [sessions(ask)] : []),
    ...tableEvents.filter(({ kind, table }) => ask.kinds.includes(kind) && loaded(table)).map((from) => rowEvents(ask, from)),
  ]
  if (parts.length === 0) return null
  const after = ask.after === null ? sql`` : sql` WHERE (moment, id) < (${param(ask.after.at, "DateTime64(3, 'UTC')")}, ${ask.after.id})`
  return query(
    sql`SELECT kind, what, id, cust_id, toString(moment) AS at, day_only, code, detail, extra, amount, amount_out, n, channel FROM (${join(parts, sql` UNION ALL `)})${after} ORDER BY moment DESC, id DESC LIMIT ${ask.limit}`,
  )
}

/** Channel of a session: the table of app events has none. */
const APP_CHANNEL = 'APP'
const isAsked = ({ channels }: TimelineAsk, channel: string): boolean => channels.length === 0 || channels.includes(channel)
/** Rows of the channels asked for. */
const through = ({ channels }: TimelineAsk, channel: Sql): Sql => (channels.length === 0 ? sql`` : sql` AND has(${param([...channels], 'Array(String)')}, ${channel})`)

const NO_AMOUNT = sql`CAST(NULL, 'Nullable(Int64)')`
const text = (column: Sql): Sql => sql`ifNull(toString(${column}), '')`
const ended = (ask: TimelineAsk): Sql => sql`${param(ask.end, "DateTime64(3, 'UTC')")}`
const localDay = (ask: TimelineAsk): Sql => sql`toString(toDate32(assumeNotNull(ts), ${ask.timeZone}))`

/** Each row told as many times as it has events; a day is its first instant in the bank's zone. */
function rowEvents(ask: TimelineAsk, from: TableEvents): Sql {
  const toMoment = (at: Sql): Sql => (from.days === true ? sql`toTimeZone(toDateTime64(toString(${at}), 3, ${ask.timeZone}), 'UTC')` : at)
  const tuple = (event: RowEvent): Sql => sql`(${event.what}, CAST(${toMoment(event.at)}, ${MOMENT}), ${event.extra ?? sql`''`}, CAST(${event.amount ?? NO_AMOUNT}, 'Nullable(Int64)'))`
  const channel = from.channel ?? sql`''`
  const where = sql`${from.where === undefined ? sql`` : sql` AND ${from.where}`}${through(ask, channel)}`
  const rows = sql`SELECT cust_id, row_key, ${from.code ?? sql`''`} AS code, ${from.detail ?? sql`''`} AS detail, toInt64(${from.n ?? sql`1`}) AS n, ${channel} AS through, arrayJoin([${join(from.events.map(tuple))}]) AS event FROM ${rowsOf(from.table, ask.runs(from.table), from.columns, ask.who)} WHERE ${belongsTo(ask.who)}${where}`
  return sql`SELECT ${from.kind} AS kind, event.1 AS what, concat(event.1, event.3, ':', lower(hex(sipHash64(row_key)))) AS id, cust_id, assumeNotNull(event.2) AS moment, toUInt8(${from.days === true ? 1 : 0}) AS day_only, code, detail, event.3 AS extra, event.4 AS amount, ${NO_AMOUNT} AS amount_out, n, through AS channel FROM (${rows}) WHERE event.2 IS NOT NULL AND event.2 < ${ended(ask)}`
}

const MOMENT = "Nullable(DateTime64(3, 'UTC'))"

/** Big transactions one by one, the others by day. */
function transactions(ask: TimelineAsk): Sql {
  const rows = rowsOf('txn', ask.runs('txn'), ['ts', 'type', 'dir', 'amount_minor', 'channel'], ask.who)
  const big = sql`ifNull(abs(amount_minor) >= ${ask.bigMinor}, false)`
  const way = text(sql`channel`)
  const one = sql`if(alone, 'txn', 'txn-day')`
  return sql`SELECT 'txn' AS kind, ${one} AS what, concat(${one}, ':', lower(hex(sipHash64(cust_id, bundle)))) AS id, cust_id, assumeNotNull(max(ts)) AS moment, toUInt8(0) AS day_only, arrayStringConcat(topK(2)(${text(sql`type`)}), ',') AS code, if(alone, any(way), '') AS detail, if(alone, any(${text(sql`dir`)}), '') AS extra, if(alone, any(amount_minor), sumIf(amount_minor, dir = 'C')) AS amount, if(alone, NULL, sumIf(amount_minor, dir = 'D')) AS amount_out, toInt64(count()) AS n, if(uniqExact(way) = 1, any(way), '') AS channel FROM (SELECT cust_id, ts, type, dir, amount_minor, ${way} AS way, ${big} AS alone, if(alone, row_key, ${localDay(ask)}) AS bundle FROM ${rows} WHERE ${belongsTo(ask.who)} AND ts < ${ended(ask)}${through(ask, way)}) GROUP BY cust_id, alone, bundle`
}

/** App events by session; those without one by day. */
function sessions(ask: TimelineAsk): Sql {
  const rows = eventsOf(ask.runs('app_event'), ['ts', 'session_id', 'name', 'page'], ask.who)
  const session = sql`if(ifNull(session_id, '') = '', ${localDay(ask)}, assumeNotNull(session_id)) AS bundle`
  return sql`SELECT 'session' AS kind, 'session' AS what, concat('session:', lower(hex(sipHash64(cust_id, bundle)))) AS id, cust_id, assumeNotNull(max(ts)) AS moment, toUInt8(0) AS day_only, arrayStringConcat(topK(3)(${text(sql`name`)}), ',') AS code, arrayStringConcat(arrayFilter(x -> x != '', topK(3)(${text(sql`page`)})), ',') AS detail, toString(dateDiff('second', assumeNotNull(min(ts)), assumeNotNull(max(ts)))) AS extra, ${NO_AMOUNT} AS amount, ${NO_AMOUNT} AS amount_out, toInt64(count()) AS n, ${APP_CHANNEL} AS channel FROM (SELECT cust_id, ts, name, page, ${session} FROM ${rows} WHERE ${belongsTo(ask.who)} AND ts < ${ended(ask)}) GROUP BY cust_id, bundle`
}
