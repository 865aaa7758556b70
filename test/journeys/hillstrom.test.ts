import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import type { EvaluationResult } from '#review/contract'
import type { LoadResult } from '#ingest'
import { definitionFiles, readLoopFile } from '../../src/app/cli/loop-file.js'
import { headOffice, openData, openTestApp, type TestApp } from '../kit/app.js'

const example = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'examples', 'email-campaign.yaml')
const open = openData()
const csv = open === null ? '' : join(open, 'hillstrom', 'hillstrom_womens_vs_control.csv')
const there = csv !== '' && existsSync(csv)

/** An independent reading of the file: a split on commas outside quotes, plain sums, textbook formulas. */
function oracle() {
  const rows = readFileSync(csv, 'utf8').trim().split('\n').slice(1).map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/))
  const arms = { T: rows.filter((row) => row[8] === 'Womens E-Mail'), C: rows.filter((row) => row[8] === 'No E-Mail') }
  const column = (arm: string[][], at: number) => arm.map((row) => Number(row[at]))
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length
  const variance = (values: number[]) => {
    const m = mean(values)
    return values.reduce((sum, value) => sum + (value - m) ** 2, 0) / (values.length - 1)
  }
  const difference = (at: number, proportion: boolean) => {
    const t = column(arms.T, at)
    const c = column(arms.C, at)
    const spread = (values: number[]) => (proportion ? mean(values) * (1 - mean(values)) : variance(values)) / values.length
    const error = Math.sqrt(spread(t) + spread(c))
    const diff = mean(t) - mean(c)
    return { meanT: mean(t), meanC: mean(c), diff, low: diff - 1.959964 * error, high: diff + 1.959964 * error }
  }
  return { n: { T: arms.T.length, C: arms.C.length }, visit: difference(9, true), conversion: difference(10, true), spend: difference(11, false) }
}

describe.skipIf(!there)('Hillstrom, the real e-mail campaign (skipped without QUNCE_OPEN_DATA)', () => {
  let app: TestApp
  let load: LoadResult
  let result: EvaluationResult
  const run = async (kind: string, input: unknown) => app.context.jobs.wait(await app.context.jobs.start(kind, input, headOffice))

  beforeAll(async () => {
    app = await openTestApp()
    const loop = await readLoopFile(example)
    await app.context.definitions.apply(definitionFiles(loop), headOffice)
    load = (await run('data.load', { source: 'email-campaign', file: { path: csv }, trustedPath: true, businessDate: '2008-03-31' })) as LoadResult
    await run('tags.build', { asOf: '2008-03-31' })
    result = (await run('review.evaluate', { key: 'womens-email', asOf: '2008-03-31' })) as EvaluationResult
  })
  afterAll(() => app.close())

  it('ING-3: loads all 42,693 rows, the 4,438 exact duplicates too', () => {
    expect(load.report).toMatchObject({ rows: 42_693, accepted: 42_693, rejected: 0, newCustomers: 42_693 })
  })

  it('reproduces the published means', () => {
    const [visit, conversion, spend] = result.metrics
    expect(visit).toMatchObject({ metric: 'visit', n_arm: 21_387, n_control: 21_306, verdict: 'better' })
    expect(visit?.mean_arm).toBeCloseTo(0.1514, 6)
    expect(visit?.mean_control).toBeCloseTo(0.106167, 6)
    expect(visit?.diff).toBeCloseTo(0.04523, 4)
    expect(conversion?.mean_arm).toBeCloseTo(0.008837, 6)
    expect(conversion?.mean_control).toBeCloseTo(0.005726, 6)
    expect(spend?.mean_arm).toBeCloseTo(1.077202, 6)
    expect(spend?.mean_control).toBeCloseTo(0.652789, 6)
  })

  it('REV-3: gives the intervals an independent reading of the file gives', () => {
    const told = oracle()
    for (const name of ['visit', 'conversion', 'spend'] as const) {
      const metric = result.metrics.find((each) => each.metric === name)
      expect(metric?.diff).toBeCloseTo(told[name].diff, 9)
      expect(metric?.ci_low).toBeCloseTo(told[name].low, 4)
      expect(metric?.ci_high).toBeCloseTo(told[name].high, 4)
    }
    expect(result.arms.map((arm) => arm.n).sort()).toEqual([told.n.C, told.n.T].sort())
  })

  it('passes the sample-ratio check and splits by every tag', () => {
    expect(result.sampleRatio.flagged).toBe(false)
    const recency = result.splits.find((split) => split.tag === 'recency-band' && split.metric === 'visit')
    expect(recency?.rows.map((row) => row.value)).toEqual(['m01-03', 'm04-06', 'm07-09', 'm10-12'])
    expect(recency?.rows.reduce((sum, row) => sum + row.n_arm, 0)).toBe(21_387)
    for (const row of recency?.rows ?? []) expect(row.ci_low).toBeLessThan(row.diff)
  })

  it('ING-1: the same file again changes nothing', async () => {
    const again = (await run('data.load', { source: 'email-campaign', file: { path: csv }, trustedPath: true, businessDate: '2008-03-31' })) as LoadResult
    expect(again.status).toBe('unchanged')
  })
})
