import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#platform/access/contract'
import { adoptTier } from '../../src/segments/actions/adopt-tier.js'
import { crossTiers, tierRates } from '../../src/segments/actions/cross-tiers.js'
import { exportTier } from '../../src/segments/actions/export-members.js'
import { segmentManagers } from '../../src/segments/actions/segment-managers.js'
import { showSegment } from '../../src/segments/actions/list-segments.js'
import { readMembers } from '../../src/segments/actions/read-members.js'
import { tierMembers } from '../../src/segments/actions/tier-members.js'
import { showTierPlane } from '../../src/segments/actions/tier-plane.js'
import { tieringRun } from '../../src/segments/actions/tiering-runs.js'
import type { AdoptTier } from '#segments/contract'
import { headOffice, type TestApp } from '../kit/app.js'
import { openSmallBank, runJob } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'
import { publish } from '../kit/strategy-bank.js'

let app: TestApp
const value = (node: object) => ({ v: 1, kind: 'value', value: node })
const aum = value({ kind: 'attr', table: 'customer', field: 'aum' })
const txns = value({ kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'all' } })
const month = value({ kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'last', n: 30, unit: 'd' } })
const tier = (code: string, from: number | null) => ({ code, name: { zh: code }, from })
const withCell = (actor: Actor, minCell: number): Actor => ({ ...actor, scope: { ...actor.scope, minCell } })
const at = async (key: string) => ({ key, run: (await tieringRun(app.context, key)).runId })

beforeAll(async () => {
  app = await openSmallBank()
  await publish(app, 'tiering', 'aum', { plan: { kind: 'pyramid', measure: aum, tiers: [tier('T1', null), tier('T2', 5_000_000), tier('T3', 20_000_000)] } })
  await publish(app, 'tiering', 'activity', { plan: { kind: 'pyramid', measure: month, tiers: [tier('none', null), tier('some', 1), tier('busy', 5)] } })
  const cells = { ll: { zh: '自动' }, hl: { zh: '维持' }, lh: { zh: '培育' }, hh: { zh: '保护' } }
  await publish(app, 'tiering', 'plane', { plan: { kind: 'quadrant', x: { name: { zh: '潜力' }, value: txns, cut: { at: 3 } }, y: { name: { zh: '价值' }, value: aum, cut: { at: 5_000_000 } }, cells }, money: aum })
  await runJob(app, 'segments.tier', { key: 'aum' })
  await runJob(app, 'segments.tier', { key: 'activity', months: 1 })
  await runJob(app, 'segments.tier', { key: 'plane' })
})
afterAll(() => app.close())

/** Customers of the run as a list tells them, with scores by the formula of the README. */
async function scored(scale: 'plain' | 'log', weight: number) {
  const { items } = await tierMembers(app.context, await at('plane'), headOffice, { limit: 100 })
  const placed = (one: number | null) => (scale === 'plain' ? (one ?? 0) : Math.sign(one ?? 0) * Math.log1p(Math.abs(one ?? 0)))
  const standard = (numbers: number[]) => {
    const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length
    const deviation = Math.sqrt(numbers.reduce((sum, one) => sum + (one - mean) ** 2, 0) / numbers.length)
    return numbers.map((one) => (one - mean) / deviation)
  }
  const [x, y] = [standard(items.map((item) => placed(item.value))), standard(items.map(({ second }) => placed(second)))]
  return items.map((item, row) => ({ ...item, score: weight * (x[row] ?? 0) + (1 - weight) * (y[row] ?? 0) })).toSorted((a, b) => b.score - a.score || (a.custId < b.custId ? -1 : 1))
}

async function snapshotOf(key: string, wanted: Partial<AdoptTier>, actor = headOffice) {
  const from = await at('plane')
  const { revision } = await adoptTier(app.context, from, { near: false, way: 'cell', key, name: { zh: key }, ...wanted }, actor)
  await app.context.definitions.publish('segment', key, { revision }, headOffice)
  await runJob(app, 'segment.snapshot', { key })
  return (await readMembers(app.context, key, headOffice, { limit: 100 })).items.map(({ custId }) => custId)
}

describe('potential and value', () => {
  it.each([['plain', 0.5, 12], ['log', 0.3, 7]] as const)('SEG-26: on the %s scale with weight %d a capacity takes the highest sums of standard scores', async (scale, weight, most) => {
    const oracle = await scored(scale, weight)
    const { chosen, customers, bins, hidden } = await showTierPlane(app.context, await at('plane'), headOffice, { most, weight, scale })
    expect(customers).toBe(40)
    expect(bins.reduce((sum, bin) => sum + bin.customers, 0)).toBe(40)
    expect(hidden).toBe(0)
    expect(chosen?.line).toBeCloseTo(oracle[most - 1]?.score ?? 0, 9)
    const mean = (rows: typeof oracle) => rows.reduce((sum, row) => sum + (row.second ?? 0), 0) / rows.length
    expect(chosen?.y).toBeCloseTo(mean(oracle.slice(0, most)), 3)
    expect(chosen?.restY).toBeCloseTo(mean(oracle.slice(most)), 3)
    expect(await snapshotOf(`front-${scale}`, { most, front: { weight, scale } })).toEqual(oracle.slice(0, most).map(({ custId }) => custId).toSorted())
    expect((await showSegment(app.context, `front-${scale}`, headOffice)).sentence.zh).toContain(`最高的 ${most} 位`)
  })

  it('SEG-26: somebody of a branch chooses among its customers, and the segment stays within it', async () => {
    const oracle = (await scored('plain', 0.5)).filter(({ orgPath }) => orgPath.startsWith('/HO/B1/')).slice(0, 3).map(({ custId }) => custId)
    expect((await showTierPlane(app.context, await at('plane'), branchB1, { most: 3, weight: 0.5, scale: 'plain' })).customers).toBe(24)
    expect(await snapshotOf('front-b1', { most: 3, front: { weight: 0.5, scale: 'plain' } }, branchB1)).toEqual(oracle.toSorted())
  })

  it('SEG-26, SEG-5: small hexagons and a choice of few are not told; a pyramid has no second figure', async () => {
    const seen = await showTierPlane(app.context, await at('plane'), withCell(headOffice, 8), { most: 5, weight: 0.5, scale: 'plain' })
    expect(seen.bins.every(({ customers }) => customers >= 8)).toBe(true)
    expect(seen.hidden).toBeGreaterThan(0)
    expect(seen.chosen).toBeNull()
    await expect(showTierPlane(app.context, await at('aum'), headOffice, { weight: 0.5, scale: 'plain' })).rejects.toMatchObject({ code: 'TIERING_NO_PLANE' })
  })
})

describe('two tierings', () => {
  it('SEG-27: across each other hold each customer once; a pair of cells is a segment', async () => {
    const [place, other] = [await at('aum'), await at('activity')]
    const found = await crossTiers(app.context, place, headOffice, { with: 'activity' })
    const [a, b] = await Promise.all([place, other].map(async (from) => new Map((await tierMembers(app.context, from, headOffice, { limit: 100 })).items.map((item) => [item.custId, item]))))
    for (const { row, column, customers, money, tgi } of found.cells) {
      const both = [...(a ?? [])].filter(([custId, item]) => item.cell === row && b?.get(custId)?.cell === column)
      expect(customers).toBe(both.length)
      expect(money).toBe(both.reduce((sum, [, item]) => sum + (item.money ?? 0), 0))
      const [inRow, inColumn] = [[...(a ?? [])].filter(([, item]) => item.cell === row).length, [...(b ?? [])].filter(([, item]) => item.cell === column).length]
      expect(tgi).toBeCloseTo((both.length / inRow / (inColumn / 40)) * 100, 9)
    }
    expect(found.rowTotals.map(({ customers }) => customers)).toEqual([19, 13, 8])
    const from = await adoptTier(app.context, place, { cell: 'T1', way: 'cell', near: false, also: { tiering: 'activity', cell: 'busy' }, key: 't1-busy', name: { zh: '又小又忙' } }, headOffice)
    await app.context.definitions.publish('segment', from.key, { revision: from.revision }, headOffice)
    // C11–20 are busy, and have 10,000 each.
    expect((await runJob<{ size: number }>(app, 'segment.snapshot', { key: 't1-busy' })).size).toBe(10)
    expect((await app.context.definitions.usedBy('tiering', 'activity')).map(({ key }) => key)).toContain('t1-busy')
    await expect(adoptTier(app.context, place, { cell: 'T1', way: 'cell', near: false, also: { tiering: 'activity', cell: 'no' }, key: 'none', name: { zh: '无' } }, headOffice)).rejects.toMatchObject({ code: 'TIERING_CELL_UNKNOWN' })
  })

  it('SEG-27, SEG-5: a small cell is hidden with what would tell it', async () => {
    const found = await crossTiers(app.context, await at('aum'), withCell(headOffice, 3), { with: 'activity' })
    const hidden = found.cells.filter(({ customers }) => customers === null)
    for (const { row, column } of hidden) {
      expect(hidden.filter((cell) => cell.row === row && cell.column !== column).length + found.cells.filter((cell) => cell.row === row && cell.customers === 0).length).toBeGreaterThan(0)
    }
    expect(found.cells.every(({ customers }) => customers === null || customers === 0 || customers >= 3)).toBe(true)
  })

  it('SEG-10: of those who could rise so many did', async () => {
    // none 29 → 13 some; some 1 → none; busy 10 stay: 13 of 30 rose, 1 of 11 fell.
    expect((await tierRates(app.context, 'activity', headOffice)).points).toMatchObject([{ up: { customers: 13, of: 30, rate: 13 / 30 }, down: { customers: 1, of: 11, rate: 1 / 11 } }])
    expect((await tierRates(app.context, 'activity', withCell(headOffice, 5))).points[0]?.down).toEqual({ customers: null, of: 11, rate: null })
  })
})

it('SEG-4: a cell is exported with what the run knows, money in yuan', async () => {
  const file = await exportTier(app.context, await at('aum'), branchB1, { purpose: 'call list', cell: 'T3', columns: ['age'], lang: 'en' })
  let text = ''
  for await (const chunk of file.bytes) text += chunk
  const lines = text.trim().split('\r\n')
  expect(lines[1]).toMatch(/^Customer \[cust_id\],Organisation \[org_path\],Cell \[cell\],Name of cell \[cell_name\],Value \[value\] CNY,Money \[money\] CNY,Since \[since\],.+ \[age\]$/)
  expect(lines.slice(2).map((line) => line.split(',').slice(0, 5))).toEqual([['C07', '/HO/B1/B1-1/', 'T3', 'T3', '200000.00'], ['C09', '/HO/B1/B1-1/', 'T3', 'T3', '1000000.00']])
  const near = await exportTier(app.context, await at('aum'), headOffice, { purpose: 'call list', cell: 'T2', near: true, columns: [] })
  let nearText = ''
  for await (const chunk of near.bytes) nearText += chunk
  expect(nearText.trim().split('\r\n').slice(2).map((line) => line.split(',')[0])).toEqual(['C06'])
})

it('SEG-28: members by manager add up, page by page, in scope', async () => {
  const all = await segmentManagers(app.context, 'front-plain', headOffice, { limit: 100 })
  expect(all.items.reduce((sum, { members }) => sum + (members ?? 0), 0)).toBe(12)
  expect(all.items.reduce((sum, { customers }) => sum + (customers ?? 0), 0)).toBe(40)
  const first = await segmentManagers(app.context, 'front-plain', headOffice, { limit: 2 })
  const second = await segmentManagers(app.context, 'front-plain', headOffice, { limit: 2, cursor: first.nextCursor ?? '' })
  expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 4))
  expect((await segmentManagers(app.context, 'front-plain', branchB1, { limit: 100 })).items.every(({ orgPath }) => orgPath.startsWith('/HO/B1/'))).toBe(true)
})
