import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Http } from '#platform/http'
import { openTestApp, openTestHttp, type TestApp } from '../kit/app.js'

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
