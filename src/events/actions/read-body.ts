import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { AppError, fail } from '#kernel/error'
import { objectOf, textOf, timeOfValue } from '../domain/record.js'

/** What a request's body holds, whatever the protocol. */
export interface ReadBody {
  readonly raws: readonly unknown[]
  readonly sentAt: number | null
  /** A write key in the body, as browsers' beacons send it. */
  readonly key: string
  /** Bytes after unpacking. */
  readonly bytes: number
}

const unzip = promisify(gunzip)

/** Bytes unpacked when they are gzip, whether or not a header says so. */
async function plainBytes(bytes: Buffer, limit: number): Promise<Buffer> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return await unzip(bytes, { maxOutputLength: limit })
  } catch (cause) {
    if (cause instanceof RangeError) throw new AppError('EVENT_BATCH_TOO_LARGE', { bytes: limit + 1, limit })
    throw new AppError('EVENT_BODY_INVALID', { reason: 'gzip' }, undefined, { cause })
  }
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown
  } catch {
    throw new AppError('EVENT_BODY_INVALID', { reason: 'JSON' })
  }
}

function within(bytes: Buffer, limit: number): Buffer {
  return bytes.length <= limit ? bytes : fail('EVENT_BATCH_TOO_LARGE', { bytes: bytes.length, limit })
}

/** A Segment or plain body: one event, a list of events, or `{ batch | events: [...], sentAt?, writeKey? }`. */
export async function readJsonBody(body: Buffer, limit: number): Promise<ReadBody> {
  const bytes = within(await plainBytes(within(body, limit), limit), limit)
  const parsed = parse(bytes)
  const envelope = objectOf(parsed)
  const list = envelope?.['batch'] ?? envelope?.['events']
  const raws = Array.isArray(parsed) ? parsed : Array.isArray(list) ? list : [parsed]
  const sentAt = timeOfValue(envelope?.['sentAt'] ?? envelope?.['sent_at'])
  return { raws: raws as unknown[], sentAt, key: textOf(envelope?.['writeKey']), bytes: bytes.length }
}

/**
 * A Sensors body: a form (or address) with `data_list` (many) or `data` (one), base64 of JSON, gzip or not; or the JSON
 * itself.
 */
export async function readSensorsBody(body: Buffer, limit: number): Promise<ReadBody> {
  const bytes = within(body, limit)
  const first = bytes.subarray(0, 64).toString('utf8').trimStart()[0]
  if (first === '[' || first === '{') return readJsonBody(body, limit)
  return readSensorsForm(new URLSearchParams(bytes.toString('utf8')), limit)
}

export async function readSensorsForm(form: URLSearchParams, limit: number): Promise<ReadBody> {
  const packed = form.get('data_list') ?? form.get('data')
  if (packed === null || packed === '') return fail('EVENT_BODY_INVALID', { reason: 'data_list' })
  const bytes = within(await plainBytes(Buffer.from(packed.replace(/ /g, '+'), 'base64'), limit), limit)
  const parsed = parse(bytes)
  return { raws: Array.isArray(parsed) ? (parsed as unknown[]) : [parsed], sentAt: null, key: form.get('token') ?? '', bytes: bytes.length }
}
