import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RuleDocument } from '#kernel/rule'
import { CLI_TOKEN_FILE } from '#platform/access'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { webhookSecret } from '#platform/http'
import { segmentRuns, snapshotSegment } from '#segments'
import { subscribeSchema, type Segment, type SegmentDelivery } from '#segments/contract'
import { changedMembers, compareRuns, segmentOrgs } from '../../src/segments/actions/life/compare-runs.js'
import { deliverChanges, dueDeliveries } from '../../src/segments/actions/life/deliver-changes.js'
import { keepLife } from '../../src/segments/actions/life/keep-life.js'
import { startDueSnapshots } from '../../src/segments/actions/life/start-due.js'
import { mySubscriptions, subscribe, unsubscribe, watchSizes } from '../../src/segments/actions/life/watch-size.js'
import { addWebhook, listWebhooks, removeWebhook } from '../../src/segments/actions/life/webhooks.js'
import { previewSegment } from '../../src/segments/actions/preview-segment.js'
import { readMembers } from '../../src/segments/actions/read-members.js'
import { pageAlerts } from '../../src/quality/store/alert-store.js'
import { headOffice, openTestHttp, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'
import { copyRun } from '../kit/segment-runs.js'
import { publish } from '../kit/strategy-bank.js'

interface Hit {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

let app: TestApp
let context: Context
let web: Server
let hits: Hit[] = []
let status = 200

const ports = () => ({ orgPaths: () => app.access.orgs() })
const ruleOf = (rule: RuleDocument['rule']): RuleDocument => ({ v: 1, kind: 'rule', rule })
const snapshot = (key: string, on = asOf) => snapshotSegment(context, ports(), { key, version: 'latest', asOf: on })
const custIds = (page: { items: readonly { custId: string }[] }) => page.items.map(({ custId }) => custId)
const withCell = (actor: Actor, minCell: number): Actor => ({ ...actor, scope: { ...actor.scope, minCell } })
const told = (): SegmentDelivery[] => hits.map(({ body }) => JSON.parse(body) as SegmentDelivery)
const copied = (key: string, from: string, on: string) => copyRun(context, key, from, on)

beforeAll(async () => {
  web = createServer((request, reply) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      hits.push({ headers: request.headers, body })
      reply.statusCode = status
      reply.end('ok')
    })
  })
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', () => resolve()))
  app = await openSmallBank()
  context = { ...app.context, settings: { ...app.context.settings, webhookHosts: [host()] } }
})
afterAll(async () => {
  web.closeAllConnections()
  web.close()
  await app.close()
})
beforeEach(() => {
  hits = []
  status = 200
})

const host = () => `127.0.0.1:${(web.address() as AddressInfo).port}`

describe('snapshots over time', () => {
  // active 13, wealthy 21, both 7: C05, C21, C23, C25, C27, C29, C31 (README of the small bank)
  let [before, after] = [0, 0]
  beforeAll(async () => {
    await publish(app, 'segment', 'moving', { rule: ruleOf({ kind: 'always' }) })
    before = await copied('moving', 'active', '2025-11-30')
    after = await copied('moving', 'wealthy', asOf)
  })

  it('SEG-17: who entered, left and stayed, by count and by name, in the asker\'s scope', async () => {
    const between = { from: before, to: after }
    expect(await compareRuns(context, 'moving', between, headOffice)).toEqual({ from: before, to: after, before: 13, after: 21, entered: 14, left: 6, stayed: 7 })
    expect(await compareRuns(context, 'moving', between, branchB1)).toMatchObject({ before: 9, after: 9, entered: 6, left: 6, stayed: 3 })
    expect(await compareRuns(context, 'moving', between, withCell(branchB1, 5))).toMatchObject({ before: 9, after: 9, entered: null, left: null, stayed: null })
    const page = (way: 'entered' | 'left' | 'stayed', actor = headOffice) => changedMembers(context, 'moving', { ...between, way, limit: 50 }, actor)
    expect(custIds(await page('left'))).toEqual(['C01', 'C11', 'C13', 'C15', 'C17', 'C19'])
    expect(custIds(await page('stayed'))).toEqual(['C05', 'C21', 'C23', 'C25', 'C27', 'C29', 'C31'])
    expect((await page('entered', branchB1)).total).toBe(6)
    await expect(compareRuns(context, 'moving', { from: 1, to: after }, headOffice)).rejects.toMatchObject({ code: 'SEGMENT_RUN_UNKNOWN' })
  })

  it('SEG-4: an older snapshot\'s members can be read too', async () => {
    expect((await readMembers(context, 'moving', headOffice, { limit: 1, run: before })).total).toBe(13)
    expect((await readMembers(context, 'moving', headOffice, { limit: 1 })).total).toBe(21)
  })

  it('SEG-17: members by org add up', async () => {
    const { items } = await segmentOrgs(context, 'moving', before, headOffice)
    const of = new Map(items.map(({ path, customers, members }) => [path, [customers, members]]))
    expect([of.get('/HO/B1/'), of.get('/HO/B1/B1-1/'), of.get('/HO/B1/B1-2/'), of.get('/-/')]).toEqual([[24, 9], [16, 5], [8, 4], [2, 0]])
    expect((await segmentOrgs(context, 'moving', before, branchB1)).items.every(({ path }) => path === '/HO/' || path.startsWith('/HO/B1/'))).toBe(true)
  })

  it('SEG-19: a person is told when it grows by what they asked for, once, until it no longer does', async () => {
    await publish(app, 'segment', 'watched', { rule: ruleOf({ kind: 'always' }) })
    await copied('watched', 'active', '2025-11-01')
    const asked = subscribeSchema.parse({ measure: 'grows', threshold: 0.5 })
    const mine = await subscribe(context, 'watched', asked, headOffice)
    expect((await subscribe(context, 'watched', asked, headOffice)).id).toBe(mine.id)
    await copied('watched', 'wealthy', '2025-12-01')
    await watchSizes(context)
    await watchSizes(context)
    const alerts = async (state: 'open' | 'closed') => (await pageAlerts(context.ledger.db, { state, limit: 50 })).items.filter(({ rule }) => rule === `segment/watched/${mine.id}`)
    expect((await alerts('open')).map(({ value, threshold, times, ruleName }) => [Math.round((value ?? 0) * 1000), threshold, times, ruleName.zh])).toEqual([[615, 0.5, 1, '客群“watched”增长 50 % 或更多']])
    expect((await mySubscriptions(context, 'watched', headOffice))[0]?.met).toMatchObject({ asOf: '2025-12-01' })
    expect(await mySubscriptions(context, 'watched', branchB1)).toEqual([])
    await copied('watched', 'active', '2025-12-20')
    await watchSizes(context, 'watched')
    expect(await alerts('open')).toEqual([])
    await expect(unsubscribe(context, 'watched', Number(mine.id), branchB1)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await unsubscribe(context, 'watched', Number(mine.id), headOffice)
    await expect(subscribe(context, 'watched', asked, { ...headOffice, kind: 'token' })).rejects.toMatchObject({ code: 'SEGMENT_PERSON_ONLY' })
  })

  it('SEG-19: who sees one branch is told of its customers only', async () => {
    await publish(app, 'segment', 'watched-here', { rule: ruleOf({ kind: 'always' }) })
    // Of branch one 9 of the 13 active and 9 of the 21 wealthy: bank-wide it grows, there it does not.
    await copied('watched-here', 'active', '2025-11-01')
    const watch = (input: object, actor = branchB1) => subscribe(context, 'watched-here', subscribeSchema.parse(input), actor)
    const grows = await watch({ measure: 'grows', threshold: 0.1 })
    const above = await watch({ measure: 'above', threshold: 8 })
    const tooMany = await watch({ measure: 'above', threshold: 9 })
    const hidden = await watch({ measure: 'below', threshold: 20 }, { ...withCell(branchB1, 10), id: 'small' })
    const moved = await watch({ measure: 'above', threshold: 1 }, { ...branchB1, id: 'moved' })
    await context.ledger.db.withTables<{ segment_subscription: { id: number; holder: string | null } }>().updateTable('segment_subscription').set({ holder: '["B1",["BRANCH"],null]' }).where('id', '=', Number(moved.id)).execute()
    expect([grows.startSize, above.startSize, hidden.startSize]).toEqual([9, 9, null])
    await copied('watched-here', 'wealthy', '2025-12-01')
    await watchSizes(context, 'watched-here')
    const told = (await pageAlerts(context.ledger.db, { state: 'open', limit: 50 })).items.filter(({ rule }) => rule.startsWith('segment/watched-here/')).map(({ rule, value }) => [rule, value])
    expect(told).toEqual([[`segment/watched-here/${above.id}`, 9]])
    expect(tooMany.met).toBeNull()
    expect((await mySubscriptions(context, 'watched-here', { ...headOffice, id: branchB1.id })).map(({ startSize }) => startSize)).toEqual([null, null, null])
  })

  it('SEG-18: a schedule asks for a snapshot when there is none as new; a frozen segment keeps the one it has', async () => {
    await publish(app, 'segment', 'kept', { rule: ruleOf({ kind: 'always' }) })
    const due = async () => {
      const keys: string[] = []
      await startDueSnapshots(context, async (key) => void keys.push(key))
      return keys
    }
    await expect(keepLife(context, 'kept', { refresh: 'never', frozen: true }, headOffice)).rejects.toMatchObject({ code: 'SEGMENT_NO_SNAPSHOT' })
    expect(await keepLife(context, 'kept', { refresh: 'weekly', frozen: false }, headOffice)).toEqual({ refresh: 'weekly', frozen: false })
    expect(await due()).toEqual(['kept'])
    await copied('kept', 'active', '2025-12-26')
    expect(await due()).toEqual([])
    await keepLife(context, 'kept', { refresh: 'daily', frozen: false }, headOffice)
    expect(await due()).toEqual(['kept'])
    await keepLife(context, 'kept', { refresh: 'daily', frozen: true }, headOffice)
    expect(await due()).toEqual([])
    expect(await snapshot('kept')).toMatchObject({ asOf: '2025-12-26', size: 13 })
    const naming = await previewSegment(context, ports(), ruleOf({ kind: 'inSegment', segment: 'kept', version: 'latest' }), headOffice, asOf)
    expect(naming.count).toBe(13)
    await keepLife(context, 'kept', { refresh: 'never', frozen: false }, headOffice)
    expect(await snapshot('kept')).toMatchObject({ asOf, size: 40 })
    const { revision, name, body } = await context.definitions.get<Segment>('segment', 'kept')
    await context.definitions.save('segment', 'kept', { revision, name, body: { ...body, owner: 'li' } }, headOffice)
    await expect(keepLife(context, 'kept', { refresh: 'daily', frozen: false }, headOffice)).rejects.toMatchObject({ code: 'SEGMENT_HAS_DRAFT' })
  })
})

describe('receivers of members entering and leaving', () => {
  const purpose = '营销平台同步'
  const signal = new AbortController().signal

  it('SEG-20: only allowed hosts, only by somebody who sees every customer, each address once', async () => {
    await publish(app, 'segment', 'guarded', { rule: ruleOf({ kind: 'always' }) })
    await expect(addWebhook(context, 'guarded', { url: 'https://example.com/x', purpose }, headOffice)).rejects.toMatchObject({ code: 'SEGMENT_WEBHOOK_HOST' })
    await expect(addWebhook(context, 'guarded', { url: `http://${host()}/x`, purpose }, branchB1)).rejects.toMatchObject({ code: 'SEGMENT_WEBHOOK_SCOPE' })
    const added = await addWebhook(context, 'guarded', { url: `http://${host()}/x`, purpose }, headOffice)
    await expect(addWebhook(context, 'guarded', { url: `http://${host()}/x`, purpose }, headOffice)).rejects.toMatchObject({ code: 'SEGMENT_WEBHOOK_REPEATED' })
    await removeWebhook(context, 'guarded', Number(added.id), headOffice)
    expect(await listWebhooks(context, 'guarded')).toEqual([])
    await expect(removeWebhook(context, 'guarded', Number(added.id), headOffice)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('SEG-20: is told everybody who entered and left since, signed, and after a failure the same part again', async () => {
    await publish(app, 'segment', 'synced', { rule: ruleOf({ kind: 'always' }) })
    const first = await copied('synced', 'active', '2025-11-30')
    await addWebhook(context, 'synced', { url: `http://${host()}/hook`, purpose }, headOffice)
    expect(await deliverChanges(context, 'synced', signal)).toEqual({ parts: 0, failed: 0 })
    const second = await copied('synced', 'wealthy', asOf)
    expect(await dueDeliveries(context)).toEqual(['synced'])
    status = 503
    expect(await deliverChanges(context, 'synced', signal)).toEqual({ parts: 0, failed: 1 })
    expect(await dueDeliveries(context)).toEqual([])
    expect((await listWebhooks(context, 'synced'))[0]).toMatchObject({ failures: 1, lastStatus: 503, doneRun: first })
    status = 200
    const later: Context = { ...context, clock: { ...context.clock, now: () => new Date(Date.now() + 3_600_000) } }
    expect(await deliverChanges(later, 'synced', signal)).toEqual({ parts: 1, failed: 0 })
    const [tried, arrived] = hits
    expect(arrived?.headers['idempotency-key']).toBe(tried?.headers['idempotency-key'])
    expect(arrived?.body).toBe(tried?.body)
    const [time, signature] = String(arrived?.headers['x-qunce-signature']).split(',').map((part) => part.split('=')[1])
    expect(signature).toBe(createHmac('sha256', webhookSecret(context.secrets, host())).update(`${time}.${arrived?.body}`).digest('hex'))
    const [, body] = told()
    expect(body).toMatchObject({ segment: 'synced', fromRun: first, toRun: second, asOf, last: true, left: ['C01', 'C11', 'C13', 'C15', 'C17', 'C19'] })
    expect(body?.entered).toHaveLength(14)
    expect(body?.entered).not.toContain('C05')
    expect(await deliverChanges(later, 'synced', signal)).toEqual({ parts: 0, failed: 0 })
    expect((await listWebhooks(context, 'synced'))[0]).toMatchObject({ failures: 0, doneRun: second })
  })
})

describe('the routes of the life of a segment', () => {
  it('SEG-17 … SEG-21: answer over HTTP as the actions do, and refuse bad input', async () => {
    const http = await openTestHttp(app)
    await http.app.ready()
    try {
      const authorization = `Bearer ${readFileSync(join(app.dir, CLI_TOKEN_FILE), 'utf8').trim()}`
      const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) => {
        const answer = await http.app.inject({ method, url: `/api/v1/segments/${path}`, headers: { authorization }, ...(payload === undefined ? {} : { payload }) })
        return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
      }
      const [to = 0, from = 0] = (await segmentRuns(context, 'moving')).map(({ runId }) => runId)
      expect((await ask('GET', `moving/changes?from=${from}&to=${to}`)).body).toMatchObject({ entered: expect.any(Number) as number, left: 6 })
      expect((await ask('GET', `moving/changes/members?from=${from}&to=${to}&way=left&limit=2`)).body).toMatchObject({ items: [{ custId: 'C01' }, { custId: 'C11' }], total: 6 })
      expect((await ask('GET', `moving/changes/members?from=${from}&to=${to}&way=sideways`)).status).toBe(422)
      expect((await ask('GET', `moving/orgs?run=${from}`)).body).toMatchObject({ runId: from })
      expect((await ask('GET', `moving/members?run=${from}&limit=1`)).status).toBe(200)
      expect((await ask('GET', 'moving/members?run=999999')).status).toBe(404)
      expect((await ask('POST', 'sample', { rule: ruleOf({ kind: 'always' }) })).body['total']).toBe(10)
      expect((await ask('PUT', 'moving/life', { refresh: 'monthly', frozen: false })).body).toEqual({ refresh: 'monthly', frozen: false })
      expect((await ask('PUT', 'moving/life', { refresh: 'hourly', frozen: false })).status).toBe(422)
      expect((await ask('POST', 'moving/subscriptions', { measure: 'shrinks', threshold: 2 })).status).toBe(422)
      expect((await ask('POST', 'moving/subscriptions', { measure: 'grows', threshold: 0.1 })).body['code']).toBe('SEGMENT_PERSON_ONLY')
      expect((await ask('DELETE', 'moving/subscriptions/1')).status).toBe(404)
      expect((await ask('POST', 'moving/webhooks', { url: 'ftp://example.com', purpose: '同步名单' })).status).toBe(422)
      expect((await ask('POST', 'moving/webhooks', { url: 'https://example.com/a', purpose: '同步名单' })).body['code']).toBe('SEGMENT_WEBHOOK_HOST')
      expect((await ask('DELETE', 'moving/webhooks/1')).status).toBe(404)
      expect((await ask('POST', 'lists', { key: 'by-http', name: { zh: '名单' }, purpose: '电话回访', text: 'C01\nC02' })).body).toMatchObject({ key: 'by-http', list: { matched: 2 } })
      expect((await ask('GET', 'by-http/list')).body).toMatchObject({ lines: 2 })
      expect((await http.app.inject({ method: 'GET', url: '/api/v1/segments/by-http/list/rejects.csv', headers: { authorization } })).body).toContain('line,text,reason')
      expect((await ask('POST', 'lists', { key: 'by-card', by: 'card', name: { zh: '名单' }, purpose: '电话回访', text: 'C01' })).status).toBe(422)
      expect((await ask('GET', 'by-http/list/rejects')).body).toEqual({ items: [], nextCursor: null, total: 0 })
    } finally {
      await http.app.close()
    }
  })
})
