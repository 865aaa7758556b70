import { sql, type Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import { channelWords } from '../domain/channel-words.js'
import { channelsOf, mergePreferences, noPreference, timeOf, type Preference } from '../domain/preference.js'
import { preferencePageQuery, refusals, type PreferenceRow } from '../sql/preference-queries.js'
import { consentPageQuery, consentStates, everybody, theseCustomers } from '../sql/statement-queries.js'
import { contactBase, subjectStatePageQuery, subjectStates } from '../sql/subject-queries.js'
import { statementGround } from './find-subject.js'

/** What decides whether a customer may be contacted for a purpose by a channel, of what they and the bank said. */
export interface ContactState {
  /** What was said about the purpose; null when nothing was. */
  readonly stated: boolean | null
  /** What saying nothing means: a bank that keeps a book of consents says no by silence, else null. */
  readonly silence: false | null
  /** A no to this channel by name, in a consent or a preference. */
  readonly channelOut: boolean
  /** Profiling refused or personalisation switched off: only what is the same for everybody. */
  readonly personalisedOff: boolean
  /** null: no book has a preference of this customer. */
  readonly doNotContact: boolean | null
  readonly quietFrom: string | null
  readonly quietTo: string | null
  /** Stored only: no processing but what the law asks for. */
  readonly restricted: boolean
}

export interface ContactAsk {
  readonly purpose: string
  readonly channel: string
}

const SILENT = { stated: null, channel_out: false, profiling_off: false }
const NOTHING_SAID: ContactState = { stated: null, silence: null, channelOut: false, personalisedOff: false, doNotContact: null, quietFrom: null, quietTo: null, restricted: false }

/**
 * States of a page of customers; who said nothing and is not restricted reads as such. `mates` are all customer numbers of
 * those who have several: a no under any of them is the person's.
 */
export async function loadContactStates(
  context: Context,
  ask: ContactAsk,
  members: readonly { readonly cust_id: string; readonly cust_no: number }[],
  mates: ReadonlyMap<string, readonly string[]> = new Map(),
): Promise<(custId: string) => ContactState> {
  if (members.length === 0) return () => NOTHING_SAID
  const others = members.flatMap(({ cust_id, cust_no }) => (mates.get(cust_id) ?? []).filter((id) => id !== cust_id).map((id) => ({ cust_id: id, cust_no })))
  const who = theseCustomers([...members, ...others])
  const ground = await statementGround(context)
  const words = channelWords(ask.channel)
  const [consents, preferences, states] = await Promise.all([
    context.warehouse.query(consentPageQuery(ground, { purpose: ask.purpose, words }, who)),
    context.warehouse.query(preferencePageQuery(ground, who)),
    context.warehouse.query(subjectStatePageQuery(who)),
  ])
  const consentOf = new Map(consents.map((row) => [row.cust_id, row]))
  const preferenceOf = preferencesByCustomer(preferences)
  const restricted = new Set(states.map((row) => row.cust_id))
  const silence = ground.consentRuns.length > 0 ? false : null
  const noPreferenceMeans = ground.preferenceRuns.length > 0 ? false : null
  const ofNumber = (custId: string): ContactState => {
    const said = consentOf.get(custId) ?? SILENT
    const known = preferenceOf.get(custId)
    const preference = known ?? noPreference
    return {
      stated: said.stated,
      silence,
      channelOut: said.channel_out || preference.channelsOff.some((channel) => words.includes(channel)),
      personalisedOff: said.profiling_off || preference.personalisedOff,
      doNotContact: known === undefined ? noPreferenceMeans : known.doNotContact,
      quietFrom: preference.quietFrom,
      quietTo: preference.quietTo,
      restricted: restricted.has(custId),
    }
  }
  return (custId) => (mates.get(custId) ?? []).filter((id) => id !== custId).reduce((state, id) => ofBoth(state, ofNumber(id)), ofNumber(custId))
}

/** What two numbers of one person said: any no holds, a yes needs no no; quiet hours are the first's that has some. */
function ofBoth(one: ContactState, other: ContactState): ContactState {
  const quiet = one.quietFrom === null ? other : one
  return {
    stated: bothSaid(one.stated, other.stated),
    silence: one.silence,
    channelOut: one.channelOut || other.channelOut,
    personalisedOff: one.personalisedOff || other.personalisedOff,
    doNotContact: one.doNotContact === true || other.doNotContact === true ? true : (one.doNotContact ?? other.doNotContact),
    quietFrom: quiet.quietFrom,
    quietTo: quiet.quietTo,
    restricted: one.restricted || other.restricted,
  }
}

function bothSaid(one: boolean | null, other: boolean | null): boolean | null {
  if (one === false || other === false) return false
  return one ?? other
}

/** The preference that counts, of each customer with one. */
export function preferencesByCustomer(rows: readonly PreferenceRow[]): Map<string, Preference> {
  const books = new Map<string, { own: Preference | null; bank: Preference | null }>()
  for (const row of rows) {
    const known = books.get(row.cust_id) ?? { own: null, bank: null }
    books.set(row.cust_id, row.book === 'OWN' ? { ...known, own: toPreference(row) } : { ...known, bank: toPreference(row) })
  }
  return new Map([...books].map(([custId, { own, bank }]) => [custId, mergePreferences(own, bank)]))
}

export function toPreference(row: PreferenceRow): Preference {
  return {
    doNotContact: row.do_not_contact,
    channelsOff: channelsOf(row.channels),
    personalisedOff: row.personalised_off,
    quietFrom: timeOf(row.quiet_from),
    quietTo: timeOf(row.quiet_to),
    lang: row.lang,
    elderMode: row.elder_mode,
    preferredChannel: row.preferred_channel,
  }
}

/**
 * Customers under `base` with what they said in place of the bank's two flags: for lists of millions, in one statement
 * of the engine. `from` has `a_marketing_consent` and `a_do_not_contact`.
 */
export async function withContactStates(context: Context, from: Sql, ask: ContactAsk): Promise<Sql> {
  const ground = await statementGround(context)
  const words = channelWords(ask.channel)
  return sql`${contactBase(from, {
    consent: consentStates(ground, { purpose: ask.purpose, words }, everybody),
    refusals: refusals(ground, words, everybody),
    states: subjectStates(everybody),
  })}`
}
