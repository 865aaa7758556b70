import { describe, expect, it } from 'vitest'
import {
  gaussianMixture,
  matrixOf,
  mixtureLogDensity,
  mixtureMembership,
  mixtureModel,
  numbers,
  takeRows,
} from '#kernel/learn'
import { cloudSample } from '../../../../test/kit/cluster-sample.js'

const { matrix, labels } = cloudSample()
const exact = { tolerance: 1e-13, regularise: 1e-12, rounds: 5000 }

describe('Gaussian mixture', () => {
  it('by hand: one component is mean and variance, its density that of the normal', () => {
    const line = matrixOf([numbers('x', [1, 3, 5])])
    const model = gaussianMixture({ regularise: 1e-12 }).fit(line, [0, 0, 0])
    const variance = 8 / 3
    expect(model.components[0]?.mean[0]).toBeCloseTo(3, 12)
    expect(model.components[0]?.inverse[0]).toBeCloseTo(1 / Math.sqrt(variance), 9)
    const log = (x: number) => -0.5 * Math.log(2 * Math.PI * variance) - (x - 3) ** 2 / (2 * variance)
    expect(mixtureLogDensity(model, line)[0]).toBeCloseTo(log(1), 9)
    expect(model.logLikelihood).toBeCloseTo(log(1) + log(3) + log(5), 9)
    expect(model.bic).toBeCloseTo(-2 * model.logLikelihood + 2 * Math.log(3), 9)
  })

  it.each([
    [
      'full',
      -454.0757680567569,
      989.5388957408086,
      [0.31773341983595177, 0.3465903065221255, 0.3356762736419227],
      0.9263860730773692,
    ],
    [
      'diagonal',
      -463.88848614815953,
      994.8018566952677,
      [0.32200738387618233, 0.3518071506399511, 0.3261854654838665],
      0.8903589548411669,
    ],
  ] as const)(
    '%s: agrees with scikit-learn 1.2.1 from the same start',
    (covariance, logLikelihood, bic, shares, chance) => {
      const model = gaussianMixture({ ...exact, covariance }).fit(matrix, labels)
      expect(model.logLikelihood).toBeCloseTo(logLikelihood, 6)
      expect(model.bic).toBeCloseTo(bic, 6)
      model.components.forEach((component, at) => {
        expect(component.share).toBeCloseTo(shares[at] as number, 4)
      })
      expect(mixtureMembership(model, matrix)[0]).toBeCloseTo(chance, 4)
    },
  )

  it('never loses likelihood from round to round, and BIC knows three clouds', () => {
    const logs = [1, 2, 4, 8, 16, 32].map(
      (power) =>
        gaussianMixture({ tolerance: 10 ** -power }).fit(
          matrix,
          labels.map((_, row) => row % 2),
        ).logLikelihood,
    )
    logs.slice(1).forEach((value, at) => expect(value).toBeGreaterThanOrEqual((logs[at] as number) - 1e-9))
    const bic = (clusters: (row: number) => number) =>
      gaussianMixture().fit(
        matrix,
        labels.map((_, row) => clusters(row)),
      ).bic
    expect(bic((row) => row % 3)).toBeLessThan(bic(() => 0))
    expect(bic((row) => row % 3)).toBeLessThan(bic((row) => (row % 3) + (row % 6 === 0 ? 3 : 0)))
  })

  it('takes weight 2 for the row twice, in any order of rows', () => {
    const weights = Float64Array.from(labels, (_, row) => 1 + (row % 2))
    const twice = Array.from(labels.keys())
      .flatMap((row) => Array<number>(1 + (row % 2)).fill(row))
      .reverse()
    const one = gaussianMixture(exact).fit(matrix, labels, { weights })
    const two = gaussianMixture(exact).fit(
      takeRows(matrix, twice),
      twice.map((row) => labels[row] as number),
    )
    expect(one.logLikelihood).toBeCloseTo(two.logLikelihood, 6)
    expect(one.components[1]?.mean[0]).toBeCloseTo(two.components[1]?.mean[0] as number, 5)
  })

  it('explains the log-odds against the next likeliest component', () => {
    const model = gaussianMixture().fit(matrix, labels)
    const chances = Array.from(mixtureMembership(model, matrix).subarray(0, 3)).sort((a, b) => b - a)
    const { base, reasons } = mixtureModel.explain(model, matrix, 0)
    const odds = Math.log((chances[0] as number) / (chances[1] as number))
    expect(reasons.reduce((sum, reason) => sum + reason.effect, base)).toBeCloseTo(odds, 9)
  })

  it('survives a column that never changes and a component of equal rows; refuses one without rows', () => {
    const flat = matrixOf([numbers('x', [1, 1, 1, 5, 6, 7]), numbers('one', [1, 1, 1, 1, 1, 1])])
    const model = gaussianMixture().fit(flat, [0, 0, 0, 1, 1, 1])
    expect([...mixtureModel.score(model, flat)]).toEqual([0, 0, 0, 1, 1, 1])
    expect(() => gaussianMixture().fit(flat, [0, 0, 0, 2, 2, 2])).toThrow()
  })
})
