import readExcel from 'read-excel-file/node'
import { cpSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, renderInline, renderSql, sql, type Query } from '#kernel/sql'
import { bankRuns } from '#ingest'
import { bankTableNames, type BankTableName } from '#ingest/contract'
import { latestSnapshot, visibleTo } from '#tags'
import type { People, Portrait } from '#insight/contract'
import type { Actor } from '#platform/access/contract'
import { customerPorts } from '../../src/app/customer-ports.js'
import { readTagReason } from '../../src/customers/actions/read-tag-reason.js'
import { readTimeline } from '../../src/customers/actions/read-timeline.js'
import { explainTag } from '#insight'
import { exportPortrait, exportWorkbook } from '../../src/insight/actions/export-portrait.js'
import { listPortraits, openPortrait } from '../../src/insight/actions/kept-portraits.js'
import { makePortrait } from '../../src/insight/actions/make-portrait.js'
import { monthFlow } from '../../src/insight/actions/month-flow.js'
import { listPacks, showPack } from '../../src/insight/actions/packs.js'
import { readFlow, readHistory } from '../../src/insight/actions/read-flow.js'
import { flowQuery, sizeQuery } from '../../src/insight/sql/flow-query.js'
import { moneyQuery } from '../../src/insight/sql/money-query.js'
import { monthFlowQuery } from '../../src/insight/sql/months-query.js'
import { groupSizesQuery, insertPortraitMembers } from '../../src/insight/sql/portrait-members.js'
import { channelsQuery, productsQuery } from '../../src/insight/sql/share-queries.js'
import { oneCustomer, passesOfOne, readingsQuery } from '../../src/insight/sql/readings-query.js'
import { cellsQuery, numbersQuery } from '../../src/insight/sql/trait-queries.js'
import { auditTrail } from '../kit/audit.js'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { AS_OF, bookR1, fillCustomerBank, managerB1, managerB2, nobody } from '../kit/customer-bank.js'
import { publish, run } from '../kit/strategy-bank.js'
import { tempDir } from '../kit/temp-dir.js'
import { onBoth, openTwoShards, type TwoShards } from '../kit/warehouse.js'
import '../kit/valid-query.js'

const gender = { kind: 'attr', table: 'customer', field: 'gender' }
const age = { kind: 'age', of: { kind: 'attr', table: 'customer', field: 'birth_date' } }
const isMale = { v: 1, kind: 'rule', rule: { kind: 'compare', left: gender, op: '=', value: 'M' } } as const
const held = { kind: 'agg', table: 'position', fn: 'count', window: { kind: 'all' } } as const

const everyone: People = { kind: 'everyone' }
const men: People = { kind: 'segment', key: 'men' }
const holders: People = { kind: 'rule', rule: { v: 1, kind: 'rule', rule: { kind: 'compare', left: held, op: '>=', value: 1 } } }
const withCell = (actor: Actor, minCell: number): Actor => ({ ...actor, scope: { ...actor.scope, minCell } })

/** Five persons: P1 with P2, P5 and P6 are men; P3 is of unknown, P4 of female gender. */
let app: TestApp
let two: TwoShards | null = null
let queries: Record<string, Query<unknown>>
let portrait: Portrait
const ports = () => ({ orgPaths: () => app.access.orgs() })
const draw = (of: People, against: People = everyone, actor: Actor = headOffice) => makePortrait(app.context, ports(), { of, against }, { actor })

async function fill(): Promise<void> {
  await fillCustomerBank(app)
  await publish(app, 'tag', 'sex', { facet: 'attribute', classification: 'C1', compute: { v: 1, kind: 'value', value: gender } })
  await publish(app, 'tag', 'age', { facet: 'attribute', classification: 'C1', compute: { v: 1, kind: 'value', value: age } })
  await run(app, 'tags.build', { asOf: AS_OF })
  await publish(app, 'segment', 'men', { rule: isMale })
  await run(app, 'segment.snapshot', { key: 'men', asOf: AS_OF })
}

/** Queries of the room over the bank, of the portrait that is kept. */
async function queriesOf(): Promise<Record<string, Query<unknown>>> {
  const runs = new Map<BankTableName, number[]>(await Promise.all(bankTableNames.map(async (table) => [table, await bankRuns(app.context.runs, table, AS_OF)] as const)))
  const of = (table: BankTableName) => runs.get(table) ?? []
  const snapshot = (await latestSnapshot(app.context, AS_OF))!
  const table = identifier(snapshot.table)
  const columns = [{ column: 't_age', kind: 'number' }, { column: 'a_open_date', kind: 'day' }, { column: 't_sex', kind: 'category' }] as const
  const side = { from: sql`${table} AS base`, visible: sql`1`, member: sql`ifNull(base.t_sex, '') = 'M'`, value: identifier('base', 't_sex') }
  return {
    groupSizesQuery: groupSizesQuery(portrait.id),
    numbersQuery: numbersQuery(table, portrait.id, columns.slice(0, 2)),
    cellsQuery: cellsQuery(table, portrait.id, columns, [[20, 40], [17000], []]),
    productsQuery: productsQuery(portrait.id, { product: of('product'), account: of('account'), position: of('position'), loan: of('loan') }, AS_OF),
    channelsQuery: channelsQuery(portrait.id, { txn: of('txn'), appEvent: of('app_event') }, '2025-10-02 16:00:00.000', '2025-12-31 16:00:00.000'),
    moneyQuery: moneyQuery(portrait.id, of('aum_month'), AS_OF),
    monthFlowQuery: monthFlowQuery(portrait.id, of('txn'), { types: ['POS'], from: '2025-01-01 00:00:00.000', end: '2025-12-31 16:00:00.000', zone: 'Asia/Shanghai' }),
    flowQuery: flowQuery(side, { ...side, member: sql`ifNull(base.t_age, 0) >= 40` }),
    sizeQuery: sizeQuery(side),
    readingsQuery: readingsQuery(sql`${oneCustomer(snapshot.table, 1)} AS base`, [identifier('base', 't_sex'), identifier('base', 't_age')], sql`1`),
  }
}

beforeAll(async () => {
  app = await openTestApp()
  await fill()
  portrait = await draw(men)
  queries = await queriesOf()
})
afterAll(async () => {
  await (two ?? app).close()
})

const cellsOf = (key: string) => portrait.traits.find((trait) => trait.key === key)?.cells.map(({ code, count, baseCount }) => [code, count, baseCount])
const counted = (cells: Portrait['products']['cells']): Record<string, unknown> => Object.fromEntries(cells.map(({ code, count, baseCount }) => [String(code), [count, baseCount]] as const))

describe('a portrait by value', () => {
  it('INS-3: tells segment and base of every tag, with what sets them apart first', () => {
    expect(portrait.of).toMatchObject({ kind: 'segment', key: 'men', customers: 3, sentence: { zh: expect.stringContaining('性别') as unknown } })
    expect(portrait.against).toMatchObject({ kind: 'everyone', customers: 5 })
    expect(portrait.both).toBe(3)
    expect(cellsOf('sex')).toEqual([['M', 3, 3], ['F', 0, 1], ['U', 0, 1]])
    const sex = portrait.traits.find((trait) => trait.key === 'sex')!
    expect(sex.cells[0]!.tgi!.value).toBeCloseTo((1 / 0.6) * 100, 10)
    expect(sex.cramersV).toBeCloseTo(1, 10)
    expect(portrait.traits[0]!.divergence).toBeGreaterThanOrEqual(portrait.traits.at(-1)!.divergence)
    const ages = portrait.traits.find((trait) => trait.key === 'age')!
    // 35, 45 and 55 of the men; also 60 of P3; P4 was born a day after.
    expect(ages.mean!.mean).toBeCloseTo((35 + 45 + 55) / 3, 10)
  })

  it('INS-3: products, channels and money are counted by person', () => {
    expect(counted(portrait.products.cells)).toEqual({ DEMAND: [2, 2], WEALTH: [1, 1], MORTGAGE: [1, 1] })
    expect(counted(portrait.channels.cells)).toEqual({ POS: [2, 2], COUNTER: [1, 1], APP_VISIT: [1, 1] })
    const assets = portrait.money.items.find(({ key }) => key === 'assets')!
    expect(portrait.money.month).toBe(AS_OF)
    expect(assets.mean).toBeCloseTo(25_200_000 / 3, 6)
    expect(assets.baseMean).toBeCloseTo(28_200_000 / 5, 6)
    expect(assets.shareOfBase).toBeCloseTo(252 / 282, 10)
    expect(portrait.cities.known).toBe(false)
  })

  it('INS-8: the same question on the same data is answered from what is kept, another one is not', async () => {
    expect((await draw(men)).id).toBe(portrait.id)
    const other = await draw(men, holders)
    expect(other.id).not.toBe(portrait.id)
    expect(other.against).toMatchObject({ kind: 'rule', customers: 1 })
    expect((await draw(men, everyone, managerB1)).of.customers).toBe(1)
  })

  it('INS-8: as a job it is the same portrait, kept; the history is the result of its job', async () => {
    expect(await run(app, 'insight.portrait', { of: men, against: everyone })).toEqual({ id: portrait.id, customers: 3 })
    const history = await run<{ points: unknown[] }>(app, 'insight.history', { of: men, months: 2 })
    expect(history.points).toHaveLength(2)
  })

  it('INS-6: few customers make no portrait; nobody makes none either', async () => {
    await expect(draw(men, everyone, withCell(headOffice, 3))).rejects.toMatchObject({ code: 'PORTRAIT_TOO_SMALL' })
    await expect(draw(men, everyone, bookR1)).rejects.toMatchObject({ code: 'PORTRAIT_TOO_SMALL' })
    await expect(draw(men, everyone, nobody)).rejects.toMatchObject({ code: 'PORTRAIT_EMPTY' })
  })

  it('INS-9: money by month is of the people of a kept portrait, for who sees the same customers', async () => {
    const { months } = await monthFlow(app.context, portrait.id, ['POS'], headOffice)
    expect(months.map(({ month, persons, mean }) => [month, persons, mean])).toEqual([['2025-11-01', 1, 500 / 3], ['2025-12-01', 1, 15_000 / 3]])
    await expect(monthFlow(app.context, portrait.id, ['POS'], managerB2)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('INS-10: who came and left is told by the tag before and after', async () => {
    const flow = await readFlow(app.context, ports(), { of: { kind: 'rule', rule: { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'agg', table: 'aum_month', fn: 'last', field: 'end', window: { kind: 'all' } }, op: '>=', value: 100_000 } } }, from: '2025-11-30', to: AS_OF, tag: 'sex' }, headOffice)
    expect(flow).toMatchObject({ before: 1, after: 3, came: 2, left: 0, stayed: 1, hidden: 0, reconstructed: ['2025-11-30'] })
    expect(flow.flows.map(({ before, after, customers }) => [before.in, before.code, after.in, after.code, customers] as const).toSorted()).toEqual([
      [false, 'M', true, 'M', 1], [false, 'U', true, 'U', 1], [true, 'M', true, 'M', 1],
    ].toSorted())
    await expect(readFlow(app.context, ports(), { of: men, from: AS_OF, to: AS_OF }, headOffice)).rejects.toMatchObject({ code: 'FLOW_DATES' })
    await expect(readFlow(app.context, ports(), { of: men, from: '2025-11-30', to: AS_OF, tag: 'age' }, headOffice)).rejects.toMatchObject({ code: 'FLOW_TAG_TYPE' })
  })

  it('INS-10: the history counts by the rule of today; whoever has no opening date is counted on every date', async () => {
    const { points } = await readHistory(app.context, ports(), { of: men, months: 3 }, { actor: headOffice })
    expect(points.map(({ date, customers, reconstructed }) => [date, customers, reconstructed])).toEqual([['2025-10-31', 3, true], ['2025-11-30', 3, true], [AS_OF, 3, false]])
  })

  it('INS-13: why somebody has a tag is its rule in words and what it reads of that person', async () => {
    const spent = { kind: 'agg', table: 'txn', fn: 'sum', field: 'amount', window: { kind: 'last', n: 90, unit: 'd' }, filter: { kind: 'compare', left: { kind: 'field', field: 'type' }, op: '=', value: 'POS' } }
    await publish(app, 'tag', 'spender', { facet: 'value', classification: 'C1', compute: { v: 1, kind: 'rule', rule: { kind: 'all', all: [{ kind: 'compare', left: spent, op: '>=', value: 10_000 }, { kind: 'compare', left: gender, op: '=', value: 'M' }] } } })
    const person = await explainTag(app.context, 'spender', 1, headOffice, AS_OF)
    expect(person.sentence?.zh).toContain('刷卡消费')
    expect(person.readings.map(({ type, value }) => [type, value])).toEqual([['money', '15000'], ['enum', 'M']])
    expect((await explainTag(app.context, 'spender', 1, nobody, AS_OF)).readings).toEqual([])
    await expect(explainTag(app.context, 'absent', 1, headOffice, AS_OF)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(passesOfOne([], 1)).toEqual([])
  })

  it('INS-11: an export is audited and marked', async () => {
    const file = await exportPortrait(app.context, portrait, headOffice, 'board paper')
    const lines: string[] = []
    for await (const line of file.bytes) lines.push(line)
    expect(lines[0]).toContain('board paper')
    expect(lines.some((line) => line.startsWith('tag,sex,sex,男'))).toBe(true)
    const audited = await auditTrail(app.context.ledger, 'insight.export')
    expect(audited).toMatchObject([{ purpose: 'board paper' }])
  })

  it('INS-8: portraits that were made are listed for who sees the same customers, and open as they were made', async () => {
    const { items } = await listPortraits(app.context, { limit: 50 }, headOffice)
    expect(items.map(({ by, of, against }) => [by, of.key, of.customers, against.kind, against.customers])).toEqual([[headOffice.name, 'men', 3, 'rule', 1], [headOffice.name, 'men', 3, 'everyone', 5]])
    expect(items[1]).toMatchObject({ id: portrait.id, asOf: AS_OF, madeAt: portrait.madeAt })
    const first = await listPortraits(app.context, { limit: 1 }, headOffice)
    expect((await listPortraits(app.context, { limit: 1, cursor: first.nextCursor ?? '' }, headOffice)).items).toEqual([items[1]])
    expect((await listPortraits(app.context, { limit: 9, of: 'others' }, headOffice)).items).toEqual([])
    expect((await listPortraits(app.context, { limit: 9 }, managerB2)).items).toEqual([])
    expect(await openPortrait(app.context, portrait.id, headOffice)).toEqual({ portrait, by: headOffice.name, asked: { of: men, against: everyone }, published: null })
    await expect(openPortrait(app.context, portrait.id, managerB2)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(openPortrait(app.context, 1, headOffice), 'another kind of run').rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('INS-8: other data draw it again; the earlier answer is in the book no more', async () => {
    await publish(app, 'tag', 'older', { facet: 'attribute', classification: 'C1', compute: { v: 1, kind: 'rule', rule: { kind: 'compare', left: age, op: '>=', value: 50 } } })
    await run(app, 'tags.build', { asOf: AS_OF })
    const before = (await listPortraits(app.context, { limit: 50 }, headOffice)).items.map(({ id }) => id)
    const again = await draw(men, holders)
    const after = (await listPortraits(app.context, { limit: 50 }, headOffice)).items.map(({ id }) => id)
    expect(after).toEqual([again.id, portrait.id])
    await expect(openPortrait(app.context, before[0]!, headOffice)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('INS-11: a workbook has a sheet for each part, the watermark first, and is audited', async () => {
    const file = await exportWorkbook(app.context, ports(), await openPortrait(app.context, portrait.id, headOffice), headOffice, { purpose: 'quarter review', flow: { from: '2025-11-30', tag: 'sex' } })
    const sheets = new Map((await readExcel(Buffer.concat(file.bytes))).map(({ sheet, data }) => [sheet, data]))
    const rowOf = (sheet: string, ...begin: unknown[]) => sheets.get(sheet)?.find((row) => begin.every((cell, at) => row[at] === cell))
    expect(file.name).toBe('portrait-men.xlsx')
    expect([...sheets.keys()]).toEqual(['说明 About', '特征 Traits', '资产 Money', '产品 Products', '渠道 Channels', '地域 Places', '流向 Flow', '资产变动 Assets', '产品流向 Product flows'])
    expect(sheets.get('说明 About')?.[0]?.[0]).toContain('Qunce export / men / 3 : 5 / 2025-12-31')
    expect(rowOf('说明 About', '用途 purpose')?.[1]).toBe('quarter review')
    expect(sheets.get('特征 Traits')?.find((row) => row[2] === 'sex' && row.includes('男 Male'))).toContain(3)
    expect(sheets.get('资产 Money')?.flat()).toContain(8400000)
    expect(sheets.get('流向 Flow')?.find((row) => row.includes('客群内 in') && row.includes('男 Male'))).toContain(3)
    expect(sheets.get('流向 Flow')?.flat()).toContain('2025-11-30')
    const audited = await auditTrail(app.context.ledger, 'insight.export')
    expect(audited.map(({ purpose }) => purpose).toSorted()).toEqual(['board paper', 'quarter review'])
  })

  it('INS-12: a pack says what the bank lacks, and is defined without it', async () => {
    const parts = [
      { kind: 'tags', title: { zh: '谁' }, tags: ['sex', 'absent-tag'] },
      { kind: 'months', title: { zh: '流水' }, types: ['POS'] },
      { kind: 'places', title: { zh: '哪里' } },
    ]
    await publish(app, 'insight-pack', 'men-pack', { rule: { v: 1, kind: 'rule', rule: { kind: 'inSegment', segment: 'men', version: 'latest' } }, parts })
    const [item] = await listPacks(app.context)
    expect(item).toMatchObject({ key: 'men-pack', ready: true, missing: [{ kind: 'tag', key: 'absent-tag', why: { zh: '谁' } }] })
    expect((await showPack(app.context, 'men-pack')).body.parts).toHaveLength(3)
    await expect(publish(app, 'insight-pack', 'wrong', { rule: { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'tag', tag: 'none' }, op: '=', value: 1 } }, parts })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })
})

describe('one customer', () => {
  const timeline = (more: object) => readTimeline(app.context, customerPorts(app.context, app.access), 'P1', headOffice, { limit: 50, ...more })

  it('CUS-7: the timeline ends at the first day asked for, page by page too', async () => {
    const since = await timeline({ from: '2025-12-20' })
    expect(since.items.map(({ kind }) => kind)).toEqual(['identity', 'session', 'txn', 'txn', 'touch', 'complaint', 'product'])
    expect(since.nextCursor).toBeNull()
    const first = await timeline({ from: '2025-12-20', limit: 6 })
    const rest = await timeline({ from: '2025-12-20', limit: 6, cursor: first.nextCursor ?? '' })
    expect([...first.items, ...rest.items]).toEqual(since.items)
    expect(rest.nextCursor).toBeNull()
  })

  it('CUS-8: why a customer has a tag tells money as the asker may see it, and nothing of a customer outside the scope', async () => {
    const why = (custId: string, actor: Actor) => readTagReason(app.context, customerPorts(app.context, app.access), { custId, key: 'spender' }, actor)
    const masked = await why('P5', headOffice)
    expect(masked.readings.map(({ value, amount }) => [value, amount])).toEqual([[null, { kind: 'band', from: 0, to: 1_000_000, ccy: 'CNY' }], ['M', null]])
    expect((await why('P5', managerB2)).readings[0]?.amount).toEqual({ kind: 'exact', minor: 500, ccy: 'CNY' })
    await expect(why('P5', managerB1)).rejects.toMatchObject({ code: 'CUSTOMER_NOT_FOUND' })
  })
})

describe('every query of a portrait, by the engine and on two shards', () => {
  const names = ['groupSizesQuery', 'numbersQuery', 'cellsQuery', 'productsQuery', 'channelsQuery', 'moneyQuery', 'monthFlowQuery', 'flowQuery', 'sizeQuery', 'readingsQuery']

  beforeAll(async () => {
    const kept = tempDir('portrait-bank')
    const folder = join(app.dir, 'backup', 'portraits')
    await app.context.warehouse.backup(await app.context.warehouse.tables(), folder)
    cpSync(folder, join(kept.path, basename(folder)), { recursive: true })
    await app.close()
    two = await openTwoShards()
    cpSync(join(kept.path, basename(folder)), join(two.dir, 'backup', 'portraits'), { recursive: true })
    kept.remove()
    await two.warehouse.restore(join(two.dir, 'backup', 'portraits'))
    await two.mirror()
  })

  it('the text binds what it is asked', () => {
    expect(Object.keys(queries).sort()).toEqual([...names].sort())
    const text = renderSql(insertPortraitMembers(7, { from: sql`t AS base`, visible: visibleTo(headOffice) }, sql`a`, sql`b`)).text
    expect(text).toContain('groupBitmapState(cust_no)')
    expect(text).toContain('GROUP BY part')
    expect(renderInline(queries['moneyQuery']!.sql)).toContain('end_minor')
  })

  it.each(names)('%s', async (name) => {
    const asked = queries[name]!
    await expect(asked).toBeValidQuery(two!.warehouse)
    const both = await onBoth(two!, asked)
    expect(both.one.length).toBeGreaterThan(0)
    expect(both.two).toEqual(both.one)
  })
})
