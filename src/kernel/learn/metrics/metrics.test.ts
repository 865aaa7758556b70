import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  auc,
  aucInterval,
  averagePrecision,
  brier,
  calibrate,
  calibrationTable,
  categories,
  curveOf,
  fitIsotonic,
  fitPlatt,
  gainAt,
  gini,
  ks,
  liftAt,
  liftTable,
  linearModel,
  logisticRegression,
  logLoss,
  numbers,
  quantileCuts,
  quantilesOf,
  rankingOf,
  stability,
  stabilityBase,
  withBootstrap,
} from '#kernel/learn'
import { learnSample, uniform } from '../../../../test/kit/learn-sample.js'
import { fallingOrder } from './order.js'

const sample = learnSample()
const score = linearModel.score(logisticRegression({ l2: 0 }).fit(sample.matrix, sample.label), sample.matrix)
const coarse = score.map((value) => Math.round(value * 20) / 20)
const plain = curveOf(rankingOf(sample.label, coarse))
const weighed = curveOf(rankingOf(sample.label, coarse), sample.weights)

describe('agrees with scikit-learn 1.9 on scores with many ties', () => {
  it('AUC, with weights too', () => {
    expect(auc(plain)).toBeCloseTo(0.76637691324933, 13)
    expect(auc(weighed)).toBeCloseTo(0.7743571534564264, 13)
    expect(gini(plain)).toBeCloseTo(2 * 0.76637691324933 - 1, 12)
  })
  it('average precision, KS (scipy), Brier, log loss', () => {
    expect(averagePrecision(plain)).toBeCloseTo(0.7545933780137951, 13)
    expect(averagePrecision(weighed)).toBeCloseTo(0.7658313053203525, 13)
    expect(ks(plain).value).toBeCloseTo(0.4083519126230617, 13)
    expect(brier(sample.label, score)).toBeCloseTo(0.1961420398453424, 12)
    expect(logLoss(sample.label, score)).toBeCloseTo(0.5744543374040483, 12)
    expect(logLoss(sample.label, score, sample.weights)).toBeCloseTo(0.5661592641776834, 12)
  })
  it("DeLong's error, from the definition with all pairs", () => {
    const interval = aucInterval(plain)
    expect(interval.error).toBeCloseTo(0.02346661898375045, 12)
    expect(interval.high - interval.value).toBeCloseTo(1.959963984540054 * interval.error, 12)
  })
  it('isotonic regression', () => {
    const fitted = fitIsotonic(sample.label, sample.real.map(Math.round), sample.weights)
    if (fitted.kind !== 'isotonic') throw new Error('not isotonic')
    expect(fitted.scores).toEqual([-7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 9])
    const expected = [
      0,
      1 / 14,
      1 / 14,
      1 / 6,
      0.1875,
      0.3763440860215054,
      0.5333333333333333,
      0.545,
      0.545,
      0.704225352112676,
      0.8727272727272727,
      0.8727272727272727,
      0.9047619047619048,
      0.9047619047619048,
      1,
    ]
    fitted.probabilities.forEach((value, at) => expect(value).toBeCloseTo(expected[at] as number, 12))
    expect([...calibrate(fitted, [-100, -3.5, 0.4, 100])]).toEqual(
      [0, (1 / 6 + 0.1875) / 2, 0.545, 1].map((value) => expect.closeTo(value, 12) as number),
    )
  })
})

describe('by hand', () => {
  it('AUC: 5 of 6 pairs right; the tie counts half', () => {
    expect(auc(curveOf(rankingOf([1, 0, 1, 0, 0], [0.9, 0.8, 0.7, 0.3, 0.1])))).toBeCloseTo(5 / 6, 15)
    expect(auc(curveOf(rankingOf([1, 0, 1, 0, 0], [0.9, 0.7, 0.7, 0.3, 0.1])))).toBeCloseTo(5.5 / 6, 15)
  })
  it('lift and gain, the tied rows shared between bands', () => {
    const curve = curveOf(rankingOf([1, 1, 0, 1, 0, 0, 0, 0, 0, 1], [9, 8, 7, 6, 5, 5, 5, 5, 2, 1]))
    const [first, second] = liftTable(curve, 2)
    expect(first).toMatchObject({
      rows: 5,
      positives: 3,
      rate: 0.6,
      lift: expect.closeTo(1.5, 12) as number,
      gain: 0.75,
      lowestScore: 5,
    })
    expect(second).toMatchObject({ positives: 1, cumulativeLift: 1, gain: 1, shareOfRows: 1 })
    expect(gainAt(curve, 0.2)).toBe(0.5)
    expect(liftAt(curve, 0.2)).toBe(2.5)
    const tied = curveOf(rankingOf([1, 1, 0, 0], [1, 1, 1, 1]))
    expect(liftTable(tied, 4).map((band) => band.gain)).toEqual([0.25, 0.5, 0.75, 1])
  })
  it('PSI: two cells moved from .5/.5 to .25/.75, a cell empty on one side counted', () => {
    const base = stabilityBase(numbers('x', [1, 2, 3, 4]), 2)
    const moved = stability(base, numbers('x', [1, 3, 4, 9]))
    expect(moved.value).toBeCloseTo(-0.25 * Math.log(0.5) + 0.25 * Math.log(1.5), 12)
    expect(moved.emptyCells).toBe(0)
    const unseen = stability(
      stabilityBase(categories('c', ['a', 'b'])),
      categories('c', ['a', 'a', 'b', 'z']),
    )
    // base .5 .5 0 0, actual .5 .25 .25 0: the unseen cell gets half a row of two, .25.
    expect(unseen.value).toBeCloseTo(-0.25 * Math.log(0.5) + 0, 12)
    expect(unseen.emptyCells).toBe(1)
    expect(stability(base, numbers('x', [null, 1, 3, 4])).emptyCells).toBe(1)
  })
  it('calibration in two bands with the Wilson interval', () => {
    const table = calibrationTable([0, 0, 1, 1], [0.1, 0.3, 0.6, 0.8], { bands: 2 })
    expect(table.bands.map((band) => [band.rows, band.rate])).toEqual([
      [2, 0],
      [2, 1],
    ])
    expect(table.bands[0]?.meanProbability).toBeCloseTo(0.2, 12)
    expect(table.bands[0]?.high).toBeCloseTo(3.841458820694124 / (2 + 3.841458820694124), 9)
    expect(table.expectedError).toBeCloseTo(0.25, 12)
    expect(table.bias).toBeCloseTo(-0.05, 12)
  })
  it('Platt softens the labels: on one score the probability is the mean target', () => {
    // Score 0 for 3 rows (1 yes), score 1 for 3 rows (2 yes): targets 4/5 and 1/5.
    const fitted = fitPlatt([1, 0, 0, 1, 1, 0], [0, 0, 0, 1, 1, 1])
    const [low, high] = calibrate(fitted, [0, 1])
    expect(low).toBeCloseTo((0.8 + 0.2 + 0.2) / 3, 9)
    expect(high).toBeCloseTo((0.8 + 0.8 + 0.2) / 3, 9)
  })
  it('weighted quantiles and cuts', () => {
    expect(quantilesOf([4, 1, 3, 2], [0, 0.5, 1])).toEqual([1, 2.5, 4])
    expect(quantilesOf([1, 2, Number.NaN], [0.5], Float64Array.of(1, 3, 9))).toEqual([2])
    expect(quantileCuts([1, 2, 3, 4], 2)).toEqual([3])
    expect(quantileCuts([1, 1, 1, 1, 5], 5)).toEqual([5])
    expect(quantileCuts([7, 7], 4)).toEqual([])
  })
})

describe('properties', () => {
  const doubles = fc.array(
    fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -3, max: 3 }),
      fc.constant(-0),
    ),
    { maxLength: 300 },
  )
  it('the radix sort orders any doubles as a comparison does, ties by row', () => {
    fc.assert(
      fc.property(doubles, (values) => {
        const expected = [...values.keys()].sort(
          (a, b) => (values[b] as number) - (values[a] as number) || a - b,
        )
        expect([...fallingOrder(values)]).toEqual(expected)
      }),
    )
  })
  it('a long run that shares its upper bits is sorted too', () => {
    const next = uniform(8)
    const values = Float64Array.from({ length: 5000 }, () => 1 + next() * 1e-7)
    const sorted = Float64Array.from(fallingOrder(values), (row) => values[row] as number)
    expect(sorted).toEqual(values.slice().sort().reverse())
  })
  it('AUC is the share of pairs; it turns round with the score; weights repeat rows', () => {
    const rows = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 1 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 1, max: 3 }),
      ),
      { minLength: 2, maxLength: 40 },
    )
    fc.assert(
      fc.property(rows, (raw) => {
        const label = raw.map(([y]) => y)
        if (new Set(label).size < 2) return
        const s = raw.map(([, value]) => value)
        const w = Float64Array.from(raw, ([, , weight]) => weight)
        let [right, all] = [0, 0]
        raw.forEach(([y, a, wa]) =>
          raw.forEach(([z, b, wb]) => {
            if (y !== 1 || z !== 0) return
            all += wa * wb
            right += wa * wb * (a > b ? 1 : a === b ? 0.5 : 0)
          }),
        )
        const curve = curveOf(rankingOf(label, s), w)
        expect(auc(curve)).toBeCloseTo(right / all, 12)
        expect(
          auc(
            curveOf(
              rankingOf(
                label,
                s.map((value) => -value),
              ),
              w,
            ),
          ),
        ).toBeCloseTo(1 - right / all, 12)
        const twice = raw.flatMap((row) => Array<(typeof raw)[number]>(row[2]).fill(row))
        const long = curveOf(
          rankingOf(
            twice.map(([y]) => y),
            twice.map(([, value]) => value),
          ),
        )
        if (aucInterval(long).error > 0) {
          expect(aucInterval(curve).error).toBeCloseTo(aucInterval(long).error, 12)
        }
      }),
    )
  })
})

describe('bootstrap', () => {
  it('is the same for a seed and near the analytic interval', () => {
    const ranking = rankingOf(sample.label, coarse)
    const run = (seed: number) => withBootstrap((weights) => auc(curveOf(ranking, weights)), 400, seed, 400)
    expect(run(1)).toEqual(run(1))
    expect(run(1)).not.toEqual(run(2))
    const found = run(1)
    const analytic = aucInterval(plain)
    expect(found.value).toBeCloseTo(analytic.value, 12)
    expect(Math.abs(found.error / analytic.error - 1)).toBeLessThan(0.12)
    expect(Math.abs(found.low - analytic.low)).toBeLessThan(0.01)
  })
  it('says how many rounds gave no number', () => {
    const ranking = rankingOf([1, 0, 0], [3, 2, 1])
    const found = withBootstrap((weights) => auc(curveOf(ranking, weights)), 3, 1, 200)
    expect(found.withoutValue).toBeGreaterThan(20)
    expect(found.value).toBe(1)
  })
  it('mean of a normal sample: its error is the standard error', () => {
    const values = Float64Array.from(sample.real)
    const mean = (weights: Float64Array) =>
      weights.reduce((sum, weight, row) => sum + weight * (values[row] as number), 0) /
      weights.reduce((sum, weight) => sum + weight, 0)
    const own = mean(new Float64Array(400).fill(1))
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - own) ** 2, 0) / 399)
    expect(Math.abs(withBootstrap(mean, 400, 3, 600).error / (deviation / 20) - 1)).toBeLessThan(0.1)
  })
})
