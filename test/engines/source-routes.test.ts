import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '#platform/access/contract'
import { buildHttp } from '#platform/http'
import { ingestRoutes } from '#ingest'
import { headOffice } from '../kit/app.js'
import { quietLog } from '../kit/ledger.js'
import { openSourceBank, type SourceBank } from '../kit/source-bank.js'

const reader: Actor = { ...headOffice, id: 'reader', permissions: ['data.read'] }
const actors: Record<string, Actor> = { steward: headOffice, reader }

let bank: SourceBank
let http: FastifyInstance
beforeAll(async () => {
  bank = await openSourceBank()
  const built = await buildHttp({
    log: quietLog, version: '0', isReady: async () => true, webFolder: '/nonexistent', secure: false, trustProxy: false, uploadLimit: 1000,
    authenticate: async (request) => actors[String(request.headers['x-who'])] ?? null,
  })
  http = built.app
  ingestRoutes(built.routes, bank.app.context)
  await bank.defineFolder('core', { owner: '王敏', schedule: { kind: 'cron', cron: '0 6 * * *' } })
})
afterAll(async () => {
  await http.close()
  await bank.close()
})

interface Body {
  readonly jobId: string
  readonly items: readonly { readonly loadId: string }[]
}

async function ask(who: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const answer = await http.inject({ method, url: `/api/v1/data${url}`, headers: { 'x-who': who }, ...(payload === undefined ? {} : { payload }) })
  return { status: answer.statusCode, text: answer.body, body: JSON.parse(answer.body) as Body }
}

it('ING-14: who may read sees the registry and changes nothing', async () => {
  expect((await ask('reader', 'GET', '/sources?search=core&sort=state&order=desc')).body).toMatchObject({ total: 1, items: [{ key: 'core', owner: '王敏', connector: 'folder' }] })
  expect((await ask('reader', 'GET', '/sources/core')).body).toMatchObject({ key: 'core', history: [], upcoming: expect.arrayContaining([expect.stringMatching(/T22:00:00.000Z$/)]) })
  expect((await ask('reader', 'GET', '/sources/nobody')).status).toBe(404)
  for (const [method, url, body] of [
    ['POST', '/sources/core/test'], ['POST', '/sources/core/run', {}], ['POST', '/sources/core/pause'], ['POST', '/sources/core/resume'],
    ['POST', '/sources/core/backfill', { from: '2026-01-01', to: '2026-01-02' }], ['POST', '/loads/1/drift-decision', { choices: [] }],
    ['PUT', '/connector-secrets/x', {}], ['DELETE', '/connector-secrets/x'],
  ] as const) expect((await ask('reader', method, url, body)).status, url).toBe(403)
})

it('ING-11: a secret goes in over HTTP and never comes out', async () => {
  const put = await ask('steward', 'PUT', '/connector-secrets/api', { kind: 'token', hosts: ['api.bank.example'], token: 'open sesame' })
  expect(put.body).toMatchObject({ name: 'api', kind: 'token', version: 1, hosts: ['api.bank.example'], usedBy: [] })
  const answers = [put, await ask('reader', 'GET', '/connector-secrets/api'), await ask('reader', 'GET', '/connector-secrets')]
  for (const { text } of answers) expect(text).not.toContain('sesame')
  expect((await ask('steward', 'PUT', '/connector-secrets/api', { kind: 'token', token: 'x' })).status).toBe(422)
  expect((await ask('steward', 'DELETE', '/connector-secrets/api')).status).toBe(200)
  expect((await ask('reader', 'GET', '/connector-secrets/api')).status).toBe(404)
})

it('ING-13, ING-15, ING-18: test, run, decide, backfill and pause over HTTP', async () => {
  bank.put('core', '2026-01-01', 'id,city\nA1,x\n')
  expect((await ask('steward', 'POST', '/sources/core/test')).body).toMatchObject({ matching: 1, files: [{ name: '20260101.csv', taken: false }], rows: [['x9', 'x']] })
  const run = await ask('steward', 'POST', '/sources/core/run', {})
  expect(run.body).toMatchObject({ source: 'core', cause: 'manual', state: 'RUNNING' })
  await bank.app.context.jobs.wait(run.body.jobId)
  bank.put('core', '2026-01-02', 'id,city,new\nA2,x,1\n')
  const back = await ask('steward', 'POST', '/sources/core/backfill', { from: '2026-01-01', to: '2026-01-31' })
  expect(await bank.app.context.jobs.wait(back.body.jobId)).toEqual({ loaded: 0, unchanged: 1, nothing: 0, stoppedAt: '2026-01-02' })
  const { loadId } = (await ask('reader', 'GET', '/drift')).body.items[0]!
  expect((await ask('reader', 'GET', `/loads/${loadId}`)).body).toMatchObject({ status: 'waiting' })
  expect((await ask('steward', 'POST', `/loads/${loadId}/drift-decision`, { choices: [{ kind: 'late', action: 'accept' }] })).status).toBe(422)
  const decided = await ask('steward', 'POST', `/loads/${loadId}/drift-decision`, { choices: [{ kind: 'new-column', column: 'new', action: 'ignore' }] })
  expect(await bank.app.context.jobs.wait(decided.body.jobId)).toMatchObject({ status: 'loaded' })
  expect((await ask('reader', 'GET', '/drift?state=accepted&source=core')).body).toMatchObject({ total: 1, items: [{ loadId, decidedBy: 'Head office' }] })
  await bank.tick(new Date())
  expect((await ask('steward', 'POST', '/sources/core/pause')).status).toBe(200)
  expect((await ask('reader', 'GET', '/sources/core')).body).toMatchObject({ state: 'paused', paused: { by: 'Head office' }, nextDue: null })
  expect((await ask('steward', 'POST', '/sources/core/resume')).status).toBe(200)
  // Known at once, not only after the clock's next look.
  expect((await ask('reader', 'GET', '/sources/core')).body).toMatchObject({ state: 'idle', nextDue: expect.stringMatching(/T22:00:00/) as string })
  expect((await ask('steward', 'POST', '/sources/core/resume')).status).toBe(409)
})
