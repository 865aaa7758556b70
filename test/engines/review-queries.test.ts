import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EvaluationResult, MetricResult } from '#review/contract'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'

let app: TestApp
beforeAll(async () => {
  app = await openSmallBank()
})
afterAll(() => app.close())

const evaluate = (key: string, date = asOf) => runJob<EvaluationResult>(app, 'review.evaluate', { key, asOf: date })
const define = async (key: string, body: unknown) => {
  await app.context.definitions.create('evaluation', { key, name: { zh: key, en: key }, body }, headOffice)
  await app.context.definitions.publish('evaluation', key, { revision: 1 }, headOffice)
}
const winter = { of: { campaign: 'winter' }, control: 'C', shares: { T: 0.5, C: 0.5 }, metrics: ['bought'] }

const halfWidth = (of: Pick<MetricResult, 'ci_low' | 'ci_high'>) => ((of.ci_high ?? 0) - (of.ci_low ?? 0)) / 2
const expectMeans = (of: MetricResult | undefined, arm: number, control: number, diff: number) => {
  expect(of?.mean_arm).toBeCloseTo(arm, 9)
  expect(of?.mean_control).toBeCloseTo(control, 9)
  expect(of?.diff).toBeCloseTo(diff, 6)
}

describe('evaluation of the small bank', () => {
  it('REV-1, REV-7: everybody as assigned, outcomes of the seven days after the touch in Shanghai', async () => {
    const result = await evaluate('winter')
    expect(result.arms).toEqual([{ arm: 'C', n: 16, share: 16 / 31 }, { arm: 'T', n: 15, share: 15 / 31 }])
    expect(result.window).toEqual({ from: '2025-12-10', to: '2025-12-17' })
    const [bought, spend] = result.metrics
    expect(bought).toMatchObject({ metric: 'bought', arm: 'T', n_arm: 15, n_control: 16, method: 'newcombe' })
    expectMeans(bought, 4 / 15, 2 / 16, 0.141667)
    expectMeans(spend, 200 / 15, 30 / 16, 11.458333)
    // Welch by hand: variances (15000 − 200²/15)/14 and (500 − 30²/16)/15
    const width = spend === undefined ? 0 : halfWidth(spend)
    const error = Math.sqrt((15_000 - 40_000 / 15) / 14 / 15 + (500 - 900 / 16) / 15 / 16)
    // t quantile of about 15 degrees of freedom
    expect(width / error).toBeGreaterThan(2.12)
    expect(width / error).toBeLessThan(2.15)
  })

  it('REV-2: a customer seen in two arms is left out and counted, the other arm compared or not', async () => {
    expect((await evaluate('winter')).contaminated).toBe(2)
  })

  it('REV-6: an interval that holds 0 cannot tell', async () => {
    const { metrics, verdict } = await evaluate('winter')
    expect(metrics[0]?.ci_low).toBeLessThan(0)
    expect(metrics[0]?.ci_high).toBeGreaterThan(0)
    expect(metrics[0]?.verdict).toBe('cannot-tell')
    expect(verdict.en).toContain('cannot tell')
  })

  it('REV-7: a window is cut at the as-of date; without one nothing later counts either', async () => {
    const long = await evaluate('winter-long')
    expect(long.window).toEqual({ from: '2025-12-10', to: asOf })
    expect(long.metrics[0]?.mean_arm).toBeCloseTo(5 / 15, 12)
    expect(long.metrics[0]?.mean_control).toBeCloseTo(3 / 16, 12)
    const all = await evaluate('winter-all')
    expect(all.window).toEqual({ from: null, to: null })
    expect(all.metrics[0]?.mean_arm).toBeCloseTo(6 / 15, 12)
    expect(all.metrics[0]?.mean_control).toBeCloseTo(3 / 16, 12)
  })

  it('REV-5: arms out of proportion are said before any difference', async () => {
    const result = await evaluate('winter-all')
    expect(result.sampleRatio.flagged).toBe(true)
    expect(result.sampleRatio.chi_square).toBeCloseTo(59.645, 3)
    expect(result.verdict.en).toMatch(/^The sample-ratio check failed/)
    expect((await evaluate('winter')).sampleRatio).toMatchObject({ flagged: false })
  })

  it('splits by a tag, customers without a value apart', async () => {
    const split = (await evaluate('winter')).splits.find((each) => each.tag === 'aum-tier' && each.metric === 'bought')
    const rows = split?.rows.map(({ value, n_arm, n_control, mean_arm, mean_control }) => ({ value, n_arm, n_control, arm: mean_arm * n_arm, control: mean_control * n_control }))
    const sorted = rows?.sort((a, b) => (a.value < b.value ? -1 : 1))
    expect(sorted).toEqual([
      { value: '', n_arm: 1, n_control: 0, arm: 0, control: 0 },
      { value: 'T1', n_arm: 9, n_control: 4, arm: 2, control: 2 },
      { value: 'T2', n_arm: 3, n_control: 10, arm: 1, control: 0 },
      { value: 'T3', n_arm: 2, n_control: 2, arm: 1, control: 0 },
    ])
  })

  it('judges the members of a segment only when told to', async () => {
    await define('winter-wealthy', { ...winter, segment: 'wealthy', windowDays: 7 })
    const result = await evaluate('winter-wealthy')
    // T: C04–C07, C09; C: C21–C32
    expect(result.arms.map(({ arm, n }) => [arm, n])).toEqual([['C', 12], ['T', 5]])
    expect(result.metrics[0]?.mean_arm).toBeCloseTo(2 / 5, 12)
    expect(result.metrics[0]?.mean_control).toBe(0)
  })

  it('keeps one result a date: the same date again replaces it', async () => {
    await evaluate('winter')
    const runs = await app.context.runs.visible('evaluation', 'winter')
    expect(runs.map((run) => run.asOf)).toEqual([asOf])
  })

  it('refuses a campaign without the control arm', async () => {
    await define('no-control', { ...winter, control: 'Z', shares: { T: 0.5, Z: 0.5 } })
    await expect(evaluate('no-control')).rejects.toMatchObject({ code: 'EVALUATION_NO_CONTROL' })
  })
})
