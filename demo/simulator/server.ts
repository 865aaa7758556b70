import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { daysBetween } from '#kernel/calendar'
import { CAMPAIGN_KINDS, type CampaignKindName } from '../behaviour/campaign-kind.js'
import type { ActionLog, SendAction } from './action-log.js'
import { CHANNELS, type ChannelName } from './response.js'
import type { Delivery, World } from './world.js'

const BODY_LIMIT = 64 * 1024
const LONGEST_ADVANCE = 90

export interface SimulatorPorts {
  readonly world: World
  readonly log: ActionLog
  /** Folder the files of an advance are written to. */
  readonly outbox: string
  /** Hands an advance's files and logins to the product, as the bank's systems would. */
  readonly deliver: (files: readonly Delivery[], from: string, to: string) => Promise<void>
}

/** A fault of the caller's: answered with its status. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

/**
 * The simulator as a channel vendor: `POST /send?kind=PAYUP&channel=SMS` takes what the WEBHOOK channel posts and answers 202;
 * `POST /advance {"to": "2026-01-30"}` lets days pass and answers when the product has the files; `GET /state`.
 */
export function createSimulatorServer(ports: SimulatorPorts): Server {
  let advancing: Promise<unknown> = Promise.resolve()
  const clock = createClock(ports)
  const routes: Record<string, (request: IncomingMessage, url: URL) => Promise<[number, unknown]>> = {
    'POST /send': async (request, url) => {
      const action = sendAction(JSON.parse(await bodyOf(request)), request, url, ports.world.today)
      await ports.log.add([action])
      ports.world.send(action)
      return [202, { accepted: action.key }]
    },
    'POST /advance': async (request) => {
      const body = JSON.parse(await bodyOf(request)) as { to?: unknown }
      const next = advancing.then(() => clock(body.to))
      advancing = next.catch(() => undefined)
      return [200, await next]
    },
    'GET /state': async () => [200, { today: ports.world.today, actions: ports.log.actions.length }],
  }
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://simulator')
    const route = routes[`${request.method ?? ''} ${url.pathname}`]
    if (route === undefined) { answer(response, 404, { error: 'no such place' }); return; }
    route(request, url).then(
      ([status, body]) => answer(response, status, body),
      (error: unknown) => answer(response, statusOf(error), { error: error instanceof Error ? error.message : String(error) }),
    )
  })
}

interface Advance {
  readonly from: string
  readonly to: string
  readonly files: readonly Delivery[]
}

/** Lets days pass. What could not be handed over is handed over again first; the same file twice changes nothing. */
function createClock({ world, log, outbox, deliver }: SimulatorPorts) {
  let waiting: Advance | null = null
  const handOver = async (advance: Advance) => {
    waiting = advance
    await deliver(advance.files, advance.from, advance.to)
    await log.add([{ type: 'advance', to: advance.to }])
    waiting = null
  }
  return async (to: unknown): Promise<{ from: string; to: string; files: string[] }> => {
    if (typeof to !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(to)) throw new Refusal(400, 'to: a date is needed')
    if (waiting !== null) await handOver(waiting)
    const from = world.today
    const days = daysBetween(from, to)
    if (days === 0) return { from, to, files: [] }
    if (days < 0 || days > LONGEST_ADVANCE) throw new Refusal(409, `to: between 1 and ${LONGEST_ADVANCE} days after ${from}`)
    const files = await world.advance(to, outbox)
    await handOver({ from, to, files })
    return { from, to, files: files.map((file) => file.table) }
  }
}

/** Does again what a log says was done, without handing anything over: the world is then where it was. */
export async function replay({ world, log, outbox }: Pick<SimulatorPorts, 'world' | 'log' | 'outbox'>): Promise<void> {
  for (const action of log.actions) {
    if (action.type === 'send') world.send(action)
    else await world.advance(action.to, outbox)
  }
}

function sendAction(body: unknown, request: IncomingMessage, url: URL, today: string): SendAction {
  const given = body as Partial<Record<'list' | 'strategy' | 'custId' | 'arm', unknown>>
  const kind = url.searchParams.get('kind') ?? 'PAYUP'
  const channel = url.searchParams.get('channel') ?? 'SMS'
  if (!isKind(kind)) throw new Refusal(400, `kind: one of ${Object.keys(CAMPAIGN_KINDS).join(', ')}`)
  if (!isChannel(channel)) throw new Refusal(400, `channel: one of ${Object.keys(CHANNELS).join(', ')}`)
  const [list, strategy, custId, arm] = [given.list, given.strategy, given.custId, given.arm].map((value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : ''))
  if (!list || !custId) throw new Refusal(400, 'list and custId are needed')
  const header = request.headers['idempotency-key']
  const key = typeof header === 'string' && header !== '' ? header : `${list}:${custId}`
  return { type: 'send', key, list, strategy: strategy ?? '', custId, arm: arm ?? '', channel, kind, on: today }
}

function isKind(text: string): text is CampaignKindName {
  return Object.hasOwn(CAMPAIGN_KINDS, text)
}

function isChannel(text: string): text is ChannelName {
  return Object.hasOwn(CHANNELS, text)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > BODY_LIMIT) throw new Refusal(413, 'too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function statusOf(error: unknown): number {
  if (error instanceof Refusal) return error.status
  return error instanceof SyntaxError ? 400 : 500
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
