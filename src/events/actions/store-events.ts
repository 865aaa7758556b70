import type { Context } from '#platform/context'
import type { Warehouse } from '#platform/warehouse'
import { linkDevices, storedTable, type DeviceLink } from '#ingest'
import { ownersOfLines, withOwners } from '../domain/event-owner.js'
import { EVENT_COLUMNS, eventLine, ITEM_COLUMNS, itemLine, LINK_COLUMNS, linkLine, PROFILE_COLUMNS, profileLines, propsText, eventTail, type Owner, type Stamp } from '../domain/event-row.js'
import type { Violation } from '../domain/check-plan.js'
import type { IntakeRecord, Props, Protocol } from '../domain/record.js'
import type { IntakeSettings } from '../contract.js'
import type { ArrivalRuns } from './arrival-runs.js'
import type { CustomerLookup } from './customer-lookup.js'
import type { Part } from './group-writer.js'

/** A record ready to be stored as soon as its owner is known. */
export interface Entry {
  readonly record: IntakeRecord
  readonly stamp: Stamp
  /** Properties or traits with identifiers sealed. */
  readonly props: Props
  readonly protocol: Protocol
  readonly violations: readonly Violation[]
}

export interface StoreParts {
  readonly context: Context
  readonly runs: ArrivalRuns
  readonly lookup: CustomerLookup
  /** The customer each device was linked to last. */
  readonly linked: Map<string, string>
  readonly settings: () => IntakeSettings
  /** The parts without the events that are stored already. */
  readonly unstored: (parts: readonly Part<Entry>[]) => Promise<readonly Part<Entry>[]>
  readonly stored: (entry: Entry, owner: Owner) => void
}

export const REJECT_COLUMNS = ['id', 'at', 'code', 'params', 'protocol', 'type', 'write_key', 'lib', 'lib_version', 'sent_at', 'masked', 'raw_sealed', 'commit'] as const

interface Lines {
  events: string
  profiles: string
  items: string
  held: string
  readonly links: DeviceLink[]
}

/**
 * Stores the records of one commit: rejects, traits, items and links first, events last and in one insert, so that a
 * crash leaves either all of a commit's events or none, and nothing acknowledged.
 */
export async function storeParts(parts: StoreParts, given: readonly Part<Entry>[], commit: number, recheck: boolean): Promise<void> {
  const { context, runs, lookup } = parts
  const group = recheck ? await parts.unstored(given) : given
  const entries = group.flatMap((part) => part.entries)
  const finished = group.reduce((sum, part) => sum + part.ids.length, 0)
  await resolveOwners(entries, lookup, parts.settings())
  const { runId } = await runs.today()
  const finishedLines = await ownedNow(group, lookup)
  const lines: Lines = { events: '', profiles: '', items: '', held: '', links: [] }
  const owned = entries.map((entry) => ({ entry, owner: ownerOf(entry.record, lookup) }))
  owned.forEach(({ entry, owner }, seq) => addLines(lines, entry, owner, { commit: String(commit), seq }))
  const rejects = group.flatMap((part) => part.rejects).map((line) => `${line}\t${commit}\n`).join('')
  const insert = (table: string, columns: readonly string[], given: string | Buffer) => {
    const bytes = typeof given === 'string' ? Buffer.from(given) : given
    return bytes.length === 0 ? Promise.resolve() : context.warehouse.insert(table, 'TabSeparated', bytes, { columns, token: `intake-${commit}`, apart: true })
  }
  await insert('event_reject', REJECT_COLUMNS, rejects)
  await insert('event_profile', PROFILE_COLUMNS, lines.profiles)
  await insert('event_item', ITEM_COLUMNS, lines.items)
  await insert('event_link', LINK_COLUMNS, lines.held)
  await linkNew(parts, lines.links)
  const events = headed([Buffer.from(lines.events), ...finishedLines], Buffer.from(`${runId}\t${commit}\t`), finished + entries.length)
  await insert(storedTable('app_event'), EVENT_COLUMNS, events)
  for (const { entry, owner } of owned) parts.stored(entry, owner)
}

/** Finished lines; those whose owners were read before numbers changed, with the numbers of now. */
async function ownedNow(group: readonly Part<Entry>[], lookup: CustomerLookup): Promise<readonly Buffer[]> {
  const old = group.filter((part) => part.forgotten !== lookup.forgotten).flatMap((part) => ownersOfLines(part.lines.toString('utf8')))
  if (old.length > 0) await lookup.resolve(new Set(old), new Set())
  return group.map((part) => (part.forgotten === lookup.forgotten ? part.lines : Buffer.from(withOwners(part.lines.toString('utf8'), (custId) => lookup.known(custId)))))
}

const NEW_LINE = 10

/** All lines, each with `head` in front; there are at most `most` of them. */
function headed(chunks: readonly Buffer[], head: Buffer, most: number): Buffer {
  const out = Buffer.allocUnsafe(chunks.reduce((sum, chunk) => sum + chunk.length, most * head.length))
  let to = 0
  for (const chunk of chunks) {
    for (let at = 0, end = chunk.indexOf(NEW_LINE); end >= 0; at = end + 1, end = chunk.indexOf(NEW_LINE, at)) {
      out.set(head, to)
      chunk.copy(out, to + head.length, at, end + 1)
      to += head.length + end + 1 - at
    }
  }
  return out.subarray(0, to)
}

const MOST_LINKED = 100_000

/** Sends links on, but not those the device had last. */
async function linkNew({ linked, context }: StoreParts, links: readonly DeviceLink[]): Promise<void> {
  const changed = links.filter((link) => linked.get(link.deviceId) !== link.custId)
  if (changed.length === 0) return
  await linkDevices({ ...context, warehouse: inLane(context.warehouse) }, changed)
  if (linked.size > MOST_LINKED) linked.clear()
  for (const { deviceId, custId } of changed) linked.set(deviceId, custId ?? '')
}

/** The warehouse with everything in intake's own lane: a link must not wait behind somebody's long query. */
function inLane(warehouse: Warehouse): Warehouse {
  return {
    ...warehouse,
    query: (query, options) => warehouse.query(query, { ...options, apart: true }),
    insert: (table, format, bytes, options) => warehouse.insert(table, format, bytes, { ...options, apart: true }),
  }
}

async function resolveOwners(entries: readonly Entry[], lookup: CustomerLookup, settings: IntakeSettings): Promise<void> {
  const ids = new Set<string>()
  const create = new Set<string>()
  for (const { record } of entries) {
    if (record.userId !== '') ids.add(record.userId)
    if (record.userId !== '' && settings.unknownUser === 'create') create.add(record.userId)
    if (record.guess) ids.add(record.deviceId)
  }
  if (ids.size > 0) await lookup.resolve(ids, create)
}

/**
 * Whose a record is. A user no load describes is kept apart from everybody as the device `user:<id>`, until the customer
 * arrives and it is linked.
 */
export function ownerOf(record: IntakeRecord, lookup: Pick<CustomerLookup, 'known'>): Owner {
  const custId = record.userId !== '' ? record.userId : record.guess ? record.deviceId : ''
  const customer = custId === '' ? null : lookup.known(custId)
  if (customer !== null) {
    const deviceId = record.userId === '' ? '' : record.deviceId
    return { no: customer.no, custId, shardKey: customer.shardKey, deviceId }
  }
  const deviceId = record.userId === '' ? record.deviceId : heldDevice(record.userId)
  return { no: 0, custId: '', shardKey: deviceId, deviceId }
}

/** The owner when it is known without asking: nobody (a device), or a customer looked up lately; else null. */
export function ownerNow(record: IntakeRecord, lookup: CustomerLookup, now: number): Owner | null {
  if (record.userId === '' && !record.guess) return { no: 0, custId: '', shardKey: record.deviceId, deviceId: record.deviceId }
  const owner = lookup.isFresh(record.userId === '' ? record.deviceId : record.userId, now) ? ownerOf(record, lookup) : null
  return owner?.custId === '' && record.userId !== '' ? null : owner
}

/** The device that stands for a user who is no customer yet. */
export function heldDevice(userId: string): string {
  return `user:${userId}`
}

interface Place {
  readonly commit: string
  readonly seq: number
}

function addLines(lines: Lines, entry: Entry, owner: Owner, { commit, seq }: Place): void {
  const { record, stamp, props } = entry
  addLink(lines, entry, owner)
  switch (record.kind) {
    case 'event': {
      const moved = owner.custId === '' && record.userId !== '' && record.deviceId !== ''
      const kept = moved ? { ...props, _device_id: record.deviceId } : props
      lines.events += eventLine(owner, eventTail(record, propsText(record, kept, stamp), stamp))
      return
    }
    case 'profile':
      lines.profiles += profileLines(record, props, owner, stamp, commit, seq)
      return
    case 'item':
      lines.items += itemLine(record, props, stamp, commit)
      return
    case 'link':
      return
  }
}

/** Whose the device is now; kept for later when its user is nobody's customer yet. */
function addLink(lines: Lines, { record, stamp }: Entry, owner: Owner): void {
  if (record.userId === '') return
  const unknown = owner.custId === ''
  if (unknown) lines.held += linkLine(owner.deviceId, record.userId, stamp.ts, record.id, false)
  if (!isLink(record) || record.deviceId === '') return
  if (unknown) lines.held += linkLine(record.deviceId, record.userId, stamp.ts, record.id, false)
  else lines.links.push({ deviceId: record.deviceId, custId: record.userId, linkedAt: new Date(stamp.ts).toISOString() })
}

function isLink(record: IntakeRecord): boolean {
  return record.kind === 'link' || ((record.kind === 'event' || record.kind === 'profile') && record.links)
}
