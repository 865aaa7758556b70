import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '#platform/access/contract'
import { buildHttp } from '#platform/http'
import { executionRoutes } from '#execution'
import { strategyRoutes } from '#strategy'
import { compliance, headOffice, type TestApp } from '../kit/app.js'
import { quietLog } from '../kit/ledger.js'
import { branchTwo, openStrategyBank, managerOne, publish, strategyBody } from '../kit/strategy-bank.js'

const reader: Actor = { ...headOffice, id: 'reader', permissions: ['strategy.read', 'execution.read'] }
const actors: Record<string, Actor> = { author: headOffice, second: compliance, branch: branchTwo, manager: managerOne, reader }

let app: TestApp
let http: FastifyInstance
beforeAll(async () => {
  app = await openStrategyBank()
  const built = await buildHttp({
    log: quietLog, version: '0', isReady: async () => true, webFolder: '/nonexistent', secure: false, trustProxy: false, uploadLimit: 1000,
    authenticate: async (request) => actors[String(request.headers['x-who'])] ?? null,
  })
  http = built.app
  strategyRoutes(built.routes, app.context, { orgPaths: () => app.access.orgs() })
  executionRoutes(built.routes, app.context)
  await publish(app, 'strategy', 'spring', strategyBody())
})
afterAll(async () => {
  await http.close()
  await app.close()
})

async function ask(who: string, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, headers: Record<string, string> = {}) {
  const answer = await http.inject({ method, url: `/api/v1${url}`, headers: { 'x-who': who, ...headers }, ...(payload === undefined ? {} : { payload }) })
  const isJson = String(answer.headers['content-type']).includes('json')
  return { status: answer.statusCode, text: answer.body, body: (isJson ? JSON.parse(answer.body) : {}) as Body }
}

/** What the tests read of answers. */
interface Body {
  readonly jobId: string
  readonly items: readonly { readonly id: string; readonly custId: string; readonly segment: { readonly sentence: { readonly zh: string } } }[]
  readonly nextCursor: string
  readonly sent: number
  readonly suppressed: number
  readonly secret: string
}

it('a list goes round the loop over HTTP: frozen, read, released by a second person, sent, decided', async () => {
  expect((await ask('second', 'POST', '/do-not-contact', { custIds: ['C10'], reason: '来电' })).body).toEqual({ changed: 1, total: 1 })
  expect((await ask('reader', 'GET', '/do-not-contact')).body).toEqual({ total: 1 })
  const key = { 'idempotency-key': 'freeze-0001' }
  const started = await ask('author', 'POST', '/strategies/spring/lists', {}, key)
  expect((await ask('author', 'POST', '/strategies/spring/lists', {}, key)).body).toEqual(started.body)
  const { listId } = (await app.context.jobs.wait(started.body.jobId)) as { listId: string }
  const item = (await ask('reader', 'GET', '/strategies')).body.items[0]!
  expect(item).toMatchObject({ key: 'spring', status: 'FROZEN', lastList: { id: listId, size: 8 } })
  expect(item.segment.sentence.zh).not.toBe('')
  expect((await ask('reader', 'GET', '/lists?strategy=spring')).body).toMatchObject({ total: 1, items: [{ id: listId }] })
  expect((await ask('reader', 'GET', `/lists/${listId}`)).body).toMatchObject({ size: 8, sampleRatio: { flagged: expect.any(Boolean) } })
  expect((await ask('branch', 'GET', `/lists/${listId}/members`)).body.items.map((row) => row.custId)).toEqual(['C16', 'C17', 'C18', 'C19'])
  expect((await ask('reader', 'GET', `/lists/${listId}/members`)).status).toBe(403)
  const file = await ask('branch', 'POST', `/lists/${listId}/members.csv`, { purpose: '核对名单' })
  expect(file.text.split('\r\n')).toHaveLength(7)
  expect((await ask('manager', 'POST', '/arms', { strategy: 'spring', custId: 'C12' })).body).toMatchObject({ listId, notInList: false })
  expect((await ask('manager', 'POST', '/arms', { strategy: 'spring', custId: 'C16' })).status).toBe(404)

  expect((await ask('author', 'POST', `/lists/${listId}/release`)).body).toMatchObject({ code: 'RELEASE_SAME_PERSON' })
  expect((await ask('reader', 'POST', `/lists/${listId}/release`)).status).toBe(403)
  const released = await ask('second', 'POST', `/lists/${listId}/release`)
  await app.context.jobs.wait(released.body.jobId)
  const progress = (await ask('reader', 'GET', `/lists/${listId}/dispatch`)).body
  expect(progress).toMatchObject({ status: 'RELEASED', size: 8, decided: 8, hasFile: true })
  expect(progress.sent + progress.suppressed).toBe(8)
  const page = (await ask('branch', 'GET', `/lists/${listId}/decisions?limit=2`)).body
  expect(page).toMatchObject({ total: 4, items: [{ custId: 'C16' }, { custId: 'C17' }] })
  const rest = (await ask('branch', 'GET', `/lists/${listId}/decisions?cursor=${page.nextCursor}`)).body
  expect(rest.items.map((row) => row.custId)).toEqual(['C18', 'C19'])
  expect((await ask('branch', 'POST', `/decisions/${page.items[0]!.id}/replay`)).body).toMatchObject({ same: true })
  const sent = await ask('author', 'POST', `/lists/${listId}/file.csv`, { purpose: '交外呼系统' })
  expect(sent.text.trim().split('\r\n')).toHaveLength(1 + progress.sent)
  const again = await ask('author', 'POST', `/lists/${listId}/dispatch`)
  expect(await app.context.jobs.wait(again.body.jobId)).toMatchObject({ sent: progress.sent })
})

it('the policy, the power panel and tasks answer; mistakes are located', async () => {
  expect((await ask('reader', 'GET', '/gate-policy')).body).toMatchObject({ version: 0, accepted: [] })
  const change = { accepted: [{ step: 7, why: '未销售理财产品' }] }
  expect((await ask('reader', 'PUT', '/gate-policy', change)).status).toBe(403)
  expect((await ask('second', 'PUT', '/gate-policy', change)).body).toMatchObject({ accepted: [{ step: 7, by: { id: compliance.id } }] })
  const wrong = await ask('second', 'PUT', '/gate-policy', { accepted: [{ step: 12, why: '不要对照' }] })
  expect(wrong).toMatchObject({ status: 422, body: { mistakes: [{ code: 'GATE_STEP_FIXED', path: 'accepted[0].step' }] } })
  expect((await ask('reader', 'POST', '/strategies/power', { baseline: 0.1, n: 2000, share: 0.5 })).body).toMatchObject({ control: 1000, needed: null })
  expect((await ask('manager', 'GET', '/tasks')).body).toEqual({ items: [], nextCursor: null, total: 0, totalIsEstimate: false })
  expect((await ask('manager', 'POST', '/tasks/1/done', { disposition: 'CONNECTED' })).status).toBe(404)
  expect((await ask('author', 'POST', '/webhook-secret', { host: 'crm.example' })).body.secret).toMatch(/^[0-9a-f]{64}$/)
  expect((await ask('second', 'POST', '/do-not-contact/remove', { custId: 'C10', reason: '误加' })).body).toMatchObject({ changed: 1 })
  expect((await ask('reader', 'GET', '/lists/999999')).status).toBe(404)
  expect((await ask('reader', 'GET', '/lists/abc/dispatch')).status).toBe(404)
})
