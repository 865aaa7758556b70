import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { admin, codeOf, openHouse, openSetUp, Visitor, type House } from '../kit/access-house.js'

const HOUR = 3600 * 1000

describe('first set-up', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house.close())

  it('works once, within 30 minutes, with the newest link, and signs in', async () => {
    const visitor = new Visitor(house.app)
    expect((await visitor.ask('GET', '/api/v1/session')).json()).toMatchObject({
      person: null,
      setupNeeded: true,
    })
    const old = await house.access.ensureSetupLink()
    const late = await house.access.ensureSetupLink()
    expect(codeOf(await visitor.ask('POST', '/api/v1/setup', { token: old, ...admin }))).toBe(
      'SETUP_LINK_INVALID',
    )
    house.clock.forward(31 * 60 * 1000)
    expect((await visitor.ask('POST', '/api/v1/setup/check', { token: late })).json()).toEqual({
      valid: false,
    })
    expect(codeOf(await visitor.ask('POST', '/api/v1/setup', { token: late, ...admin }))).toBe(
      'SETUP_LINK_INVALID',
    )
    const token = await house.access.ensureSetupLink()
    expect((await visitor.ask('POST', '/api/v1/setup/check', { token })).json()).toEqual({ valid: true })
    expect(codeOf(await visitor.ask('POST', '/api/v1/setup', { token, ...admin, password: 'short' }))).toBe(
      'PASSWORD_SHORT',
    )
    const both = await Promise.all(
      [1, 2].map((n) =>
        new Visitor(house.app).ask('POST', '/api/v1/setup', { token, ...admin, login: `admin${n}` }),
      ),
    )
    expect(both.map((answer) => answer.statusCode).sort()).toEqual([200, 410])
    expect(await house.access.ensureSetupLink()).toBeNull()
    expect(await house.access.adminExists()).toBe(true)
    const stored = await sql<{ password_hash: string }>`SELECT password_hash FROM person`.execute(
      house.ledger.db,
    )
    expect(stored.rows[0]?.password_hash).toMatch(/^\$argon2id\$/)
  })
})

describe('signing in', () => {
  let house: House
  let boss: Visitor
  beforeAll(async () => {
    ;({ house, boss } = await openSetUp())
  })
  afterAll(() => house.close())

  it('gives an HttpOnly Lax cookie, who I am and my scope; signing out ends it', async () => {
    const visitor = new Visitor(house.app)
    const answer = await visitor.ask('POST', '/api/v1/session', {
      login: 'ROOT.admin',
      password: admin.password,
    })
    expect(answer.headers['set-cookie']).toMatch(
      /qunce_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(answer.json()).toMatchObject({
      person: { name: '管理员', kind: 'person' },
      roles: ['ADMIN', 'DATA_STEWARD', 'HO_STRATEGIST'],
      scope: { orgPaths: ['/'], masking: 'masked', minCell: 0 },
      demo: false,
      setupNeeded: false,
    })
    const { cookie } = visitor
    expect((await visitor.ask('DELETE', '/api/v1/session')).statusCode).toBe(200)
    visitor.cookie = cookie
    expect((await visitor.ask('GET', '/api/v1/session')).json()).toMatchObject({ person: null })
    const plain = await sql<{
      n: number
    }>`SELECT count(*) AS n FROM session WHERE token_hash = ${cookie}`.execute(house.ledger.db)
    expect(plain.rows[0]?.n).toBe(0)
  })

  it('answers a wrong password and an unknown login alike', async () => {
    const visitor = new Visitor(house.app, '10.0.0.2')
    const wrong = await visitor.ask('POST', '/api/v1/session', {
      login: admin.login,
      password: 'wrong password',
    })
    const unknown = await visitor.ask('POST', '/api/v1/session', {
      login: 'nobody',
      password: 'wrong password',
    })
    expect([wrong.statusCode, codeOf(wrong)]).toEqual([401, 'SIGN_IN_FAILED'])
    expect([unknown.statusCode, codeOf(unknown)]).toEqual([401, 'SIGN_IN_FAILED'])
  })

  it('refuses changes without the CSRF secret, and sign-ins from another site', async () => {
    const visitor = new Visitor(house.app)
    await visitor.ask('POST', '/api/v1/session', admin)
    expect((await visitor.ask('GET', '/api/v1/people', undefined, { 'x-csrf-token': '' })).statusCode).toBe(
      200,
    )
    for (const secret of ['', 'x'.repeat(43)]) {
      expect(codeOf(await visitor.ask('PUT', '/api/v1/orgs', { orgs: [] }, { 'x-csrf-token': secret }))).toBe(
        'CSRF_FAILED',
      )
    }
    expect((await visitor.ask('PUT', '/api/v1/orgs', { orgs: [] })).statusCode).toBe(200)
    expect(
      codeOf(await visitor.ask('POST', '/api/v1/session', admin, { 'sec-fetch-site': 'cross-site' })),
    ).toBe('CSRF_FAILED')
  })

  it('ends 12 hours after the last request and 7 days after signing in', async () => {
    const own = await openSetUp()
    for (let n = 0; n < 14; n++) {
      own.house.clock.forward(11 * HOUR)
      expect((await own.boss.ask('GET', '/api/v1/people')).statusCode).toBe(200)
    }
    own.house.clock.forward(11 * HOUR)
    expect((await own.boss.ask('GET', '/api/v1/people')).statusCode).toBe(200)
    own.house.clock.forward(4 * HOUR)
    expect((await own.boss.ask('GET', '/api/v1/people')).statusCode).toBe(401)
    const visitor = new Visitor(own.house.app)
    await visitor.ask('POST', '/api/v1/session', admin)
    own.house.clock.forward(12 * HOUR + 1)
    expect((await visitor.ask('GET', '/api/v1/people')).statusCode).toBe(401)
    await own.house.close()
  })

  it('throttles guesses at a login, in parallel too, and forgets after a success', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 12 }, () =>
        new Visitor(house.app, '10.0.0.9').ask('POST', '/api/v1/session', {
          login: 'victim',
          password: 'guess guess',
        }),
      ),
    )
    expect(guesses.filter((answer) => answer.statusCode === 401)).toHaveLength(5)
    expect(guesses.filter((answer) => answer.statusCode === 429)).toHaveLength(7)
    house.clock.forward(1000)
    const next = await new Visitor(house.app, '10.0.0.8').ask('POST', '/api/v1/session', {
      login: 'Victim',
      password: 'guess guess',
    })
    expect(next.statusCode).toBe(401)
    const then = await new Visitor(house.app, '10.0.0.8').ask('POST', '/api/v1/session', {
      login: 'victim',
      password: 'guess guess',
    })
    expect(then.json()).toMatchObject({ code: 'SIGN_IN_THROTTLED', params: { seconds: 2 } })
    expect((await new Visitor(house.app, '10.0.0.8').ask('POST', '/api/v1/session', admin)).statusCode).toBe(
      200,
    )
  })

  it('changes my own password and signs me out everywhere', async () => {
    const person = {
      login: 'own.password',
      displayName: 'O',
      roles: ['ANALYST'],
      password: 'the first passphrase',
    }
    expect((await boss.ask('POST', '/api/v1/people', person)).statusCode).toBe(200)
    const here = new Visitor(house.app)
    const there = new Visitor(house.app)
    for (const visitor of [here, there]) await visitor.ask('POST', '/api/v1/session', person)
    expect(
      codeOf(
        await here.ask('POST', '/api/v1/session/password', {
          current: 'wrong wrong',
          next: 'a second passphrase',
        }),
      ),
    ).toBe('SIGN_IN_FAILED')
    expect(
      codeOf(
        await here.ask('POST', '/api/v1/session/password', {
          current: person.password,
          next: 'own.password',
        }),
      ),
    ).toBe('PASSWORD_IS_LOGIN')
    expect(
      (
        await here.ask('POST', '/api/v1/session/password', {
          current: person.password,
          next: 'a second passphrase',
        })
      ).statusCode,
    ).toBe(200)
    expect((await there.ask('GET', '/api/v1/orgs')).statusCode).toBe(401)
    expect(
      (await there.ask('POST', '/api/v1/session', { login: person.login, password: 'a second passphrase' }))
        .statusCode,
    ).toBe(200)
  })
})
