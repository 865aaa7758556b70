import { maskProps } from './domain/identifier-key.js'
import { nameOfRecord } from './domain/record.js'
import type { LiveItem, ShownEvent, WriteKey } from './contract.js'
import type { LiveEvent } from './actions/live-ring.js'
import type { StoredKey } from './store/write-key-store.js'
import type { RejectRow } from './sql/reject-queries.js'
import { sentenceOf } from './actions/read-figures.js'
import type { StoredEvent } from './sql/event-queries.js'

/** A key without its hash. */
export function presentKey(stored: StoredKey): WriteKey {
  const { id, name, hint, sourceType, origins, rateLimit, enabled, createdBy, createdAt, lastUsedAt } = stored
  return { id, name, hint, sourceType, origins, rateLimit, enabled, createdBy, createdAt, lastUsedAt }
}

/** A stored event as people see it: its properties masked. */
export function presentStored(event: StoredEvent): ShownEvent {
  return {
    id: event.event_id,
    at: event.at,
    name: event.name,
    custId: event.cust_id === '' ? null : event.cust_id,
    deviceId: event.device_id ?? '',
    sessionId: event.session_id ?? '',
    page: event.page,
    element: event.element,
    productId: event.product_id,
    appVersion: event.app_ver,
    os: event.os,
    props: maskProps(JSON.parse(event.props ?? '{}') as Record<string, unknown>),
  }
}

/** One of the last events as it came: masked, with what the plan says of it. */
export function presentLive({ seq, receivedAt, writeKey, protocol, verdict, violations, entry, owner }: LiveEvent): LiveItem {
  return {
    seq,
    receivedAt: new Date(receivedAt).toISOString(),
    writeKey,
    protocol,
    verdict,
    violations: violations.map(({ prop, kind }) => (prop === '' ? kind : `${kind}: ${prop}`)),
    event: presentEntry(entry, owner?.custId ?? null),
  }
}

function presentEntry({ record, stamp, props }: LiveEvent['entry'], custId: string | null): ShownEvent {
  const item = record.kind === 'item' ? { item_type: record.itemType, item_id: record.itemId } : {}
  const owned = { id: record.id, at: new Date(stamp.ts).toISOString(), name: nameOfRecord(record), custId: custId === '' ? null : custId, deviceId: record.deviceId, props: { ...item, ...maskProps(props) } }
  if (record.kind !== 'event') return { ...owned, sessionId: '', page: null, element: null, productId: null, appVersion: null, os: null }
  const { sessionId, page, element, productId, appVersion, os } = record
  return { ...owned, sessionId, page, element, productId, appVersion, os }
}

export function presentReject(row: RejectRow) {
  return {
    id: row.id,
    at: row.at,
    code: row.code,
    message: sentenceOf(row.code, JSON.parse(row.params) as Record<string, string | number>),
    protocol: row.protocol,
    writeKey: row.write_key,
    lib: row.lib,
    libVersion: row.lib_version,
    masked: row.masked,
  }
}
