import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { BoolNode, RuleDocument, ValueDocument } from '#kernel/rule'
import type { Actor, Role } from '#platform/access/contract'
import { definitionRoutes } from '#platform/definition'
import { buildHttp } from '#platform/http'
import { eventsRoutes } from '#events'
import type { PlannedEventDetail } from '#events/contract'
import { permissionsOf } from '../../src/platform/access/permissions.js'
import { showPlanned } from '../../src/events/actions/planned-events.js'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { quietLog } from '../kit/ledger.js'

const as = (role: Role): Actor => ({ ...headOffice, id: role, name: role, roles: [role], permissions: permissionsOf([role]) })

let app: TestApp
let http: FastifyInstance
beforeAll(async () => {
  app = await openTestApp()
  const built = await buildHttp({
    log: quietLog, version: '0', isReady: async () => true, webFolder: '/nonexistent', secure: false, trustProxy: false, uploadLimit: 1000,
    authenticate: async (request) => as(String(request.headers['x-who']) as Role),
  })
  http = built.app
  eventsRoutes(built.routes, app.context)
  definitionRoutes(built.routes, app.context.definitions)
  await publish('tracking-plan-event', 'buy-ok', { owner: 'app', purposes: ['SERVICE', 'PROFILING'], description: { zh: '付款完成', en: 'Paid' }, props: { amount: { type: 'int', required: true, name: { zh: '金额', en: 'Amount' } }, way: { type: 'text', values: ['app', 'web'] }, mobile: { type: 'text' }, basket: { type: 'object' }, page: { type: 'text' }, note: { type: 'text' } } }, { zh: '购买成功', en: 'Bought' })
  await publish('tracking-plan-event', 'search', { purposes: ['SERVICE', 'PROFILING'], props: { q: { type: 'text' }, amount: { type: 'number' } } }, { zh: '搜索', en: 'Search' })
  await publish('source', 'events', { purposes: ['SERVICE', 'PROFILING'], format: { type: 'csv' }, targets: [{ table: 'app_event', mode: 'append', columns: { event_id: 'id', cust_id: 'cust', ts: 'at', name: 'name', props: 'props' } }] })
})
afterAll(async () => {
  await http.close()
  await app.close()
})

async function publish(kind: string, key: string, body: object, name = { zh: key, en: key }): Promise<void> {
  const draft = await app.context.definitions.create(kind, { key, name, body }, headOffice)
  await app.context.definitions.publish(kind, key, { revision: draft.revision }, headOffice)
}

const is = (field: string, value: string | number): BoolNode => ({ kind: 'compare', left: { kind: 'field', field }, op: '=', value })
const happened = (filter: BoolNode): RuleDocument => ({ v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'agg', table: 'app_event', fn: 'count', window: { kind: 'last', n: 30, unit: 'd' }, filter }, op: '>=', value: 1 } })
const total = (field: string): ValueDocument => ({ v: 1, kind: 'value', value: { kind: 'agg', table: 'app_event', fn: 'sum', field: `props.${field}`, window: { kind: 'all' } } })

const get = (who: Role, url: string) => http.inject({ method: 'GET', url: `/api/v1${url}`, headers: { 'x-who': who } })
const shown = async (who: Role, key: string) => (await get(who, `/events/plan/${key}`)).json<PlannedEventDetail>()

it('EVT-15: whoever may meet an event in a rule reads what the plan says of it; figures and writing ask for more', async () => {
  for (const who of ['ANALYST', 'BRANCH_MGR', 'DATA_STEWARD'] as const) {
    const list = (await get(who, '/events/plan')).json<{ items: object[] }>()
    expect(list.items).toEqual([
      { key: 'buy-ok', event: 'buy_ok', name: { zh: '购买成功', en: 'Bought' }, props: ['amount', 'basket', 'mobile', 'note', 'page', 'way'] },
      { key: 'search', event: 'search', name: { zh: '搜索', en: 'Search' }, props: ['amount', 'q'] },
    ])
    expect(await shown(who, 'buy-ok')).toMatchObject({ event: 'buy_ok', version: 1, hasDraft: false, archived: false, owner: 'app', purposes: ['SERVICE', 'PROFILING'], description: { zh: '付款完成', en: 'Paid' }, onViolation: 'keep' })
    expect((await get(who, '/definitions/tracking-plan-event/buy-ok/versions')).statusCode).toBe(200)
  }
  expect((await get('BRANCH_MGR', '/events/coverage')).statusCode).toBe(403)
  expect((await get('ANALYST', '/events/coverage')).statusCode).toBe(200)
  const write = await http.inject({ method: 'PUT', url: '/api/v1/definitions/tracking-plan-event/buy-ok', headers: { 'x-who': 'ANALYST', 'if-match': '"2"' }, payload: { name: { zh: 'x' }, body: {} } })
  expect([write.statusCode, write.json<{ params: object }>().params]).toEqual([403, { permission: 'event.manage' }])
  expect((await get('ANALYST', '/events/plan/nowhere')).json()).toMatchObject({ code: 'DEFINITION_NOT_FOUND' })
})

it('EVT-15: of each property it says whether rules can ask for it, and as what: the type all its events share', async () => {
  const { props } = await shown('ANALYST', 'buy-ok')
  expect(props.map(({ key, type, rules, readAs }) => [key, type, rules, readAs])).toEqual([
    ['amount', 'int', 'property', 'number'],
    ['basket', 'object', 'object', null],
    ['mobile', 'text', 'identifier', null],
    ['note', 'text', 'property', 'text'],
    ['page', 'text', 'column', null],
    ['way', 'text', 'property', 'text'],
  ])
  expect([props[0], props[5]]).toMatchObject([{ required: true, name: { zh: '金额', en: 'Amount' } }, { required: false, values: ['app', 'web'] }])
})

it('EVT-15: what uses an event: whatever names it, and whatever names none and reads its properties', async () => {
  const about = { facet: 'value', classification: 'C1' }
  await publish('tag', 'bought', { ...about, compute: happened(is('name', 'buy_ok')) }, { zh: '买过', en: 'Has bought' })
  await publish('tag', 'spent', { ...about, compute: total('amount') })
  await publish('tag', 'searched', { ...about, compute: happened({ kind: 'all', all: [is('name', 'search'), is('props.amount', 5)] }) })
  await publish('segment', 'by-app', { rule: happened({ kind: 'all', all: [is('name', 'buy_ok'), is('props.way', 'app')] }) })
  await publish('segment', 'adults', { rule: { v: 1, kind: 'rule', rule: { kind: 'always' } } })
  const uses = async (key: string) => (await shown('ANALYST', key)).usedBy.map((user) => [user.kind, user.key, user.isNamed, user.props])
  expect(await uses('buy-ok')).toEqual([
    ['tag', 'bought', true, []],
    ['tag', 'spent', false, ['amount']],
    ['segment', 'by-app', true, ['way']],
  ])
  expect(await uses('search')).toEqual([
    ['tag', 'searched', true, ['amount']],
    ['tag', 'spent', false, ['amount']],
  ])
  // Who may read tags only is told of the segment that there is one.
  expect(await showPlanned(app.context, 'buy-ok', { ...headOffice, permissions: ['tag.read'] })).toMatchObject({ usedBy: [{ key: 'bought' }, { key: 'spent' }], otherUsers: 1 })
  expect((await shown('ANALYST', 'buy-ok')).otherUsers).toBe(0)
  // A draft that no longer names it leaves the version in force, which does.
  const { revision, name } = await app.context.definitions.get('tag', 'bought')
  await app.context.definitions.save('tag', 'bought', { revision, name, body: { ...about, compute: happened(is('name', 'search')) } }, headOffice)
  expect(await uses('buy-ok')).toContainEqual(['tag', 'bought', true, []])
  expect(await uses('search')).toContainEqual(['tag', 'bought', true, []])
})

it('EVT-15: a draft nobody published says so, a new draft leaves what is in force, an archived event says what it last was', async () => {
  await app.context.definitions.create('tracking-plan-event', { key: 'later', name: { zh: '以后', en: 'Later' }, body: { props: { depth: { type: 'int' } } } }, headOffice)
  expect(await shown('ANALYST', 'later')).toMatchObject({ version: null, event: 'later', props: [{ key: 'depth', rules: 'property', readAs: 'int' }] })
  expect((await get('ANALYST', '/events/plan')).json<{ items: { key: string }[] }>().items.map(({ key }) => key)).not.toContain('later')
  const { revision } = await app.context.definitions.get('tracking-plan-event', 'search')
  await app.context.definitions.save('tracking-plan-event', 'search', { revision, name: { zh: '新名' }, body: {} }, headOffice)
  expect(await shown('ANALYST', 'search')).toMatchObject({ version: 1, hasDraft: true, name: { zh: '搜索' }, props: [{ key: 'amount' }, { key: 'q' }] })
  await app.context.definitions.archive('tracking-plan-event', 'search', headOffice)
  expect(await shown('ANALYST', 'search')).toMatchObject({ archived: true, props: [{ key: 'amount' }, { key: 'q' }] })
})
