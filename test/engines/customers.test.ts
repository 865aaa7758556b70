import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#platform/access/contract'
import { buildHttp } from '#platform/http'
import { customersRoutes } from '#customers'
import type { z } from 'zod'
import type { customerIdentitySchema, customerPageSchema, customerSchema, customerLoadsSchema, customerUsesSchema, holdingsSchema, timelineSchema } from '#customers/contract'
import { customerPorts } from '../../src/app/customer-ports.js'
import { auditTrail } from '../kit/audit.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { AS_OF, bookR1, openCustomerBank, managerB1, managerB2, nobody } from '../kit/customer-bank.js'
import { quietLog } from '../kit/ledger.js'
import { publish, run } from '../kit/strategy-bank.js'

const reader: Actor = { ...headOffice, id: 'reader', permissions: ['tag.read'] }
const actors: Record<string, Actor> = { ho: headOffice, b1: managerB1, b2: managerB2, r1: bookR1, nobody, reader }

let app: TestApp
let http: FastifyInstance
beforeAll(async () => {
  app = await openCustomerBank()
  const built = await buildHttp({
    log: quietLog, version: '0', isReady: async () => true, webFolder: '/nonexistent', secure: false, trustProxy: false, uploadLimit: 1000,
    authenticate: async (request) => actors[String(request.headers['x-who'])] ?? null,
  })
  http = built.app
  customersRoutes(built.routes, app.context, customerPorts(app.context, app.access))
})
afterAll(async () => {
  await http.close()
  await app.close()
})

interface Answer<Body> {
  readonly status: number
  readonly body: Body & { readonly code?: string; readonly path?: string }
}

async function ask<Body>(who: string, method: 'GET' | 'POST', url: string, payload?: object): Promise<Answer<Body>> {
  const answer = await http.inject({ method, url: `/api/v1/customers${url}`, headers: { 'x-who': who }, ...(payload === undefined ? {} : { payload }) })
  return { status: answer.statusCode, body: JSON.parse(answer.body) as Answer<Body>['body'] }
}
const search = (who: string, body: object = {}) => ask<z.infer<typeof customerPageSchema>>(who, 'POST', '/search', body)
const found = async (who: string, body: object = {}) => (await search(who, body)).body.items.map((item) => item.custId)
const show = (who: string, custId: string) => ask<z.infer<typeof customerSchema>>(who, 'GET', `/${custId}`)
const holdings = async (who: string, custId: string) => (await ask<z.infer<typeof holdingsSchema>>(who, 'GET', `/${custId}/holdings`)).body
const timeline = (who: string, custId: string, more = '') => ask<z.infer<typeof timelineSchema>>(who, 'GET', `/${custId}/timeline?limit=200${more}`)
const yuan = (value: number) => ({ kind: 'exact', minor: Math.round(value * 100), ccy: 'CNY' })
const band = (from: number | null, to: number | null) => ({ kind: 'band', from: from === null ? null : from * 100, to: to === null ? null : to * 100, ccy: 'CNY' })

describe('search', () => {
  it('CUS-1: shows only customers of the asker\'s scope, and counts only them', async () => {
    expect(await found('ho')).toEqual(['P1', 'P2', 'P3', 'P4', 'P5', 'P6'])
    expect(await found('b1')).toEqual(['P1', 'P3', 'P4'])
    expect(await found('b2')).toEqual(['P2', 'P5'])
    expect(await found('r1')).toEqual(['P1', 'P4'])
    expect((await search('b1')).body.total).toBe(3)
    expect((await search('nobody')).body).toMatchObject({ items: [], total: 0, nextCursor: null })
    expect((await search('reader')).status).toBe(403)
  })

  it('finds by the start of the number, organisation, manager and status', async () => {
    expect(await found('ho', { text: 'P' })).toHaveLength(6)
    expect(await found('ho', { text: 'P3' })).toEqual(['P3'])
    expect(await found('ho', { text: '3' })).toEqual([])
    expect(await found('ho', { orgId: 'B2' })).toEqual(['P2', 'P5'])
    expect(await found('ho', { orgId: 'HO', rm: 'R2' })).toEqual(['P2', 'P3', 'P5'])
    expect(await found('ho', { status: 'FROZEN' })).toEqual(['P6'])
    expect((await search('ho', { orgId: 'B9' })).body).toMatchObject({ code: 'CUSTOMER_ORG_UNKNOWN', path: 'orgId' })
  })

  it('CUS-2: a direct identifier needs a purpose, is found by its hash however it is written, and is audited without its text', async () => {
    expect((await search('ho', { by: 'mobile', text: '13800001111' })).body).toMatchObject({ code: 'CUSTOMER_PURPOSE_NEEDED', path: 'purpose' })
    expect((await search('ho', { by: 'mobile', text: '13800001111', purpose: ' 核 ' })).status).toBe(422)
    const purpose = '客户来电核实'
    expect(await found('ho', { by: 'mobile', text: '+86 138-0000-1111', purpose })).toEqual(['P1', 'P2'])
    expect(await found('b2', { by: 'mobile', text: '13800001111', purpose })).toEqual(['P2'])
    expect(await found('ho', { by: 'idNo', text: '110101198001010022', purpose })).toEqual(['P5'])
    expect(await found('ho', { by: 'email', text: 'zhang.wei@EXAMPLE.com', purpose })).toEqual(['P1'])
    expect(await found('ho', { by: 'name', text: ' 张伟 ', purpose })).toEqual(['P1', 'P2', 'P5'])
    expect(await found('ho', { by: 'mobile', text: '13800001112', purpose })).toEqual([])
    const log = await auditTrail(app.context.ledger, 'identity.find')
    expect(log).toHaveLength(6)
    expect(log.every((entry) => entry.purpose === purpose && !/1380|zhang|张伟/i.test(JSON.stringify(entry)))).toBe(true)
  })

  it('sorts, and pages neither repeat nor miss anybody', async () => {
    expect(await found('ho', { sort: 'assets', order: 'desc' })).toEqual(['P1', 'P5', 'P3', 'P2', 'P6', 'P4'])
    expect(await found('ho', { sort: 'opened', order: 'asc' })).toEqual(['P4', 'P6', 'P1', 'P2', 'P3', 'P5'])
    expect(await found('ho', { sort: 'lastActivity', order: 'desc' })).toEqual(['P1', 'P5', 'P6', 'P4', 'P3', 'P2'])
    for (const sort of ['custId', 'assets', 'opened', 'lastActivity']) {
      for (const order of ['asc', 'desc']) {
        const whole = await found('ho', { sort, order })
        const paged: string[] = []
        let cursor: string | null = null
        do {
          const { body }: Awaited<ReturnType<typeof search>> = await search('ho', { sort, order, limit: 2, ...(cursor === null ? {} : { cursor }) })
          paged.push(...body.items.map((item) => item.custId))
          cursor = body.nextCursor
        } while (cursor !== null)
        expect(paged).toEqual(whole)
      }
    }
    expect((await search('ho', { cursor: 'zzz' })).body.code).toBe('CURSOR_INVALID')
  })

  it('CUS-4: names are masked, balances exact for the branch line and banded for others', async () => {
    const [p1, , p3, p4] = (await search('ho')).body.items
    expect(p1).toMatchObject({ name: '张*', age: 35, gender: { code: 'M', zh: '男', en: 'Male' }, org: { orgId: 'B1', zh: '一分行', en: 'Branch one' }, rm: 'R1', assets: band(50_000, 200_000), assetsOn: AS_OF, lastActivity: '2025-12-31T01:05:00.000Z', kycStatus: { code: 'EXPIRING' } })
    expect(p3).toMatchObject({ name: '李*梅', assets: band(10_000, 50_000), kycStatus: { code: 'EXPIRED' } })
    expect(p4).toMatchObject({ name: null, age: null, assets: null, lastActivity: null })
    const exact = (await search('b1')).body.items
    expect(exact.map((item) => item.assets)).toEqual([yuan(181_000), yuan(31_000), null])
    expect(exact[0]!.name).toBe('张*')
  })

  it('narrows to a segment and to a tag value', async () => {
    await publish(app, 'tag', 'sex', { facet: 'value', classification: 'C1', compute: { v: 1, kind: 'value', value: { kind: 'attr', table: 'customer', field: 'gender' } } })
    await run(app, 'tags.build', { asOf: AS_OF })
    await publish(app, 'segment', 'men', { rule: { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'attr', table: 'customer', field: 'gender' }, op: '=', value: 'M' } } })
    expect((await search('ho', { segment: 'men' })).body.code).toBe('SEGMENT_NO_SNAPSHOT')
    await run(app, 'segment.snapshot', { key: 'men', asOf: AS_OF })
    expect(await found('ho', { tag: { key: 'sex', value: 'F' } })).toEqual(['P4'])
    expect(await found('ho', { segment: 'men', orgId: 'B2' })).toEqual(['P2', 'P5'])
    expect((await search('ho', { tag: { key: 'none', value: 'F' } })).status).toBe(404)
  })
})

describe('one customer', () => {
  it('CUS-1: another branch\'s customer reads exactly as one that does not exist, on every route', async () => {
    for (const part of ['', '/holdings', '/timeline', '/identity', '/uses', '/loads', '/recurring']) {
      const other = await ask('b2', 'GET', `/P3${part}`)
      const absent = await ask('b2', 'GET', `/P99${part}`)
      expect(other.status).toBe(404)
      expect({ ...other.body, requestId: '' }).toEqual({ ...absent.body, requestId: '' })
      expect((await ask('r1', 'GET', `/P3${part}`)).status).toBe(404)
      expect((await ask('nobody', 'GET', `/P1${part}`)).body.code).toBe('CUSTOMER_NOT_FOUND')
      expect((await ask('reader', 'GET', `/P1${part}`)).status).toBe(403)
      expect((await ask('stranger', 'GET', `/P1${part}`)).status).toBe(401)
    }
  })

  it('CUS-3: of a person with two numbers, only the numbers inside the scope are read', async () => {
    const all = (await show('ho', 'P1')).body
    expect(all).toMatchObject({ otherNumbers: [{ custId: 'P2', org: { orgId: 'B2', en: '二分行' }, status: { code: 'CLOSED' } }], hiddenNumbers: 0, assets: { total: band(50_000, 200_000), on: AS_OF } })
    const branch = (await show('b1', 'P1')).body
    expect(branch).toMatchObject({ otherNumbers: [], hiddenNumbers: 1, exact: true, assets: { total: yuan(181_000), debt: yuan(895_000) } })
    const other = (await show('b2', 'P2')).body
    expect(other).toMatchObject({ custId: 'P2', hiddenNumbers: 1, assets: { total: yuan(1000), debt: null }, productsHeld: 0 })
    expect((await holdings('b2', 'P2')).positions).toEqual([])
    expect((await timeline('b2', 'P2')).body.items.map((item) => item.title.en)).toEqual(['Merged to one person', '1 smaller transaction', 'Account closed: Demand deposit', 'Account opened: Demand deposit'])
    const { hiddenNumbers, numbers, identifiers } = (await ask<z.infer<typeof customerIdentitySchema>>('b1', 'GET', '/P1/identity')).body
    expect({ hiddenNumbers, numbers: numbers.map((each) => each.custId), of: [...new Set(identifiers.map((each) => each.custId))] }).toEqual({ hiddenNumbers: 1, numbers: ['P1'], of: ['P1'] })
  })

  it('CUS-5: completeness is filled required fields over eight, by hand', async () => {
    const kyc = async (custId: string) => {
      const { filled, required, fields, status } = (await show('ho', custId)).body.kyc
      return { filled, required, missing: fields.filter((field) => !field.filled).map((field) => field.code), status: status?.code ?? null }
    }
    expect(await kyc('P1')).toEqual({ filled: 8, required: 8, missing: [], status: 'EXPIRING' })
    expect(await kyc('P3')).toEqual({ filled: 3, required: 8, missing: ['gender', 'occupation', 'address', 'id_type', 'id_no'], status: 'EXPIRED' })
    expect(await kyc('P4')).toEqual({ filled: 1, required: 8, missing: ['name', 'occupation', 'address', 'mobile', 'id_type', 'id_no', 'id_expire'], status: null })
    expect(await kyc('P5')).toEqual({ filled: 8, required: 8, missing: [], status: 'OK' })
  })

  it('tells consent, rating, products held and flags', async () => {
    expect((await show('b1', 'P1')).body).toMatchObject({ productsHeld: 3, risk: { rating: { code: 'C3' }, assessedOn: '2025-01-10', expiresOn: '2026-01-10', expired: false }, minor: false, dataState: 'normal', lastActivity: '2025-12-31T01:05:00.000Z' })
    expect((await show('b1', 'P3')).body).toMatchObject({ age: 60, marketingConsent: false, doNotContact: true, risk: null, productsHeld: 0 })
    expect((await show('ho', 'P6')).body).toMatchObject({ org: { orgId: null, path: '/-/', zh: 'X9' }, age: 55 })
    expect((await ask<z.infer<typeof customerSchema>>('b1', 'GET', '/P1?asOf=2025-11-30')).body.code).toBe('CUSTOMER_NOT_FOUND')
  })

  it('CUS-6: opening a customer is on the audit log, without the number in clear', async () => {
    const log = async () => (await auditTrail(app.context.ledger, 'customer.view')).filter((entry) => entry.actor_id === 'r1')
    const before = (await log()).length
    await show('r1', 'P4')
    const after = await log()
    expect(after.length - before).toBe(1)
    expect(after.at(-1)!.object_key).not.toContain('P4')
  })
})

describe('holdings', () => {
  it('accounts by their last four, balances after the newest transaction, months newest first', async () => {
    const held = await holdings('b1', 'P1')
    expect(held.accounts).toEqual([{ account: '****1234', custId: 'P1', type: 'CURRENT', product: { id: 'D1', zh: '活期存款', en: 'Demand deposit', category: { code: 'DEMAND', zh: '活期', en: 'Demand deposit' } }, openDate: '2015-05-01', closeDate: null, status: 'OPEN', balance: yuan(68_000), balanceAt: '2025-12-30T02:00:00.000Z' }])
    expect(held.months).toEqual([
      { month: '2025-12-31', total: yuan(181_000), debt: yuan(895_000), parts: [{ kind: 'deposit', amount: yuan(81_000) }, { kind: 'wealth', amount: yuan(100_000) }] },
      { month: '2025-11-30', total: yuan(200_000), debt: yuan(900_000), parts: [{ kind: 'deposit', amount: yuan(50_000) }, { kind: 'wealth', amount: yuan(150_000) }] },
    ])
    expect(held.positions.map(({ position, daysLeft, status, principal }) => ({ position, daysLeft, status: status?.code, principal }))).toEqual([
      { position: 'T1', daysLeft: 30, status: 'HOLDING', principal: yuan(100_000) },
      { position: 'T2', daysLeft: -183, status: 'MATURED', principal: yuan(50_000) },
    ])
    expect(held.loans).toMatchObject([{ loan: '****0001', product: { en: 'Mortgage' }, rateBp: 385, daysPastDue: 3, nextDue: '2026-01-20', principal: yuan(1_000_000) }])
  })

  it('of both numbers, in bands, for head office', async () => {
    const held = await holdings('ho', 'P1')
    expect(held.accounts.map(({ account, closeDate, balance }) => ({ account, closeDate, balance }))).toEqual([
      { account: '****1234', closeDate: null, balance: band(50_000, 200_000) },
      { account: '****9999', closeDate: '2025-06-30', balance: band(0, 10_000) },
    ])
    expect(held.months[0]!.total).toEqual(band(50_000, 200_000))
    expect(JSON.stringify(held)).not.toContain('"exact"')
  })
})

describe('timeline', () => {
  const expected = [
    ['identity', expect.any(String), 'Merged to one person'],
    ['session', '2025-12-31T01:05:00.000Z', 'App session, 3 events'],
    ['txn', '2025-12-30T02:00:00.000Z', 'Cash in'],
    ['txn', '2025-12-29T04:00:00.000Z', '3 smaller transactions'],
    ['touch', '2025-12-25T02:00:00.000Z', 'Touch by SMS: winter'],
    ['complaint', '2025-12-20T03:00:00.000Z', 'Complaint: FEE'],
    ['product', '2025-12-19T16:00:00.000Z', 'Loan 3 days past due'],
    ['consent', '2025-12-15T02:00:00.000Z', 'Refused or withdrew: Marketing'],
    ['product', '2025-10-31T16:00:00.000Z', 'Bought: Steady 90 days'],
    ['consent', '2025-10-01T02:00:00.000Z', 'Agreed: Marketing'],
    ['product', '2025-06-30T16:00:00.000Z', 'Matured: Steady 90 days'],
    ['txn', '2025-06-30T01:00:00.000Z', '1 smaller transaction'],
    ['product', '2025-06-29T16:00:00.000Z', 'Account closed: Demand deposit'],
    ['rating', '2025-01-09T16:00:00.000Z', 'Risk rating: C3 balanced'],
    ['product', '2024-12-31T16:00:00.000Z', 'Bought: Steady 90 days'],
    ['rating', '2024-01-09T16:00:00.000Z', 'Risk rating: C2 prudent'],
    ['product', '2020-02-29T16:00:00.000Z', 'Loan began: Mortgage'],
    ['product', '2017-12-31T16:00:00.000Z', 'Account opened: Demand deposit'],
    ['product', '2015-04-30T16:00:00.000Z', 'Account opened: Demand deposit'],
  ]

  it('CUS-7: everything in order, as of the date, in words', async () => {
    const { body } = await timeline('ho', 'P1')
    expect(body.items.map((item) => [item.kind, item.at, item.title.en])).toEqual(expected)
    expect(body.nextCursor).toBeNull()
    expect(body.items[0]!.detail).toEqual({ zh: 'P1, P2', en: 'P1, P2' })
    expect(body.items[3]).toMatchObject({ title: { zh: '小额交易 3 笔' }, amount: band(0, 10_000), direction: 'in' })
    expect(body.items.map((item) => JSON.stringify(item)).filter((text) => /6222|"arm"/.test(text))).toEqual([])
    const exact = (await timeline('b1', 'P1')).body.items
    expect(exact).toHaveLength(16)
    expect(exact[0]!.detail!.en).toBe('P1 · and 1 outside your charge')
    expect(exact.slice(2, 4).map((item) => [item.amount, item.direction])).toEqual([[yuan(60_000), 'in'], [yuan(7850), 'in']])
    expect(exact[1]!.detail).toEqual({ zh: '5 分钟 · wealth, home', en: '5 min · wealth, home' })
  })

  it('CUS-7: pages backwards, of any size, give the same', async () => {
    const whole = (await timeline('ho', 'P1')).body.items
    for (const limit of [1, 4, 7]) {
      const paged: typeof whole = []
      let cursor: string | null = null
      do {
        const url: string = `/P1/timeline?limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`
        const { body } = await ask<z.infer<typeof timelineSchema>>('ho', 'GET', url)
        paged.push(...body.items)
        cursor = body.nextCursor
      } while (cursor !== null)
      expect(paged).toEqual(whole)
    }
    expect((await timeline('ho', 'P1', '&cursor=zzz')).body.code).toBe('CURSOR_INVALID')
  })

  it('shows the kinds asked for only, and nothing later than the date asked', async () => {
    const kinds = async (list: string) => (await timeline('ho', 'P1', `&kinds=${list}`)).body.items.map((item) => item.kind)
    expect(await kinds('rating,complaint')).toEqual(['complaint', 'rating', 'rating'])
    expect(await kinds('session')).toEqual(['session'])
    expect(await kinds('txn')).toEqual(['txn', 'txn', 'txn'])
    expect((await timeline('b1', 'P4')).body.items).toEqual([])
    expect((await ask<z.infer<typeof timelineSchema>>('ho', 'GET', '/P1/timeline?kinds=identity&asOf=2025-12-31')).body.items).toEqual([])
  })
})

describe('identity and uses', () => {
  it('identifiers leave masked', async () => {
    const { body } = await ask<z.infer<typeof customerIdentitySchema>>('b1', 'GET', '/P1/identity')
    expect(Object.fromEntries(body.identifiers.map(({ field, masked }) => [field, masked]))).toEqual({ name: '张*', mobile: '138****1111', id_no: '1101**********0011', email: 'Z***@example.com', address: '北京市***' })
    expect(body.numbers).toMatchObject([{ custId: 'P1', rm: 'R1', asked: true }])
    expect(body.history).toMatchObject([{ kind: 'merge', by: 'Head office', note: '同一证件', custIds: ['P1'], hidden: 1 }])
  })

  it('tags, segments and loads of a customer', async () => {
    const uses = (await ask<z.infer<typeof customerUsesSchema>>('ho', 'GET', '/P1/uses')).body
    expect(uses.tagsAsOf).toBe(AS_OF)
    expect(uses.tags).toMatchObject([{ key: 'sex', value: 'M', label: { zh: '男', en: 'Male' }, classification: 'C1' }])
    expect(uses.segments).toEqual([{ key: 'men', name: { zh: 'men' }, asOf: AS_OF }])
    expect(uses.lists).toEqual([])
    const loads = (await ask<z.infer<typeof customerLoadsSchema>>('ho', 'GET', '/P1/loads')).body.items
    const rows = Object.fromEntries(loads.map((each) => [each.source, each.rows]))
    expect(rows).toEqual({ customer: 2, account: 2, position: 3, loan: 1, repayment: 3, 'aum-month': 4, txn: 6, 'app-event': 3, complaint: 1, touch: 1, 'risk-rating': 2, consent: 1 })
    expect(loads.every((each) => each.loadId !== null && each.asOf === AS_OF)).toBe(true)
    const branch = (await ask<z.infer<typeof customerLoadsSchema>>('b1', 'GET', '/P1/loads')).body.items
    expect(branch.find((each) => each.source === 'txn')?.rows).toBe(5)
  })
})
