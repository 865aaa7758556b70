import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError, fail } from '#kernel/error'
import type { ConnectorSecret, HttpConnector } from '../contract.js'
import { valueAt } from '../domain/json-pointer.js'
import { openConnectorSecret } from './connector-secret.js'
import { dailyFile, MAX_FETCH_BYTES, SAMPLE_ROWS, type Fetcher, type FetchPlace } from './fetcher.js'
import { keepUpload } from './keep-upload.js'
import { bodyOf, requestTo } from './outgoing-request.js'
import { fetchActor } from './system-actor.js'

const MAX_PAGE_BYTES = 64 * 1024 ** 2
const MAX_REDIRECTS = 3

/** Objects of a JSON interface, page by page, as JSON lines. */
export function httpFetcher(place: FetchPlace, connector: HttpConnector): Fetcher {
  return {
    once: false,
    list: async () => [dailyFile(place, 'jsonl')],
    async take(file) {
      const counted = { rows: 0 }
      const lines = linesOf(place, pagesOf(place, connector), counted)
      const upload = await keepUpload(place.context, file.name, Readable.from(lines), fetchActor)
      return counted.rows === 0 ? null : { file: { fileId: upload.id } }
    },
    async sample(_file, path) {
      const first = await pagesOf(place, connector).next()
      const items = first.done === true ? [] : first.value.slice(0, SAMPLE_ROWS)
      await pipeline(Readable.from(items.map(lineOf)), createWriteStream(path, { mode: 0o600 }))
    },
  }
}

async function* linesOf(place: FetchPlace, pages: AsyncGenerator<readonly unknown[]>, counted: { rows: number }): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const items of pages) {
    const part = Buffer.from(items.map(lineOf).join(''))
    bytes += part.length
    if (bytes > MAX_FETCH_BYTES) throw new AppError('CONNECTOR_TOO_LARGE', { limit: `${MAX_FETCH_BYTES} bytes` })
    counted.rows += items.length
    place.onBytes(bytes)
    if (part.length > 0) yield part
  }
}

// What is not an object becomes a line all the same: the loader rejects it and keeps it.
function lineOf(item: unknown): string {
  return `${JSON.stringify(item)}\n`
}

async function* pagesOf(place: FetchPlace, connector: HttpConnector): AsyncGenerator<readonly unknown[]> {
  let url: URL | null = new URL(connector.url.replaceAll('{date}', place.businessDate))
  const { paging } = connector
  let number = paging?.kind === 'page' ? paging.first : 0
  if (paging?.kind === 'page') url.searchParams.set(paging.param, String(number))
  const secret = connector.secretRef === undefined ? null : await openConnectorSecret(place.context, connector.secretRef, ['token', 'password'], url)
  const seen = new Set<string>()
  for (let page = 0; url !== null; page++) {
    if (page >= connector.maxPages) throw new AppError('CONNECTOR_TOO_LARGE', { limit: `${connector.maxPages} pages` }, 'connector.maxPages')
    if (seen.has(url.href)) throw new AppError('CONNECTOR_ANSWER', { host: url.host, reason: 'its pages lead in a circle' }, 'connector.paging')
    seen.add(url.href)
    const document = await readPage(place, connector, url, secret)
    const items = itemsOf(document, connector, url)
    if (items.length > 0) yield items
    number += 1
    url = nextUrl(document, items, connector, url, number)
  }
}

function itemsOf(document: unknown, connector: HttpConnector, url: URL): readonly unknown[] {
  const items = valueAt(document, connector.items)
  return Array.isArray(items) ? items : fail('CONNECTOR_ANSWER', { host: url.host, reason: `no list at "${connector.items}"` }, 'connector.items')
}

function nextUrl(document: unknown, items: readonly unknown[], { paging }: HttpConnector, url: URL, number: number): URL | null {
  if (paging === undefined) return null
  const next = new URL(url)
  if (paging.kind === 'page') {
    next.searchParams.set(paging.param, String(number))
    return items.length === 0 ? null : next
  }
  const said = valueAt(document, paging.next)
  if ((typeof said !== 'string' && typeof said !== 'number') || said === '') return null
  if (paging.kind === 'cursor') {
    next.searchParams.set(paging.param, String(said))
    return next
  }
  const linked = URL.canParse(String(said), url.href) ? new URL(String(said), url) : fail('CONNECTOR_ANSWER', { host: url.host, reason: 'the next link is no address' }, 'connector.paging.next')
  // The secret belongs to this host: a link elsewhere is not followed with it, nor without.
  return linked.host === url.host && linked.protocol === url.protocol ? linked : fail('CONNECTOR_HOST_NOT_LISTED', { host: linked.host }, 'connector.paging.next')
}

async function readPage(place: FetchPlace, connector: HttpConnector, url: URL, secret: ConnectorSecret | null): Promise<unknown> {
  let at = url
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    // After a redirect to another host nothing of the secret goes along.
    const headers = { accept: 'application/json', ...(at.host === url.host && at.protocol === url.protocol ? authorization(secret) : {}) }
    const answer = await requestTo({ url: at.href, headers, timeoutMs: connector.timeoutSeconds * 1000, signal: place.signal, hosts: place.context.settings.connectorHosts, path: 'connector.url' })
    const status = answer.statusCode ?? 0
    const body = await bodyOf(answer, MAX_PAGE_BYTES, at.host)
    const location = answer.headers.location
    if (status >= 300 && status < 400 && location !== undefined && URL.canParse(location, at.href)) {
      at = new URL(location, at)
      continue
    }
    if (status !== 200) throw new AppError('CONNECTOR_ANSWER', { host: at.host, reason: `HTTP ${status}` }, 'connector.url')
    return parsed(body, at.host)
  }
  throw new AppError('CONNECTOR_ANSWER', { host: at.host, reason: 'too many redirects' }, 'connector.url')
}

/** The header that carries a secret. */
export function authorization(secret: ConnectorSecret | null): Record<string, string> {
  if (secret?.kind === 'token') return secret.header === undefined ? { authorization: `Bearer ${secret.token}` } : { [secret.header.toLowerCase()]: secret.token }
  if (secret?.kind === 'password') return { authorization: `Basic ${Buffer.from(`${secret.user}:${secret.password}`).toString('base64')}` }
  return {}
}

/** A whole number too large to be exact would become another number: an id of that length must come as text. */
function exact(this: unknown, key: string, value: unknown): unknown {
  if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return value
  throw new RangeError(`the number in "${key}" is too large to be exact; it must be text`)
}

function parsed(body: Buffer, host: string): unknown {
  try {
    return JSON.parse(body.toString('utf8'), exact) as unknown
  } catch (error) {
    return fail('CONNECTOR_ANSWER', { host, reason: error instanceof RangeError ? error.message : 'not JSON' }, 'connector.url')
  }
}
