import { dayEnd, dayStart } from '#kernel/calendar'
import { minorUnitsOf } from '#kernel/money'
import type { Context } from '#platform/context'
import { readStatements } from '#privacy'
import type { TimelineKind } from '../domain/timeline-kind.js'
import type { CustomerPorts } from '../ports.js'
import { timelineQuery, timelineTables, type TimelineAsk, type TimelineRow } from '../sql/timeline-query.js'
import { isoInstant, runsOf, warehouseInstant } from './ground.js'
import { identityChanges } from './identity-changes.js'
import type { Person } from './open-person.js'

/** A transaction of this much or more stands alone, in major units: what banks report as large cash (PBC Order No. 3 [2016]). */
const BIG = 50_000

/** The part of a timeline asked for: everything holds at once. */
export interface Narrowed {
  readonly kinds: readonly TimelineKind[]
  /** Any when there is none. */
  readonly channels: readonly string[]
  /** First and last day. */
  readonly from?: string | undefined
  readonly until?: string | undefined
  /** A business date was asked for: what people said or did later is not told. */
  readonly dated: boolean
}

export interface After {
  readonly at: string
  readonly id: string
}

interface Page extends Narrowed {
  readonly after: After | null
  readonly limit: number
}

/** The newest rows of a person's timeline after a place in it, from the bank's tables and from our own books. */
export async function newestTimelineRows(context: Context, ports: CustomerPorts, person: Person, page: Page): Promise<TimelineRow[]> {
  const { kinds, channels, after, limit } = page
  const zone = context.settings.timeZone
  const until = page.until === undefined ? null : warehouseInstant(dayEnd(page.until, zone))
  const end = until !== null && until < person.end ? until : person.end
  const last = page.dated ? end : until
  const bank = { who: person.who, runs: await runsOf(context, timelineTables, person.asOf), kinds, channels, timeZone: zone, end, bigMinor: BIG * 10 ** minorUnitsOf(person.view.ccy), after, limit }
  const own = await Promise.all([
    bankTimeline(context, bank),
    kinds.includes('touch') ? sentRows(ports, person, { before: earliest(after?.at ?? null, until), channels, limit }) : [],
    kinds.includes('consent') ? consentRows(context, person) : [],
    kinds.includes('identity') ? identityRows(context, person) : [],
  ])
  const start = page.from === undefined ? '' : warehouseInstant(dayStart(page.from, zone))
  const [rows, sent, ...books] = own
  const said = books.flat().filter((row) => last === null || row.at < last)
  const through = (row: TimelineRow): boolean => channels.length === 0 || channels.includes(row.channel)
  return [...rows, ...sent, ...said]
    .filter((row) => (after === null || isBefore(row, after)) && row.at >= start && (until === null || row.at < until) && through(row))
    .sort(newestFirst)
    .slice(0, limit)
}

/** The earlier of two instants, null being none. */
const earliest = (one: string | null, other: string | null): string | null => (one === null || (other !== null && other < one) ? other : one)

/** A wide statement costs more to plan than to run: two halves are planned side by side. */
const HALVES: readonly (readonly TimelineKind[])[] = [['txn', 'session', 'touch', 'complaint', 'ticket', 'survey'], ['product', 'rating', 'contact', 'benefit']]

async function bankTimeline(context: Context, ask: TimelineAsk): Promise<TimelineRow[]> {
  const halves = HALVES.map((half) => timelineQuery({ ...ask, kinds: ask.kinds.filter((kind) => half.includes(kind)) }))
  return (await Promise.all(halves.map(async (half) => (half === null ? [] : context.warehouse.query(half))))).flat()
}

function newestFirst(a: After, b: After): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1
  if (a.id === b.id) return 0
  return a.id < b.id ? 1 : -1
}

const isBefore = (row: After, after: After): boolean => newestFirst(after, row) < 0

const ONE = { day_only: 0, amount: null, amount_out: null, n: '1' } as const

/** What the person's numbers said about the use of their data, the bank's book and ours. */
async function consentRows(context: Context, person: Person): Promise<TimelineRow[]> {
  const said = await Promise.all(person.seen.map(async (row) => (await readStatements(context, row)).map((each) => ({ ...each, custId: row.cust_id }))))
  return said.flat().map((each) => ({
    ...ONE, kind: 'consent', what: 'consent', id: `consent:${each.granted ? 'yes' : 'no'}:${each.id}`, cust_id: each.custId, at: warehouseInstant(new Date(each.at).toISOString()),
    code: each.purpose, detail: each.channel, extra: each.granted ? 'GRANTED' : 'REFUSED', channel: each.channel,
  }))
}

/** When the person's numbers were brought together or apart. */
async function identityRows(context: Context, person: Person): Promise<TimelineRow[]> {
  const changes = await identityChanges(context, person)
  return changes.map((each) => ({
    ...ONE, kind: 'identity', what: 'identity', id: `identity:${each.changeId}`, cust_id: person.row.cust_id, at: warehouseInstant(new Date(each.at).toISOString()),
    code: each.kind, detail: each.custIds.join(', '), extra: String(each.hidden), channel: '',
  }))
}

/** What our own dispatch sent, as rows of the timeline. */
async function sentRows(ports: CustomerPorts, person: Person, asked: { readonly before: string | null; readonly channels: readonly string[]; readonly limit: number }): Promise<TimelineRow[]> {
  const sent = await ports.sent(person.key, { ...asked, before: isoInstant(asked.before ?? '9999-12-31 00:00:00.000') })
  return sent.map((touch) => ({
    ...ONE, kind: 'touch', what: 'sent', id: `sent:${touch.id}`, cust_id: touch.custId, at: warehouseInstant(new Date(touch.at).toISOString()),
    code: touch.channel, detail: touch.strategy, extra: touch.listId, channel: touch.channel,
  }))
}
