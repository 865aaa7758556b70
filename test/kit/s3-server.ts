import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface S3Server {
  readonly url: string
  readonly objects: Map<string, { body: Buffer; changedAt: string }>
  /** Requests answered, such as `GET /bucket/key`. */
  readonly asked: string[]
  close(): Promise<void>
}

export const s3Keys = { accessKeyId: 'AKIATEST', secretAccessKey: 'a/secret+key' }

/** A bucket store that checks every signature by its own reading of Signature Version 4, and pages after two keys. */
export async function startS3(bucket: string): Promise<S3Server> {
  const objects: S3Server['objects'] = new Map()
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    answer(request, response, bucket, objects)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    asked,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  }
}

function answer(request: IncomingMessage, response: ServerResponse, bucket: string, objects: S3Server['objects']): void {
  const url = new URL(request.url ?? '/', 'http://s3')
  const fault = faultOf(request, url, bucket, objects)
  if (fault !== null) {
    refuse(response, ...fault)
    return
  }
  const key = keyOf(url)
  const object = objects.get(key)
  if (object === undefined) {
    list(url, response, objects)
    return
  }
  const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '')
  const body = range === null ? object.body : object.body.subarray(Number(range[1]), Number(range[2]) + 1)
  response.writeHead(range === null ? 200 : 206, { 'content-length': body.length }).end(body)
}

function keyOf(url: URL): string {
  return decodeURIComponent(url.pathname.split('/').slice(2).join('/'))
}

function faultOf(request: IncomingMessage, url: URL, bucket: string, objects: S3Server['objects']): [number, string] | null {
  if (!isSigned(request, url)) return [403, 'SignatureDoesNotMatch']
  if (url.pathname.split('/')[1] !== bucket) return [404, 'NoSuchBucket']
  const key = keyOf(url)
  const object = objects.get(key)
  if (key !== '' && object === undefined) return [404, 'NoSuchKey']
  const wanted = request.headers['if-match']
  return object !== undefined && wanted !== undefined && wanted !== `"${etagOf(object.body)}"` ? [412, 'PreconditionFailed'] : null
}

function list(url: URL, response: ServerResponse, objects: S3Server['objects']): void {
  const keys = [...objects.keys()].filter((key) => key.startsWith(url.searchParams.get('prefix') ?? '')).sort()
  const from = Number(url.searchParams.get('continuation-token') ?? 0)
  const page = keys.slice(from, from + 2)
  const entries = page.map((key) => {
    const { body, changedAt } = objects.get(key)!
    return `<Contents><Key>${encodeURIComponent(key)}</Key><LastModified>${changedAt}</LastModified><ETag>&quot;${etagOf(body)}&quot;</ETag><Size>${body.length}</Size></Contents>`
  })
  const more = from + 2 < keys.length
  const next = more ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''
  response.end(`<?xml version="1.0"?><ListBucketResult><EncodingType>url</EncodingType><IsTruncated>${more}</IsTruncated>${next}${entries.join('')}</ListBucketResult>`)
}

function etagOf(body: Buffer): string {
  return createHash('md5').update(body).digest('hex')
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status).end(`<Error><Code>${code}</Code><Message>no</Message></Error>`)
}

function isSigned(request: IncomingMessage, url: URL): boolean {
  const found = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([\w-]+)\/s3\/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/.exec(request.headers.authorization ?? '')
  if (found === null) return false
  const [, id, day, region, signed, signature] = found as unknown as [string, string, string, string, string, string]
  const at = String(request.headers['x-amz-date'])
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort().join('&')
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('')
  const canonical = [request.method, url.pathname, query, headers, signed, String(request.headers['x-amz-content-sha256'])].join('\n')
  const text = ['AWS4-HMAC-SHA256', at, `${day}/${region}/s3/aws4_request`, createHash('sha256').update(canonical).digest('hex')].join('\n')
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer>((last, part) => hmac(last, part), Buffer.from(`AWS4${s3Keys.secretAccessKey}`))
  return id === s3Keys.accessKeyId && at.startsWith(day) && hmac(key, text).toString('hex') === signature
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
