import { describe, expect, it } from 'vitest'
import { matrixOf, numbers, takeColumns, type Fitted, type Matrix } from '#kernel/learn'
import { codeOf } from '../../../test/kit/code-of.js'
import { estimators } from '../../../test/kit/learn-estimators.js'
import { learnSample, scoreRows, takeSample, uniform, type Sample } from '../../../test/kit/learn-sample.js'

const sample = learnSample()
const all = [...sample.label.keys()]
const empty = takeSample(sample, [])

function shuffledRows(): number[] {
  const next = uniform(5)
  return all
    .map((row) => ({ row, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row)
}

function closeTo(found: Float64Array, expected: Float64Array, bound: number): void {
  expect(found.length).toBe(expected.length)
  found.forEach((value, row) => {
    expect(Math.abs(value - (expected[row] as number)), `row ${row}`).toBeLessThanOrEqual(
      bound * (1 + Math.abs(value)),
    )
  })
}

function constantTarget(from: Sample): Sample {
  const zero = new Float64Array(from.label.length)
  return {
    ...from,
    label: zero,
    count: zero,
    real: zero,
    event: zero,
    classes: { ...from.classes, codes: from.classes.codes.map(() => 0) },
  }
}

function withFirstMissing(from: Sample): Sample {
  const columns = from.matrix.columns.map((column) => {
    if (column.kind === 'category') return column
    const values = column.values.slice()
    values[0] = Number.NaN
    return { ...column, values }
  })
  return { ...from, matrix: { rows: from.matrix.rows, columns } }
}

describe.each(estimators.map((one) => [one.name, one] as const))('%s', (_name, one) => {
  const model = one.fit(sample)
  const learnsFeatures = one.rows(sample) === sample.matrix
  const rows: Matrix = learnsFeatures ? scoreRows() : one.rows(learnSample(200, 77))

  it('is plain data: after JSON it scores the same bits', () => {
    const back = JSON.parse(JSON.stringify(model)) as Fitted
    expect(back).toEqual(model)
    expect(one.score(back, rows)).toEqual(one.score(model, rows))
  })

  it('is the same, byte for byte, from the same rows and seed', () => {
    expect(JSON.stringify(one.fit(sample, { seed: 3 }))).toBe(JSON.stringify(one.fit(sample, { seed: 3 })))
  })

  it('does not depend on the order of rows', () => {
    closeTo(one.score(one.fit(takeSample(sample, shuffledRows())), rows), one.score(model, rows), 1e-9)
  })

  it.skipIf(one.traits.weights !== undefined)('takes weight 2 for the row twice', () => {
    const twice = takeSample(
      sample,
      all.flatMap((row) => Array<number>(sample.weights[row] as number).fill(row)),
    )
    const weighed = one.fit(sample, { weights: sample.weights })
    closeTo(one.score(weighed, rows), one.score(one.fit(twice), rows), 1e-9)
  })

  it.skipIf(one.explain === null)('gives reasons that add up to the score', () => {
    const scores = one.score(model, rows)
    for (let row = 0; row < 50 && one.traits.link !== undefined; row += 1) {
      const { base, reasons } = one.explain?.(model, rows, row) ?? { base: 0, reasons: [] }
      expect(reasons.map((reason) => reason.feature)).toEqual(model.features.map((feature) => feature.name))
      const sum = reasons.reduce((total, reason) => total + reason.effect, base)
      expect(sum).toBeCloseTo(one.traits.link(scores[row] as number), 9)
    }
  })

  it('gives every row a finite score, missing and unseen values too', () => {
    expect(one.score(model, rows).every(Number.isFinite)).toBe(true)
  })

  it('refuses no rows, a constant target, and rows without the columns it needs', () => {
    expect(codeOf(() => one.fit(empty))).toBe('LEARN_EMPTY')
    if (one.traits.constant !== undefined) {
      expect(codeOf(() => one.fit(constantTarget(sample)))).toBe(one.traits.constant)
    }
    expect(codeOf(() => one.score(model, takeColumns(rows, [])))).toBe('LEARN_COLUMN_MISSING')
  })

  it('refuses weights that are negative, all 0 or of another length', () => {
    const weights = new Float64Array(all.length)
    expect(codeOf(() => one.fit(sample, { weights }))).toBe('LEARN_WEIGHT')
    expect(codeOf(() => one.fit(sample, { weights: weights.map(() => -1) }))).toBe('LEARN_WEIGHT')
    expect(codeOf(() => one.fit(sample, { weights: new Float64Array(3).fill(1) }))).toBe('LEARN_ROWS_DIFFER')
  })

  it.skipIf(!learnsFeatures)(
    'refuses a column of the wrong kind and, unless it takes them, missing values',
    () => {
      const kinds = matrixOf([
        ...takeColumns(rows, ['age', 'aum']).columns,
        numbers('city', Array<number>(rows.rows).fill(1)),
      ])
      expect(codeOf(() => one.score(model, kinds))).toBe('LEARN_COLUMN_KIND')
      expect(codeOf(() => one.fit(withFirstMissing(sample)))).toBe(
        one.traits.missing === true ? 'none' : 'LEARN_MISSING',
      )
    },
  )
})

it('no estimator sees an infinite number: the matrix refuses it', () => {
  expect(codeOf(() => matrixOf([numbers('a', [1, Number.POSITIVE_INFINITY])]))).toBe('LEARN_NOT_FINITE')
})
