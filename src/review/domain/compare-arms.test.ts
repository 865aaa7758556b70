import { describe, expect, it } from 'vitest'
import { checkSampleRatio, compareAll, compareBy, type Moments, type NamedMetric } from './compare-arms.js'

const metric = (more: Partial<NamedMetric['metric']> = {}): NamedMetric => ({
  key: 'm',
  name: { zh: '指标', en: 'Metric' },
  metric: { outcome: 'buy', kind: 'proportion', of: 'count', better: 'higher', ...more },
})
const moments = (n: number, sum: number, squares = sum): Moments => ({ n, sums: [sum], squares: [squares] })
const one = (arm: Moments, control: Moments, more: Partial<NamedMetric['metric']> = {}) => {
  const [result] = compareAll([metric(more)], new Map([['T', arm], ['C', control]]), 'C')
  if (result === undefined) throw new Error('no result')
  return result
}

describe('compareAll', () => {
  it('REV-3: proportions by the unpooled Wald interval when every cell has ten', () => {
    const result = one(moments(400, 120), moments(400, 80))
    expect(result).toMatchObject({ method: 'wald', n_arm: 400, n_control: 400, verdict: 'better', currency: null })
    const half = 1.959963984540054 * Math.sqrt((0.3 * 0.7) / 400 + (0.2 * 0.8) / 400)
    expect(result.diff).toBeCloseTo(0.1, 12)
    expect(result.ci_low).toBeCloseTo(0.1 - half, 9)
    expect(result.ci_high).toBeCloseTo(0.1 + half, 9)
    // pooled z = 0.1 / sqrt(0.25 · 0.75 · 2/400) = 3.2660, p = 0.001091
    expect(result.p_value).toBeCloseTo(0.001091, 6)
    expect(result.relative_lift).toBeCloseTo(0.5, 12)
  })

  it('REV-3: Newcombe\'s interval with a small cell', () => {
    expect(one(moments(56, 48), moments(70, 61)).method).toBe('newcombe')
    // Newcombe 1998, table II, 9/10 and 3/10: 0.1705 to 0.8090
    const result = one(moments(10, 9), moments(10, 3))
    expect(result.ci_low).toBeCloseTo(0.1705, 4)
    expect(result.ci_high).toBeCloseTo(0.809, 4)
  })

  it('money is judged in major units', () => {
    const result = one({ n: 2, sums: [30_000], squares: [500_000_000] }, { n: 2, sums: [10_000], squares: [100_000_000] }, { kind: 'mean', of: 'money', currency: 'CNY' })
    expect(result).toMatchObject({ mean_arm: 150, mean_control: 50, diff: 100, currency: 'CNY', method: 'welch' })
    expect(one({ n: 2, sums: [300], squares: [50_000] }, { n: 2, sums: [100], squares: [10_000] }, { kind: 'mean', of: 'money', currency: 'JPY' }).mean_arm).toBe(150)
  })

  it('better lower: a fall is better', () => {
    expect(one(moments(400, 80), moments(400, 120), { better: 'lower' }).verdict).toBe('better')
    expect(one(moments(400, 120), moments(400, 80), { better: 'lower' }).verdict).toBe('worse')
    expect(one(moments(400, 80), moments(400, 120)).verdict).toBe('worse')
  })

  it('REV-6: an interval that holds 0 cannot tell', () => {
    expect(one(moments(400, 100), moments(400, 98)).verdict).toBe('cannot-tell')
  })

  it('too few units are not computable', () => {
    expect(one({ n: 1, sums: [5], squares: [25] }, { n: 1, sums: [5], squares: [25] }, { kind: 'mean' })).toMatchObject({ verdict: 'not-computable', ci_low: null, p_value: null, reason: 'too-few' })
  })

  it('REV-4: p is adjusted over the metrics of an evaluation', () => {
    const arms = new Map([['T', { n: 400, sums: [120, 100], squares: [120, 100] }], ['C', { n: 400, sums: [80, 98], squares: [80, 98] }]])
    const [first, second] = compareAll([metric(), { ...metric(), key: 'n' }], arms, 'C')
    expect(first?.p_adjusted).toBeCloseTo(2 * (first?.p_value ?? 0), 12)
    expect(second?.p_adjusted).toBeCloseTo(second?.p_value ?? 0, 12)
  })
})

describe('compareBy', () => {
  it('gives each value its difference, and 0 rows where an arm is empty', () => {
    const values = new Map([
      ['a', new Map([['T', moments(100, 50)], ['C', moments(100, 30)]])],
      ['b', new Map([['T', moments(100, 20)]])],
    ])
    const [split] = compareBy({ tag: 't', tagName: { zh: 't', en: 't' }, label: (value) => ({ zh: value, en: value }), values }, [metric()], ['T'], 'C')
    expect(split?.rows.map(({ value, n_arm, n_control, diff, p_value }) => ({ value, n_arm, n_control, diff: Number(diff.toFixed(9)), p: p_value === null }))).toEqual([
      { value: 'a', n_arm: 100, n_control: 100, diff: 0.2, p: false },
      { value: 'b', n_arm: 100, n_control: 0, diff: 0, p: true },
    ])
    expect(split?.heterogeneity).toBeNull()
  })
})

describe('checkSampleRatio', () => {
  it('REV-5: 15 and 16 of 0.9 and 0.1 fail: chi-square 59.645', () => {
    const arms = new Map([['T', moments(15, 0)], ['C', moments(16, 0)]])
    const failed = checkSampleRatio(arms, { T: 0.9, C: 0.1 })
    expect(failed.chi_square).toBeCloseTo(12.9 ** 2 / 27.9 + 12.9 ** 2 / 3.1, 9)
    expect(failed.flagged).toBe(true)
    expect(checkSampleRatio(arms, { T: 0.5, C: 0.5 })).toMatchObject({ flagged: false })
  })
})
