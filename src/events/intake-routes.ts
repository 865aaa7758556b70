import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '#kernel/error'
import type { Context } from '#platform/context'
import type { RouteDefinition, Routes } from '#platform/http'
import { admit, allowOrigin, hold, keyOf, preflight } from './actions/admit-request.js'
import { intakeOf } from './actions/intake-of.js'
import type { Intake } from './actions/open-intake.js'
import { readJsonBody, readSensorsBody, readSensorsForm, type ReadBody } from './actions/read-body.js'
import { takeEvents, type Delivery } from './actions/take-events.js'
import { takenSchema, type Taken } from './contract.js'
import type { Protocol } from './domain/record.js'

const TAGS = ['event intake']
const BODY_MOST = 16 * 1024 ** 2

/** Addresses of the Segment protocol: what the servers' SDKs use, the browser's short ones, and batches. */
const SEGMENT: Readonly<Record<string, string>> = {
  track: 'track', identify: 'identify', page: 'page', screen: 'screen', group: 'group', alias: 'alias',
  t: 'track', i: 'identify', p: 'page', s: 'screen', g: 'group', a: 'alias', batch: '', b: '', import: '',
}
const SENSORS = '/v1/sensors'
const PLAIN = '/v1/events'
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** Where events come in: public to the session's eyes, each with a write key. */
export function intakeRoutes(routes: Routes, context: Context): void {
  for (const [name, type] of Object.entries(SEGMENT)) {
    addIntake(routes, context, `/v1/${name}`, `Segment protocol: ${type === '' ? 'a batch' : type}`, async (intake, body) => readFor(intake, 'segment', type, body, readJsonBody))
  }
  addIntake(routes, context, PLAIN, 'Plain JSON: one event, a list, or { events, sent_at }', async (intake, body) => readFor(intake, 'plain', '', body, readJsonBody))
  addIntake(routes, context, SENSORS, 'Sensors Data protocol: data_list or data, base64 of JSON or gzip', async (intake, body) => readFor(intake, 'sensors', '', body, readSensorsBody))
  addBeacon(routes, context)
  addBrowserNeeds(routes, context)
}

interface Read extends ReadBody {
  readonly protocol: Protocol
  readonly type: string
}

async function readFor(intake: Intake, protocol: Protocol, type: string, body: Buffer, read: (body: Buffer, limit: number) => Promise<ReadBody>): Promise<Read> {
  return { ...(await read(body, intake.settings().maxBodyBytes)), protocol, type }
}

type RawRoute = RouteDefinition<undefined, undefined, undefined, typeof takenSchema>

function addIntake(routes: Routes, context: Context, url: string, summary: string, read: (intake: Intake, body: Buffer) => Promise<Read>): void {
  const handler: RawRoute['handler'] = async ({ request, reply }) => {
    const intake = await intakeOf(context)
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const found = await read(intake, body)
    if (found.bytes > body.length) hold(intake, reply, found.bytes - body.length)
    return answered(reply, found.protocol, await take(context, intake, request, reply, found))
  }
  routes.add({
    method: 'POST', url, permission: 'public', tags: TAGS, summary, raw: true, bodyLimit: BODY_MOST, response: takenSchema, handler,
    beforeBody: async (request, reply) => admit(await intakeOf(context), request, reply),
  })
  addPreflight(routes, context, url)
}

async function take(context: Context, intake: Intake, request: FastifyRequest, reply: FastifyReply, found: Read): Promise<Taken> {
  const key = keyOf(intake, request, found.key)
  const delivery: Delivery = { key, protocol: found.protocol, type: found.type, raws: found.raws, sentAt: found.sentAt, bytes: found.bytes }
  try {
    return await takeEvents(context, intake, delivery)
  } catch (cause) {
    const seconds = cause instanceof AppError && cause.code.startsWith('INTAKE_') ? cause.params['seconds'] ?? 1 : null
    if (seconds !== null) void reply.header('retry-after', String(seconds))
    throw cause
  }
}

/**
 * A rejected event is kept and must not be sent again: a batch with rejects is answered 200 and names them; one event
 * alone gets its own error, except from Sensors SDKs, which send again whatever is not answered 200.
 */
function answered(reply: FastifyReply, protocol: Protocol, taken: Taken): Taken {
  const [only] = taken.rejected
  const alone = taken.accepted + taken.duplicates === 0 && taken.rejected.length === 1
  if (alone && only !== undefined && protocol !== 'sensors') void reply.code(only.code === 'EVENT_TOO_LARGE' ? 413 : 400)
  return taken
}

/** Browsers without script rights send an image's address. */
function addBeacon(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: SENSORS, permission: 'public', tags: TAGS, summary: 'Sensors Data protocol: one event in the address of an image', response: null,
    beforeBody: async (request, reply) => allowOrigin(await intakeOf(context), request, reply),
    handler: async ({ request, reply }) => {
      const intake = await intakeOf(context)
      const form = new URLSearchParams(request.url.split('?')[1] ?? '')
      const found = await readSensorsForm(form, intake.settings().maxBodyBytes)
      await take(context, intake, request, reply, { ...found, protocol: 'sensors', type: '' })
      return reply.header('content-type', 'image/gif').header('cache-control', 'no-store').header('cross-origin-resource-policy', 'cross-origin').send(PIXEL)
    },
  })
}

/** What the Segment browser SDK asks for besides: its settings, and a place for its own metrics. */
function addBrowserNeeds(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/v1/projects/:writeKey/settings', permission: 'public', tags: TAGS, summary: 'Settings of the Segment browser SDK (give this server as its cdnURL)', response: null,
    beforeBody: async (request, reply) => allowOrigin(await intakeOf(context), request, reply),
    handler: async ({ request, reply }) => {
      const intake = await intakeOf(context)
      const { writeKey = '' } = request.params as { writeKey?: string }
      const key = keyOf(intake, request, writeKey)
      void reply.header('cache-control', 'private, max-age=300')
      const settings = { apiKey: writeKey, apiHost: `${request.host}/v1`, protocol: request.protocol, type: 'browser', unbundledIntegrations: [] }
      return reply.send({ integrations: { 'Segment.io': settings }, plan: {}, metrics: { sampleRate: 0 }, name: key.name })
    },
  })
  addPreflight(routes, context, '/v1/projects/:writeKey/settings')
}

function addPreflight(routes: Routes, context: Context, url: string): void {
  routes.add({
    method: 'OPTIONS', url, permission: 'public', tags: TAGS, summary: 'What a browser asks before it sends', response: null,
    handler: async ({ request, reply }) => preflight(await intakeOf(context), request, reply),
  })
}

