import type { Context } from '#platform/context'
import type { Warehouse } from '#platform/warehouse'
import { linkDevices, storedTable, type DeviceLink } from '#ingest'
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
  /** The row of an event from `row_key` on; '' for other records. */
  readonly tail: string
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
  /** Those whose events are not stored yet. */
  readonly unstored: (entries: readonly Entry[]) => Promise<Entry[]>
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
export async function storeParts(parts: StoreParts, group: readonly Part<Entry>[], commit: number, recheck: boolean): Promise<void> {
  const { context, runs, lookup } = parts
  const all = group.flatMap((part) => part.entries)
  const entries = recheck ? await parts.unstored(all) : all
  await resolveOwners(entries, lookup, parts.settings())
  const { runId } = await runs.today()
  const lines: Lines = { events: '', profiles: '', items: '', held: '', links: [] }
  const owned = entries.map((entry) => ({ entry, owner: ownerOf(entry.record, lookup) }))
  owned.forEach(({ entry, owner }, seq) => addLines(lines, entry, owner, { runId, commit: String(commit), seq }))
  const rejects = group.flatMap((part) => part.rejects).map((line) => `${line}\t${commit}\n`).join('')
  const insert = (table: string, columns: readonly string[], text: string) =>
    text === '' ? Promise.resolve() : context.warehouse.insert(table, 'TabSeparated', Buffer.from(text), { columns, token: `intake-${commit}`, apart: true })
  await insert('event_reject', REJECT_COLUMNS, rejects)
  await insert('event_profile', PROFILE_COLUMNS, lines.profiles)
  await insert('event_item', ITEM_COLUMNS, lines.items)
  await insert('event_link', LINK_COLUMNS, lines.held)
  await linkNew(parts, lines.links)
  await insert(storedTable('app_event'), EVENT_COLUMNS, lines.events)
  for (const { entry, owner } of owned) parts.stored(entry, owner)
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

/** The device that stands for a user who is no customer yet. */
export function heldDevice(userId: string): string {
  return `user:${userId}`
}

interface Place {
  readonly runId: number
  readonly commit: string
  readonly seq: number
}

function addLines(lines: Lines, entry: Entry, owner: Owner, { runId, commit, seq }: Place): void {
  const { record, stamp, props } = entry
  addLink(lines, entry, owner)
  switch (record.kind) {
    case 'event': {
      const moved = owner.custId === '' && record.userId !== '' && record.deviceId !== ''
      const tail = moved ? eventTail(record, propsText(record, { ...props, _device_id: record.deviceId }, stamp), stamp) : entry.tail
      lines.events += eventLine(runId, commit, owner, tail)
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
