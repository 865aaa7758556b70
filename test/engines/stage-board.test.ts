import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { stageBoardQuery } from '#segments/contract'
import { showStages } from '../../src/segments/actions/show-stages.js'
import { tieringRuns } from '../../src/segments/actions/tiering-runs.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'
import { publish } from '../kit/strategy-bank.js'

let app: TestApp
const txns = (window: object) => ({ kind: 'compare', left: { kind: 'agg', table: 'txn', fn: 'count', window }, op: '>=', value: 1 })
const stage = (code: string, window: object) => ({ code, name: { zh: code }, when: { v: 1, kind: 'rule', rule: txns(window) } })
const stages = [stage('USED', { kind: 'all' }), stage('ACTIVE', { kind: 'last', n: 30, unit: 'd' })]

beforeAll(async () => {
  app = await openSmallBank()
  await publish(app, 'tiering', 'used', { plan: { kind: 'funnel', stages, retentionFirst: { stage: 'ACTIVE' } } })
  await runJob(app, 'segments.tier', { key: 'used', months: 2 })
  await publish(app, 'tiering', 'aum', { plan: { kind: 'pareto', measure: { v: 1, kind: 'value', value: { kind: 'attr', table: 'customer', field: 'aum' } } } })
  await runJob(app, 'segments.tier', { key: 'aum' })
  await runJob(app, 'segment.snapshot', { key: 'active' })
})
afterAll(() => app.close())

const DATES = ['2025-10-31', '2025-11-30', asOf]
const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000
const lines = readFileSync(new URL('../kit/small-bank/transactions.csv', import.meta.url), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','))
const seen = lines.map(([, acct = '', ts = '']) => ({ cust: acct.replace('A', 'C'), on: new Date(Date.parse(ts) + 8 * 3_600_000).toISOString().slice(0, 10) }))
const usedAt = (date: string) => new Set(seen.filter(({ on }) => on <= date).map(({ cust }) => cust))
const activeAt = (date: string) => new Set(seen.filter(({ on }) => on <= date && day(on) > day(date) - 30).map(({ cust }) => cust))

const shown = async (query: object = {}, actor = headOffice, key = 'used') => {
  const run = (await tieringRuns(app.context, key))[0]?.runId ?? 0
  return showStages(app.context, { orgPaths: () => app.access.orgs() }, { key, run }, actor, stageBoardQuery.parse(query))
}

it('SEG-30: stages and days between them as the files have them', async () => {
  const board = await shown()
  expect([board.customers, ...board.stages.map(({ reached }) => reached)]).toEqual([40, usedAt(asOf).size, activeAt(asOf).size])
  expect(board.stages[1]?.rate).toBeCloseTo(23 / 26, 12)
  expect(board.weakest).toBe('USED')
  // The bank says of nobody when they opened.
  expect(board.cohorts).toMatchObject([{ cohort: 'none', customers: 40, reached: [26, 23] }])
  const firstOf = (sets: readonly Set<string>[], cust: string) => DATES[sets.findIndex((set) => set.has(cust))]
  const [used, active] = [DATES.map(usedAt), DATES.map(activeAt)]
  const known = [...usedAt(asOf)].filter((cust) => firstOf(used, cust) !== DATES[0])
  const went = known.flatMap((cust) => {
    const [from, to] = [firstOf(used, cust), firstOf(active, cust)]
    return from === undefined || to === undefined ? [] : [day(to) - day(from)]
  })
  expect(board.lags.runs).toEqual(DATES)
  expect(board.lags.steps).toMatchObject([{ from: 'USED', to: 'ACTIVE', entered: known.length, moved: went.length, median: went.toSorted((a, b) => a - b)[Math.floor(went.length / 2)] ?? null }])
  expect(known.length).toBeGreaterThan(5)
  expect(board.advice).toMatchObject({ stage: 'ACTIVE', least: 0.4, age: 60, cohorts: [], says: 'few' })
})

it('SEG-30: a segment, a cohort and the asker\'s scope choose whom it counts', async () => {
  const active = await shown({ segment: 'active' })
  expect(active).toMatchObject({ customers: 13, segment: { key: 'active', asOf } })
  expect(active.stages.map(({ reached }) => reached)).toEqual([13, 13])
  expect((await shown({ cohort: 'none', by: 'quarter' })).customers).toBe(40)
  expect(await shown({ cohort: '2025-Q3' })).toMatchObject({ customers: 0, cohorts: [], weakest: null })
  expect((await shown({}, branchB1)).customers).toBe(24)
  // Of 40 customers 14 are in no stage, and 3 of the 26 are not active: the three are not told.
  expect((await shown({}, { ...headOffice, scope: { ...headOffice.scope, minCell: 5 } })).stages.map(({ reached, met }) => [reached, met])).toEqual([[26, 26], [null, 23]])
})

it('SEG-30: only stages have a board, and retention first names one of them', async () => {
  await expect(shown({}, headOffice, 'aum')).rejects.toMatchObject({ code: 'TIERING_NO_STAGES' })
  expect(stageBoardQuery.safeParse({ cohort: '2025-13' }).success).toBe(false)
  expect(await app.context.definitions.check('tiering', null, { plan: { kind: 'funnel', stages, retentionFirst: { stage: 'X' } } })).toMatchObject([{ code: 'TIERING_CODE_UNKNOWN', path: 'plan.retentionFirst.stage' }])
})
