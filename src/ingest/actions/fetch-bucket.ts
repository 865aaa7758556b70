import { createWriteStream } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { Transform } from 'node:stream'
import { AwsV4Signer } from 'aws4fetch'
import { AppError, fail } from '#kernel/error'
import type { BucketConnector } from '../contract.js'
import { parseBucketPage, type BucketPage } from '../domain/bucket-listing.js'
import { compilePattern, inOrder, type ListedFile } from '../domain/file-pattern.js'
import { openConnectorSecret } from './connector-secret.js'
import { MAX_FETCH_BYTES, type Fetcher, type FetchPlace } from './fetcher.js'
import { keepUpload } from './keep-upload.js'
import { bodyOf, requestTo, reasonOf } from './outgoing-request.js'
import { fetchActor } from './system-actor.js'

const TIMEOUT_MS = 60_000
const MAX_PAGE_BYTES = 16 * 1024 ** 2
const SAMPLE_BYTES = 32 * 1024 ** 2
/** Pages of a listing: a million keys. */
const MAX_PAGES = 1000

/** Objects of an S3-compatible bucket, asked path-style and signed (Signature Version 4). */
export function bucketFetcher(place: FetchPlace, connector: BucketConnector): Fetcher {
  const pattern = compilePattern(connector.pattern) ?? fail('CONNECTOR_PATTERN_INVALID', { pattern: connector.pattern }, 'connector.pattern')
  return {
    once: true,
    async list() {
      const files: ListedFile[] = []
      let next: string | null = null
      for (let page = 0; page < MAX_PAGES; page++) {
        const listed = await listPage(place, connector, next)
        for (const { key, bytes, etag, changedAt } of listed.objects) {
          const name = key.slice(connector.prefix.length)
          const found = pattern.match(name)
          if (found !== null) files.push({ name, place: key, bytes, mark: `${etag}:${bytes}`, changedAt, businessDate: found.date })
        }
        next = listed.next
        if (next === null) return inOrder(files, connector.order)
      }
      return fail('CONNECTOR_TOO_LARGE', { limit: `${MAX_PAGES * 1000} objects` }, 'connector.prefix')
    },
    async take(file) {
      if (file.bytes > MAX_FETCH_BYTES) fail('CONNECTOR_TOO_LARGE', { limit: `${MAX_FETCH_BYTES} bytes` }, 'connector.pattern')
      const answer = await askObject(place, connector, file, { 'if-match': `"${file.mark.slice(0, file.mark.lastIndexOf(':'))}"` })
      const upload = await keepUpload(place.context, file.name.split('/').at(-1) ?? file.name, answer.pipe(counter(place)), fetchActor).catch((error: unknown) => broken(connector, error))
      if (upload.bytes !== file.bytes) fail('FILE_CHANGED', {}, 'connector.pattern')
      return { file: { fileId: upload.id } }
    },
    async sample(file, path) {
      const answer = await askObject(place, connector, file, { range: `bytes=0-${SAMPLE_BYTES - 1}` })
      await pipeline(answer, createWriteStream(path, { mode: 0o600 })).catch((error: unknown) => broken(connector, error))
    },
  }
}

function counter(place: FetchPlace): Transform {
  let done = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length
      place.onBytes(done)
      next(null, chunk)
    },
  })
}

function broken(connector: BucketConnector, error: unknown): never {
  if (error instanceof AppError) throw error
  throw new AppError('CONNECTOR_UNREACHABLE', { host: new URL(connector.endpoint).host, reason: reasonOf(error) }, 'connector.endpoint', { cause: error })
}

async function listPage(place: FetchPlace, connector: BucketConnector, next: string | null): Promise<BucketPage> {
  const url = new URL(`${connector.endpoint.replace(/\/$/, '')}/${connector.bucket}`)
  const query = { 'list-type': '2', 'encoding-type': 'url', prefix: connector.prefix, ...(next === null ? {} : { 'continuation-token': next }) }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const answer = await signedGet(place, connector, url, {})
  const body = await bodyOf(answer, MAX_PAGE_BYTES, url.host)
  if (answer.statusCode !== 200) return refused(connector, answer.statusCode, body.toString('utf8'))
  return parseBucketPage(body.toString('utf8')) ?? fail('CONNECTOR_ANSWER', { host: url.host, reason: 'not a bucket listing' }, 'connector.endpoint')
}

async function askObject(place: FetchPlace, connector: BucketConnector, file: ListedFile, headers: Record<string, string>): Promise<IncomingMessage> {
  const key = file.place.split('/').map((part) => encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)).join('/')
  const url = new URL(`${connector.endpoint.replace(/\/$/, '')}/${connector.bucket}/${key}`)
  const answer = await signedGet(place, connector, url, headers)
  if (answer.statusCode === 200 || answer.statusCode === 206) return answer
  const text = (await bodyOf(answer, MAX_PAGE_BYTES, url.host)).toString('utf8')
  if (answer.statusCode === 412) fail('FILE_CHANGED', {}, 'connector.pattern')
  return refused(connector, answer.statusCode, text)
}

/** A store says why in an XML code such as AccessDenied or NoSuchBucket. */
function refused(connector: BucketConnector, status: number | undefined, text: string): never {
  const code = /<Code>([A-Za-z]{1,60})<\/Code>/.exec(text)?.[1]
  return fail('CONNECTOR_ANSWER', { host: new URL(connector.endpoint).host, reason: code === undefined ? `HTTP ${status ?? 0}` : `HTTP ${status ?? 0} ${code}` }, 'connector.bucket')
}

async function signedGet(place: FetchPlace, connector: BucketConnector, url: URL, headers: Record<string, string>): Promise<IncomingMessage> {
  const { accessKeyId, secretAccessKey } = await openConnectorSecret(place.context, connector.secretRef, ['access-key'], url)
  const signer = new AwsV4Signer({ method: 'GET', url: url.href, headers, accessKeyId, secretAccessKey, service: 's3', region: connector.region })
  const signed = await signer.sign()
  return requestTo({
    url: signed.url.href,
    headers: Object.fromEntries(signed.headers),
    timeoutMs: TIMEOUT_MS,
    signal: place.signal,
    hosts: place.context.settings.connectorHosts,
    path: 'connector.endpoint',
  })
}
