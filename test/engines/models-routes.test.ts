import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rolePermissions } from '#platform/access'
import type { Actor, Role } from '#platform/access/contract'
import { buildHttp } from '#platform/http'
import { modelRoutes } from '#models'
import { headOffice, type TestApp } from '../kit/app.js'
import { quietLog } from '../kit/ledger.js'
import { openModelBank, makeBank, modelBody } from '../kit/model-bank.js'
import { logisticOnnx } from '../kit/onnx-file.js'
import { managerOne, publish } from '../kit/strategy-bank.js'

const as = (actor: Actor, role: Role): Actor => ({ ...actor, roles: [role], permissions: [...rolePermissions[role]] })
const actors: Record<string, Actor> = { rm: as(managerOne, 'RM'), analyst: as({ ...headOffice, id: 'analyst' }, 'ANALYST'), admin: headOffice }

let app: TestApp
let http: FastifyInstance
beforeAll(async () => {
  app = await openModelBank(makeBank(60, 5))
  await publish(app, 'model', 'churn', modelBody({ monitor: { schedule: { kind: 'cron', cron: '0 6 * * *' } } }))
  const built = await buildHttp({
    log: quietLog, version: '0', isReady: async () => true, webFolder: '/nonexistent', secure: false, trustProxy: false, uploadLimit: 100_000,
    authenticate: async (request) => actors[String(request.headers['x-who'])] ?? null,
  })
  http = built.app
  modelRoutes(built.routes, app.context, { orgPaths: () => app.access.orgs() })
}, 240_000)
afterAll(async () => {
  await http.close()
  await app.close()
})

interface Answer {
  readonly code: string
  readonly file: string
  readonly name: string
  readonly deleted: boolean
  readonly jobId: string
  readonly inputs: readonly object[]
  readonly items: readonly { readonly file: string }[]
  readonly monitor: object
  readonly reports: readonly object[]
}

async function ask(who: string, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: Buffer | object, headers: Record<string, string> = {}) {
  const answer = await http.inject({ method, url, headers: { 'x-who': who, ...headers }, ...(payload === undefined ? {} : { payload }) })
  return { status: answer.statusCode, body: answer.json<Answer>() }
}

/** One file as a browser sends it. */
function upload(who: string, name: string, content: Buffer) {
  const body = Buffer.concat([Buffer.from(`--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`), content, Buffer.from('\r\n--b--\r\n')])
  return ask(who, 'POST', '/api/v1/model-files', body, { 'content-type': 'multipart/form-data; boundary=b' })
}

describe('routes of brought models', () => {
  it('MDL-11: a file is uploaded, listed and deleted by who manages models; others are refused', async () => {
    expect((await upload('rm', 'a.onnx', logisticOnnx([1], 0))).status).toBe(403)
    const { status, body } = await upload('admin', 'a.onnx', logisticOnnx([1], 0))
    expect([status, body.name, body.inputs.length]).toEqual([200, 'a.onnx', 1])
    expect((await upload('admin', 'b.onnx', Buffer.from('words'))).body.code).toBe('MODEL_ONNX_FILE')
    expect((await upload('admin', 'c.onnx', Buffer.alloc(200_000))).body.code).toBe('BODY_TOO_LARGE')
    expect((await ask('analyst', 'GET', '/api/v1/model-files')).body.items.map(({ file }) => file)).toEqual([body.file])
    expect((await ask('rm', 'DELETE', `/api/v1/model-files/${body.file}`)).status).toBe(403)
    expect((await ask('admin', 'DELETE', `/api/v1/model-files/${body.file}`)).body).toEqual({ deleted: true })
    expect((await ask('admin', 'DELETE', `/api/v1/model-files/${body.file}`)).status).toBe(404)
  })

  it('MDL-14: the history of a model is read, and a look at it is asked for; without a champion the job says so', async () => {
    const { body } = await ask('analyst', 'GET', '/api/v1/models/churn/drift')
    expect(body).toMatchObject({ monitor: { scorePsi: 0.25, retrain: true }, reports: [] })
    expect((await ask('analyst', 'GET', '/api/v1/models/nobody/drift')).status).toBe(404)
    const started = await ask('admin', 'POST', '/api/v1/models/churn/monitor', {})
    await expect(app.context.jobs.wait(started.body.jobId)).rejects.toMatchObject({ code: 'MODEL_NO_CHAMPION' })
    expect((await ask('rm', 'POST', '/api/v1/models/churn/monitor', {})).status).toBe(403)
  })

  it('MDL-16: recommendations that were never made, and definitions there are none of, say so', async () => {
    expect((await ask('admin', 'GET', '/api/v1/cross-sell/none/customers')).body.code).toBe('OFFER_NOT_MADE')
    expect((await ask('admin', 'POST', '/api/v1/cross-sell/none/run', {})).status).toBe(404)
  })
})
