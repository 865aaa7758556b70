import { decodeCursor, encodeCursor } from '#kernel/id'
import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { timelineFilters, type Emptied, type TimelineFilter } from '../contract.js'
import { isTimelineKind, timelineKinds } from '../domain/timeline-kind.js'
import type { CustomerPorts } from '../ports.js'
import { presentTimelineRow } from '../present-timeline.js'
import { openPerson, type Person } from './open-person.js'
import { readProducts } from './read-holdings.js'
import { newestTimelineRows, type After, type Narrowed } from './timeline-rows.js'

export interface TimelineQuery {
  readonly asOf?: string | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly kinds?: string | undefined
  readonly channels?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** What happened to a person, newest first, page by page backwards. A first page that filters leave empty says which of them did. */
export async function readTimeline(context: Context, ports: CustomerPorts, custId: string, actor: Actor, asked: TimelineQuery) {
  const person = await openPerson(context, ports, custId, actor, asked.asOf)
  const narrowed = narrowedBy(asked)
  const rows = await newestTimelineRows(context, ports, person, { ...narrowed, after: cursorOf(asked.cursor), limit: asked.limit + 1 })
  const page = rows.slice(0, asked.limit)
  const last = page.at(-1)
  const products = await readProducts(context, page.filter((row) => row.kind === 'product').map((row) => row.code), person.asOf)
  return {
    asOf: person.asOf,
    items: page.map((row) => presentTimelineRow(row, { products, view: person.view })),
    nextCursor: rows.length > asked.limit && last ? encodeCursor([last.at, last.id]) : null,
    emptied: page.length > 0 || asked.cursor !== undefined ? null : await whatEmptied(context, ports, person, narrowed),
  }
}

const listed = (text: string | undefined): string[] => (text ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '')

function narrowedBy(asked: TimelineQuery): Narrowed {
  const kinds = listed(asked.kinds).filter(isTimelineKind)
  return { kinds: kinds.length === 0 ? timelineKinds : kinds, channels: listed(asked.channels), from: asked.from, until: asked.until, dated: asked.asOf !== undefined }
}

const WITHOUT: Readonly<Record<TimelineFilter, Partial<Narrowed>>> = { kinds: { kinds: timelineKinds }, channels: { channels: [] }, dates: { from: undefined, until: undefined } }

function activeFilters({ kinds, channels, from, until }: Narrowed): TimelineFilter[] {
  const active: Readonly<Record<TimelineFilter, boolean>> = { kinds: kinds.length < timelineKinds.length, channels: channels.length > 0, dates: from !== undefined || until !== undefined }
  return timelineFilters.filter((filter) => active[filter])
}

/** Which filters leave nothing of what there is; null where nothing is recorded at all. */
async function whatEmptied(context: Context, ports: CustomerPorts, person: Person, narrowed: Narrowed): Promise<Emptied | null> {
  const active = activeFilters(narrowed)
  const showsSomething = async (without: Partial<Narrowed>) => (await newestTimelineRows(context, ports, person, { ...narrowed, ...without, after: null, limit: 1 })).length > 0
  const alone = await Promise.all(active.map((filter) => showsSomething(WITHOUT[filter])))
  const by = active.filter((_, at) => alone[at] === true)
  if (by.length > 0) return { by, together: false }
  if (active.length < 2) return null
  const all = active.reduce<Partial<Narrowed>>((without, filter) => ({ ...without, ...WITHOUT[filter] }), {})
  return (await showsSomething(all)) ? { by: active, together: true } : null
}

function cursorOf(cursor: string | undefined): After | null {
  if (cursor === undefined) return null
  const [at, id] = decodeCursor(cursor)
  const valid = typeof at === 'string' && typeof id === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/.test(at)
  return valid ? { at, id } : fail('CURSOR_INVALID', {}, 'cursor')
}
