import { cpSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, renderSql, sql, type Query } from '#kernel/sql'
import { bankRuns } from '#ingest'
import { latestSnapshot } from '#tags'
import { customerStanding } from '#insight'
import type { Portrait } from '#insight/contract'
import type { Actor } from '#platform/access/contract'
import { customerPorts } from '../../src/app/customer-ports.js'
import { readAssetChange } from '../../src/customers/actions/read-asset-change.js'
import { readIssues } from '../../src/customers/actions/read-issues.js'
import { readUses } from '../../src/customers/actions/read-uses.js'
import { inOutQuery } from '../../src/customers/sql/in-out-query.js'
import { issuesQuery } from '../../src/customers/sql/issues-query.js'
import { listPortraits, openPortrait } from '../../src/insight/actions/kept-portraits.js'
import { makePortrait } from '../../src/insight/actions/make-portrait.js'
import { portraitAssets, productFlows } from '../../src/insight/actions/portrait-pictures.js'
import { publish as publishPortrait, withdraw } from '../../src/insight/actions/publish-portrait.js'
import { assetLevelsQuery, crossedQuery } from '../../src/insight/sql/asset-levels-query.js'
import { productFlowsQuery } from '../../src/insight/sql/product-flows-query.js'
import { standingQuery } from '../../src/insight/sql/standing-query.js'
import { cellsQuery } from '../../src/insight/sql/trait-queries.js'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { AS_OF, fillCustomerBank, managerB1, managerB2 } from '../kit/customer-bank.js'
import { publish, run } from '../kit/strategy-bank.js'
import { tempDir } from '../kit/temp-dir.js'
import { onBoth, openTwoShards, type TwoShards } from '../kit/warehouse.js'
import '../kit/valid-query.js'

/**
 * Beside the customer bank, in yuan: P1 gets 1,000 back from a wealth product on 1 December, puts 600 into a fund and 300
 * out of the bank within a week, and the rest too late; P5 gets 500 from a fund and 500 from a time deposit and buys 700 of
 * wealth products at once (the older money first), and P3, who is no man, buys gold from the account.
 */
const moves = `txn,cust,ts,type,dir,amount,memo
M1,P1,2025-12-01T01:00:00Z,WEALTH_REDEEM,C,1000.00,
M2,P1,2025-12-03T01:00:00Z,FUND_BUY,D,600.00,
M3,P1,2025-12-05T01:00:00Z,TRF_OUT,D,300.00,
M4,P1,2025-12-09T01:00:00Z,WEALTH_BUY,D,100.00,
M5,P5,2025-12-10T01:00:00Z,FUND_REDEEM,C,500.00,
M6,P5,2025-12-11T01:00:00Z,TRF_IN,C,500.00,TIME_CLOSE
M7,P5,2025-12-12T01:00:00Z,WEALTH_BUY,D,700.00,
M8,P3,2025-12-12T01:00:00Z,TRF_OUT,D,50.00,GOLD
M9,P5,2025-12-13T01:00:00Z,CASH_OUT,D,100.00,
`
const tickets = `id,cust,ts,channel,intent,bot,solved
T1,P1,2025-12-30T02:00:00Z,HOTLINE,CARD,0,
T2,P1,2025-12-29T02:00:00Z,APP,BALANCE,1,
T3,P1,2025-05-29T02:00:00Z,APP,BALANCE,0,60
`
const gender = { kind: 'attr', table: 'customer', field: 'gender' }
const iso = (from: string) => ({ from, format: 'ISO' })
const men = { kind: 'segment', key: 'men' } as const
const everyone = { kind: 'everyone' } as const

let app: TestApp
let two: TwoShards | null = null
let portrait: Portrait
let queries: Record<string, Query<unknown>>

async function load(key: string, target: object, text: string): Promise<void> {
  await publish(app, 'source', key, { format: { type: 'csv' }, businessDate: AS_OF, purposes: ['SERVICE'], targets: [target] })
  const path = join(app.dir, `${key}.csv`)
  writeFileSync(path, text)
  await run(app, 'data.load', { source: key, file: { path }, trustedPath: true })
}

const draw = (actor: Actor = headOffice) => makePortrait(app.context, { orgPaths: () => app.access.orgs() }, { of: men, against: everyone }, { actor })

async function fill(): Promise<void> {
  await fillCustomerBank(app)
  await load('moves', { table: 'txn', mode: 'append', columns: { txn_id: 'txn', cust_id: 'cust', ts: iso('ts'), type: 'type', dir: 'dir', amount: 'amount', memo_class: 'memo' } }, moves)
  await load('tickets', { table: 'service_ticket', mode: 'upsert', columns: { ticket_id: 'id', cust_id: 'cust', ts: iso('ts'), channel: 'channel', intent: 'intent', bot_contained: 'bot', resolved_s: 'solved' } }, tickets)
  const tag = (key: string, compute: object, more: object = {}) => publish(app, 'tag', key, { facet: 'interest', classification: 'C1', ...more, compute })
  await tag('sex', { v: 1, kind: 'value', value: gender }, { facet: 'attribute', refresh: 'monthly' })
  await tag('age', { v: 1, kind: 'value', value: { kind: 'age', of: { kind: 'attr', table: 'customer', field: 'birth_date' } } }, { facet: 'attribute' })
  await tag('belief-source', { v: 1, kind: 'value', value: { kind: 'case', when: [{ if: { kind: 'compare', left: gender, op: '=', value: 'M' }, then: { kind: 'literal', type: 'enum', value: 'GUESS' } }], else: { kind: 'literal', type: 'enum', value: 'ASKED' } } })
  await tag('belief', { v: 1, kind: 'value', value: gender }, { face: 'psychological', confidence: { tag: 'belief-source', low: ['GUESS'] } })
  await run(app, 'tags.build', { asOf: AS_OF })
  await publish(app, 'segment', 'men', { rule: { v: 1, kind: 'rule', rule: { kind: 'compare', left: gender, op: '=', value: 'M' } } })
  await run(app, 'segment.snapshot', { key: 'men', asOf: AS_OF })
}

const [DEC, END] = ['2025-11-30 16:00:00.000', '2025-12-31 16:00:00.000']

async function queriesOf(): Promise<Record<string, Query<unknown>>> {
  const runsOf = (table: 'txn' | 'aum_month' | 'complaint' | 'service_ticket') => bankRuns(app.context.runs, table, AS_OF)
  const [txn, aum, complaint, ticket] = await Promise.all([runsOf('txn'), runsOf('aum_month'), runsOf('complaint'), runsOf('service_ticket')])
  const snapshot = (await latestSnapshot(app.context, AS_OF))!
  const who = { custNos: [1], custIds: ['P1', 'P2'] }
  return {
    assetLevelsQuery: assetLevelsQuery(portrait.id, aum, ['2025-11-30', AS_OF]),
    crossedQuery: crossedQuery(portrait.id, txn, DEC, END),
    productFlowsQuery: productFlowsQuery(portrait.id, txn, { from: DEC, end: END, days: 7 }),
    standingQuery: standingQuery(snapshot.table, [{ column: 't_age', kind: 'number', value: 45 }, { column: 't_sex', kind: 'code', value: 'M' }], sql`1`),
    'cellsQuery of what is sure': cellsQuery(identifier(snapshot.table), portrait.id, [{ column: 't_belief', kind: 'category', sure: { column: 't_belief_source', low: ['GUESS'] } }], [[]]),
    inOutQuery: inOutQuery(txn, who, DEC, END),
    issuesQuery: issuesQuery({ complaint, ticket }, who, { end: END, since: '2025-10-02 16:00:00.000', limit: 51 }),
  }
}

beforeAll(async () => {
  app = await openTestApp()
  await fill()
  portrait = await draw()
  queries = await queriesOf()
})
afterAll(async () => {
  await (two ?? app).close()
})

const ports = () => customerPorts(app.context, app.access)

describe('pictures of a portrait', () => {
  it('INS-14: assets go from one month end to another by class, and by what came in and left', async () => {
    const found = await portraitAssets(app.context, portrait.id, 1, headOffice)
    // P1 held 200,000 in November; P1, P2 and P5 181,000 + 1,000 + 70,000 in December.
    expect(found).toMatchObject({ from: '2025-11-30', to: AS_OF, start: 20_000_000, end: 25_200_000, customers: 3 })
    expect(found.classes).toEqual([{ key: 'deposit', start: 5_000_000, end: 15_200_000 }, { key: 'wealth', start: 15_000_000, end: 10_000_000 }])
    // In: cash 60,000 and salary 8,000. Out: card 100 + 50, 300 sent away and 100 of cash. Products and a time deposit that ends cross nothing.
    expect([found.inflow, found.outflow]).toEqual([6_800_000, 55_000])
    expect(found.rest).toBe(25_200_000 - 20_000_000 - 6_800_000 + 55_000)
    await expect(portraitAssets(app.context, portrait.id, 1, managerB2)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('INS-15: money that came back is used oldest first, by the same customer, within seven days', async () => {
    const { flows, hidden, known } = await productFlows(app.context, portrait.id, 1, headOffice)
    expect({ hidden, known }).toEqual({ hidden: 0, known: true })
    const told = Object.fromEntries(flows.map(({ from, to, amount, persons }) => [`${from} ${to}`, [amount, persons]] as const))
    expect(told).toEqual({
      'wealth fund': [60_000, 1], 'wealth out': [30_000, 1],
      // The 100 left of P1 came too late for the purchase on the 9th, which the account pays.
      'wealth account': [10_000, 1], 'account wealth': [10_000, 1],
      // P5: 700 takes 500 of the fund and 200 of the time deposit, whose next 100 leave in cash.
      'fund wealth': [50_000, 1], 'time wealth': [20_000, 1], 'time out': [10_000, 1], 'time account': [20_000, 1],
    })
  })

  it('INS-15: what came back is all told: used, gone or on the account', async () => {
    const { flows } = await productFlows(app.context, portrait.id, 1, headOffice)
    const total = (from: string) => flows.filter((flow) => flow.from === from).reduce((all, { amount }) => all + amount, 0)
    expect([total('wealth'), total('fund'), total('time')]).toEqual([100_000, 50_000, 50_000])
  })

  it('INS-16: a trait has the face its tag names; a guess is not known', () => {
    const faceOf = (key: string) => portrait.traits.find((trait) => trait.key === key)?.face
    expect([faceOf('sex'), faceOf('belief'), faceOf('belief-source')]).toEqual(['static', 'psychological', 'consumption'])
    const belief = portrait.traits.find(({ key }) => key === 'belief')!
    expect(belief.covered).toBe(0)
    expect(belief.cells.map(({ code, baseCount }) => [code, baseCount])).toEqual([['F', 1], ['U', 1], [null, 3]])
  })

  it('INS-17: a published portrait is found by who sees the same customers, and stays when it is drawn again', async () => {
    const said = { name: { zh: '男性客户' }, owner: 'retail', description: { zh: '季度画像' } }
    expect((await publishPortrait(app.context, portrait.id, said, headOffice)).published).toMatchObject({ name: { zh: '男性客户' }, owner: 'retail', by: headOffice.name })
    await expect(publishPortrait(app.context, portrait.id, said, managerB2)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await publish(app, 'tag', 'grown', { facet: 'attribute', classification: 'C1', compute: { v: 1, kind: 'rule', rule: { kind: 'compare', left: gender, op: '=', value: 'F' } } })
    await run(app, 'tags.build', { asOf: AS_OF })
    const again = await draw()
    expect(again.id).not.toBe(portrait.id)
    const all = (await listPortraits(app.context, { limit: 9 }, headOffice)).items
    expect(all.map(({ id, published }) => [id, published?.owner ?? null])).toEqual([[again.id, null], [portrait.id, 'retail']])
    expect((await listPortraits(app.context, { limit: 9, published: true }, headOffice)).items.map(({ id }) => id)).toEqual([portrait.id])
    expect((await listPortraits(app.context, { limit: 9, published: true }, managerB1)).items).toEqual([])
    expect((await openPortrait(app.context, portrait.id, headOffice)).portrait).toEqual(portrait)
    expect((await withdraw(app.context, portrait.id, headOffice)).published).toBeNull()
    await publishPortrait(app.context, portrait.id, said, headOffice)
  })
})

describe('panels of one customer', () => {
  it('CUS-11: open complaints and tickets come first, what ended long ago not at all, with the stop to sell', async () => {
    const issues = await readIssues(app.context, ports(), 'P1', headOffice)
    expect(issues).toMatchObject({ open: 2, more: false, days: 90, stop: { until: null, open: 1 } })
    expect(issues.items.map(({ kind, about, closedAt, severity, byBot }) => [kind, about, closedAt === null, severity, byBot])).toEqual([
      ['ticket', 'CARD', true, null, false], ['complaint', 'FEE', true, 2, false], ['ticket', 'BALANCE', false, null, true],
    ])
    await expect(readIssues(app.context, ports(), 'P5', managerB1)).rejects.toMatchObject({ code: 'CUSTOMER_NOT_FOUND' })
  })

  it('CUS-12: assets go by class and by flow for who sees amounts, as two bands for others', async () => {
    const exact = await readAssetChange(app.context, ports(), 'P1', managerB1, { months: 12 })
    expect(exact).toMatchObject({ from: '2025-11-30', to: AS_OF, exact: true, inflow: 6_800_000, outflow: 45_000 })
    expect(exact.rest).toBe(18_100_000 - 20_000_000 - 6_800_000 + 45_000)
    expect(exact.classes).toEqual([{ key: 'deposit', start: 5_000_000, end: 8_100_000 }, { key: 'wealth', start: 15_000_000, end: 10_000_000 }])
    const banded = await readAssetChange(app.context, ports(), 'P1', headOffice, { months: 12 })
    expect(banded).toMatchObject({ exact: false, inflow: null, outflow: null, rest: null, classes: [], start: { kind: 'band' }, end: { kind: 'band' } })
  })

  it('CUS-13: where a customer stands counts who the asker sees, and no guess', async () => {
    const { customers, items } = await customerStanding(app.context, 1, headOffice, AS_OF)
    expect(customers).toBe(5)
    const told = new Map(items.map((item) => [item.key, item]))
    expect(told.get('sex')).toMatchObject({ face: 'static', share: 3 / 5, value: { zh: '男' } })
    // 35 of 35, 60, 45 and 55: nobody is younger, half of one is as old.
    expect(told.get('age')?.rank).toBeCloseTo(0.5 / 4, 10)
    expect(told.has('belief')).toBe(false)
    const few: Actor = { ...headOffice, scope: { ...headOffice.scope, minCell: 4 } }
    expect((await customerStanding(app.context, 1, few, AS_OF)).items.find(({ key }) => key === 'sex')?.share).toBeNull()
  })

  it('CUS-14: each tag has the date it is of, whether it is stale, its grade, and whether it is a guess', async () => {
    const { tags } = await readUses(app.context, ports(), 'P1', headOffice)
    expect(tags.find(({ key }) => key === 'belief')).toMatchObject({ face: 'psychological', unsure: true, asOf: AS_OF, refresh: 'daily', stale: false, grade: null, model: null })
    expect(tags.find(({ key }) => key === 'sex')).toMatchObject({ face: 'static', unsure: false, refresh: 'monthly' })
    const later = (await readUses(app.context, ports(), 'P1', headOffice, '2026-01-10')).tags
    expect(later.map(({ key, stale }) => [key, stale] as const).filter(([key]) => key === 'sex' || key === 'age').toSorted()).toEqual([['age', true], ['sex', false]])
  })
})

describe('every query of the pictures, by the engine and on two shards', () => {
  const names = ['assetLevelsQuery', 'crossedQuery', 'productFlowsQuery', 'standingQuery', 'cellsQuery of what is sure', 'inOutQuery', 'issuesQuery']

  beforeAll(async () => {
    const kept = tempDir('picture-bank')
    const folder = join(app.dir, 'backup', 'pictures')
    await app.context.warehouse.backup(await app.context.warehouse.tables(), folder)
    cpSync(folder, join(kept.path, basename(folder)), { recursive: true })
    await app.close()
    two = await openTwoShards()
    cpSync(join(kept.path, basename(folder)), join(two.dir, 'backup', 'pictures'), { recursive: true })
    kept.remove()
    await two.warehouse.restore(join(two.dir, 'backup', 'pictures'))
    await two.mirror()
  })

  it('the text binds what it is asked', () => {
    expect(Object.keys(queries).sort()).toEqual([...names].sort())
    const text = renderSql(queries['productFlowsQuery']!.sql).text
    expect(text).toContain('arrayFold(')
    expect(text).not.toMatch(/'WEALTH_BUY'|'TIME_OPEN'/)
  })

  it.each(names)('%s', async (name) => {
    const asked = queries[name]!
    await expect(asked).toBeValidQuery(two!.warehouse)
    const both = await onBoth(two!, asked)
    expect(both.one.length).toBeGreaterThan(0)
    expect(both.two).toEqual(both.one)
  })
})
