import { dayStart } from '#kernel/calendar'
import { minorUnitsOf } from '#kernel/money'
import { decodeCursor, encodeCursor } from '#kernel/id'
import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { isTimelineKind, timelineKinds, type TimelineKind } from '../domain/timeline-kind.js'
import { readStatements } from '#privacy'
import type { CustomerPorts } from '../ports.js'
import { presentTimelineRow } from '../present-timeline.js'
import { timelineQuery, timelineTables, type TimelineAsk, type TimelineRow } from '../sql/timeline-query.js'
import { isoInstant, runsOf, warehouseInstant } from './ground.js'
import { identityChanges } from './identity-changes.js'
import { openPerson, type Person } from './open-person.js'
import { readProducts } from './read-holdings.js'

/** A transaction of this much or more stands alone, in major units: what banks report as large cash (PBC Order No. 3 [2016]). */
const BIG = 50_000

export interface TimelineQuery {
  readonly asOf?: string | undefined
  readonly from?: string | undefined
  readonly kinds?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** What happened to a person, newest first, page by page backwards. */
export async function readTimeline(context: Context, ports: CustomerPorts, custId: string, actor: Actor, asked: TimelineQuery) {
  const person = await openPerson(context, ports, custId, actor, asked.asOf)
  const kinds = kindsOf(asked.kinds)
  const after = cursorOf(asked.cursor)
  const limit = asked.limit + 1
  const bank = { who: person.who, runs: await runsOf(context, timelineTables, person.asOf), kinds, timeZone: context.settings.timeZone, end: person.end, bigMinor: BIG * 10 ** minorUnitsOf(person.view.ccy), after, limit }
  const [rows, sent, said, changed] = await Promise.all([
    bankTimeline(context, bank),
    kinds.includes('touch') ? sentRows(ports, person, after?.at ?? null, limit) : [],
    kinds.includes('consent') ? consentRows(context, person, asked.asOf === undefined ? null : person.end) : [],
    kinds.includes('identity') ? identityRows(context, person, asked.asOf === undefined ? null : person.end) : [],
  ])
  const merged = [...rows, ...sent, ...said, ...changed].filter((row) => after === null || isBefore(row, after)).sort(newestFirst).slice(0, limit)
  const start = asked.from === undefined ? '' : warehouseInstant(dayStart(asked.from, context.settings.timeZone))
  const within = merged.filter((row) => row.at >= start)
  const items = within.slice(0, asked.limit)
  const last = items.at(-1)
  const products = await readProducts(context, items.filter((row) => row.kind === 'product').map((row) => row.code), person.asOf)
  return {
    asOf: person.asOf,
    items: items.map((row) => presentTimelineRow(row, { products, view: person.view })),
    nextCursor: within.length > asked.limit && last ? encodeCursor([last.at, last.id]) : null,
  }
}

/** A wide statement costs more to plan than to run: two halves are planned side by side. */
const HALVES: readonly (readonly TimelineKind[])[] = [['txn', 'session', 'touch', 'complaint', 'ticket', 'survey'], ['product', 'rating', 'contact', 'benefit']]

async function bankTimeline(context: Context, ask: TimelineAsk): Promise<TimelineRow[]> {
  const halves = HALVES.map((half) => timelineQuery({ ...ask, kinds: ask.kinds.filter((kind) => half.includes(kind)) }))
  return (await Promise.all(halves.map(async (half) => (half === null ? [] : context.warehouse.query(half))))).flat()
}

function kindsOf(text: string | undefined): readonly TimelineKind[] {
  const asked = (text ?? '').split(',').filter(isTimelineKind)
  return asked.length === 0 ? timelineKinds : asked
}

interface After {
  readonly at: string
  readonly id: string
}

function cursorOf(cursor: string | undefined): After | null {
  if (cursor === undefined) return null
  const [at, id] = decodeCursor(cursor)
  const valid = typeof at === 'string' && typeof id === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/.test(at)
  return valid ? { at, id } : fail('CURSOR_INVALID', {}, 'cursor')
}

function newestFirst(a: After, b: After): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1
  if (a.id === b.id) return 0
  return a.id < b.id ? 1 : -1
}

const isBefore = (row: After, after: After): boolean => newestFirst(after, row) < 0

/** What the person's numbers said about the use of their data, the bank's book and ours. */
async function consentRows(context: Context, person: Person, end: string | null): Promise<TimelineRow[]> {
  const said = await Promise.all(person.seen.map(async (row) => (await readStatements(context, row)).map((each) => ({ ...each, custId: row.cust_id }))))
  return said
    .flat()
    .map((each): TimelineRow => ({
      kind: 'consent', what: 'consent', id: `consent:${each.granted ? 'yes' : 'no'}:${each.id}`, cust_id: each.custId, at: warehouseInstant(new Date(each.at).toISOString()), day_only: 0,
      code: each.purpose, detail: each.channel, extra: each.granted ? 'GRANTED' : 'REFUSED', amount: null, amount_out: null, n: '1',
    }))
    .filter((row) => end === null || row.at < end)
}

/** When the person's numbers were brought together or apart. */
async function identityRows(context: Context, person: Person, end: string | null): Promise<TimelineRow[]> {
  const changes = await identityChanges(context, person)
  return changes
    .map((each): TimelineRow => ({
      kind: 'identity', what: 'identity', id: `identity:${each.changeId}`, cust_id: person.row.cust_id, at: warehouseInstant(new Date(each.at).toISOString()), day_only: 0,
      code: each.kind, detail: each.custIds.join(', '), extra: String(each.hidden), amount: null, amount_out: null, n: '1',
    }))
    .filter((row) => end === null || row.at < end)
}

/** What our own dispatch sent, as rows of the timeline. */
async function sentRows(ports: CustomerPorts, person: Person, before: string | null, limit: number): Promise<TimelineRow[]> {
  const sent = await ports.sent(person.key, isoInstant(before ?? '9999-12-31 00:00:00.000'), limit)
  return sent.map((touch) => ({
    kind: 'touch', what: 'sent', id: `sent:${touch.id}`, cust_id: touch.custId, at: warehouseInstant(new Date(touch.at).toISOString()), day_only: 0,
    code: touch.channel, detail: touch.strategy, extra: touch.listId, amount: null, amount_out: null, n: '1',
  }))
}
