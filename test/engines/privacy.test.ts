import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Mistakes } from '#kernel/error'
import { param, query, sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import { fixedClock } from '#platform/clock'
import type { Context } from '#platform/context'
import { installPurposes, type PrivacyPorts } from '#privacy'
import { getList } from '#strategy'
import { closeTasks } from '../../src/execution/actions/close-tasks.js'
import { decidePage, type DecisionGround } from '../../src/execution/actions/decide-page.js'
import { deliverPage } from '../../src/execution/actions/deliver-page.js'
import { dispatchList } from '../../src/execution/actions/dispatch-list.js'
import { changeGatePolicy } from '../../src/execution/actions/gate-policy.js'
import { replayDecision } from '../../src/execution/actions/read-dispatch.js'
import type { ChannelAdapter } from '../../src/execution/channels/adapter.js'
import { channelAdapters } from '../../src/execution/channels/registry.js'
import { pageDecisions } from '../../src/execution/store/outbox-store.js'
import { pageTasks } from '../../src/execution/store/task-store.js'
import { listClasses, resetClass, setClass } from '../../src/privacy/actions/classify.js'
import { consentStatistics } from '../../src/privacy/actions/consent-statistics.js'
import { changePolicy } from '../../src/privacy/actions/change-policy.js'
import { listPurposes, usesOf } from '../../src/privacy/actions/purpose-registry.js'
import { exportConsents, readCustomer } from '../../src/privacy/actions/read-customer.js'
import { recordConsent } from '../../src/privacy/actions/record-consent.js'
import { setPreference } from '../../src/privacy/actions/set-preference.js'
import { builtInPurposes, consentRequestSchema, defaultPolicy, preferenceRequestSchema } from '../../src/privacy/contract.js'
import type { FreezeResult } from '../../src/strategy/actions/freeze-list.js'
import { endFrozen } from '../../src/strategy/store/list-store.js'
import { auditTrail } from '../kit/audit.js'
import { compliance, headOffice, type TestApp } from '../kit/app.js'
import { branchOne, branchTwo, openStrategyBank, load, managerOne, openedThrough, publish, run, strategyBody } from '../kit/strategy-bank.js'
import { customersBase, loadRuleGround } from '#tags'

let app: TestApp
let ports: PrivacyPorts
/** 31 December 2025, 10:00 in Shanghai. */
let morning: Context
beforeAll(async () => {
  app = await openStrategyBank()
  morning = { ...app.context, clock: fixedClock('2025-12-31T02:00:00Z') }
  ports = { orgPaths: () => app.access.orgs(), closeWork: (custId, why, actor) => closeTasks(app.context, custId, why, actor), erasures: [] }
})
afterAll(() => app.close())

const quiet = () => ({ signal: new AbortController().signal, progress: () => undefined })
const say = (custId: string, granted: boolean, more: object = {}, actor: Actor = headOffice) =>
  recordConsent(app.context, ports, consentRequestSchema.parse({ custId, purpose: 'MARKETING', granted, ...(granted ? { evidence: 'form 7' } : {}), ...more }), actor)
const prefer = (custId: string, more: object, actor: Actor = headOffice) => setPreference(app.context, ports, preferenceRequestSchema.parse({ custId, reason: '客户来电', ...more }), actor)
const decisions = async (listId: string) => (await pageDecisions(app.context.ledger, { listId: Number(listId), scope: headOffice.scope, limit: 100 })).items
const clearCaps = () => app.context.ledger.db.withTables<{ contact_cap: { list_id: number } }>().deleteFrom('contact_cap').execute()
const mistakesOf = (promise: Promise<unknown>) => promise.then(() => [], (error: unknown) => (error instanceof Mistakes ? error.mistakes : []))
const onlyOffer = [{ key: 'control', name: { zh: '对照' }, share: 0.0001, control: true }, { key: 'offer', name: { zh: '优惠' }, share: 0.9999 }]

async function released(key: string, more: Record<string, unknown> = {}): Promise<string> {
  await publish(app, 'strategy', key, strategyBody({ arms: onlyOffer, ...more }))
  const { listId } = await run<FreezeResult>(app, 'strategy.freeze-list', { strategy: key })
  await app.context.ledger.transaction((tx) => endFrozen(tx, listId, { status: 'RELEASED', by: compliance }))
  await clearCaps()
  return listId
}

const membersOf = async (listId: string) => {
  const { runId } = await getList(app.context.ledger.db, listId)
  const rows = await app.context.warehouse.query(query<{ cust_id: string }>(sql`SELECT cust_id FROM list_member WHERE run_id = ${param(runId, 'UInt64')} ORDER BY cust_id`))
  return rows.map((row) => row.cust_id)
}

describe('purposes', () => {
  it('PRV-1: eight are there from the start, once, and what a bank changed stays', async () => {
    expect((await listPurposes(app.context)).map(({ code }) => code).sort()).toEqual(['CREDIT', 'LEGAL', 'MARKETING', 'PROFILING', 'RESEARCH', 'SENSITIVE_PI', 'SERVICE', 'THIRD_PARTY_SHARE'])
    const { definitions } = app.context
    const research = await definitions.get<{ notices: object[] }>('purpose', 'research')
    const body = { ...research.body, notices: [...research.body.notices, { version: '2', zh: '新告知', en: 'new notice' }] }
    await definitions.save('purpose', 'research', { revision: research.revision, name: { zh: '市场调研' }, body }, headOffice)
    await definitions.publish('purpose', 'research', { revision: research.revision + 1 }, headOffice)
    await installPurposes(app.context)
    expect(await definitions.get('purpose', 'research')).toMatchObject({ version: 2, name: { zh: '市场调研' } })
    expect((await definitions.list('purpose')).filter(({ version }) => version === 1)).toHaveLength(builtInPurposes.length - 1)
    expect(await mistakesOf(definitions.create('purpose', { key: 'odd', name: { zh: '怪' }, body: { ...research.body, notices: [...research.body.notices, ...research.body.notices] } }, headOffice))).toMatchObject([{ path: 'notices[1].version' }])
  })

  it('PRV-1: a source without a registered purpose is refused, unless the bank says otherwise', async () => {
    const source = { format: { type: 'csv' }, targets: [{ table: 'customer', mode: 'upsert', columns: { cust_id: 'id' }, columnPurposes: { cust_id: ['FUN'] } }] }
    const create = (body: object) => app.context.definitions.create('source', { key: `s-${Math.floor(performance.now() * 1000)}`, name: { zh: '源' }, body }, headOffice)
    expect(await mistakesOf(create(source))).toMatchObject([{ code: 'PURPOSE_MISSING', path: 'purposes' }, { code: 'PURPOSE_UNKNOWN', path: 'targets[0].columnPurposes.cust_id' }].slice(0, 1))
    expect(await mistakesOf(create({ ...source, purposes: ['SERVICE', 'fun'] }))).toMatchObject([
      { code: 'PURPOSE_UNKNOWN', path: 'purposes[1]', params: { purpose: 'FUN' } }, { code: 'PURPOSE_UNKNOWN', path: 'targets[0].columnPurposes.cust_id' },
    ])
    const plain = { ...source, targets: [{ table: 'customer', mode: 'upsert', columns: { cust_id: 'id' } }] }
    expect(await mistakesOf(create({ ...plain, purpose: 'SERVICE' }))).toEqual([])
    await changePolicy(app.context, { ...defaultPolicy, requirePurpose: false }, compliance)
    expect(await mistakesOf(create(plain))).toEqual([])
    await changePolicy(app.context, defaultPolicy, compliance)
  })

  it('PRV-2: what a tag or field does not serve is refused, with the field and its source', async () => {
    const target = { table: 'txn', mode: 'append', columns: { txn_id: 'id', cust_id: 'c', ts: { from: 't', format: 'YYYY-MM-DD' }, amount: 'a', channel: 'ch' }, columnPurposes: { channel: ['MARKETING', 'SERVICE'] } }
    await publish(app, 'source', 'ledger', { purposes: ['service'], format: { type: 'csv' }, targets: [target] })
    const sum = { v: 1, kind: 'value', value: { kind: 'agg', table: 'txn', fn: 'sum', field: 'amount', window: { kind: 'all' } } }
    const tag = (purposes?: string[]) => ({ facet: 'value', classification: 'C2', compute: sum, ...(purposes === undefined ? {} : { purposes }) })
    const create = (kind: string, key: string, body: object) => app.context.definitions.create(kind, { key, name: { zh: key }, body }, headOffice)
    expect(await mistakesOf(create('tag', 'spent', tag(['MARKETING'])))).toEqual([
      { code: 'PURPOSE_MISMATCH', path: 'purposes', params: { purpose: 'MARKETING', what: 'txn.amount', source: 'source/ledger', declared: 'SERVICE' } },
    ])
    expect(await mistakesOf(create('tag', 'spent', tag(['PLEASURE'])))).toMatchObject([{ code: 'PURPOSE_UNKNOWN', path: 'purposes[0]' }])
    await publish(app, 'tag', 'spent', tag())
    const big = { rule: { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'tag', tag: 'spent' }, op: '>', value: 100 } } }
    await publish(app, 'segment', 'big', big)
    const strategy = (purpose: string, segment: string) => strategyBody({ purpose, segment: { key: segment, version: 'latest' } })
    expect(await mistakesOf(create('strategy', 'push', strategy('MARKETING', 'big')))).toEqual([
      { code: 'PURPOSE_MISMATCH', path: 'purpose', params: { purpose: 'MARKETING', what: 'txn.amount', source: 'source/ledger', declared: 'SERVICE' } },
    ])
    expect(await mistakesOf(create('strategy', 'tell', strategy('SERVICE', 'big')))).toEqual([])
    // A column with purposes of its own, and a segment that declares less than its inputs allow.
    const webTxn = { kind: 'compare', op: '>', value: 0, left: { kind: 'agg', table: 'txn', fn: 'distinct', field: 'channel', window: { kind: 'all' } } }
    await publish(app, 'segment', 'web', { rule: { v: 1, kind: 'rule', rule: webTxn } })
    expect(await mistakesOf(create('strategy', 'web-push', strategy('MARKETING', 'web')))).toEqual([])
    await publish(app, 'segment', 'served', { ...openedThrough('APP'), purposes: ['SERVICE'] })
    expect(await mistakesOf(create('strategy', 'served-push', strategy('MARKETING', 'served')))).toMatchObject([{ code: 'PURPOSE_MISMATCH', params: { what: 'segment/served', declared: 'SERVICE' } }])
    expect(await usesOf(app.context, 'service')).toEqual(expect.arrayContaining([{ kind: 'source', key: 'ledger', name: { zh: 'ledger' } }, { kind: 'strategy', key: 'tell', name: { zh: 'tell' } }]))
  })

  it('PRV-6: authentication data are never taken in, by name, by class or by a person\'s decision', async () => {
    const source = (more: object) => ({ purposes: ['SERVICE'], format: { type: 'csv' }, targets: [{ table: 'customer', mode: 'upsert', columns: { cust_id: 'id' }, ...more }] })
    const check = (body: object) => app.context.definitions.check('source', null, body)
    const attribute = (column: string) => ({ type: 'text', name: { zh: '列' }, column })
    expect(await check(source({ attributes: { note: attribute('login_password') } }))).toMatchObject([{ code: 'DATA_CLASS_REFUSED', path: 'targets[0].attributes.note' }])
    expect(await check(source({ attributes: { cvv2: attribute('x') } }))).toMatchObject([{ code: 'DATA_CLASS_REFUSED' }])
    expect(await check({ ...source({}), classification: 'C3' })).toMatchObject([{ code: 'DATA_CLASS_REFUSED', path: 'classification' }])
    expect(await check(source({ columns: { cust_id: 'id', income_band: 'i' } }))).toEqual([])
    await setClass(app.context, 'customer', 'income_band', { class: 'C3', level: 4, sensitive: true, why: '本行定级' }, compliance)
    expect(await check(source({ columns: { cust_id: 'id', income_band: 'i' } }))).toMatchObject([{ code: 'DATA_CLASS_REFUSED', params: { column: 'income_band' } }])
    expect(await resetClass(app.context, 'customer', 'income_band', compliance)).toMatchObject({ class: 'C2', level: 3, overridden: null })
    await expect(setClass(app.context, 'customer', 'mobile', { class: 'C1', level: 3, sensitive: false, why: '降低等级' }, compliance)).rejects.toMatchObject({ code: 'COLUMN_CLASS_FIXED' })
    await expect(setClass(app.context, 'customer', 'nothing', { class: 'C1', level: 3, sensitive: false, why: '没有这列' }, compliance)).rejects.toMatchObject({ code: 'COLUMN_UNKNOWN' })
    expect((await listClasses(app.context)).find(({ table, column }) => table === 'customer' && column === 'address_geo6')).toMatchObject({ class: 'C2', level: 4, sensitive: true })
  })
})

describe('consent', () => {
  it('PRV-4: needs what the purpose asks for, and a customer in reach', async () => {
    expect(await mistakesOf(say('C10', true, { evidence: '', notice: '9' }))).toMatchObject([{ code: 'CONSENT_NOTICE_UNKNOWN' }, { code: 'CONSENT_EVIDENCE_NEEDED' }])
    expect(await mistakesOf(say('C10', true, { purpose: 'THIRD_PARTY_SHARE' }))).toMatchObject([{ code: 'CONSENT_SEPARATE_NEEDED' }])
    expect(await mistakesOf(say('C10', false, { purpose: 'FUN' }))).toMatchObject([{ code: 'PURPOSE_UNKNOWN' }])
    await expect(say('C16', false, {}, branchOne)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(say('C14', false, {}, managerOne)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(readCustomer(app.context, ports, 'C16', branchOne)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(exportConsents(app.context, ports, { custId: 'C16', format: 'csv', purpose: '查看' }, branchOne)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(prefer('C16', {}, branchOne)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('PRV-3: the bank\'s flag is the oldest word; a list follows what was said since', async () => {
    const before = await membersOf(await released('flag'))
    expect(before).toContain('C10')
    expect(before).not.toContain('C08')
    await say('C08', true, { channel: '' }, branchOne)
    await say('C07', true, {}, branchOne)
    await say('C10', false)
    const after = await membersOf(await released('word'))
    expect(after).toEqual(expect.arrayContaining(['C07', 'C08']))
    expect(after).not.toContain('C10')
    const { purposes, statements } = await readCustomer(app.context, ports, 'C10', branchOne)
    expect(purposes).toEqual([{ purpose: 'MARKETING', consent: false, channels: [] }])
    expect(statements).toMatchObject([{ purpose: 'MARKETING', granted: false, way: 'RM', by: 'Head office', notice: '1' }])
    await say('C10', true)
    await say('C07', false)
    expect((await readCustomer(app.context, ports, 'C10', headOffice)).statements.map(({ granted }) => granted)).toEqual([true, false])
  })

  it('PRV-4: a withdrawal between decision and hand-over stops the contact; the reason is recorded, the cap given back', async () => {
    const listId = await released('between')
    const ground = await decisionGround(listId)
    const members = await app.context.warehouse.query(query<never>(sql`SELECT cust_no, cust_id, shard_key, toString(org_path) AS org_path, toString(rm) AS rm, toString(arm) AS arm, bucket FROM list_member WHERE run_id = ${param(ground.list.runId, 'UInt64')} ORDER BY cust_no`))
    await decidePage(ground, members)
    expect((await decisions(listId)).filter(({ state }) => state === 'PENDING').map((row) => row.cust_id)).toEqual(expect.arrayContaining(['C12', 'C14', 'C17']))
    await say('C12', false, {}, managerOne)
    await prefer('C14', { doNotContact: true })
    const sent: string[] = []
    const adapter: ChannelAdapter = { ...channelAdapters.FILE, deliver: async (_place, deliveries) => deliveries.map(({ custId }) => (sent.push(custId), { custId, sent: true })) }
    await deliverPage({ context: morning, list: ground.list, strategy: ground.strategy, signal: new AbortController().signal }, adapter, members)
    expect(sent).toContain('C17')
    expect(sent).not.toContain('C12')
    expect(sent).not.toContain('C14')
    const rows = await decisions(listId)
    expect(rows.find((row) => row.cust_id === 'C12')).toMatchObject({ state: 'SUPPRESSED', step: 2, reason: 'NO_CONSENT' })
    expect(rows.find((row) => row.cust_id === 'C14')).toMatchObject({ state: 'SUPPRESSED', step: 3, reason: 'DO_NOT_CONTACT' })
    for (const row of rows) expect(await replayDecision(app.context, String(row.id), headOffice)).toMatchObject({ same: true, hashSame: true })
    const held = await app.context.ledger.db.withTables<{ contact_cap: { list_id: number; cust_id: string; state: string } }>().selectFrom('contact_cap').selectAll().where('list_id', '=', Number(listId)).execute()
    expect(held.filter(({ cust_id }) => ['C12', 'C14'].includes(cust_id)).map(({ state }) => state)).toEqual(['RELEASED', 'RELEASED'])
    await say('C12', true)
    await prefer('C14', { doNotContact: false })
  })

  it('PRV-4: tasks a person still has to do are put aside', async () => {
    const listId = await released('calls', { channel: 'TASK', content: { body: '您好' } })
    await changeSteps(true)
    await dispatchList(morning, { orgPaths: () => app.access.orgs() }, { id: 'p1', input: { listId }, ...quiet() })
    const open = async () => (await pageTasks(app.context.ledger, { scope: headOffice.scope, state: 'OPEN', list: listId, limit: 100 })).items.map(({ custId }) => custId)
    expect(await open()).toEqual(expect.arrayContaining(['C13', 'C17', 'C18']))
    await say('C13', false, { channel: 'phone' })
    await say('C17', false, { channel: 'EMAIL' })
    await prefer('C18', { channelsOff: ['wecom'] })
    const left = await open()
    expect(left).toContain('C17')
    expect(left).not.toContain('C13')
    expect(left).not.toContain('C18')
    await say('C17', true, { channel: 'EMAIL' })
    await changeSteps(false)
  })

  it('PRV-4, PRV-5: the gate asks channel, personalisation and quiet hours of each customer', async () => {
    await say('C16', false, { channel: 'FILE' })
    await prefer('C17', { personalisedOff: true })
    await say('C18', false, { purpose: 'PROFILING' })
    await prefer('C15', { quietFrom: '09:00', quietTo: '11:00' })
    const listId = await released('asked', { channel: 'TASK', content: { body: '您好' } })
    await prefer('C14', { channelsOff: ['CALL'] })
    await changeSteps(true)
    await dispatchList(morning, { orgPaths: () => app.access.orgs() }, { id: 'p2', input: { listId }, ...quiet() })
    const of = async (id: string, custId: string) => (await decisions(id)).find((row) => row.cust_id === custId)
    expect(await of(listId, 'C14')).toMatchObject({ state: 'SUPPRESSED', step: 3, reason: 'CHANNEL_OPT_OUT' })
    expect(await of(listId, 'C16')).toMatchObject({ state: 'SENT' })
    expect(await of(listId, 'C17')).toMatchObject({ state: 'SUPPRESSED', step: 2, reason: 'PERSONALISED_OFF' })
    expect(await of(listId, 'C15')).toMatchObject({ state: 'HELD', step: 5, reason: 'QUIET_HOURS' })
    const plain = await released('plain', { personalised: false })
    await dispatchList(morning, { orgPaths: () => app.access.orgs() }, { id: 'p3', input: { listId: plain }, ...quiet() })
    expect(await of(plain, 'C17')).toMatchObject({ state: 'SENT' })
    expect(await of(plain, 'C15')).toMatchObject({ state: 'SENT' })
    expect(await membersOf(plain)).not.toContain('C16')
    await changeSteps(false)
    for (const custId of ['C14', 'C15', 'C17', 'C18']) await prefer(custId, {})
    await say('C16', true, { channel: 'FILE' })
  })

  it('PRV-4: statistics count the customers in reach; the record leaves as CSV and JSON, audited', async () => {
    const all = await consentStatistics(app.context, ports, headOffice)
    const one = await consentStatistics(app.context, ports, branchTwo)
    const total = (items: typeof all.items) => items.reduce((sum, row) => sum + (row.granted ?? 0) + (row.refused ?? 0), 0)
    expect(total(all.items)).toBeGreaterThan(total(one.items))
    expect(one.items).toContainEqual({ purpose: 'PROFILING', channel: '', granted: 0, refused: 1 })
    const hidden = await consentStatistics(app.context, ports, { ...branchTwo, scope: { ...branchTwo.scope, minCell: 20 } })
    expect(hidden.items.every(({ granted, refused }) => !granted && !refused)).toBe(true)
    const csv = await exportConsents(app.context, ports, { custId: 'C10', format: 'csv', purpose: '应客户要求' }, branchOne)
    expect(csv.text.split('\r\n').slice(0, 2).map((line) => line.split(',').slice(1, 4).join(','))).toEqual(['purpose,channel,granted', 'MARKETING,,true'])
    const json = await exportConsents(app.context, ports, { custId: 'C10', format: 'json', purpose: '应客户要求' }, branchOne)
    expect((JSON.parse(json.text) as { statements: unknown[] }).statements).toHaveLength(2)
    const audit = await auditTrail(app.context.ledger, 'consent.export')
    expect(audit).toHaveLength(2)
    expect(audit[0]).toMatchObject({ purpose: '应客户要求', object_key: app.context.secrets.hash('cust_id', 'C10') })
  })

  it('PRV-4: a word is never dated before one that was known: a book ahead of the clock does not outlive a withdrawal', async () => {
    const consents = {
      purposes: ['SERVICE', 'MARKETING'], format: { type: 'csv' }, businessDate: '2025-12-31',
      targets: [{ table: 'consent', mode: 'append', columns: { consent_id: 'id', cust_id: 'c', purpose: 'p', granted: 'g', ts: { from: 't', format: 'ISO' } } }],
    }
    await load(app, 'consents', consents, 'id,c,p,g,t\n1,C19,MARKETING,1,2025-12-31T08:00:00Z\n')
    const early = { ...app.context, clock: fixedClock('2020-01-01T00:00:00Z') }
    const { at } = await recordConsent(early, ports, consentRequestSchema.parse({ custId: 'C19', purpose: 'MARKETING', granted: false }), headOffice)
    expect(at).toBe('2025-12-31T08:00:00.001Z')
    expect((await readCustomer(app.context, ports, 'C19', headOffice)).purposes).toEqual([{ purpose: 'MARKETING', consent: false, channels: [] }])
  })
})

async function decisionGround(listId: string): Promise<DecisionGround> {
  const list = await getList(app.context.ledger.db, listId)
  const { body: strategy } = await app.context.definitions.version<DecisionGround['strategy']>('strategy', list.strategy, list.strategyVersion)
  const rules = await loadRuleGround(app.context, { asOf: '2025-12-31', useSnapshot: false })
  const from = sql`${await customersBase(app.context, { orgPaths: () => app.access.orgs() }, rules)} AS base`
  return { context: morning, list, strategy, from, today: '2025-12-31', control: new Set(['control']), policy: { version: 0, gateVersion: '2', accepted: [] } }
}

/** Accepts the steps nobody has data for, or none. */
async function changeSteps(accept: boolean): Promise<void> {
  await changeGatePolicy(app.context, { accepted: accept ? [4, 7, 8, 9, 10, 11].map((step) => ({ step, why: '测试：暂不适用' })) : [] }, compliance)
}

