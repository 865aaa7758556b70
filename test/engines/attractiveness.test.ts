import readExcel from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { attractivenessQuery } from '#segments/contract'
import { compareSegments } from '../../src/segments/actions/attractiveness.js'
import { exportAttractiveness } from '../../src/segments/actions/export-attractiveness.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { copyRun } from '../kit/segment-runs.js'
import { asOf, openSmallBank } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'

let app: TestApp
beforeAll(async () => {
  app = await openSmallBank()
})
afterAll(() => app.close())

const compared = async (query: object = {}, actor = headOffice) => compareSegments(app.context, actor, attractivenessQuery.parse({ valueTag: 'inflow-30d', ...query }))
const one = (found: Awaited<ReturnType<typeof compared>>, key: string) => found.items.find((item) => item.key === key)

it('SEG-33: size, value and reach of the newest snapshots, by hand', async () => {
  const found = await compared()
  // active: 6 + 10 + 5 × 50 + 5 × 100 yuan of 13, all consent. wealthy: 10 + 10 × 100 yuan of 21, 11 consent. The third has no snapshot.
  expect([found.asOf, found.leftOut, found.value?.key, found.effect, found.effects]).toEqual([asOf, 1, 'inflow-30d', null, []])
  expect(found.values.map(({ key }) => key)).toEqual(expect.arrayContaining(['inflow-30d', 'txn-30d', 'age']))
  const [active, wealthy] = [one(found, 'active'), one(found, 'wealthy')]
  expect(active?.figures).toMatchObject({ size: 13, growth: null, reach: 1, uplift: null })
  expect(active?.figures.value).toBeCloseTo(76_600 / 13, 6)
  expect(wealthy?.figures).toMatchObject({ size: 21, reach: 11 / 21 })
  expect(wealthy?.figures.value).toBeCloseTo(101_000 / 21, 6)
  expect([active?.ranks, wealthy?.ranks]).toMatchObject([{ size: 25, value: 75, reach: 75 }, { size: 75, value: 25, reach: 25 }])
  expect(active?.score).toBeCloseTo(175 / 3, 9)
  expect(one(await compared({ size: '1', value: '0', reach: '0', growth: '0', uplift: '0' }), 'wealthy')?.score).toBe(75)
})

it('SEG-33: growth against the newest snapshot of the same version 30 days before or more', async () => {
  await copyRun(app.context, 'active', 'wealthy', '2025-12-15')
  expect(one(await compared(), 'active')).toMatchObject({ before: null, figures: { growth: null } })
  await copyRun(app.context, 'active', 'wealthy', '2025-12-01')
  const active = one(await compared(), 'active')
  expect([active?.before, active?.figures.growth, active?.ranks.growth]).toEqual(['2025-12-01', 13 / 21 - 1, 50])
  expect(active?.score).toBeCloseTo((25 + 50 + 75 + 75) / 4, 9)
})

it('SEG-33: counts the customers the asker may see, and tells nothing of few', async () => {
  const own = await compared({}, branchB1)
  // In B1 are 9 of either; those of wealthy who consent are C05, C07, C09, C21 and C23.
  expect(own.items.map(({ key, figures: { size, reach } }) => [key, size, reach])).toEqual([['active', 9, 1], ['wealthy', 9, 5 / 9]])
  const few = await compared({}, { ...branchB1, scope: { ...branchB1.scope, minCell: 5 } })
  expect(one(few, 'wealthy')?.figures.reach).toBeNull()
  expect(await compared({}, { ...branchB1, scope: { ...branchB1.scope, minCell: 10 } })).toMatchObject({ items: [], leftOut: 3 })
  await expect(compared({ valueTag: 'aum-tier' })).rejects.toMatchObject({ code: 'SEGMENT_COLUMN_UNKNOWN' })
})

it('SEG-33: as a workbook: weights and tags it was made by, then figures, percentiles, points and score as numbers, money in major units', async () => {
  const ask = attractivenessQuery.parse({ valueTag: 'inflow-30d', size: '1', growth: '0' })
  const found = await compareSegments(app.context, headOffice, ask)
  const [about, segments] = await readExcel(Buffer.concat((await exportAttractiveness(app.context, headOffice, ask)).bytes))
  const said = new Map(about?.data.map(([name, value]) => [String(name), value]))
  expect([said.get('标签截至 tags as of'), said.get('权重 weight: 规模 size'), said.get('权重 weight: 增长 growth'), said.get('导出人 by'), said.get('未参与的客群 segments not compared')]).toEqual([asOf, 1, 0, headOffice.name, 1])
  const [head = [], ...rows] = segments?.data ?? []
  const best = found.items.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
  expect(rows.map(([key]) => key)).toEqual(best.map(({ key }) => key))
  const cell = (key: string, column: string) => rows.find(([one]) => one === key)?.[head.indexOf(column)]
  // 76 600 fen of 13 members, told in yuan.
  expect(cell('active', '价值 value CNY')).toBeCloseTo(766 / 13, 6)
  expect([cell('active', '规模 size'), cell('active', '可触达 reach 百分位 percentile'), cell('active', '效果 effect')]).toEqual([13, 75, null])
  expect(cell('active', '得分 score')).toBeCloseTo(one(found, 'active')?.score ?? 0, 9)
})
