import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rolePermissions } from '#platform/access'
import type { Actor, Role } from '#platform/access/contract'
import { buildHttp } from '#platform/http'
import { privacyRoutes } from '#privacy'
import { headOffice, type TestApp } from '../kit/app.js'
import { quietLog } from '../kit/ledger.js'
import { branchOne, branchTwo, openStrategyBank, managerOne } from '../kit/strategy-bank.js'

const as = (actor: Actor, role: Role, more: Partial<Actor> = {}): Actor => ({ ...actor, roles: [role], permissions: [...rolePermissions[role]], ...more })
const actors: Record<string, Actor> = {
  rm: as(managerOne, 'RM'),
  branch: as({ ...branchTwo, scope: { ...branchTwo.scope, masking: 'clear' } }, 'BRANCH_MGR'),
  other: as(branchOne, 'BRANCH_MGR'),
  compliance: as(headOffice, 'COMPLIANCE', { id: 'officer', name: 'Officer' }),
  analyst: as(headOffice, 'ANALYST', { id: 'analyst' }),
  admin: as(headOffice, 'ADMIN', { id: 'admin' }),
  nobody: { ...headOffice, id: 'nobody', permissions: [], scope: { orgPaths: [], masking: 'masked', minCell: 20 } },
}

let app: TestApp
let http: FastifyInstance
beforeAll(async () => {
  app = await openStrategyBank()
  const built = await buildHttp({
    log: quietLog, version: '0', isReady: async () => true, webFolder: '/nonexistent', secure: false, trustProxy: false, uploadLimit: 1000,
    authenticate: async (request) => actors[String(request.headers['x-who'])] ?? null,
  })
  http = built.app
  privacyRoutes(built.routes, app.context, { orgPaths: () => app.access.orgs(), closeWork: () => Promise.resolve(0), erasures: [] })
})
afterAll(async () => {
  await http.close()
  await app.close()
})

interface Answer {
  readonly code: string
  readonly items: readonly Record<string, unknown>[]
  readonly id: string
  readonly values: Record<string, string>
  readonly jobId: string
  readonly statements: readonly object[]
  readonly preference: object
  readonly keys: readonly { readonly id: string }[]
}

async function ask(who: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const answer = await http.inject({ method, url: `/api/v1/privacy${url}`, headers: { 'x-who': who }, ...(payload === undefined ? {} : { payload }) })
  const isJson = String(answer.headers['content-type']).includes('json')
  return { status: answer.statusCode, text: answer.body, body: (isJson ? JSON.parse(answer.body) : {}) as Answer }
}

const consent = (custId: string, granted: boolean) => ({ custId, purpose: 'marketing', granted, evidence: granted ? '柜面单据 12' : '' })

describe('over HTTP', () => {
  it('a manager reads, withdraws, sets wishes and takes the record of a customer of their book', async () => {
    expect((await ask('rm', 'POST', '/consents', consent('C12', false))).status).toBe(200)
    expect((await ask('rm', 'PUT', '/preferences', { custId: 'C12', channelsOff: ['sms'], quietFrom: '21:00', quietTo: '08:00', elderMode: true, reason: '客户来电' })).status).toBe(200)
    const { body } = await ask('rm', 'POST', '/customer', { custId: 'C12' })
    expect(body).toMatchObject({
      custId: 'C12', state: 'none', purposes: [{ purpose: 'MARKETING', consent: false }], statements: [{ granted: false, way: 'RM' }],
      preference: { channelsOff: ['SMS'], quietFrom: '21:00', quietTo: '08:00', elderMode: true }, books: { bank: null }, preferenceHistory: [{ reason: '客户来电' }],
    })
    const csv = await ask('rm', 'POST', '/consents/export', { custId: 'C12', purpose: '应客户要求' })
    expect(csv.text.split('\r\n')[1]).toContain('MARKETING')
    expect((await ask('rm', 'POST', '/consents', { ...consent('C12', true), evidence: '' })).body.code).toBe('INPUT_INVALID')
    expect((await ask('rm', 'PUT', '/preferences', { custId: 'C12', quietFrom: '21:00', reason: '客户来电' })).status).toBe(422)
  })

  it('PRV-14: a customer of another branch or book is not there, whatever is asked', async () => {
    const tries: [who: string, method: 'POST' | 'PUT', url: string, body: object][] = [
      ['branch', 'POST', '/customer', { custId: 'C12' }], ['rm', 'POST', '/customer', { custId: 'C14' }], ['rm', 'POST', '/consents', consent('C14', false)],
      ['other', 'POST', '/consents', consent('C16', true)], ['other', 'PUT', '/preferences', { custId: 'C16', reason: '越权尝试' }],
      ['rm', 'POST', '/consents/export', { custId: 'C16', purpose: '越权尝试' }], ['rm', 'POST', '/unmask', { custId: 'C14', fields: ['name'], purpose: 'SERVICE', reason: '越权尝试' }],
      ['branch', 'POST', '/requests', { custId: 'C12', kind: 'ERASE', reason: '越权尝试' }], ['rm', 'POST', '/customer', { custId: "C12' OR '1'='1" }], ['rm', 'POST', '/customer', { custId: 'C999' }],
    ]
    for (const [who, method, url, body] of tries) expect([url, (await ask(who, method, url, body)).body.code]).toEqual([url, 'NOT_FOUND'])
    const none = { ...actors['nobody']!, permissions: [...rolePermissions.RM] }
    actors['empty'] = none
    expect((await ask('empty', 'POST', '/customer', { custId: 'C12' })).body.code).toBe('NOT_FOUND')
  })

  it('who may not is told so', async () => {
    const refused: [who: string, method: 'GET' | 'POST' | 'PUT', url: string, body?: object][] = [
      ['analyst', 'POST', '/consents', consent('C12', false)], ['analyst', 'POST', '/unmask', { custId: 'C12', fields: ['name'], purpose: 'SERVICE', reason: '想看看' }], ['compliance', 'POST', '/unmask', { custId: 'C12', fields: ['name'], purpose: 'SERVICE', reason: '想看看' }],
      ['rm', 'PUT', '/policy', { unmaskPerDay: 1, requirePurpose: true, retentionYears: 10 }], ['rm', 'GET', '/keys'], ['compliance', 'POST', '/keys/rotate', {}], ['rm', 'GET', '/classification'], ['rm', 'GET', '/requests'], ['rm', 'GET', '/consents/statistics'],
      ['branch', 'POST', '/requests/1/decide', { confirm: true }], ['nobody', 'POST', '/customer', { custId: 'C12' }],
    ]
    for (const [who, method, url, body] of refused) expect([who, url, (await ask(who, method, url, body)).status]).toEqual([who, url, 403])
    expect((await ask('stranger', 'GET', '/purposes')).status).toBe(401)
  })

  it('a branch unmasks its own, and sees what is left of the day', async () => {
    const shown = await ask('branch', 'POST', '/unmask', { custId: 'C16', fields: ['name', 'email'], purpose: 'SERVICE', reason: '核实身份' })
    expect(shown.body).toMatchObject({ values: { name: '客户16', email: 'c16@example.com' }, quota: { used: 1, left: 19 } })
    expect((await ask('branch', 'GET', '/unmask/quota')).body).toMatchObject({ used: 1, limit: 20 })
    expect((await ask('other', 'POST', '/unmask', { custId: 'C10', fields: ['name'], purpose: 'SERVICE', reason: '核实身份' })).body.code).toBe('UNMASK_NOT_ALLOWED')
    await ask('compliance', 'PUT', '/policy', { unmaskPerDay: 1, requirePurpose: true, retentionYears: 10 })
    const used = await ask('branch', 'POST', '/unmask', { custId: 'C16', fields: ['name'], purpose: 'SERVICE', reason: '核实身份' })
    expect([used.status, used.body.code]).toEqual([429, 'UNMASK_QUOTA_USED'])
    expect((await ask('compliance', 'GET', '/policy')).body).toMatchObject({ version: 1, unmaskPerDay: 1 })
  })

  it('purposes, classes, statistics and keys answer who may', async () => {
    const { body } = await ask('nobody', 'GET', '/purposes')
    expect(body.items.find(({ code }) => code === 'MARKETING')).toMatchObject({ key: 'marketing', legalBasis: 'consent', uses: { source: 1 } })
    expect((await ask('compliance', 'GET', '/purposes/marketing/uses')).body.items).toContainEqual({ kind: 'source', key: 'core', name: { zh: 'core' } })
    expect((await ask('compliance', 'GET', '/purposes/fun/uses')).status).toBe(404)
    expect((await ask('compliance', 'PUT', '/classification/customer/income_band', { class: 'C2', level: 4, sensitive: true, why: '本行定级' })).body).toMatchObject({ level: 4, overridden: { why: '本行定级', by: 'Officer' } })
    expect((await ask('compliance', 'DELETE', '/classification/customer/income_band')).body).toMatchObject({ level: 3, overridden: null })
    expect((await ask('compliance', 'GET', '/classification')).body.items.length).toBeGreaterThan(100)
    expect((await ask('compliance', 'GET', '/consents/statistics')).body).toMatchObject({ items: [{ purpose: 'MARKETING', channel: '', granted: 0, refused: 1 }] })
    expect((await ask('compliance', 'GET', '/keys')).body.keys.map(({ id }) => id)).toEqual(['k1'])
    const { jobId } = (await ask('admin', 'POST', '/keys/rotate', {})).body
    await app.context.jobs.wait(jobId)
    const after = await ask('admin', 'POST', '/keys/k1/retire')
    expect(after.body.keys).toMatchObject([{ id: 'k2', active: true }])
    expect(after.text).not.toMatch(/[A-Za-z0-9+/]{43}=/)
  })

  it('an erasure goes from request to certificate', async () => {
    const { body } = await ask('branch', 'POST', '/requests', { custId: 'C19', kind: 'ERASE', reason: '客户书面申请' })
    expect((await ask('branch', 'POST', `/requests/${body.id}/decide`, { confirm: true })).status).toBe(403)
    const decided = await ask('compliance', 'POST', `/requests/${body.id}/decide`, { confirm: true })
    expect(decided.body).toMatchObject({ status: 'CONFIRMED' })
    await app.context.jobs.wait(decided.body.jobId)
    const { items } = (await ask('compliance', 'GET', '/requests?status=DONE')).body
    expect(items).toMatchObject([{ custId: 'C19', outcome: 'ERASED', certificate: { retained: null } }])
    expect((await ask('branch', 'POST', '/customer', { custId: 'C19' })).body.code).toBe('NOT_FOUND')
  })
})
