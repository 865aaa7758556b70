import { param, query, sql, type Query, type Sql } from '#kernel/sql'
import { bankRows } from '#ingest/contract'
import type { StatementGround, Subjects } from './statement-queries.js'

/** A preference as a table has it; channels as text where the bank wrote them. */
export interface PreferenceRow {
  readonly cust_id: string
  readonly book: 'OWN' | 'BANK'
  readonly do_not_contact: boolean
  readonly channels: string
  readonly personalised_off: boolean
  readonly quiet_from: string | null
  readonly quiet_to: string | null
  readonly lang: string | null
  readonly elder_mode: boolean
  readonly preferred_channel: string | null
}

const newest = (column: Sql): Sql => sql`argMax(${column}, (ts, id))`

/** The newest preference written here, a row a customer. */
function ownPreferences(who: Subjects): Sql {
  return sql`SELECT cust_id, 'OWN' AS book, ${newest(sql`do_not_contact`)} AS dnc, ${newest(sql`arrayStringConcat(channels_off, ',')`)} AS channels, ${newest(sql`personalised_off`)} AS personalised, ${newest(sql`tuple(quiet_from)`)}.1 AS q_from, ${newest(sql`tuple(quiet_to)`)}.1 AS q_to, ${newest(sql`tuple(lang)`)}.1 AS language, ${newest(sql`elder_mode`)} AS elder, ${newest(sql`tuple(preferred_channel)`)}.1 AS preferred FROM contact_pref_entry WHERE ${who.own} GROUP BY cust_id`
}

const COLUMNS = ['do_not_contact', 'dnc_channels', 'personalised_off', 'quiet_from', 'quiet_to', 'lang', 'elder_mode', 'preferred_channel']

function bankPreferences(ground: StatementGround, who: Subjects): Sql {
  return sql`SELECT cust_id, 'BANK' AS book, ifNull(do_not_contact, false) AS dnc, ifNull(dnc_channels, '') AS channels, ifNull(personalised_off, false) AS personalised, quiet_from AS q_from, quiet_to AS q_to, CAST(toString(lang), 'Nullable(String)') AS language, ifNull(elder_mode, false) AS elder, CAST(toString(preferred_channel), 'Nullable(String)') AS preferred FROM ${bankRows('contact_pref', ground.preferenceRuns, COLUMNS)} WHERE ${who.bank}`
}

/** Both books of a page of customers. */
export function preferencePageQuery(ground: StatementGround, who: Subjects): Query<PreferenceRow> {
  return query(
    sql`SELECT cust_id, book, dnc AS do_not_contact, channels, personalised AS personalised_off, q_from AS quiet_from, q_to AS quiet_to, language AS lang, elder AS elder_mode, preferred AS preferred_channel FROM (${ownPreferences(who)} UNION ALL ${bankPreferences(ground, who)}) ORDER BY cust_id, book`,
  )
}

/** Customers who refuse contact, or a channel of these words, in either book. Columns cust_id, dnc, channel_off. */
export function refusals(ground: StatementGround, words: readonly string[], who: Subjects): Sql {
  const off = sql`hasAny(arrayMap(x -> upperUTF8(trimBoth(x)), splitByRegexp('[,;，、| ]+', channels)), ${param([...words], 'Array(String)')})`
  return sql`(SELECT cust_id, max(dnc) AS dnc, max(${off}) AS channel_off FROM (${ownPreferences(who)} UNION ALL ${bankPreferences(ground, who)}) GROUP BY cust_id)`
}

export interface PreferenceEntryRow extends Omit<PreferenceRow, 'book' | 'channels' | 'cust_id'> {
  readonly id: string
  readonly ts: string
  readonly channels_off: readonly string[]
  readonly reason: string
  readonly actor_name: string
}

/** What was written here about one customer's preference, newest first. */
export function preferenceHistoryQuery(who: Subjects): Query<PreferenceEntryRow> {
  return query(
    sql`SELECT id, ts, do_not_contact, channels_off, personalised_off, quiet_from, quiet_to, lang, elder_mode, preferred_channel, reason, actor_name FROM contact_pref_entry WHERE ${who.own} ORDER BY ts DESC, id DESC LIMIT 200`,
  )
}
