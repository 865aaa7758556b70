import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor, Permission } from '#platform/access/contract'
import { auditMigrations, createAudit } from '#platform/audit'
import { systemClock } from '#platform/clock'
import { createDefinitions, definitionMigrations, definitionRoutes } from '#platform/definition'
import { buildHttp } from '#platform/http'
import { createJobs, jobMigrations, jobRoutes, type Jobs } from '#platform/jobs'
import type { Ledger } from '#platform/ledger'
import { openTestLedger, quietLog } from '../kit/ledger.js'

const actorOf = (id: string, permissions: Permission[]): Actor => ({
  id,
  name: id,
  kind: 'person',
  roles: [],
  permissions,
  scope: { orgPaths: ['/'], masking: 'masked', minCell: 0 },
})
const actors: Record<string, Actor> = {
  writer: actorOf('writer', ['tag.read', 'tag.write', 'definition.apply', 'job.read']),
  reader: actorOf('reader', ['tag.read', 'job.read']),
  outsider: actorOf('outsider', ['job.read']),
  manager: actorOf('manager', ['job.read', 'job.manage']),
}

let ledger: Ledger
let app: FastifyInstance
let jobs: Jobs
const ask = (
  who: string,
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: object,
  headers: Record<string, string> = {},
) =>
  app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { 'x-who': who, ...headers },
    ...(payload === undefined ? {} : { payload }),
  })

beforeAll(async () => {
  ledger = await openTestLedger([...auditMigrations, ...definitionMigrations, ...jobMigrations])
  const http = await buildHttp({
    log: quietLog,
    version: '0',
    isReady: async () => true,
    webFolder: '/nonexistent',
    secure: false,
    trustProxy: false,
    uploadLimit: 1000,
    authenticate: async (request) => actors[String(request.headers['x-who'])] ?? null,
  })
  app = http.app
  const definitions = createDefinitions(ledger, createAudit(ledger, systemClock))
  definitions.register({
    kind: 'tag',
    order: 1,
    permissions: { read: 'tag.read', write: 'tag.write' },
    check: async (body) =>
      typeof body === 'number'
        ? { body }
        : { mistakes: [{ code: 'FIELD_INVALID', path: '', params: { reason: 'number' } }] },
    references: () => [],
  })
  definitionRoutes(http.routes, definitions)
  jobs = createJobs({ ledger, log: quietLog })
  jobs.register({ kind: 'work', titleZh: '工作', titleEn: 'Work', afterCrash: 'fail', run: async () => 1 })
  jobRoutes(http.routes, jobs)
  await jobs.open()
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await jobs.close()
  await ledger.close()
})

describe('definition routes', () => {
  it('ask for the permission of the kind', async () => {
    expect((await ask('nobody', 'GET', '/definitions')).statusCode).toBe(401)
    expect((await ask('outsider', 'GET', '/definitions')).json()).toEqual({ items: [] })
    expect((await ask('reader', 'GET', '/definitions')).json()).toEqual({
      items: [{ kind: 'tag', order: 1, mayWrite: false }],
    })
    expect((await ask('outsider', 'GET', '/definitions/tag')).statusCode).toBe(403)
    expect(
      (await ask('reader', 'POST', '/definitions/tag', { key: 'aa', name: { zh: '甲' }, body: 1 }))
        .statusCode,
    ).toBe(403)
    expect((await ask('reader', 'GET', '/definitions/nothing')).statusCode).toBe(404)
    expect((await ask('reader', 'GET', '/definitions/export')).statusCode).toBe(403)
  })

  it('carry the revision in ETag and If-Match', async () => {
    const made = await ask('writer', 'POST', '/definitions/tag', { key: 'etag', name: { zh: '甲' }, body: 1 })
    expect([made.statusCode, made.headers['etag']]).toEqual([200, '"1"'])
    const edit = { name: { zh: '甲', en: 'A' }, body: 2 }
    expect((await ask('writer', 'PUT', '/definitions/tag/etag', edit)).statusCode).toBe(428)
    const saved = await ask('writer', 'PUT', '/definitions/tag/etag', edit, { 'if-match': '"1"' })
    expect(saved.headers['etag']).toBe('"2"')
    const stale = await ask(
      'writer',
      'PUT',
      '/definitions/tag/etag',
      { ...edit, body: 3 },
      { 'if-match': '"1"' },
    )
    expect(stale.json()).toMatchObject({
      status: 409,
      code: 'CONFLICT',
      params: { revision: 2, difference: 'body' },
    })
    expect(
      (
        await ask('writer', 'POST', '/definitions/tag/etag/publish', { note: 'n' }, { 'if-match': '"2"' })
      ).json(),
    ).toMatchObject({ version: 1, hasDraft: false })
    expect((await ask('reader', 'GET', '/definitions/tag/etag/versions')).json()).toMatchObject({
      items: [{ version: 1, note: 'n', publishedBy: 'writer' }],
    })
    expect((await ask('reader', 'GET', '/definitions/tag/etag/versions/latest')).json()).toMatchObject({
      version: 1,
      body: 2,
    })
    expect((await ask('reader', 'GET', '/definitions/tag/etag/used-by')).json()).toEqual({ items: [] })
  })

  it('check without saving, export, plan and apply', async () => {
    const checked = await ask('reader', 'POST', '/definitions/tag/check', { body: 'x' })
    expect(checked.json()).toMatchObject({
      mistakes: [{ code: 'FIELD_INVALID', message: { zh: expect.stringContaining('number') } }],
    })
    const { files } = (await ask('writer', 'GET', '/definitions/export')).json<{
      files: { path: string; text: string }[]
    }>()
    expect(files.map((file) => file.path)).toEqual(['tag/etag.yaml'])
    const edited = files.map((file) => ({ ...file, text: file.text.replace('body: 2', 'body: 7') }))
    expect((await ask('writer', 'POST', '/definitions/plan', { files: edited })).json()).toMatchObject({
      items: [{ change: 'update', differences: ['body'] }],
    })
    expect((await ask('writer', 'POST', '/definitions/apply', { files: edited })).statusCode).toBe(200)
    expect(
      (
        await ask('writer', 'POST', '/definitions/apply', {
          files: files.map((file) => ({ ...file, text: 'nonsense' })),
        })
      ).json(),
    ).toMatchObject({ code: 'INPUT_INVALID' })
    expect((await ask('writer', 'POST', '/definitions/tag/etag/archive')).statusCode).toBe(200)
    expect((await ask('reader', 'GET', '/definitions/tag')).json()).toEqual({ items: [] })
    expect(
      (await ask('reader', 'GET', '/definitions/tag?archived=true')).json<{ items: unknown[] }>().items,
    ).toHaveLength(1)
  })
})

describe('job routes', () => {
  it('show everybody their own runs, and all runs to who manages jobs', async () => {
    const id = await jobs.start('work', null, actors['reader'] ?? actorOf('x', []))
    await jobs.wait(id)
    const seen = async (who: string): Promise<number> =>
      (await ask(who, 'GET', '/jobs')).json<{ items: unknown[] }>().items.length
    expect([await seen('reader'), await seen('writer'), await seen('manager')]).toEqual([1, 0, 1])
    expect((await ask('writer', 'GET', `/jobs/${id}`)).statusCode).toBe(404)
    expect((await ask('writer', 'POST', `/jobs/${id}/cancel`)).statusCode).toBe(404)
    expect((await ask('manager', 'GET', `/jobs/${id}`)).json()).toMatchObject({
      status: 'done',
      result: 1,
      title: { zh: '工作' },
    })
    expect((await ask('reader', 'POST', `/jobs/${id}/cancel`)).json()).toMatchObject({ code: 'JOB_ENDED' })
    expect((await ask('reader', 'POST', `/jobs/${id}/retry`)).json()).toMatchObject({ code: 'JOB_NOT_ENDED' })
    expect((await ask('reader', 'GET', '/jobs?limit=501')).statusCode).toBe(422)
  })
})
