import type { Context } from '#platform/context'
import { maskProps, maskShapes } from '../domain/identifier-key.js'
import { firstText, objectOf, type Fault } from '../domain/record.js'
import { contentId } from '../domain/text-hash.js'
import { tsv, tsvInstant } from '../domain/tsv.js'
import type { Delivery } from './take-events.js'

const SHOWN = 2000

/** A line of the rejects table: why, from whom, what it looked like with persons hidden, and what was sent, sealed. */
export function rejectLine(context: Context, { code, params }: Fault, raw: unknown, delivery: Pick<Delivery, 'protocol' | 'type' | 'key' | 'sentAt'>, receivedAt: number): string {
  const text = JSON.stringify(raw ?? null)
  const library = libraryOf(raw)
  const sentAt = delivery.sentAt === null || !Number.isFinite(delivery.sentAt) ? '\\N' : tsvInstant(delivery.sentAt)
  const fields = [
    contentId(`${code}\n${text}`), tsvInstant(receivedAt), code, tsv(JSON.stringify(params)), delivery.protocol, tsv(delivery.type), delivery.key.id,
    tsv(library.name), tsv(library.version), sentAt, tsv(maskedOf(raw)), tsv(context.secrets.seal(text)),
  ]
  return fields.join('\t')
}

function maskedOf(raw: unknown): string {
  const object = objectOf(raw)
  const shown = object === null ? maskShapes(JSON.stringify(raw ?? null)) : JSON.stringify(maskProps(object))
  return shown.slice(0, SHOWN)
}

function libraryOf(raw: unknown): { name: string; version: string } {
  const object = objectOf(raw)
  const segment = objectOf(objectOf(object?.['context'])?.['library'])
  const sensors = objectOf(object?.['lib'])
  return { name: firstText(segment?.['name'], sensors?.['$lib'], object?.['lib']), version: firstText(segment?.['version'], sensors?.['$lib_version']) }
}
