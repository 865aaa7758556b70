import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildApp } from '#app'
import type { Http } from '#platform/http'
import { headOffice, openTestApp, openTestHttp, type TestApp } from '../kit/app.js'
import { publish } from '../kit/strategy-bank.js'

let app: TestApp
let http: Http
beforeAll(async () => {
  app = await openTestApp()
  http = await openTestHttp(app)
})
afterAll(async () => {
  await http.app.close()
  await app.close()
})

const asked = (payload: object, headers: Record<string, string>) => http.app.inject({ method: 'POST', url: '/api/v1/demo/bank', payload, headers })
const cli = () => ({ authorization: `Bearer ${readFileSync(join(app.dir, 'cli-token'), 'utf8').trim()}` })

it('a product that is no demo takes no demo bank, from nobody', async () => {
  expect((await asked({ customers: 1000, seed: 1 }, {})).statusCode).toBe(401)
  const refused = await asked({ customers: 1000, seed: 1 }, cli())
  expect(refused.statusCode).toBe(404)
  expect(refused.json()).toMatchObject({ code: 'DEMO_ONLY' })
})

it('a bank has at least a thousand customers', async () => {
  const wrong = await asked({ customers: 10, seed: 1 }, cli())
  expect(wrong.statusCode).toBe(422)
  expect(wrong.json()).toMatchObject({ mistakes: [{ path: 'customers' }] })
})

it('an empty installation becomes a demo once, with the set-up link, and only where it can start anew', async () => {
  const become = (server: Http, token: string) => server.app.inject({ method: 'POST', url: '/api/v1/setup/demo', payload: { token, customers: 5000 } })
  const token = (await app.access.ensureSetupLink()) ?? ''
  expect((await become(http, token)).json()).toMatchObject({ code: 'DEMO_CANNOT_START' })
  const started: number[] = []
  const able = await buildApp(app.config, app, (customers) => started.push(customers))
  expect((await become(able, 'wrong')).json()).toMatchObject({ code: 'SETUP_LINK_INVALID' })
  expect(markOf(app)).toMatchObject({ demo: false })
  expect((await become(able, token)).json()).toEqual({ restarting: true })
  expect(markOf(app)).toMatchObject({ demo: true, currency: 'CNY' })
  expect((await become(able, token)).json()).toMatchObject({ code: 'SETUP_LINK_INVALID' })
  expect(started).toEqual([5000])
  await publish(app, 'source', 'core', { format: { type: 'csv' }, businessDate: '2025-12-31', purposes: ['SERVICE'], legalBasis: 'contract', targets: [{ table: 'customer', mode: 'snapshot', columns: { cust_id: 'id' } }] })
  await app.context.definitions.archive('source', 'core', headOffice)
  expect((await become(able, (await app.access.ensureSetupLink()) ?? '')).json()).toMatchObject({ code: 'DEMO_NOT_EMPTY' })
  await able.app.close()
})

const markOf = ({ dir }: TestApp): unknown => JSON.parse(readFileSync(join(dir, 'qunce.json'), 'utf8'))
