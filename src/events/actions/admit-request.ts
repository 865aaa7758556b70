import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, fail } from '#kernel/error'
import type { StoredKey } from '../store/write-key-store.js'
import { allows } from './key-ring.js'
import type { Intake } from './open-intake.js'

const BUSY_SECONDS = 1
const PREFLIGHT_SECONDS = '600'
/** What a request without a length is taken for until its body is read. */
const UNKNOWN_BYTES = 65_536

/** Refuses a request before its body is read when too many bytes wait for the disk; counts it until it is answered. */
export function admit(intake: Intake, request: FastifyRequest, reply: FastifyReply): void {
  allowOrigin(intake, request, reply)
  const settings = intake.settings()
  const said = Number(request.headers['content-length'] ?? UNKNOWN_BYTES)
  if (said > settings.maxBodyBytes) throw new AppError('EVENT_BATCH_TOO_LARGE', { bytes: said, limit: settings.maxBodyBytes })
  hold(intake, reply, said)
}

/** Counts bytes as taken in until the answer is out. */
export function hold(intake: Intake, reply: FastifyReply, bytes: number): void {
  const { load } = intake
  if (load.bytes + bytes > intake.settings().maxQueueBytes) {
    void reply.header('retry-after', String(BUSY_SECONDS))
    throw new AppError('INTAKE_BUSY', { seconds: BUSY_SECONDS })
  }
  load.bytes += bytes
  let held = true
  const release = () => {
    if (held) load.bytes -= bytes
    held = false
  }
  reply.raw.once('close', release)
  reply.raw.once('finish', release)
}

/** Lets the pages of allowed origins read the answer, an error as well. */
export function allowOrigin(intake: Intake, request: FastifyRequest, reply: FastifyReply): void {
  const { origin } = request.headers
  if (origin === undefined || !intake.keys.allowsOrigin(origin)) return
  void reply
    .header('access-control-allow-origin', origin)
    .header('access-control-allow-credentials', 'true')
    .header('access-control-expose-headers', 'retry-after')
    .header('vary', 'Origin')
}

/** Answers a browser's question before it sends. */
export function preflight(intake: Intake, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  allowOrigin(intake, request, reply)
  const asked = request.headers['access-control-request-headers']
  return reply
    .header('access-control-allow-methods', 'GET, POST, OPTIONS')
    .header('access-control-allow-headers', typeof asked === 'string' ? asked : 'authorization, content-type, content-encoding, x-retry-count')
    .header('access-control-max-age', PREFLIGHT_SECONDS)
    .code(204)
    .send()
}

/**
 * The write key of a request: Basic auth (the key as user name), a `token` or `writeKey` of the address, or one in the
 * body.
 * @throws AppError WRITE_KEY_UNKNOWN, ORIGIN_NOT_ALLOWED
 */
export function keyOf(intake: Intake, request: FastifyRequest, inBody: string): StoredKey {
  const text = basicUser(request.headers.authorization) ?? inAddress(request.query) ?? inBody
  const key = text === '' ? null : intake.keys.find(text)
  if (key === null) return fail('WRITE_KEY_UNKNOWN')
  const origin = originOf(request)
  if (origin !== undefined && !allows(key, origin)) return fail('ORIGIN_NOT_ALLOWED', { origin })
  return key
}

/** The page that sends; an image says no origin, but what it is on. */
function originOf({ headers }: FastifyRequest): string | undefined {
  const { origin, referer } = headers
  if (origin !== undefined || referer === undefined || headers['sec-fetch-dest'] !== 'image') return origin
  return URL.canParse(referer) ? new URL(referer).origin : undefined
}

function basicUser(header: string | undefined): string | null {
  if (header?.startsWith('Basic ') !== true) return null
  return Buffer.from(header.slice(6), 'base64').toString('utf8').split(':')[0] ?? null
}

function inAddress(query: unknown): string | null {
  const asked = typeof query === 'object' && query !== null ? (query as Record<string, unknown>) : {}
  for (const name of ['token', 'writeKey', 'write_key']) {
    const value = asked[name]
    if (typeof value === 'string' && value !== '') return value
  }
  return null
}
