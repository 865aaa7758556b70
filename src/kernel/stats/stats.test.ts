import { describe, expect, it } from 'vitest'
import * as stats from './index.js'

describe('special functions', () => {
  it('gamma: ln Γ(5) = ln 24, Γ(1/2) = √π, Γ(101) = 100!', () => {
    expect(stats.logGamma(5)).toBeCloseTo(Math.log(24), 12)
    expect(stats.logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12)
    // ln 100! = 363.73937555556349 (OEIS A000142)
    expect(stats.logGamma(101)).toBeCloseTo(363.73937555556349, 9)
  })
  it('incomplete gamma: Q(1, x) = exp(−x)', () => {
    for (const x of [0.1, 1, 3, 20]) expect(stats.gammaQ(1, x)).toBeCloseTo(Math.exp(-x), 14)
    expect(stats.gammaQ(2, 0)).toBe(1)
  })
  it('incomplete beta: I_x(1, b) = 1 − (1 − x)^b, I_x(a, a) at 1/2 is 1/2', () => {
    expect(stats.betaI(0.3, 1, 4)).toBeCloseTo(1 - 0.7 ** 4, 14)
    expect(stats.betaI(0.5, 7.5, 7.5)).toBeCloseTo(0.5, 13)
    expect([stats.betaI(0, 2, 3), stats.betaI(1, 2, 3)]).toEqual([0, 1])
  })
})

// These functions were also compared with scipy 1.17 on 82 points: relative difference at most 2e-10.
describe('distributions', () => {
  it('normal: tables of Abramowitz & Stegun', () => {
    expect(stats.normalCdf(1.96)).toBeCloseTo(0.9750021048517795, 13)
    expect(stats.normalCdf(-6)).toBeCloseTo(9.865876450376946e-10, 20)
    expect(stats.normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13)
    expect(stats.normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 11)
    expect(stats.normalQuantile(0.999)).toBeCloseTo(3.090232306167813, 12)
    expect([stats.normalQuantile(0), stats.normalQuantile(1), stats.normalQuantile(2)]).toEqual([
      -Infinity,
      Infinity,
      NaN,
    ])
    for (const p of [1e-8, 0.01, 0.2, 0.5, 0.93, 0.99999]) {
      expect(stats.normalCdf(stats.normalQuantile(p))).toBeCloseTo(p, 13)
    }
  })
  it('Student: with 1 df it is Cauchy, quantiles of the usual table', () => {
    expect(stats.studentCdf(1, 1)).toBeCloseTo(0.75, 13)
    expect(stats.studentQuantile(0.975, 10)).toBeCloseTo(2.2281388519649385, 10)
    expect(stats.studentQuantile(0.025, 30)).toBeCloseTo(-2.0422724563012373, 10)
    expect(stats.studentQuantile(0.975, 1e7)).toBeCloseTo(1.95996, 4)
  })
  it('chi-square: critical values of the usual table', () => {
    expect(stats.chiSquareSf(3.841458820694124, 1)).toBeCloseTo(0.05, 12)
    expect(stats.chiSquareSf(18.307038053275146, 10)).toBeCloseTo(0.05, 12)
    expect(stats.chiSquareSf(0, 3)).toBe(1)
  })
})

describe('differenceOfProportions', () => {
  it('Hillstrom visits, women’s mail against none, by hand', () => {
    const result = stats.differenceOfProportions({ n: 21387, successes: 3238 }, { n: 21306, successes: 2262 })
    expect(result.meanArm).toBeCloseTo(0.1514, 6)
    expect(result.meanControl).toBeCloseTo(0.106167, 6)
    // √(.1514·.8486/21387 + .106167·.893833/21306) = .00323438; times 1.959964 = .00633927
    expect(result.diff).toBeCloseTo(0.045233, 6)
    expect(result.ciLow).toBeCloseTo(0.038894, 5)
    expect(result.ciHigh).toBeCloseTo(0.051572, 5)
    expect(result.pValue).toBeLessThan(1e-40)
    expect(result.relativeLift).toBeCloseTo(0.426055, 5)
    expect(result.method).toBe('wald')
    // ln 1.426055 ∓ 1.959964·√(.8486/3238 + .893833/2262) = .354911 ∓ .050273
    expect(result.relativeLow).toBeCloseTo(Math.exp(0.354911 - 0.050273) - 1, 4)
    expect(result.relativeHigh).toBeCloseTo(Math.exp(0.354911 + 0.050273) - 1, 4)
  })
  it('Newcombe 1998, table II, method 10', () => {
    const first = stats.differenceOfProportions(
      { n: 70, successes: 56 },
      { n: 80, successes: 48 },
      { interval: 'newcombe' },
    )
    expect([first.ciLow, first.ciHigh].map((each) => each?.toFixed(4))).toEqual(['0.0524', '0.3339'])
    const second = stats.differenceOfProportions({ n: 10, successes: 9 }, { n: 10, successes: 3 })
    expect([second.ciLow, second.ciHigh].map((each) => each?.toFixed(4))).toEqual(['0.1705', '0.8090'])
    expect(second.method).toBe('newcombe')
  })
  it('pooled z by hand: 30/100 against 20/100 gives z = .1/√(.25·.75·.02) = 1.632993', () => {
    const result = stats.differenceOfProportions({ n: 100, successes: 30 }, { n: 100, successes: 20 })
    expect(result.pValue).toBeCloseTo(2 * (1 - stats.normalCdf(0.1 / Math.sqrt(0.25 * 0.75 * 0.02))), 12)
    expect(result.pValue).toBeCloseTo(0.1024704, 6)
  })
  it('says why it cannot tell', () => {
    expect(stats.differenceOfProportions({ n: 50, successes: 0 }, { n: 50, successes: 0 })).toMatchObject({
      pValue: null,
      reason: 'no-variance',
      relativeLift: null,
    })
    expect(stats.differenceOfProportions({ n: 0, successes: 0 }, { n: 50, successes: 5 })).toMatchObject({
      pValue: null,
      reason: 'too-few',
      ciLow: null,
    })
    expect(stats.differenceOfProportions({ n: 50, successes: 0 }, { n: 50, successes: 5 })).toMatchObject({
      relativeLift: -1,
      relativeLow: null,
    })
    expect(() => stats.differenceOfProportions({ n: 5, successes: 6 }, { n: 5, successes: 1 })).toThrow(
      RangeError,
    )
  })
})

const moments = (values: readonly number[]) => ({
  n: values.length,
  sum: values.reduce((a, b) => a + b, 0),
  sumSquares: values.reduce((a, b) => a + b * b, 0),
})

describe('differenceOfMeans', () => {
  it('R data set sleep: t.test(extra ~ group) gives df 17.776, p 0.07939, interval −3.3654832 to 0.2054832', () => {
    const result = stats.differenceOfMeans(
      moments([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]),
      moments([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]),
    )
    expect(result.pValue).toBeCloseTo(0.07939414, 7)
    expect(result.ciLow).toBeCloseTo(-3.3654832, 6)
    expect(result.ciHigh).toBeCloseTo(0.2054832, 6)
    expect(result.diff).toBeCloseTo(-1.58, 12)
  })
  it('guards small samples, constants and rounding noise', () => {
    expect(stats.differenceOfMeans(moments([1]), moments([1, 2]))).toMatchObject({
      pValue: null,
      reason: 'too-few',
    })
    expect(stats.differenceOfMeans(moments([2, 2, 2]), moments([1, 1]))).toMatchObject({
      pValue: null,
      reason: 'no-variance',
      relativeLift: 1,
    })
    const noisy = stats.differenceOfMeans(moments([1e8 + 0.1, 1e8 + 0.1, 1e8 + 0.1]), moments([5, 5]))
    expect(noisy.reason).toBe('no-variance')
    expect(() => stats.differenceOfMeans({ n: 2, sum: 10, sumSquares: 1 }, moments([1, 2]))).toThrow(
      RangeError,
    )
  })
  it('relative interval by hand: means 12 and 10, each variance of the mean 1', () => {
    // n 100, s² 100: sumSquares = 99·100 + n·mean²
    const result = stats.differenceOfMeans(
      { n: 100, sum: 1200, sumSquares: 9900 + 14400 },
      { n: 100, sum: 1000, sumSquares: 9900 + 10000 },
    )
    const half = stats.studentQuantile(0.975, 198) * Math.sqrt(1 / 144 + 1 / 100)
    expect(result.relativeLift).toBeCloseTo(0.2, 12)
    expect(result.relativeLow).toBeCloseTo(1.2 * Math.exp(-half) - 1, 10)
    expect(result.relativeHigh).toBeCloseTo(1.2 * Math.exp(half) - 1, 10)
  })
})

describe('sampleRatioCheck', () => {
  it('50 and 30 of an even split: χ² = 10²/40 · 2 = 5, p = .0253473', () => {
    const result = stats.sampleRatioCheck([50, 30], [0.5, 0.5])
    expect(result.chiSquare).toBeCloseTo(5, 12)
    expect(result.pValue).toBeCloseTo(0.0253473, 7)
    expect(result.flagged).toBe(false)
  })
  it('flags below 0.001, with any number of arms', () => {
    expect(stats.sampleRatioCheck([5000, 4500, 500], [0.45, 0.45, 0.1]).flagged).toBe(true)
    expect(stats.sampleRatioCheck([4490, 4510, 1000], [0.45, 0.45, 0.1]).flagged).toBe(false)
    expect(() => stats.sampleRatioCheck([1], [1])).toThrow(RangeError)
    expect(() => stats.sampleRatioCheck([0, 0], [0.5, 0.5])).toThrow(RangeError)
  })
})

describe('power', () => {
  it('R: power.prop.test(p1 = .10, p2 = .12, power = .8) gives n = 3840.847', () => {
    expect(stats.sampleSize({ baseline: 0.1, effect: 0.02 })).toEqual({ arm: 3841, control: 3841 })
    expect(stats.powerOfProportions({ n: 3841, rate: 0.12 }, { n: 3841, rate: 0.1 })).toBeCloseTo(0.8, 4)
  })
  it('the least effect found is the one that needs the sizes', () => {
    const effect = stats.minimumDetectableEffect({ arm: 3841, control: 3841 }, 0.1)
    expect(effect).toBeCloseTo(0.02, 5)
    const uneven = stats.sampleSize({ baseline: 0.1, effect: -0.02, ratio: 9, power: 0.9 })
    expect(uneven?.arm).toBe((uneven?.control ?? 0) * 9)
    expect(
      stats.powerOfProportions({ n: uneven!.arm, rate: 0.08 }, { n: uneven!.control, rate: 0.1 }),
    ).toBeGreaterThanOrEqual(0.9)
    expect(stats.minimumDetectableEffect({ arm: 2, control: 2 }, 0.5)).toBeNull()
    expect(() => stats.sampleSize({ baseline: 0.99, effect: 0.02 })).toThrow(RangeError)
    expect(stats.sampleSize({ baseline: 0.1, effect: 0 })).toBeNull()
  })
})

it('adjustPValues equals R p.adjust(c(.01, .04, .03, .005), "BH")', () => {
  expect(stats.adjustPValues([0.01, 0.04, null, 0.03, 0.005]).map((p) => p?.toFixed(4) ?? null)).toEqual([
    '0.0200',
    '0.0400',
    null,
    '0.0400',
    '0.0200',
  ])
  expect(stats.adjustPValues([0.9, 0.8])).toEqual([0.9, 0.9])
})

describe('heterogeneity', () => {
  it('effects 1, 2, 3 with error 1: Q = 2, df 2, p = e^−1, I² 0', () => {
    const result = stats.heterogeneity([1, 2, 3].map((effect) => ({ effect, standardError: 1 })))
    expect(result).toMatchObject({ pooled: 2, q: 2, df: 2, iSquared: 0 })
    expect(result?.pValue).toBeCloseTo(Math.exp(-1), 12)
  })
  it('effects 0 and 4: Q = 8, I² = 7/8; unusable ones are left out', () => {
    const effects = [
      { effect: 0, standardError: 1 },
      { effect: 4, standardError: 1 },
      { effect: 9, standardError: 0 },
    ]
    expect(stats.heterogeneity(effects)).toMatchObject({ pooled: 2, q: 8, df: 1, iSquared: 0.875 })
    expect(stats.heterogeneity([])).toBeNull()
  })
})
