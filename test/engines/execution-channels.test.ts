import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTcp, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '#platform/context'
import { getList, type StoredList, type Strategy } from '#strategy'
import type { ChannelAdapter, Delivery, DeliveryPlace } from '../../src/execution/channels/adapter.js'
import { channelAdapters } from '../../src/execution/channels/registry.js'
import { isInner, resolveTarget, webhookSecret } from '#platform/http'
import { createWebhookAdapter } from '../../src/execution/channels/webhook-adapter.js'
import type { ContactChannel } from '../../src/execution/contract.js'
import { writeDecisions } from '../../src/execution/store/outbox-store.js'
import { pageTasks } from '../../src/execution/store/task-store.js'
import type { FreezeResult } from '../../src/strategy/actions/freeze-list.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { openStrategyBank, publish, run, strategyBody } from '../kit/strategy-bank.js'

interface Hit {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

let app: TestApp
let context: Context
let list: StoredList
let web: Server
let mail: TcpServer
let hits: Hit[] = []
let mails: string[] = []
let answer: (request: IncomingMessage, reply: ServerResponse) => void = (_request, reply) => void reply.end('ok')

beforeAll(async () => {
  web = await listening(createServer((request, reply) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      hits.push({ headers: request.headers, body })
      answer(request, reply)
    })
  }))
  mail = await listening(createTcp((socket) => smtp(socket)))
  app = await openStrategyBank()
  await publish(app, 'strategy', 'any', strategyBody({ arms: [{ key: 'control', name: { zh: '对照' }, share: 1e-9, control: true }, { key: 'offer', name: { zh: '优惠' }, share: 1 - 1e-9 }] }))
  list = await getList(app.context.ledger.db, (await run<FreezeResult>(app, 'strategy.freeze-list', { strategy: 'any' })).listId)
  context = { ...app.context, settings: { ...app.context.settings, webhookHosts: [hostOf(web)], smtpUrl: `smtp://127.0.0.1:${portOf(mail)}`, smtpFrom: 'bank@example.com' } }
})
afterAll(async () => {
  web.closeAllConnections()
  web.close()
  mail.close()
  await app.close()
})
beforeEach(() => {
  hits = []
  mails = []
  answer = (_request, reply) => void reply.end('ok')
})

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port
const hostOf = (server: Server) => `127.0.0.1:${portOf(server)}`
function listening<S extends Server | TcpServer>(server: S): Promise<S> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

/** Just enough SMTP to take a message. */
function smtp(socket: Socket): void {
  let text = ''
  let inData = false
  socket.write('220 test\r\n')
  socket.on('data', (part) => {
    text += part.toString()
    if (inData) {
      if (!text.includes('\r\n.\r\n')) return
      mails.push(text)
      inData = false
      text = ''
      socket.write('250 ok\r\n')
      return
    }
    while (text.includes('\r\n')) {
      const line = text.slice(0, text.indexOf('\r\n'))
      text = text.slice(line.length + 2)
      inData = line === 'DATA'
      socket.write(inData ? '354 go\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n')
    }
  })
  socket.on('error', () => undefined)
}

const strategy = (): Strategy => ({ ...(strategyBody() as unknown as Strategy), metrics: [], webhookUrl: `http://${hostOf(web)}/in` })
const place = (change: Partial<DeliveryPlace> = {}): DeliveryPlace => ({ context, list, strategy: strategy(), signal: new AbortController().signal, ...change })
const delivery = (custId: string): Delivery => ({
  custId, orgPath: '/HO/B1/', rm: '=R1', arm: 'offer', key: `${list.id}-${custId}`,
  content: { subject: '您好 {name}', body: '{name}，请联系 {rm}' },
})

const adapters: Readonly<Record<ContactChannel, ChannelAdapter>> = { ...channelAdapters, WEBHOOK: createWebhookAdapter(1) }

describe.each(Object.entries(adapters))('conformance of %s', (channel, adapter) => {
  it('EXE-10: names its channel, is ready here, and gives one result a contact', async () => {
    expect(adapter.channel).toBe(channel)
    expect(adapter.batch).toBeGreaterThan(0)
    expect(adapter.notReady(context, strategy())).toBeNull()
    const results = await adapter.deliver(place(), [delivery('C12'), delivery('C13')])
    expect(results).toEqual([{ custId: 'C12', sent: true }, { custId: 'C13', sent: true }])
    expect(await adapter.deliver(place(), [])).toEqual([])
  })

  it('EXE-10: what it may repeat after a crash, it may repeat', async () => {
    if (adapter.afterCrash === 'once') return
    await adapter.deliver(place(), [delivery('C14')])
    expect(await adapter.deliver(place(), [delivery('C14')])).toEqual([{ custId: 'C14', sent: true }])
    const tasks = await pageTasks(app.context.ledger, { scope: headOffice.scope, list: list.id, limit: 100 })
    expect(tasks.items.filter((task) => task.custId === 'C14').length).toBeLessThanOrEqual(1)
    expect(new Set(hits.map((hit) => hit.headers['idempotency-key'])).size).toBeLessThanOrEqual(1)
  })

  it('EXE-10: one bad contact does not stop the others', async () => {
    answer = (_request, reply) => void reply.writeHead(hits.at(-1)?.body.includes('C16') ? 400 : 200).end()
    const results = await adapter.deliver(place(), [delivery('C15'), channel === 'EMAIL' ? delivery('C19') : delivery('C16'), delivery('C17')])
    expect(results.map(({ sent }) => sent).filter((_, at) => at !== 1)).toEqual([true, true])
    expect(results).toHaveLength(3)
  })
})

describe('webhook', () => {
  const webhook = createWebhookAdapter(1)
  it('EXE-11: signs what it sends with the host\'s secret', async () => {
    await webhook.deliver(place(), [delivery('C12')])
    const { headers, body } = hits[0]!
    const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-qunce-signature'])) ?? []
    const secret = webhookSecret(context.secrets, hostOf(web))
    expect(given).toBe(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'))
    expect(JSON.parse(body)).toMatchObject({ list: list.id, custId: 'C12', arm: 'offer' })
  })

  it('EXE-11: tries again what may pass, gives up what will not, follows no redirect', async () => {
    let asked = 0
    answer = (_request, reply) => void reply.writeHead(++asked < 3 ? 503 : 200).end()
    expect(await webhook.deliver(place(), [delivery('C12')])).toEqual([{ custId: 'C12', sent: true }])
    expect(hits).toHaveLength(3)
    hits = []
    answer = (_request, reply) => void reply.writeHead(302, { location: `http://${hostOf(web)}/elsewhere` }).end()
    expect(await webhook.deliver(place(), [delivery('C12')])).toEqual([{ custId: 'C12', sent: false, reason: 'WEBHOOK_302' }])
    expect(hits).toHaveLength(1)
    hits = []
    answer = (request) => void request.socket.destroy()
    expect(await webhook.deliver(place(), [delivery('C12')])).toEqual([{ custId: 'C12', sent: false, reason: 'WEBHOOK_UNREACHABLE' }])
    expect(hits).toHaveLength(4)
  })

  it('EXE-11: goes to listed hosts only, and to this machine only when that is listed', async () => {
    const url = `http://${hostOf(web)}/in`
    expect(await resolveTarget(url, [])).toBeNull()
    expect(await resolveTarget(url, ['127.0.0.1'])).toMatchObject({ address: '127.0.0.1' })
    expect(await resolveTarget('http://localhost:1/', ['other.example'])).toBeNull()
    const names = (address: string) => async () => ({ address, family: 4 })
    expect(await resolveTarget('http://crm.example/', ['crm.example'], names('127.0.0.1'))).toBeNull()
    expect(await resolveTarget('http://crm.example/', ['crm.example'], names('169.254.169.254'))).toBeNull()
    expect(await resolveTarget('http://crm.example/', ['crm.example', '127.0.0.1'], names('127.0.0.1'))).toMatchObject({ address: '127.0.0.1' })
    expect(await resolveTarget('http://crm.example/', ['crm.example'], names('10.1.2.3'))).toMatchObject({ address: '10.1.2.3' })
    expect(await resolveTarget('ftp://127.0.0.1/', ['127.0.0.1'])).toBeNull()
    const refused = place({ context: { ...context, settings: { ...context.settings, webhookHosts: [] } } })
    expect(await webhook.deliver(refused, [delivery('C12')])).toEqual([{ custId: 'C12', sent: false, reason: 'WEBHOOK_REFUSED' }])
    expect(hits).toEqual([])
    expect(webhook.notReady(refused.context, strategy())).toBe('QUNCE_WEBHOOK_HOSTS')
  })

  it.each([
    ['127.0.0.1', true], ['127.9.9.9', true], ['169.254.169.254', true], ['0.0.0.0', true], ['::1', true], ['fe80::1', true], ['::ffff:127.0.0.1', true], ['::ffff:7f00:1', true],
    ['10.0.0.1', false], ['8.8.8.8', false], ['2001:db8::1', false],
  ])('EXE-11: %s is inner: %s', (address, inner) => expect(isInner(address)).toBe(inner))
})

describe('e-mail', () => {
  it('opens name and address for the message only; no address is a reason', async () => {
    const results = await channelAdapters.EMAIL.deliver(place(), [delivery('C12'), delivery('C19')])
    expect(results).toEqual([{ custId: 'C12', sent: true }, { custId: 'C19', sent: false, reason: 'NO_ADDRESS' }])
    expect(mails).toHaveLength(1)
    const [head = '', body = ''] = mails[0]!.split('\r\n\r\n')
    expect(head).toMatch(/^To: c12@example\.com$/m)
    const decoded = /base64/.test(head) ? Buffer.from(body.replace(/\r\n\.\r\n$/, ''), 'base64').toString() : body
    expect(decoded).toContain('客户12')
  })
  it('is not ready without a server', () => {
    expect(channelAdapters.EMAIL.notReady(app.context, strategy())).toBe('QUNCE_SMTP_URL')
  })
})

describe('file', () => {
  it('EXE-12: cells cannot run as formulas; the file is written whole', async () => {
    const row = { list_id: Number(list.id), cust_no: 1, cust_id: '=HYPERLINK("x")', shard_key: 'x', org_path: '@SUM', rm: '+1', arm: 'offer', channel: 'FILE' as const, state: 'SENT' as const, step: null, reason: null, gate_version: '1', inputs_hash: '', inputs: '{}' }
    await app.context.ledger.transaction((tx) => writeDecisions(tx, [row]))
    const name = await channelAdapters.FILE.finish?.(place())
    const lines = readFileSync(join(context.settings.exportDir, name ?? ''), 'utf8').split('\r\n')
    expect(lines[1]).toBe(`"'=HYPERLINK(""x"")",${list.id},any,offer,'@SUM,'+1`)
  })
})
