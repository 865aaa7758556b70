import { decodeCursor, encodeCursor } from '#kernel/id'
import { isHolidayPlanKnown } from '#kernel/calendar'
import type { Context } from '#platform/context'
import type { Definition } from '#platform/definition'
import type { Due, RegistryDetail, RegistryItem, RegistryQuery, Source } from '../contract.js'
import { freshnessOf } from '../domain/freshness.js'
import { nextDue, upcomingDues } from '../domain/next-due.js'
import { pendingBySource } from '../store/drift-store.js'
import { newestDues, recentDues } from '../store/due-store.js'
import { loadSummaries, type LoadSummary } from '../store/load-history.js'
import { loadSchedules, type ScheduleRow } from '../store/schedule-store.js'
import { loadShape } from '../store/shape-store.js'

const HISTORY = 50
const UPCOMING = 5

/** What the registry knows of all sources at once. */
interface Known {
  readonly loads: ReadonlyMap<string, LoadSummary>
  readonly schedules: ReadonlyMap<string, ScheduleRow>
  readonly dues: ReadonlyMap<string, Due>
  readonly pending: ReadonlyMap<string, readonly string[]>
}

/** A page of the source registry. */
export async function listSources(context: Context, query: RegistryQuery): Promise<{ items: RegistryItem[]; nextCursor: string | null; total: number }> {
  const known = await knownOf(context)
  const definitions = await context.definitions.list<Source>('source')
  const search = query.search?.toLowerCase() ?? ''
  const found = definitions
    .map((definition) => itemOf(context, definition, known))
    .filter((item) => matches(item, search) && isWanted(item, query))
  const placed = found.map((item) => ({ item, at: sortValue(item, query.sort) })).sort((a, b) => place(a, b) * (query.order === 'desc' ? -1 : 1))
  const [value, key] = query.cursor === undefined ? [] : decodeCursor(query.cursor)
  const start = query.cursor === undefined ? 0 : placed.findIndex((each) => place(each, { at: String(value), item: { key: String(key) } }) * (query.order === 'desc' ? -1 : 1) > 0)
  const page = start < 0 ? [] : placed.slice(start, start + query.limit)
  const last = page.at(-1)
  const more = start >= 0 && start + query.limit < placed.length
  return { items: page.map(({ item }) => item), nextCursor: more && last !== undefined ? encodeCursor([last.at, last.item.key]) : null, total: found.length }
}

/** One source with its shape, its runs and what comes next. */
export async function describeSource(context: Context, key: string): Promise<RegistryDetail> {
  const definition = await context.definitions.get<Source>('source', key)
  const known = await knownOf(context)
  const item = itemOf(context, definition, known)
  const { schedule, after, description } = definition.body
  const row = known.schedules.get(key)
  const now = context.clock.now().toISOString()
  const upcoming = schedule === undefined || row?.paused_at != null ? [] : upcomingDues(schedule, now, context.settings.timeZone, UPCOMING)
  return {
    ...item,
    description: description ?? null,
    paused: row?.paused_at == null ? null : { by: row.paused_by ?? '', at: row.paused_at },
    schedule: schedule ?? null,
    after: after ?? [],
    shape: (await loadShape(context.ledger, key)).shape ?? [],
    upcoming,
    history: await recentDues(context.ledger, key, HISTORY),
    holidaysKnown: upcoming.every((due) => isHolidayPlanKnown(due.slice(0, 10))),
  }
}

async function knownOf({ ledger }: Context): Promise<Known> {
  const [loads, schedules, dues, pending] = await Promise.all([loadSummaries(ledger), loadSchedules(ledger), newestDues(ledger), pendingBySource(ledger)])
  return { loads, schedules, dues, pending }
}

// A draft may lack what a published source must have.
function itemOf(context: Context, definition: Definition<Partial<Source>>, known: Known): RegistryItem {
  const { key, body, name, version } = definition
  const { last: lastLoad, newestDate } = known.loads.get(key) ?? { last: null, newestDate: null }
  const { pausedAt, next } = timesOf(context, definition, known.schedules.get(key))
  const due = known.dues.get(key)
  const driftPending = known.pending.get(key)?.length ?? 0
  const freshness = freshnessOf(body.refresh, newestDate, context.clock.now().toISOString(), context.settings.timeZone)
  const state = stateOf(due?.state, driftPending, pausedAt)
  const named = { zh: name.zh, ...(name.en === undefined ? {} : { en: name.en }) }
  return { key, name: named, version, ...factsOf(body), ...waysOf(body), state, freshness, lastLoad, newestDate, nextDue: next, waitsFor: due?.waitsFor ?? [], driftPending }
}

/** How a source comes in, and into which tables. */
function waysOf({ connector, targets = [] }: Partial<Source>): Pick<RegistryItem, 'connector' | 'targets'> {
  return { connector: connector?.kind ?? 'upload', targets: [...new Set(targets.map(({ table }) => table))] }
}

function timesOf(context: Context, definition: Definition<Partial<Source>>, row: ScheduleRow | undefined): { pausedAt: string | null; next: string | null } {
  const pausedAt = row?.paused_at ?? null
  return { pausedAt, next: row?.next_due ?? (pausedAt === null ? firstDue(context, definition) : null) }
}

/** When a schedule that just came into force is due, before the clock has written it down. */
function firstDue({ clock, settings }: Context, { body, version, hasDraft, archived }: Definition<Partial<Source>>): string | null {
  if (body.schedule === undefined || version === null || hasDraft || archived) return null
  return nextDue(body.schedule, clock.now().toISOString(), settings.timeZone)
}

/** What the definition says of whose data it is and why the bank may use it. */
function factsOf(body: Partial<Source>) {
  const { owner = null, department = null, purpose, legalBasis = null, classification = null, securityLevel = null, trust = null } = body
  const purposes = body.purposes ?? (purpose === undefined ? [] : [purpose])
  return { owner, department, purposes, legalBasis, classification, securityLevel, trust }
}

/** States of a source's newest run that show; the others leave it idle. */
const SHOWN: Partial<Record<Due['state'], RegistryItem['state']>> = { FAILED: 'failed', RUNNING: 'running', RETRY: 'retry', WAITING: 'waiting' }

function stateOf(due: Due['state'] | undefined, driftPending: number, pausedAt: string | null): RegistryItem['state'] {
  if (driftPending > 0) return 'decision'
  return (due === undefined ? undefined : SHOWN[due]) ?? (pausedAt === null ? 'idle' : 'paused')
}

function matches(item: RegistryItem, search: string): boolean {
  const texts = [item.key, item.name.zh, item.name.en, item.owner, item.department]
  return texts.some((text) => text?.toLowerCase().includes(search))
}

function isWanted(item: RegistryItem, { state, freshness, connector }: RegistryQuery): boolean {
  return (state === undefined || item.state === state) && (freshness === undefined || item.freshness.state === freshness) && (connector === undefined || item.connector === connector)
}

function sortValue(item: RegistryItem, sort: RegistryQuery['sort']): string {
  return sort === 'key' ? item.key : (item[sort] ?? '')
}

interface Placed {
  readonly at: string
  readonly item: { readonly key: string }
}

function place(a: Placed, b: Placed): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return a.item.key < b.item.key ? -1 : a.item.key > b.item.key ? 1 : 0
}
