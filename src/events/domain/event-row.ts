import type { EventRecord, ItemRecord, ProfileRecord, Props } from './record.js'
import { tsv, tsvInstant, tsvOrNull } from './tsv.js'

/** Columns of the event table in the order of a row. */
export const EVENT_COLUMNS = [
  'run_id', 'x_commit', 'cust_no', 'cust_id', 'shard_key', 'device_id', 'row_key', 'event_id', 'valid_from', 'ts', 'session_id', 'name', 'page', 'element', 'product_id', 'props', 'app_ver', 'os', 'mode', 'x', 'y', 'x_write_key',
] as const

/** Who a row belongs to; `no` 0 and no customer for anonymous behaviour. */
export interface Owner {
  readonly no: number
  readonly custId: string
  readonly shardKey: string
  readonly deviceId: string
}

export interface Stamp {
  readonly ts: number
  readonly skew: number
  readonly day: string
  readonly receivedAt: number
  readonly writeKey: string
}

/** The part of a row that is known before its owner is; columns from `row_key` on. */
export function eventTail(event: EventRecord, propsText: string, stamp: Stamp): string {
  const id = tsv(event.id)
  return `${id}\t${id}\t${stamp.day}\t${tsvInstant(stamp.ts)}\t${tsvOrNull(event.sessionId)}\t${tsv(event.name)}\t${tsvOrNull(event.page)}\t${tsvOrNull(event.element)}\t${tsvOrNull(event.productId)}\t${tsv(propsText)}\t${tsvOrNull(event.appVersion)}\t${tsvOrNull(event.os)}\t${tsvOrNull(event.mode)}\t${event.x ?? '\\N'}\t${event.y ?? '\\N'}\t${stamp.writeKey}`
}

/** A whole row but for its run and commit, which are known when it is stored and go in front. */
export function eventLine(owner: Owner, tail: string): string {
  return `${owner.no}\t${tsv(owner.custId)}\t${tsv(owner.shardKey)}\t${tsvOrNull(owner.deviceId)}\t${tail}\n`
}

/** Properties as stored, with what is known of the sender's clock and library. */
export function propsText(event: EventRecord, props: Props, stamp: Stamp): string {
  let more = `"_received_at":${stamp.receivedAt}`
  if (event.sentTime !== null && Number.isFinite(event.sentTime)) more += `,"_sent_at":${event.sentTime}`
  if (stamp.skew !== 0) more += `,"_skew_ms":${stamp.skew}`
  if (event.lib !== '') more += `,"_lib":${JSON.stringify(event.lib)},"_lib_ver":${JSON.stringify(event.libVersion)}`
  const text = JSON.stringify(props)
  return text === '{}' ? `{${more}}` : `${text.slice(0, -1)},${more}}`
}

export const PROFILE_COLUMNS = ['owner', 'kind', 'key', 'op', 'value', 'ts', 'op_id', 'commit', 'seq', 'shard_key'] as const

/** One line a trait: whose (customer number or device), what is done to it, when. */
export function profileLines(record: ProfileRecord, traits: Props, owner: Owner, stamp: Stamp, commit: string, seq: number): string {
  const [who, kind] = owner.custId === '' ? [owner.deviceId, 'device'] : [owner.custId, 'customer']
  const head = `${tsv(who)}\t${kind}`
  const foot = `${tsvInstant(stamp.ts)}\t${tsv(record.id)}\t${commit}\t${seq}\t${tsv(owner.shardKey)}\n`
  const entries = record.op === 'delete' ? [['', null] as const] : Object.entries(traits)
  return entries.map(([key, value]) => `${head}\t${tsv(key)}\t${record.op}\t${tsv(JSON.stringify(value ?? null))}\t${foot}`).join('')
}

export const ITEM_COLUMNS = ['item_type', 'item_id', 'op', 'props', 'ts', 'op_id', 'commit'] as const

export function itemLine(record: ItemRecord, props: Props, stamp: Stamp, commit: string): string {
  return `${tsv(record.itemType)}\t${tsv(record.itemId)}\t${record.op}\t${tsv(JSON.stringify(props))}\t${tsvInstant(stamp.ts)}\t${tsv(record.id)}\t${commit}\n`
}

export const LINK_COLUMNS = ['device_id', 'user_id', 'linked_at', 'op_id', 'known'] as const

export function linkLine(deviceId: string, userId: string, at: number, opId: string, known: boolean): string {
  return `${tsv(deviceId)}\t${tsv(userId)}\t${tsvInstant(at)}\t${tsv(opId)}\t${known ? 1 : 0}\n`
}
