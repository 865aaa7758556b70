import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccess } from '#platform/access'
import { admin, codeOf, openHouse, openSetUp, Visitor, type House } from '../kit/access-house.js'

describe('people and organisations', () => {
  let house: House
  let boss: Visitor
  beforeAll(async () => {
    ;({ house, boss } = await openSetUp())
  })
  afterAll(() => house.close())

  const someone = {
    login: 'rm.zhang',
    displayName: '张',
    roles: ['RM'],
    orgId: 'SUB1',
    empId: 'E9',
    password: 'long enough words',
  }

  it('reports every mistake of the form', async () => {
    const answer = await boss.ask('POST', '/api/v1/people', {
      login: '!',
      displayName: 'x',
      roles: ['RM'],
      orgId: 'NONE',
      password: '12345678901',
    })
    expect(
      answer
        .json<{ mistakes: { code: string; path: string }[] }>()
        .mistakes.map(({ code, path }) => `${code} ${path}`),
    ).toEqual([
      'LOGIN_INVALID login',
      'PASSWORD_COMMON password',
      'PERSON_EMPLOYEE_NEEDED empId',
      'ORG_UNKNOWN orgId',
    ])
    expect(codeOf(await boss.ask('POST', '/api/v1/people', { ...someone, demo: true }))).toBe('DEMO_ONLY')
  })

  it('signs people out when their rights change and when they are disabled', async () => {
    const made = (await boss.ask('POST', '/api/v1/people', someone)).json<{ id: string }>()
    expect(codeOf(await boss.ask('POST', '/api/v1/people', { ...someone, login: 'RM.Zhang' }))).toBe(
      'LOGIN_TAKEN',
    )
    const zhang = new Visitor(house.app)
    expect((await zhang.ask('POST', '/api/v1/session', someone)).json()).toMatchObject({
      scope: { orgPaths: ['/HO/BR01/SUB1/'], ownBookOf: 'E9', masking: 'clear', minCell: 20 },
    })
    expect(codeOf(await zhang.ask('GET', '/api/v1/people'))).toBe('FORBIDDEN')
    await boss.ask('PATCH', `/api/v1/people/${made.id}`, { displayName: '张三' })
    expect((await zhang.ask('GET', '/api/v1/orgs')).statusCode).toBe(200)
    await boss.ask('PATCH', `/api/v1/people/${made.id}`, { roles: ['SUB_MGR'] })
    expect((await zhang.ask('GET', '/api/v1/orgs')).statusCode).toBe(401)
    await boss.ask('PATCH', `/api/v1/people/${made.id}`, { disabled: true })
    expect(codeOf(await zhang.ask('POST', '/api/v1/session', someone))).toBe('SIGN_IN_FAILED')
  })

  it('keeps the last administrator', async () => {
    const people = (await boss.ask('GET', '/api/v1/people')).json<{
      items: { id: string; login: string }[]
    }>().items
    const me = people.find((person) => person.login === admin.login)
    for (const change of [{ disabled: true }, { roles: ['ANALYST'] }]) {
      expect(codeOf(await boss.ask('PATCH', `/api/v1/people/${me?.id ?? ''}`, change))).toBe(
        'PERSON_LAST_ADMIN',
      )
    }
  })

  it('keeps paths when a branch moves, and refuses circles and unknown parents', async () => {
    const path = async (orgId: string): Promise<string | undefined> =>
      (await house.access.orgs()).find((org) => org.orgId === orgId)?.path
    expect(await path('SUB1')).toBe('/HO/BR01/SUB1/')
    const move = (orgId: string, parentId: string): Promise<LightMyRequestResponse> =>
      boss.ask('PUT', '/api/v1/orgs', { orgs: [{ orgId, parentId, level: 'BRANCH', nameZh: 'x' }] })
    expect((await move('BR01', 'BR011')).json()).toEqual({ changed: 2 })
    expect(await path('SUB1')).toBe('/HO/BR011/BR01/SUB1/')
    expect((await move('BR011', 'BR01')).json()).toMatchObject({
      mistakes: [{ code: 'ORG_CIRCLE', path: 'orgs[0].parentId' }],
    })
    expect((await move('NEW', 'GONE')).json()).toMatchObject({ mistakes: [{ code: 'ORG_PARENT_UNKNOWN' }] })
    expect((await move('A/B', 'HO')).json()).toMatchObject({ mistakes: [{ code: 'ORG_ID_INVALID' }] })
    expect(await path('BR011')).toBe('/HO/BR011/')
  })

  it('takes thousands of organisations at once', async () => {
    const orgs = Array.from({ length: 6000 }, (_, n) => ({
      orgId: `N${n}`,
      parentId: n < 100 ? 'HO' : `N${n % 100}`,
      level: n < 100 ? ('BRANCH' as const) : ('SUB' as const),
      nameZh: `网点${n}`,
      nameEn: null,
    }))
    expect(await house.access.upsertOrgs(orgs)).toBe(6000)
    expect(await house.access.upsertOrgs(orgs)).toBe(0)
  })

  it('is audited without secrets', async () => {
    const text = (await boss.ask('GET', '/api/v1/audit?limit=500')).body
    for (const action of [
      'access.set-up',
      'person.create',
      'person.change',
      'org.upsert',
      'access.sign-in-failed',
    ]) {
      expect(text).toContain(action)
    }
    for (const secret of [someone.password, admin.password, '$argon2id', boss.cookie, boss.csrf]) {
      expect(text).not.toContain(secret)
    }
    expect((await boss.ask('POST', '/api/v1/audit/verify')).json()).toMatchObject({ ok: true })
  })
})

describe('tokens', () => {
  let house: House
  let boss: Visitor
  beforeAll(async () => {
    ;({ house, boss } = await openSetUp())
  })
  afterAll(() => house.close())

  const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })
  const wanted = {
    name: '数据平台',
    permissions: ['people.read'],
    orgId: 'BR01',
    expiresAt: '2026-06-30T00:00:00Z',
  }

  it('act within their permissions and organisation until they expire or are revoked', async () => {
    const { token, entry } = (await boss.ask('POST', '/api/v1/service-tokens', wanted)).json<{
      token: string
      entry: { id: string }
    }>()
    const system = new Visitor(house.app)
    expect((await system.ask('GET', '/api/v1/session', undefined, bearer(token))).json()).toMatchObject({
      person: { kind: 'token', name: '数据平台' },
      permissions: ['people.read'],
      scope: { orgPaths: ['/HO/BR01/'], masking: 'masked' },
      csrf: null,
    })
    expect((await system.ask('GET', '/api/v1/people', undefined, bearer(token))).statusCode).toBe(200)
    expect(codeOf(await system.ask('PUT', '/api/v1/orgs', { orgs: [] }, bearer(token)))).toBe('FORBIDDEN')
    expect(
      (
        await system.ask(
          'GET',
          '/api/v1/people',
          undefined,
          bearer(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`),
        )
      ).statusCode,
    ).toBe(401)
    expect((await boss.ask('GET', '/api/v1/people', undefined, bearer('nonsense'))).statusCode).toBe(401)
    const listed = (await boss.ask('GET', '/api/v1/service-tokens')).body
    expect(listed).toContain(entry.id)
    expect(listed).not.toContain(token.slice(-43))
    await boss.ask('POST', `/api/v1/service-tokens/${entry.id}/revoke`)
    expect((await system.ask('GET', '/api/v1/people', undefined, bearer(token))).statusCode).toBe(401)
  })

  it('are refused a past or far expiry, and permissions their maker lacks', async () => {
    for (const expiresAt of ['2025-01-01T00:00:00Z', '2030-01-01T00:00:00Z']) {
      expect(codeOf(await boss.ask('POST', '/api/v1/service-tokens', { ...wanted, expiresAt }))).toBe(
        'TOKEN_EXPIRY_INVALID',
      )
    }
    expect(
      codeOf(
        await boss.ask('POST', '/api/v1/service-tokens', { ...wanted, permissions: ['customer.unmask'] }),
      ),
    ).toBe('TOKEN_SCOPE_TOO_WIDE')
  })

  it('of the local command line lie in a private file, work over loopback only and not after a restart', async () => {
    const file = join(house.dataDir, 'cli-token')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const token = (await readFile(file, 'utf8')).trim()
    const local = new Visitor(house.app, '127.0.0.1')
    const session = (await local.ask('GET', '/api/v1/session', undefined, bearer(token))).json<{
      permissions: string[]
    }>()
    expect(session).toMatchObject({ person: { kind: 'cli' }, scope: { masking: 'masked' } })
    expect(session.permissions).not.toContain('customer.unmask')
    expect((await local.ask('PUT', '/api/v1/orgs', { orgs: [] }, bearer(token))).statusCode).toBe(200)
    expect(
      (await new Visitor(house.app, '10.0.0.7').ask('GET', '/api/v1/people', undefined, bearer(token)))
        .statusCode,
    ).toBe(401)
    await createAccess(house.access.options)
    expect((await readFile(file, 'utf8')).trim()).not.toBe(token)
  })
})

describe('demo accounts', () => {
  it('sign in without a password, in a demo only, and do not count as administrators', async () => {
    const { house, boss } = await openSetUp(true)
    const account = {
      login: 'demo.rm',
      displayName: '演示经理',
      roles: ['RM'],
      orgId: 'SUB1',
      empId: 'E1',
      demo: true,
    }
    expect((await boss.ask('POST', '/api/v1/people', account)).statusCode).toBe(200)
    const visitor = new Visitor(house.app)
    expect((await visitor.ask('GET', '/api/v1/demo/accounts')).json()).toEqual({
      items: [
        { login: 'demo.rm', displayName: '演示经理', roles: ['RM'], orgNameZh: '一支行', orgNameEn: null },
      ],
    })
    expect((await visitor.ask('POST', '/api/v1/demo/session', { login: 'demo.rm' })).json()).toMatchObject({
      person: { name: '演示经理' },
      demo: true,
    })
    expect((await visitor.ask('POST', '/api/v1/demo/session', { login: admin.login })).statusCode).toBe(404)
    expect(
      (await visitor.ask('POST', '/api/v1/session', { login: 'demo.rm', password: '' })).statusCode,
    ).toBe(401)
    await house.close()
    const plain = await openHouse()
    expect(codeOf(await new Visitor(plain.app).ask('GET', '/api/v1/demo/accounts'))).toBe('DEMO_ONLY')
    expect(
      codeOf(await new Visitor(plain.app).ask('POST', '/api/v1/demo/session', { login: 'demo.rm' })),
    ).toBe('DEMO_ONLY')
    await plain.close()
  })
})
