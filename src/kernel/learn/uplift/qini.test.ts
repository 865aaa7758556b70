import { describe, expect, it } from 'vitest'
import {
  auuc,
  createRandom,
  qini,
  shuffled,
  upliftAt,
  upliftBands,
  upliftPoints,
  upliftRankingOf,
  upliftReport,
} from '#kernel/learn'
import { codeOf } from '../../../../test/kit/code-of.js'
import { uniform } from '../../../../test/kit/learn-sample.js'
import { upliftSample } from '../../../../test/kit/uplift-sample.js'

/*
 * Six customers by falling score: T1 C0 T1 C1 T0 C0 (arm and outcome).
 * Qini Yᵗ - Yᶜ·Nᵗ/Nᶜ: 1, 1, 2, 1, .5, 1; area 6, less the line's 3 = 3. Ideal: 2 at 2, 2 at 5, 1 at 6: 9.5 - 3 = 6.5.
 * Uplift (Yᵗ/Nᵗ - Yᶜ/Nᶜ)n: 1, 2, 3, 2, 5/6, 2; area 59/6, less 6 = 23/6. Ideal: 2, 4, 10/3, 2 at 2, 4, 5, 6: 43/3 - 6 = 25/3.
 */
const score = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4]
const six = { treatment: [1, 0, 1, 0, 1, 0], outcome: [1, 0, 1, 1, 0, 0] }

/** The definitions as they are written, row after row: points after each distinct score, areas by trapezoids. */
function naive(score: number[], treatment: number[], outcome: number[]) {
  const points = (key: number[], height: (nt: number, nc: number, yt: number, yc: number) => number) => {
    const levels = [...new Set(key)].sort((a, b) => b - a)
    const curve = levels.map((level) => {
      const down = key.flatMap((value, row) => (value >= level ? [row] : []))
      const arm = (t: number) => down.filter((row) => treatment[row] === t)
      const sum = (rows: number[]) => rows.reduce((total, row) => total + (outcome[row] as number), 0)
      return { n: down.length, h: height(arm(1).length, arm(0).length, sum(arm(1)), sum(arm(0))) }
    })
    const all = [{ n: 0, h: 0 }, ...curve]
    const area = all
      .slice(1)
      .reduce(
        (total, { n, h }, at) =>
          total + ((n - (all[at] as { n: number }).n) * (h + (all[at] as { h: number }).h)) / 2,
        0,
      )
    const end = all[all.length - 1] as { n: number; h: number }
    return area - (end.n * end.h) / 2
  }
  const qiniOf = (nt: number, nc: number, yt: number, yc: number) => (nc === 0 ? yt : yt - (yc * nt) / nc)
  const upliftOf = (nt: number, nc: number, yt: number, yc: number) =>
    ((nt === 0 ? 0 : yt / nt) - (nc === 0 ? 0 : yc / nc)) * (nt + nc)
  const gain = outcome.map((y, row) => (treatment[row] === 1 ? y : -y))
  const cr = outcome.filter((y, row) => y === 1 && treatment[row] === 0).length
  const tn = outcome.filter((y, row) => y === 0 && treatment[row] === 1).length
  const perfect = outcome.map(
    (y, row) => 2 * (y === treatment[row] ? 1 : 0) + (cr > tn ? y : (treatment[row] as number)),
  )
  return {
    qini: points(score, qiniOf) / points(gain, qiniOf),
    auuc: points(score, upliftOf) / points(perfect, upliftOf),
  }
}

describe('Qini and AUUC', () => {
  it('are what a hand computes', () => {
    const ranking = upliftRankingOf(six, score)
    expect(qini(ranking)).toEqual({ coefficient: 3 / 6.5, perCustomer: 3 / 18, total: 1 })
    expect(auuc(ranking).coefficient).toBeCloseTo(23 / 6 / (25 / 3), 12)
    expect(auuc(ranking).perCustomer).toBeCloseTo(23 / 6 / 36, 12)
    expect(upliftAt(ranking, 0.5)).toBe(1)
    expect(upliftAt(ranking, 2 / 3, undefined, 'by_arm')).toBeCloseTo(0.5, 12)
    expect(upliftPoints(ranking, 6).map((point) => point.qini)).toEqual([0, 1, 1, 2, 1, 0.5, 1])
  })

  it('are the written definitions on random rows with ties', () => {
    const next = uniform(9)
    for (let round = 0; round < 30; round += 1) {
      const rows = 20 + Math.floor(next() * 60)
      const each = (below: number) => Array.from({ length: rows }, () => Math.floor(next() * below))
      const [scores, treatment, outcome] = [each(8), each(2), each(2)] as [number[], number[], number[]]
      const expected = naive(scores, treatment, outcome)
      const ranking = upliftRankingOf({ treatment, outcome }, scores)
      expect(qini(ranking).coefficient).toBeCloseTo(expected.qini, 10)
      expect(auuc(ranking).coefficient).toBeCloseTo(expected.auuc, 10)
    }
  })

  it('take amounts: the ideal sorts by what was gained', () => {
    const amounts = { treatment: six.treatment, outcome: [5, 0, 3, 2, 0, 0] }
    const expected = naive(score, amounts.treatment, amounts.outcome)
    expect(qini(upliftRankingOf(amounts, score)).coefficient).toBeCloseTo(expected.qini, 12)
    expect(auuc(upliftRankingOf(amounts, score)).coefficient).toBeNull()
  })

  it('take weight 2 for the row twice, in any order of rows', () => {
    const sample = upliftSample({ rows: 300 })
    const weights = Float64Array.from(sample.effect, (_, row) => 1 + (row % 2))
    const twice = Array.from(sample.effect.keys())
      .flatMap((row) => Array<number>(1 + (row % 2)).fill(row))
      .reverse()
    const pick = (values: ArrayLike<number>) => twice.map((row) => values[row] as number)
    const one = upliftRankingOf(sample, sample.effect)
    const two = upliftRankingOf(
      { treatment: pick(sample.treatment), outcome: pick(sample.outcome) },
      pick(sample.effect),
    )
    expect(qini(one, weights).coefficient).toBeCloseTo(qini(two).coefficient as number, 12)
    expect(auuc(one, weights).coefficient).toBeCloseTo(auuc(two).coefficient as number, 12)
    expect(upliftAt(one, 0.3, weights)).toBeCloseTo(upliftAt(two, 0.3), 12)
    expect(upliftBands(one, 7, weights).meanError).toBeCloseTo(upliftBands(two, 7).meanError, 12)
  })

  it('with one propensity for all are the plain figures; with the true one they undo confounding', () => {
    const { treatment, outcome } = six
    expect(qini(upliftRankingOf({ treatment, outcome, propensity: 0.3 }, score))).toEqual(
      qini(upliftRankingOf(six, score)),
    )
    const sample = upliftSample({ rows: 40_000, confounding: 1.5, strength: 0 })
    const income = sample.matrix.columns[1]
    const byIncome = Array.from(income?.kind === 'number' ? income.values : [])
    const plain = upliftBands(
      upliftRankingOf({ treatment: sample.treatment, outcome: sample.outcome }, byIncome),
      1,
    )
    const weighed = upliftBands(upliftRankingOf(sample, byIncome), 1)
    expect(plain.bands[0]?.observed.low).toBeGreaterThan(0.05)
    expect(Math.abs(weighed.bands[0]?.observed.value as number)).toBeLessThan(0.02)
  })

  it('stay near zero where the treatment is dealt anew: no signal, no Qini', () => {
    const sample = upliftSample({ rows: 6000 })
    const real = qini(upliftRankingOf(sample, sample.effect)).coefficient as number
    const permuted = Array.from({ length: 40 }, (_, round) => {
      const order = shuffled(6000, createRandom(round + 1))
      const treatment = sample.treatment.map((_, row) => sample.treatment[order[row] as number] as number)
      return qini(upliftRankingOf({ treatment, outcome: sample.outcome }, sample.effect))
        .coefficient as number
    })
    const mean = permuted.reduce((sum, value) => sum + value, 0) / permuted.length
    expect(Math.abs(mean)).toBeLessThan(0.01)
    expect(permuted.every((value) => Math.abs(value) < real / 2)).toBe(true)
  })

  it('give intervals that hold the truth and are the same for a seed', () => {
    const sample = upliftSample({ rows: 3000 })
    const report = upliftReport(sample, sample.effect, { rounds: 60, seed: 4 })
    expect(report).toEqual(upliftReport(sample, sample.effect, { rounds: 60, seed: 4 }))
    expect(report.qini.low).toBeGreaterThan(0)
    expect(report.qini.high).toBeGreaterThan(report.qini.value)
    const next = uniform(1)
    const chance = upliftReport(
      sample,
      sample.effect.map(() => next()),
      { rounds: 60 },
    )
    expect(chance.qini.low).toBeLessThan(0)
    expect(chance.qini.high).toBeGreaterThan(0)
  })

  it('calibrate: true effects are what is observed in every band', () => {
    const sample = upliftSample({ rows: 40_000 })
    const told = upliftBands(upliftRankingOf(sample, sample.effect))
    expect(told.slope).toBeCloseTo(1, 1)
    expect(told.intercept).toBeCloseTo(0, 1)
    expect(
      told.bands.filter((band) => band.observed.low <= band.predicted && band.predicted <= band.observed.high)
        .length,
    ).toBeGreaterThanOrEqual(8)
    const doubled = upliftBands(
      upliftRankingOf(
        sample,
        sample.effect.map((value) => 2 * value),
      ),
    )
    expect(doubled.slope).toBeCloseTo(told.slope / 2, 10)
    expect(told.bands.reduce((sum, band) => sum + band.rows, 0)).toBeCloseTo(40_000, 6)
  })

  it('refuse one arm only, a propensity of 0 or 1, marks that are no arm', () => {
    const code = (target: Parameters<typeof upliftRankingOf>[0]) => codeOf(() => upliftRankingOf(target, score))
    expect(code({ ...six, treatment: [1, 1, 1, 1, 1, 1] })).toBe('LEARN_ARM_EMPTY')
    expect(code({ ...six, propensity: 1 })).toBe('LEARN_OVERLAP')
    expect(code({ ...six, propensity: [0.5, 0.5, 0, 0.5, 0.5, 0.5] })).toBe('LEARN_OVERLAP')
    expect(code({ ...six, treatment: [1, 2, 0, 0, 0, 0] })).toBe('LEARN_TREATMENT')
    expect(code({ ...six, outcome: [1] })).toBe('LEARN_ROWS_DIFFER')
  })
})
