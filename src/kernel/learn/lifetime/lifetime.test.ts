import { describe, expect, it } from 'vitest'
import {
  bgNbd,
  bgNbdAlive,
  bgNbdExpected,
  bgNbdTotal,
  expectedSpend,
  gammaGamma,
  lifetimeTotal,
  lifetimeValue,
  matrixOf,
  numbers,
  parameterIntervals,
  paretoNbd,
  paretoNbdAlive,
  paretoNbdExpected,
  sbg,
  sbgResidual,
  sbgRetention,
  sbgSurvival,
  takeRows,
  type BgNbdModel,
  type Matrix,
  type ParetoNbdModel,
} from '#kernel/learn'
import { codeOf } from '../../../../test/kit/code-of.js'
import { learnSample, uniform } from '../../../../test/kit/learn-sample.js'
import { createRandom } from '../data/random.js'
import { digamma, hypergeometric, hypergeometricOne, hypergeometricSlopes } from './special.js'

const histories = (rows: readonly (readonly [number, number, number])[]): Matrix =>
  matrixOf([
    numbers(
      'frequency',
      rows.map(([x]) => x),
    ),
    numbers(
      'recency',
      rows.map(([, tx]) => tx),
    ),
    numbers(
      'age',
      rows.map(([, , age]) => age),
    ),
  ])
const isNear = (found: readonly number[], expected: readonly number[], share: number) =>
  found.forEach((value, at) =>
    expect(Math.abs(value / (expected[at] as number) - 1), `place ${at}`).toBeLessThan(share),
  )

describe('special functions', () => {
  it('digamma: -γ at 1, -γ - 2 ln 2 at a half, recurrence', () => {
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14)
    expect(digamma(0.5)).toBeCloseTo(-1.9635100260214235, 13)
    expect(digamma(20.3) - digamma(19.3)).toBeCloseTo(1 / 19.3, 13)
  })
  it('F(1, 1; 2; z) = -ln(1 - z) / z and F(1, b; b; z) = 1 / (1 - z), by series and by fraction', () => {
    for (const z of [0.01, 0.2, 0.5, 0.9, 0.999]) {
      expect(hypergeometricOne(1, 2, z)).toBeCloseTo(-Math.log(1 - z) / z, 11)
      expect(hypergeometricOne(3.3, 3.3, z) * (1 - z)).toBeCloseTo(1, 11)
      expect(hypergeometricOne(0.7, 2.9, z)).toBeCloseTo(hypergeometric(1, 0.7, 2.9, z), 11)
    }
  })
  it('slopes of F are its differences', () => {
    for (const [b, c, z] of [
      [1.2, 3.4, 0.3],
      [2.5, 4, 0.69],
      [2.5, 4, 0.71],
      [5, 66, 0.98],
    ] as const) {
      const out = new Float64Array(4)
      hypergeometricSlopes(b, c, z, out)
      const h = 1e-5
      const f = (db: number, dc: number, dz: number) => hypergeometric(1, b + db, c + dc, z + dz)
      isNear(
        [...out],
        [
          f(0, 0, 0),
          (f(h, 0, 0) - f(-h, 0, 0)) / 2 / h,
          (f(0, h, 0) - f(0, -h, 0)) / 2 / h,
          (f(0, 0, h) - f(0, 0, -h)) / 2 / h,
        ],
        2e-6,
      )
    }
  })
})

describe('agrees with scipy Nelder-Mead on the textbook likelihood, made-up rows', () => {
  const { purchases } = learnSample()
  it('BG/NBD', () => {
    const { estimates } = bgNbd().fit(purchases, null)
    isNear(
      estimates.values,
      [0.8724024779434264, 5.726000305168604, 0.7749260181823087, 2.537818208361817],
      1e-6,
    )
    expect(estimates.logLikelihood).toBeCloseTo(-3190.4144209973667, 8)
  })
  it('Gamma-Gamma', () => {
    const { estimates } = gammaGamma().fit(purchases, null)
    isNear(estimates.values, [0.8391009780516167, 7.304368026499998, 177.46764050341866], 1e-5)
    expect(estimates.logLikelihood).toBeCloseTo(-1304.918585567917, 8)
  })
  it('Pareto/NBD where the lifetimes cannot be told apart: the likelihood is as high, and no interval is claimed', () => {
    const { estimates } = paretoNbd().fit(purchases, null)
    expect(estimates.logLikelihood).toBeGreaterThan(-3218.2934488546025 - 0.02)
    expect(estimates.covariance).toBeNull()
    expect(codeOf(() => parameterIntervals(estimates))).toBe('LEARN_FLAT')
  })
})

describe('by hand, at parameters given', () => {
  const estimates = { covariance: null, logLikelihood: 0, rounds: 0 }
  const bg: BgNbdModel = {
    kind: 'bg-nbd',
    features: [],
    rows: 0,
    estimates: { ...estimates, names: ['r', 'alpha', 'a', 'b'], values: [1, 10, 2, 3] },
  }
  it('BG/NBD: one repeat purchase at 5 of 10 weeks', () => {
    // odds of having left: a / (b + x - 1) ((α + T) / (α + tx))^(r + x) = 2/3 (20/15)^2.
    expect(
      bgNbdAlive(
        bg,
        histories([
          [1, 5, 10],
          [0, 0, 10],
        ]),
      ),
    ).toEqual(Float64Array.of(1 / (1 + (2 / 3) * (16 / 9)), 1))
    // a = 2, x = 0: c = 4, F(a + b - 1 - r, a - 1; c; z) = F(3, 1; 4; z), z = 5 / 25.
    const f = hypergeometric(3, 1, 4, 0.2)
    expect(bgNbdExpected(bg, histories([[0, 0, 10]]), 5)[0]).toBeCloseTo(4 * (1 - 0.8 * f), 12)
  })
  it('BG/NBD: expected purchases near a = 1 are continuous', () => {
    const at = (a: number) =>
      bgNbdExpected(
        { ...bg, estimates: { ...bg.estimates, values: [1, 10, a, 3] } },
        histories([[2, 6, 10]]),
        8,
      )[0] as number
    expect(at(1)).toBeCloseTo((at(0.999) + at(1.001)) / 2, 6)
  })
  it('BG/NBD: the expectation is that of simulated customers', () => {
    // A new customer under r = 1, α = 10, a = 2, b = 3 over 20 weeks.
    const next = uniform(6)
    let bought = 0
    const rounds = 200_000
    for (let round = 0; round < rounds; round += 1) {
      const rate = -Math.log(1 - next()) / 10
      // Beta(2, 3): second smallest of four uniforms.
      const leaves = [next(), next(), next(), next()].sort((p, q) => p - q)[1] as number
      for (let at = -Math.log(1 - next()) / rate; at <= 20; at += -Math.log(1 - next()) / rate) {
        bought += 1
        if (next() < leaves) break
      }
    }
    expect(bgNbdExpected(bg, histories([[0, 0, 0]]), 20)[0]).toBeCloseTo(bought / rounds, 1)
  })
  it('Pareto/NBD: alive is 1 at the moment of a purchase, and both branches of F meet at α = β', () => {
    const model = (alpha: number): ParetoNbdModel => ({
      kind: 'pareto-nbd',
      features: [],
      rows: 0,
      estimates: { ...estimates, names: ['r', 'alpha', 's', 'beta'], values: [0.6, alpha, 0.7, 10] },
    })
    expect(paretoNbdAlive(model(12), histories([[3, 10, 10]]))[0]).toBeCloseTo(1, 12)
    const alive = (alpha: number) => paretoNbdAlive(model(alpha), histories([[3, 4, 10]]))[0] as number
    expect(alive(10 + 1e-7)).toBeCloseTo(alive(10 - 1e-7), 7)
    // With α = β: 1 / (1 + s / (r + s + x) (((α + T) / (α + tx))^(r + s + x) - 1)).
    expect(alive(10)).toBeCloseTo(1 / (1 + (0.7 / 4.3) * ((20 / 14) ** 4.3 - 1)), 12)
    // E: (r + x)(β + T) / ((α + T)(s - 1)) [1 - ((β + T) / (β + T + t))^(s - 1)] P(alive).
    const expected = ((3.6 * 20) / (20 * -0.3)) * (1 - (20 / 25) ** -0.3) * alive(10)
    expect(paretoNbdExpected(model(10), histories([[3, 4, 10]]), 5)[0]).toBeCloseTo(expected, 12)
  })
})

describe('sBG', () => {
  const cohort = (left: readonly number[]) => {
    const last = left.length - 1
    const lost = left.slice(1).map((there, at) => (left[at] as number) - there)
    const periods = [...lost.map((_, at) => at + 1), last]
    const fitted = sbg().fit(
      matrixOf([numbers('periods', periods), numbers('lost', [...lost.map(() => 1), 0])]),
      null,
      { weights: Float64Array.from([...lost, left[last] as number]) },
    )
    return fitted
  }
  it('reproduces Fader and Hardie 2007: high-end α .668 β 3.806 LL -1611.2, regular α .704 β 1.182 LL -1680.3', () => {
    const high = cohort([1000, 869, 743, 653, 593, 551, 517, 491])
    expect(high.estimates.values.map((value) => value.toFixed(3))).toEqual(['0.668', '3.806'])
    expect(high.estimates.logLikelihood.toFixed(1)).toBe('-1611.2')
    const regular = cohort([1000, 631, 468, 382, 326, 289, 262, 241])
    expect(regular.estimates.values.map((value) => value.toFixed(3))).toEqual(['0.704', '1.182'])
    expect(regular.estimates.logLikelihood.toFixed(1)).toBe('-1680.3')
    const curve = sbgSurvival(regular, 12)
    expect(curve[1]).toBeCloseTo(sbgRetention(regular, 1), 12)
    // Residual value is the discounted sum of survival from here.
    const long = sbgSurvival(regular, 4000)
    let sum = 0
    for (let t = 2; t <= 4000; t += 1) sum += ((long[t] as number) / (long[1] as number)) * 1.1 ** -(t - 2)
    expect(sbgResidual(regular, 2, 0.1)).toBeCloseTo(sum, 9)
  })
})

it('value is expected purchases, discounted by period, times expected spend', () => {
  const { purchases } = learnSample()
  const model = bgNbd().fit(purchases, null)
  const spend = gammaGamma().fit(purchases, null)
  const rows = takeRows(purchases, [0, 1, 2])
  const [one, two] = [bgNbdExpected(model, rows, 10), bgNbdExpected(model, rows, 20)]
  const money = expectedSpend(spend, rows)
  const value = lifetimeValue(model, spend, rows, {
    periods: 2,
    periodLength: 10,
    discount: 0.1,
    margin: 0.5,
  })
  value.forEach((found, row) => {
    const first = one[row] as number
    expect(found).toBeCloseTo(
      (money[row] as number) * 0.5 * (first / 1.1 + ((two[row] as number) - first) / 1.21),
      10,
    )
  })
  const total = lifetimeTotal(model, spend, purchases, { periods: 2, periodLength: 10, discount: 0.1 })
  expect(total.low).toBeLessThan(total.value)
  expect(total.method).toBe('delta')
  const bought = bgNbdTotal(model, purchases, 20)
  expect(bought.value).toBeCloseTo(
    bgNbdExpected(model, purchases, 20).reduce((sum, n) => sum + n, 0),
    8,
  )
})

it('the error of a parameter is the spread between independent samples: 100 pairs', () => {
  let held = 0
  for (let round = 0; round < 100; round += 1) {
    const { purchases } = learnSample(300, 1000 + round)
    const { estimates } = bgNbd().fit(purchases, null)
    const again = learnSample(300, 5000 + round)
    const other = bgNbd().fit(again.purchases, null)
    // Two independent estimates of log alpha differ by √(v1 + v2) on the log scale.
    const gap = Math.log(estimates.values[1] as number) - Math.log(other.estimates.values[1] as number)
    const spread = Math.sqrt(
      (estimates.covariance?.[5] as number) + (other.estimates.covariance?.[5] as number),
    )
    if (Math.abs(gap) < 1.96 * spread) held += 1
  }
  expect(held).toBeGreaterThanOrEqual(88)
})

it('wrong use is told', () => {
  for (const bad of [
    [1.5, 2, 3],
    [-1, 0, 3],
    [1, 4, 3],
    [0, 1, 3],
    [1, 0, 3],
    [1, Number.NaN, 3],
  ] as const) {
    expect(codeOf(() => bgNbd().fit(histories([bad, [1, 2, 3]]), null))).toBe('LEARN_PURCHASES')
  }
  expect(codeOf(() => bgNbd().fit(histories([[0, 0, 3]]), null))).toBe('LEARN_NO_REPEAT')
  const spend = (value: number | null) =>
    matrixOf([numbers('frequency', [1, 2]), numbers('value', [value, 5])])
  expect(codeOf(() => gammaGamma().fit(spend(0), null))).toBe('LEARN_SPEND')
  expect(codeOf(() => gammaGamma().fit(spend(null), null))).toBe('LEARN_SPEND')
  const lives = (periods: number[], lost: number[]) =>
    matrixOf([numbers('periods', periods), numbers('lost', lost)])
  expect(codeOf(() => sbg().fit(lives([0, 1], [1, 0]), null))).toBe('LEARN_RENEWALS')
  expect(codeOf(() => sbg().fit(lives([2, 1], [0, 0]), null))).toBe('LEARN_LABEL_CONSTANT')
})

it('Pareto/NBD ends where lifetimes hardly differ: their spread has no upper end, their mean is found', () => {
  const random = createRandom(29)
  const [meanLife, rows] = [0.7, 600]
  const columns = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)] as const
  for (let row = 0; row < rows; row += 1) {
    const age = 2 + 20 * random.next()
    const end = Math.min(age, -meanLife * Math.log(1 - random.next()))
    const rate = -0.6 * Math.log(1 - random.next())
    for (let at = -Math.log(1 - random.next()) / rate; at < end; at -= Math.log(1 - random.next()) / rate) {
      columns[0][row] = (columns[0][row] as number) + 1
      columns[1][row] = at
    }
    columns[2][row] = age
  }
  const names = ['frequency', 'recency', 'age']
  const model = paretoNbd().fit({ rows, columns: columns.map((values, at) => ({ kind: 'number', name: names[at] as string, values })) }, null)
  const [r, alpha, s, beta] = model.estimates.values as unknown as [number, number, number, number]
  // At this spread β / s is the mean life.
  expect(s).toBeGreaterThan(20)
  expect(beta / s / meanLife).toBeGreaterThan(0.75)
  expect(beta / s / meanLife).toBeLessThan(1.25)
  expect(r / alpha / 0.6).toBeGreaterThan(0.75)
  expect(r / alpha / 0.6).toBeLessThan(1.25)
})
