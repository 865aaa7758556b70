import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#platform/access/contract'
import { adoptTier } from '../../src/segments/actions/adopt-tier.js'
import { previewTiering } from '../../src/segments/actions/preview-tiering.js'
import { tieringPreviewRequestSchema } from '#segments/contract'
import { showTierMoves, showTierOrgs, showTiers, showTierTrend } from '../../src/segments/actions/read-tierings.js'
import { tierMembers } from '../../src/segments/actions/tier-members.js'
import { tieringRuns } from '../../src/segments/actions/tiering-runs.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'
import { publish } from '../kit/strategy-bank.js'

let app: TestApp
const value = (node: object) => ({ v: 1, kind: 'value', value: node })
const rule = (node: object) => ({ v: 1, kind: 'rule', rule: node })
const aum = value({ kind: 'attr', table: 'customer', field: 'aum' })
const txns = (window: object) => ({ kind: 'agg', table: 'txn', fn: 'count', window })
const all = { kind: 'all' }
const month = { kind: 'last', n: 30, unit: 'd' }
const least = (left: object, bound: number) => ({ kind: 'compare', left, op: '>=', value: bound })
const named = (zh: string) => ({ name: { zh } })
const tier = (code: string, from: number | null) => ({ code, ...named(code), from })
const pyramid = { kind: 'pyramid', measure: aum, tiers: [tier('T1', null), tier('T2', 5_000_000), tier('T3', 20_000_000)] }
const activity = { kind: 'pyramid', measure: value(txns(month)), tiers: [tier('none', null), tier('some', 1), tier('busy', 5)], near: { amount: 4 } }
const recency = value({ kind: 'daysBetween', from: { kind: 'agg', table: 'txn', fn: 'max', field: 'ts', window: all }, to: { kind: 'asOf' } })

interface Ran {
  readonly runId: number
  readonly customers: number
}

async function ran(key: string, plan: object, input: object = {}): Promise<Ran> {
  await publish(app, 'tiering', key, { plan })
  return runJob<Ran>(app, 'segments.tier', { key, ...input })
}

beforeAll(async () => {
  app = await openSmallBank()
})
afterAll(() => app.close())

const withCell = (actor: Actor, minCell: number): Actor => ({ ...actor, scope: { ...actor.scope, minCell } })
const shown = async (key: string, actor: Actor = headOffice) => showTiers(app.context, key, actor)
const sizes = async (key: string, actor: Actor = headOffice) => Object.fromEntries((await shown(key, actor)).rows.flatMap(({ code, customers }) => (customers === 0 ? [] : [[code, customers]])))
const adopted = async (key: string, wanted: { cell: string; way: 'rule' | 'cell'; near?: boolean; cameFrom?: string }, as: string) => {
  const run = (await tieringRuns(app.context, key))[0]
  const { key: made, revision } = await adoptTier(app.context, { key, run: run?.runId ?? 0 }, { near: false, ...wanted, key: as, name: { zh: as } }, headOffice)
  await app.context.definitions.publish('segment', made, { revision }, headOffice)
  return (await runJob<{ size: number }>(app, 'segment.snapshot', { key: made })).size
}

describe('a tiering that is being written', () => {
  const preview = (plan: object, actor: Actor = headOffice, more: object = {}) => previewTiering(app.context, { orgPaths: () => app.access.orgs() }, tieringPreviewRequestSchema.parse({ plan, ...more }), actor)
  const counted = ({ cells }: { readonly cells: readonly { readonly code: string; readonly customers: number | null }[] }) => cells.map(({ code, customers }) => [code, customers])

  it('SEG-9: tells the sizes a run would have, in the asker\'s scope, and keeps nothing', async () => {
    expect(await preview(pyramid)).toMatchObject({ asOf, customers: 40, money: { type: 'money', ccy: 'CNY' }, cells: [{ code: 'T1', customers: 19 }, { code: 'T2', customers: 13, share: 13 / 40 }, { code: 'T3', customers: 8, money: 300_000_000 }] })
    expect((await preview(pyramid, branchB1)).customers).toBe(24)
    expect(counted(await preview(pyramid, withCell(headOffice, 9)))).toEqual([['T1', 19], ['T2', 13], ['T3', null]])
    expect((await app.context.warehouse.tables()).filter((name) => name.startsWith('tier_preview_'))).toEqual([])
    expect(await tieringRuns(app.context, 'preview')).toEqual([])
  })

  it('SEG-9: every kind of plan has a preview, and mistakes are located', async () => {
    const few = rule(least(txns(month), 1))
    const quadrant = { kind: 'quadrant', x: { ...named('资产'), value: aum, cut: { at: 5_000_000 } }, y: { ...named('活跃'), value: value(txns(month)), cut: { at: 1 } }, cells: { ll: { zh: '低低' }, hl: { zh: '高低' }, lh: { zh: '低高' }, hh: { zh: '高高' } } }
    const plans = [
      { kind: 'pareto', measure: aum }, quadrant,
      { kind: 'rfm', recency, frequency: value(txns(all)), monetary: aum },
      { kind: 'funnel', stages: [{ code: 'A', ...named('甲'), when: few }, { code: 'B', ...named('乙'), when: few }] },
      { kind: 'causes', cases: [{ code: 'A', ...named('甲'), when: few }], otherwise: { code: 'Z', ...named('其他') } },
      { kind: 'lifecycle', states: [{ code: 'ON', ...named('活跃'), when: few }], otherwise: { code: 'OFF', ...named('静默') } },
      { kind: 'alike', seeds: few, features: [{ key: 'aum', ...named('资产'), value: aum }] },
    ]
    for (const plan of plans) expect((await preview(plan)).cells.reduce((sum, { customers }) => sum + (customers ?? 0), 0), plan.kind).toBe(40)
    expect(await preview({ ...pyramid, tiers: [tier('T1', null), tier('T2', 9), tier('T3', 8)] }).catch((error: unknown) => (error as { mistakes: { code: string; path: string }[] }).mistakes.map(({ code, path }) => [code, path]))).toEqual([['TIERING_NOT_RISING', 'plan.tiers[2]']])
  })
})

describe('a pyramid of the small bank', () => {
  beforeAll(() => ran('aum', pyramid))

  it('SEG-9: has the tiers of the README, who has no measure in the lowest', async () => {
    expect(await sizes('aum')).toEqual({ T1: 19, T2: 13, T3: 8 })
    const { rows, money } = await shown('aum')
    // C07, C09, C31–36: 200,000 + 1,000,000 + 1,800,000 yuan; all together 4,049,999.99.
    expect(rows[2]).toMatchObject({ money: 300_000_000, mean: 37_500_000, share: 0.2 })
    expect(money).toBe(404_999_999)
  })

  it('SEG-9: tells who is near the tier above and what they lack', async () => {
    const { rows } = await shown('aum')
    // Within a fifth of 50,000: C03 with 49,999.99; of 200,000: C06 with 199,999.99.
    expect(rows.map(({ near, lacking }) => [near, lacking])).toEqual([[null, null], [1, 1], [1, 1]])
    const run = (await tieringRuns(app.context, 'aum'))[0]?.runId ?? 0
    const page = await tierMembers(app.context, { key: 'aum', run }, headOffice, { cell: 'T2', near: 'true', limit: 10 })
    expect(page).toMatchObject({ total: 1, nextCursor: null, items: [{ custId: 'C06', cell: 'T2', value: 19_999_999, lacking: 1, since: asOf }] })
    expect(await adopted('aum', { cell: 'T2', way: 'rule', near: true }, 'near-t3')).toBe(1)
    await expect(adopted('aum', { cell: 'T3', way: 'rule', near: true }, 'near-t4')).rejects.toMatchObject({ code: 'TIERING_NO_NEAR' })
  })

  it('SEG-9, SEG-5: a branch sees its own customers, small cells are hidden', async () => {
    // B1 is C01–24: T1 C01–03, C08, C10–20; T2 C04–06, C21–24; T3 C07, C09.
    expect(await sizes('aum', branchB1)).toEqual({ T1: 15, T2: 7, T3: 2 })
    expect(await sizes('aum', withCell(branchB1, 3))).toEqual({ T1: 15, T2: 7, T3: null })
    const run = (await tieringRuns(app.context, 'aum'))[0]?.runId ?? 0
    const { items } = await showTierOrgs(app.context, 'aum', headOffice, { run, depth: 2 })
    expect(items.map(({ org, customers }) => [org, customers])).toEqual([['/-/', 2], ['/HO/B1/', 24], ['/HO/B2/', 8], ['/HO/B3/', 6]])
  })

  it('SEG-9: pages of members go on where they stopped, the greatest first', async () => {
    const run = (await tieringRuns(app.context, 'aum'))[0]?.runId ?? 0
    const first = await tierMembers(app.context, { key: 'aum', run }, branchB1, { cell: 'T2', limit: 4 })
    expect(first.items.map(({ custId }) => custId)).toEqual(['C06', 'C21', 'C22', 'C23'])
    const second = await tierMembers(app.context, { key: 'aum', run }, branchB1, { cell: 'T2', limit: 4, cursor: first.nextCursor ?? '' })
    expect(second.items.map(({ custId }) => custId)).toEqual(['C24', 'C05', 'C04'])
    expect(second).toMatchObject({ total: 7, nextCursor: null })
  })

  it('SEG-14: a cell adopted by its rule or by membership has its members', async () => {
    expect(await adopted('aum', { cell: 'T1', way: 'rule' }, 't1-rule')).toBe(19)
    expect(await adopted('aum', { cell: 'T2', way: 'cell' }, 't2-cell')).toBe(13)
    expect(await adopted('aum', { cell: 'T3', way: 'rule' }, 't3-rule')).toBe(8)
  })
})

describe('moves between two dates', () => {
  beforeAll(() => ran('activity', activity, { months: 1 }))

  it('SEG-10: are told by cell, and a move is a segment', async () => {
    const [now, before] = await tieringRuns(app.context, 'activity')
    expect([before?.asOf, now?.asOf]).toEqual(['2025-11-30', asOf])
    const found = await showTierMoves(app.context, 'activity', headOffice, { from: before?.runId ?? 0, to: now?.runId ?? 0 })
    // C01, C05, C21–30, C31 took it up; C06 gave it up; C11–20 stayed busy.
    expect(found.moves.map(({ from, to, customers }) => [from, to, customers])).toEqual([['none', 'none', 16], ['none', 'some', 13], ['some', 'none', 1], ['busy', 'busy', 10]])
    expect(found).toMatchObject({ up: 13, down: 1, stayed: 26, entered: 0, left: 0 })
    expect(await adopted('activity', { cell: 'some', way: 'cell', cameFrom: 'none' }, 'took-up')).toBe(13)
    expect((await showTierTrend(app.context, 'activity', headOffice)).points.map(({ rows }) => rows.map(({ customers }) => customers))).toEqual([[29, 1, 10], [17, 13, 10]])
  })

  it('SEG-10: how long somebody is in a cell goes on from the run before', async () => {
    const [now, before] = await tieringRuns(app.context, 'activity')
    expect(now?.previous).toBe(before?.runId)
    const page = await tierMembers(app.context, { key: 'activity', run: now?.runId ?? 0 }, headOffice, { limit: 40 })
    const since = new Map(page.items.map((item) => [item.custId, item.since]))
    expect([since.get('C11'), since.get('C21'), since.get('C06')]).toEqual(['2025-11-30', asOf, asOf])
  })
})

describe('Pareto, RFM and quadrants by hand', () => {
  it('SEG-11: classes hold their shares of the sum, Gini and top shares of the curve', async () => {
    await ran('abc', { kind: 'pareto', measure: aum })
    // 80 % of 4,050,099.99 yuan is reached among those of 60,000, 95 % with C05.
    expect(await sizes('abc')).toEqual({ A: 19, B: 1, C: 20 })
    const { run, concentration } = await shown('abc')
    expect(run.cells.map(({ from }) => from)).toEqual([6_000_000, 5_000_001, null])
    const amounts = [...Array<number>(7).fill(0), 100, ...Array<number>(10).fill(10_000), 49_999.99, 50_000, 50_000.01, ...Array<number>(10).fill(60_000), 199_999.99, 200_000, ...Array<number>(6).fill(300_000), 1_000_000]
    const sum = amounts.reduce((total, each) => total + each, 0)
    const gini = (2 * amounts.reduce((total, each, at) => total + (at + 1) * each, 0)) / (40 * sum) - 41 / 40
    expect(concentration?.gini).toBeCloseTo(gini, 9)
    // A twentieth of 40 are two: C09 and one of 300,000.
    expect(concentration?.top.find(({ share }) => share === 0.05)?.holds).toBeCloseTo(1_300_000 / sum, 6)
    expect(await adopted('abc', { cell: 'C', way: 'rule' }, 'class-c')).toBe(20)
  })

  it('SEG-12: eight cells by medians', async () => {
    const run = await ran('rfm', { kind: 'rfm', recency, frequency: value(txns(all)), monetary: aum })
    expect(run.customers).toBe(40)
    expect(await sizes('rfm')).toEqual({ LHL: 10, HLH: 12, HLL: 1, LLH: 8, LLL: 9 })
    const { run: found, grid } = await shown('rfm')
    expect(found.cuts.map(({ axis, at }) => [axis, at])).toEqual([['recency', 19], ['frequency', 3], ['monetary', 5_000_000.5]])
    expect(grid.reduce((sum, { customers }) => sum + (customers ?? 0), 0)).toBe(40)
    for (const [cell, size] of [['LHL', 10], ['HLH', 12], ['LLL', 9]] as const) expect(await adopted('rfm', { cell, way: 'rule' }, `rfm-${cell.toLowerCase()}`)).toBe(size)
  })

  it('SEG-12: quadrants by a fixed cut and a quantile', async () => {
    const cells = { ll: { zh: '自动' }, hl: { zh: '维持' }, lh: { zh: '培育' }, hh: { zh: '保护' } }
    await ran('quadrant', { kind: 'quadrant', x: { ...named('资产'), value: aum, cut: { at: 5_000_000 } }, y: { ...named('笔数'), value: value(txns(all)), cut: { quantile: 0.5 } }, cells })
    // From 50,000 yuan on: 21; more than 3 transactions: C11–20, who have 10,000.
    expect(await sizes('quadrant')).toEqual({ LL: 9, HL: 21, LH: 10 })
    expect(await adopted('quadrant', { cell: 'LH', way: 'rule' }, 'to-grow')).toBe(10)
  })
})

describe('funnels, causes and life cycles', () => {
  const consents = { kind: 'compare', left: { kind: 'attr', table: 'customer', field: 'marketing_consent' }, op: 'is', value: true }

  it('SEG-13: a funnel counts who meets a stage, and who meets all before it', async () => {
    const stages = [{ code: 'USED', ...named('有交易'), when: rule(least(txns(all), 1)) }, { code: 'ACTIVE', ...named('活跃'), when: rule(least(txns(month), 1)) }, { code: 'CONSENT', ...named('同意'), when: rule(consents) }]
    await ran('funnel', { kind: 'funnel', stages })
    const { rows } = await shown('funnel')
    // 26 ever, 23 in 30 days, of whom 13 consent; 20 consent in all.
    expect(rows.map(({ code, customers, met }) => [code, customers, met])).toEqual([['NONE', 14, null], ['USED', 3, 26], ['ACTIVE', 10, 23], ['CONSENT', 13, 20]])
    expect(await adopted('funnel', { cell: 'ACTIVE', way: 'rule' }, 'no-consent')).toBe(10)
  })

  it('SEG-13: of causes the first that holds', async () => {
    const cases = [{ code: 'BUSY', ...named('常用'), when: rule(least(txns(month), 5)), advice: { zh: '维护' } }, { code: 'AGREED', ...named('同意'), when: rule(consents) }]
    await ran('causes', { kind: 'causes', cases, otherwise: { code: 'REST', ...named('其余') } })
    // C11–20 are busy; of the 20 odd numbers 5 are among them.
    expect(await sizes('causes')).toEqual({ BUSY: 10, AGREED: 15, REST: 15 })
    expect(await adopted('causes', { cell: 'REST', way: 'rule' }, 'the-rest')).toBe(15)
    expect((await shown('causes')).run.cells[0]?.advice).toEqual({ zh: '维护', en: '维护' })
  })

  it('SEG-13: a state must last before it counts; some states are entered from others only', async () => {
    const active = { kind: 'last', n: 3, unit: 'd' }
    const states = [
      { code: 'BACK', ...named('回归'), when: rule(least(txns(active), 1)), from: ['QUIET'], most: 30, hold: 0 },
      { code: 'ACTIVE', ...named('活跃'), when: rule(least(txns(active), 1)) },
    ]
    await publish(app, 'tiering', 'life', { plan: { kind: 'lifecycle', states, otherwise: { code: 'QUIET', ...named('沉默') }, hysteresis: 7 } })
    const on = async (date: string, custId: string) => {
      const { runId } = await runJob<Ran>(app, 'segments.tier', { key: 'life', asOf: date })
      const page = await tierMembers(app.context, { key: 'life', run: runId }, headOffice, { limit: 40 })
      return page.items.find((item) => item.custId === custId)?.cell
    }
    // C11 pays from 5 to 9 November and from 5 to 9 December.
    expect(await on('2025-11-10', 'C11')).toBe('ACTIVE')
    expect(await on('2025-11-14', 'C11')).toBe('ACTIVE')
    expect(await on('2025-11-18', 'C11')).toBe('ACTIVE')
    expect(await on('2025-11-21', 'C11')).toBe('QUIET')
    expect(await on('2025-12-06', 'C11')).toBe('BACK')
    expect(await on('2025-12-10', 'C11')).toBe('BACK')
    await expect(adopted('life', { cell: 'BACK', way: 'rule' }, 'back')).rejects.toMatchObject({ code: 'TIERING_NO_RULE' })
  })
})

describe('a tiering is refused', () => {
  it('when codes repeat, tiers do not rise, states are unknown, values are no numbers', async () => {
    const codes = async (plan: object) => (await app.context.definitions.check('tiering', null, { plan })).map(({ code, path }) => [code, path])
    expect(await codes({ ...pyramid, tiers: [tier('T1', null), tier('T1', 5), tier('T2', 4)] })).toEqual([['TIERING_CODE_REPEATED', 'plan'], ['TIERING_NOT_RISING', 'plan.tiers[2]']])
    expect(await codes({ ...pyramid, measure: value({ kind: 'attr', table: 'customer', field: 'birth_date' }) })).toEqual([['TIERING_VALUE_TYPE', 'plan.measure']])
    const state = { code: 'A', ...named('甲'), when: rule({ kind: 'always' }), from: ['Z'] }
    expect(await codes({ kind: 'lifecycle', states: [state], otherwise: { code: 'B', ...named('乙') } })).toEqual([['TIERING_CODE_UNKNOWN', 'plan.states[0].from']])
  })

  it('or asked of what was never run', async () => {
    await publish(app, 'tiering', 'idle', { plan: pyramid })
    await expect(showTiers(app.context, 'idle', headOffice)).rejects.toMatchObject({ code: 'TIERING_NOT_RUN' })
    await expect(showTiers(app.context, 'aum', headOffice, 999_999)).rejects.toMatchObject({ code: 'TIERING_RUN_UNKNOWN' })
  })
})
