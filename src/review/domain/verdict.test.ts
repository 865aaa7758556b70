import { expect, it } from 'vitest'
import type { MetricResult } from '../contract.js'
import { verdictText } from './verdict.js'

const fine = { flagged: false, p_value: 0.5 }
const result = (more: Partial<MetricResult>): MetricResult => ({
  metric: 'm', name: { zh: '购买率', en: 'Bought' }, kind: 'proportion', better: 'higher', currency: null, arm: 'T', control: 'C',
  mean_arm: 0.3, mean_control: 0.2, diff: 0.1, ci_low: 0.04, ci_high: 0.16, p_value: 0.001, p_adjusted: 0.001, n_arm: 400, n_control: 400,
  relative_lift: 0.5, relative_low: 0.2, relative_high: 0.9, method: 'wald', reason: null, verdict: 'better', ...more,
})

it('REV-5: a failed sample ratio is the only thing said', () => {
  const said = verdictText([result({})], { flagged: true, p_value: 1.2e-14 })
  expect(said.en).toMatch(/^The sample-ratio check failed \(p = 1\.2e-14\)/)
  expect(said.en).not.toContain('Bought')
  expect(said.zh).not.toContain('购买率')
})

it('a gain says its size, interval and control', () => {
  const said = verdictText([result({})], fine)
  expect(said.en).toBe('"Bought" truly gained: +10.00 pp (95% interval +4.00 pp to +16.00 pp, control 20.00%).')
  expect(said.zh).toBe('“购买率”确有增量：+10.00 个百分点（95% 区间 +4.00 个百分点 至 +16.00 个百分点，对照组 20.00%）。')
})

it('REV-6: an interval that holds 0 says that the data cannot tell, with signs', () => {
  expect(verdictText([result({ verdict: 'cannot-tell', ci_low: -0.02 })], fine).en).toBe('"Bought" differs by +10.00 pp, but the 95% interval −2.00 pp to +16.00 pp includes 0: these data cannot tell whether it had an effect.')
})

it('a loss, money, and what cannot be computed', () => {
  const loss = verdictText([result({ verdict: 'worse', kind: 'mean', currency: 'CNY', diff: -1234.5, ci_low: -2000, ci_high: -500, mean_control: 3000 })], fine)
  expect(loss.en).toContain('truly lost: −')
  expect(loss.en).toContain('1,234.50')
  expect(verdictText([result({ verdict: 'not-computable', reason: 'too-few' })], fine).en).toBe('"Bought" has no interval: too few customers.')
  expect(verdictText([result({ verdict: 'not-computable', reason: 'no-variance' })], fine).zh).toContain('结果没有差别')
})
