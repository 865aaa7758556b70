import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { armOf, bucketOf } from '#kernel/id'
import { param, query, sql } from '#kernel/sql'
import { findLists, getList, listRun, listUnits } from '#strategy'
import { cancelList } from '../../src/strategy/actions/cancel-list.js'
import { removeDoNotContact, uploadDoNotContact } from '../../src/strategy/actions/do-not-contact.js'
import { freezeList, type FreezeResult } from '../../src/strategy/actions/freeze-list.js'
import { answerPower } from '../../src/strategy/actions/power.js'
import { exportList, findArm, readListMembers } from '../../src/strategy/actions/read-list.js'
import { presentListDetail } from '../../src/strategy/present.js'
import { headOffice, openTestHttp, type TestApp } from '../kit/app.js'
import { arms, AS_OF, branchOne, branchTwo, openStrategyBank, load, managerOne, openedThrough, publish, run, strategyBody } from '../kit/strategy-bank.js'

let app: TestApp
let first: FreezeResult
beforeAll(async () => {
  app = await openStrategyBank()
  await uploadDoNotContact(app.context, ['C10', 'NOBODY'], '客户来电', headOffice)
  await publish(app, 'strategy', 'spring', strategyBody())
  first = await run<FreezeResult>(app, 'strategy.freeze-list', { strategy: 'spring' })
})
afterAll(() => app.close())

const orgPorts = { orgPaths: () => app.access.orgs() }
const texts = async (bytes: AsyncIterable<string>) => {
  let text = ''
  for await (const part of bytes) text += part
  return text
}

describe('definition', () => {
  it('STR-1: collects every mistake with its place', async () => {
    const wrong = strategyBody({
      channel: 'EMAIL',
      arms: [{ key: 'a', name: { zh: 'a' }, share: 0.5 }, { key: 'a', name: { zh: 'b' }, share: 0.4 }],
      content: { body: '{name} {balance}' },
      webhookUrl: 'https://evil.example/x',
      validFrom: '2026-02-01',
      validTo: '2026-01-01',
    })
    const mistakes = await app.context.definitions.check('strategy', 'wrong', wrong)
    expect(mistakes.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'STRATEGY_CONTROL_COUNT arms',
      'STRATEGY_SHARES_SUM arms',
      'STRATEGY_ARM_REPEATED arms[1].key',
      'STRATEGY_VARIABLE_UNKNOWN content.body',
      'STRATEGY_CONTENT_MISSING content.subject',
      'WEBHOOK_HOST_NOT_ALLOWED webhookUrl',
      'STRATEGY_DATES_TURNED validTo',
    ])
    const unknown = strategyBody({ segment: { key: 'gone', version: 'latest' }, metrics: ['gone'] })
    const codes = (await app.context.definitions.check('strategy', 'wrong', unknown)).map(({ params }) => `${params['kind']}/${params['key']}`)
    expect(codes).toEqual(['segment/gone', 'metric/gone'])
  })
})

describe('freeze', () => {
  it('STR-2, STR-3: the waterfall takes out who may not be contacted, first reason only', async () => {
    const list = await getList(app.context.ledger.db, first.listId)
    const steps = Object.fromEntries(list.waterfall.map((step) => [step.step, [step.in, step.out, step.left]]))
    expect(steps).toEqual({
      UNIVERSE: [19, 0, 19],
      DECEASED: [19, 2, 17],
      MINOR: [17, 2, 15],
      STAFF: [15, 1, 14],
      ACCOUNT: [14, 2, 12],
      CONSENT: [12, 2, 10],
      DO_NOT_CONTACT: [10, 1, 9],
      DNC_LIST: [9, 1, 8],
      OTHER_LIST: [8, 0, 8],
      ASSIGNED: [8, 0, 8],
    })
    expect(list.waterfall.every((step) => step.status === 'EVALUATED')).toBe(true)
    const excluded = await app.context.warehouse.query(
      query<{ cust_id: string; why: string }>(sql`SELECT cust_id, concat(step, '/', reason) AS why FROM list_excluded WHERE run_id = ${param(list.runId, 'UInt64')} ORDER BY cust_id`),
    )
    expect(Object.fromEntries(excluded.map((row) => [row.cust_id, row.why]))).toEqual({
      C01: 'DECEASED/DECEASED', C02: 'MINOR/MINOR', C03: 'MINOR/MINOR', C04: 'STAFF/STAFF', C05: 'ACCOUNT/FROZEN', C06: 'ACCOUNT/CLOSED',
      C07: 'CONSENT/CONSENT_REFUSED', C08: 'CONSENT/CONSENT_UNKNOWN', C09: 'DO_NOT_CONTACT/DO_NOT_CONTACT', C10: 'DNC_LIST/DNC_LIST', C11: 'DECEASED/DECEASED',
    })
    expect(list).toMatchObject({ asOf: AS_OF, size: 8, status: 'FROZEN', author: { id: headOffice.id }, maxLoadId: 1 })
  })

  it('STR-4: the stored arm is the hash of salt and customer number, in SQL and TypeScript alike', async () => {
    const { list, arms: designed } = await listRun(app.context, first.listId)
    const page = await readListMembers(app.context, first.listId, headOffice, { limit: 100 })
    expect(page.items.map((row) => row.cust_id)).toEqual(['C12', 'C13', 'C14', 'C15', 'C16', 'C17', 'C18', 'C19'])
    for (const row of page.items) {
      expect(row.bucket).toBe(bucketOf(list.salt, row.cust_id))
      expect(row.arm).toBe(armOf(row.bucket, designed))
    }
    const drawn = page.items.filter((row) => row.arm === 'control').length
    expect(list.counts).toEqual({ control: drawn, offer: 8 - drawn })
    expect(presentListDetail(list, 0).sampleRatio?.pValue).toBeGreaterThan(0)
  })

  it('STR-3: a live list of the strategy keeps its customers; a cancelled one frees them', async () => {
    await expect(run(app, 'strategy.freeze-list', { strategy: 'spring' })).rejects.toMatchObject({ code: 'LIST_EMPTY' })
    await publish(app, 'strategy', 'twice', strategyBody())
    const one = await run<FreezeResult>(app, 'strategy.freeze-list', { strategy: 'twice' })
    await cancelList(app.context, one.listId, headOffice)
    const two = await run<FreezeResult>(app, 'strategy.freeze-list', { strategy: 'twice' })
    expect(two.size).toBe(8)
    await expect(cancelList(app.context, one.listId, headOffice)).rejects.toMatchObject({ code: 'LIST_NOT_FROZEN' })
    expect((await findLists(app.context, 'twice')).map((list) => list.status)).toEqual(['FROZEN', 'CANCELLED'])
    const { units } = await listUnits(app.context, 'twice')
    expect(await app.context.warehouse.query(query(sql`SELECT count() AS n FROM ${units}`))).toEqual([{ n: '8' }])
  })

  it('STR-5: a job that comes back after its commit makes no second list', async () => {
    const before = await findLists(app.context, 'spring')
    const row = await app.context.jobs.list({ kind: 'strategy.freeze-list', subject: undefined, limit: 100 })
    const job = row.items.find((each) => (each.result as { listId?: string } | null)?.listId === first.listId)
    const again = await freezeList(app.context, orgPorts, {
      id: job?.id ?? '', input: { strategy: 'spring' }, actor: headOffice, signal: new AbortController().signal, checkpoint: null,
      progress: () => undefined, save: async () => undefined,
    })
    expect(again.listId).toBe(first.listId)
    expect(await findLists(app.context, 'spring')).toHaveLength(before.length)
  })

  it('STR-3: a step without any data says so; a service message needs no consent', async () => {
    const thin = {
      format: { type: 'csv' }, businessDate: '2025-06-30',
      targets: [{ table: 'customer', mode: 'snapshot', columns: { cust_id: 'id', open_channel: 'channel' } }],
    }
    await load(app, 'thin', thin, 'id,channel\nT1,OLD\nT2,OLD\nT3,OLD\n')
    await run(app, 'tags.build', { asOf: '2025-06-30' })
    await publish(app, 'segment', 'old', openedThrough('OLD'))
    await publish(app, 'strategy', 'old', strategyBody({ segment: { key: 'old', version: 1 } }))
    await publish(app, 'strategy', 'old-service', strategyBody({ segment: { key: 'old', version: 1 }, purpose: 'SERVICE' }))
    const statuses = async (strategy: string) => {
      const { listId } = await run<FreezeResult>(app, 'strategy.freeze-list', { strategy, asOf: '2025-06-30' })
      const list = await getList(app.context.ledger.db, listId)
      return Object.fromEntries(list.waterfall.map((step) => [step.step, step.status]))
    }
    expect(await statuses('old')).toMatchObject({ DECEASED: 'NOT_EVALUATED', MINOR: 'NOT_EVALUATED', STAFF: 'NOT_EVALUATED', ACCOUNT: 'NOT_EVALUATED', CONSENT: 'NOT_EVALUATED', DO_NOT_CONTACT: 'NOT_EVALUATED', DNC_LIST: 'EVALUATED' })
    expect(await statuses('old-service')).toMatchObject({ CONSENT: 'NOT_APPLICABLE' })
  })
})

describe('reading', () => {
  it('STR-6: members and exports stay in the asker\'s scope; an export is marked and neutral', async () => {
    const ids = async (actor: typeof headOffice) => (await readListMembers(app.context, first.listId, actor, { limit: 3 })).items.map((row) => row.cust_id)
    expect(await ids(branchTwo)).toEqual(['C16', 'C17', 'C18'])
    expect(await ids(managerOne)).toEqual(['C12', 'C13'])
    const page = await readListMembers(app.context, first.listId, branchTwo, { limit: 3 })
    expect(page.total).toBe(4)
    const rest = await readListMembers(app.context, first.listId, branchTwo, { limit: 3, cursor: page.nextCursor ?? '' })
    expect(rest.items.map((row) => row.cust_id)).toEqual(['C19'])
    const file = await texts((await exportList(app.context, first.listId, managerOne, '=cmd 核对名单')).bytes)
    expect(file.split('\r\n').slice(1, 5).map((line) => line.split(',')[0])).toEqual(['cust_id', 'C12', 'C13', ''])
    expect(file).toContain('# Qunce export / list')
  })

  it('STR-7: the arm of a customer: stored, hashed, or hidden', async () => {
    const list = await getList(app.context.ledger.db, first.listId)
    const ask = (custId: string, actor = headOffice) => findArm(app.context, orgPorts, { strategy: 'spring', custId, list: first.listId }, actor)
    expect(await ask('C12')).toEqual({ arm: armOf(bucketOf(list.salt, 'C12'), arms), bucket: bucketOf(list.salt, 'C12'), listId: first.listId, notInList: false })
    expect(await ask('C20')).toMatchObject({ notInList: true, bucket: bucketOf(list.salt, 'C20') })
    expect(await ask('C12', branchOne)).toMatchObject({ notInList: false })
    await expect(ask('C12', branchTwo)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(ask('C01', branchTwo)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(ask('NOBODY')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('STR-8: do-not-contact adds once, removes once', async () => {
    expect(await uploadDoNotContact(app.context, ['C10', 'X1', 'X1'], '重复', headOffice)).toEqual({ changed: 1, total: 3 })
    expect(await removeDoNotContact(app.context, 'X1', '误加', headOffice)).toEqual({ changed: 1, total: 2 })
    expect(await removeDoNotContact(app.context, 'X1', '误加', headOffice)).toEqual({ changed: 0, total: 2 })
  })

  it('SEG-5: small steps of a waterfall are hidden, and no difference tells them', async () => {
    const list = await getList(app.context.ledger.db, first.listId)
    const steps = presentListDetail(list, 2).waterfall.map((step) => [step.step, step.in, step.out, step.left])
    expect(steps).toEqual([
      ['UNIVERSE', 19, 0, 19], ['DECEASED', 19, 2, 17], ['MINOR', 17, 2, 15], ['STAFF', 15, null, 15], ['ACCOUNT', 15, 2, 13], ['CONSENT', 13, 2, 11],
      ['DO_NOT_CONTACT', 11, null, 11], ['DNC_LIST', 11, null, 11], ['OTHER_LIST', 11, 0, 11], ['ASSIGNED', 8, 0, 8],
    ])
  })

  it('power: 1,000 a side at 10% finds about 4.1 points', () => {
    const answer = answerPower({ baseline: 0.1, n: 2000, share: 0.5, effect: 0.05 })
    expect(answer).toMatchObject({ control: 1000, arm: 1000 })
    // R's power.prop.test(n = 1000, p1 = .1, power = .8), recomputed outside the product: p2 = .140745.
    expect(answer.mde).toBeCloseTo(0.040745, 5)
    // power.prop.test(p1 = .1, p2 = .15, power = .8) gives n = 685.6.
    expect(answer.needed).toEqual({ control: 686, arm: 686, total: 1372 })
  })

  it('every route answers, and only with a sign-in', async () => {
    const http = await openTestHttp(app)
    const answer = await http.app.inject({ method: 'GET', url: '/api/v1/strategies' })
    expect(answer.statusCode).toBe(401)
  })
})
