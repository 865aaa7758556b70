import { describe, expect, it } from 'vitest'
import {
  applyPipeline,
  categories,
  columnOf,
  fitPipeline,
  matrixOf,
  numbers,
  type Matrix,
  type Pipeline,
  type PreparationPlan,
} from '#kernel/learn'
import { codeOf } from '../../../../test/kit/code-of.js'
import { learnSample, uniform } from '../../../../test/kit/learn-sample.js'

const valuesOf = (matrix: Matrix, name: string) => {
  const column = columnOf(matrix, name)
  return column.kind === 'number'
    ? [...column.values]
    : [...column.codes].map((code) => column.levels[code] ?? null)
}
const x = numbers('x', [1, 2, null, 4, 100])
const c = categories('c', ['a', 'b', 'a', null, 'b'])
const matrix = matrixOf([x, c])
const run = (plan: readonly PreparationPlan[], rows: Matrix = matrix) => {
  const { pipeline } = fitPipeline(plan, matrix, { target: [1, 0, 1, 0, 0] })
  return applyPipeline(JSON.parse(JSON.stringify(pipeline)) as Pipeline, rows)
}

describe('each step by hand', () => {
  it('imputes median, mean, mode and a constant, and marks what was missing', () => {
    const median = run([{ kind: 'impute', columns: ['x'], by: 'median', indicator: true }]).matrix
    expect(valuesOf(median, 'x')).toEqual([1, 2, 3, 4, 100])
    expect(valuesOf(median, 'x_missing')).toEqual([0, 0, 1, 0, 0])
    expect(valuesOf(run([{ kind: 'impute', by: 'mean' }]).matrix, 'x')[2]).toBe(26.75)
    expect(valuesOf(run([{ kind: 'impute', columns: ['c'], by: 'mode' }]).matrix, 'c')).toEqual([
      'a',
      'b',
      'a',
      'a',
      'b',
    ])
    expect(valuesOf(run([{ kind: 'impute', by: { constant: '无' } }]).matrix, 'c')).toEqual([
      'a',
      'b',
      'a',
      '无',
      'b',
    ])
    expect(valuesOf(run([{ kind: 'impute', by: { constant: 0 } }]).matrix, 'x')[2]).toBe(0)
  })
  it('cuts tails, takes signed logarithms, standardises; missing stays missing', () => {
    expect(valuesOf(run([{ kind: 'winsorise', low: 0.25, high: 0.75 }]).matrix, 'x')).toEqual([
      1.5,
      2,
      Number.NaN,
      4,
      52,
    ])
    const logs = run(
      [{ kind: 'log' }],
      matrixOf([numbers('x', [-3, 0, 3, null]), categories('c', ['a', 'a', 'a', 'a'])]),
    ).matrix
    expect(valuesOf(logs, 'x')).toEqual([-Math.log(4), 0, Math.log(4), Number.NaN])
    const scaled = valuesOf(run([{ kind: 'standardise' }]).matrix, 'x').filter(
      (value): value is number => typeof value === 'number' && !Number.isNaN(value),
    )
    expect(scaled.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12)
    expect(scaled.reduce((sum, value) => sum + value * value, 0) / 4).toBeCloseTo(1, 12)
  })
  it('one-hot: an unseen category is 0 everywhere, and counted', () => {
    const { matrix: found, unseen } = run(
      [{ kind: 'one-hot' }],
      matrixOf([x, categories('c', ['b', 'z', null, 'a', 'z'])]),
    )
    expect(valuesOf(found, 'c=a')).toEqual([0, 0, 0, 1, 0])
    expect(valuesOf(found, 'c=b')).toEqual([1, 0, 0, 0, 0])
    expect(unseen).toEqual({ c: 2 })
  })
  it('bins at quantiles: [cut, next cut)', () => {
    expect(valuesOf(run([{ kind: 'bin', bins: 2 }]).matrix, 'x')).toEqual([
      '(-∞, 4)',
      '(-∞, 4)',
      null,
      '[4, ∞)',
      '[4, ∞)',
    ])
  })
  it('target and WOE encoding with smoothing', () => {
    // a: 2 rows, 2 yes; b: 2 rows, 0 yes; missing: 1 row, 0 yes. Overall .4.
    const target = run(
      [{ kind: 'encode', by: 'target', smoothing: 2, folds: 2 }],
      matrixOf([x, categories('c', ['a', 'b', null, 'z', 'a'])]),
    )
    const seen = [(2 + 0.8) / 4, 0.8 / 4, 0.8 / 3, 0.4, (2 + 0.8) / 4]
    valuesOf(target.matrix, 'c').forEach((value, row) => expect(value).toBeCloseTo(seen[row] as number, 12))
    expect(target.unseen).toEqual({ c: 1 })
    const woe = run(
      [{ kind: 'encode', by: 'woe', smoothing: 2, folds: 2 }],
      matrixOf([x, categories('c', ['a', 'b', null, 'z', 'a'])]),
    ).matrix
    expect(valuesOf(woe, 'c')[0]).toBeCloseTo(Math.log(2.8 / 2 / (1.2 / 3)), 12)
    expect(valuesOf(woe, 'c')[3]).toBe(0)
  })
})

describe('out of fold', () => {
  it('training rows are encoded without their own label: noise keeps no signal', () => {
    const next = uniform(3)
    const rows = 2000
    const noise = categories(
      'n',
      Array.from({ length: rows }, () => String(Math.floor(next() * 700))),
    )
    const label = Float64Array.from({ length: rows }, () => (next() < 0.5 ? 1 : 0))
    const data = matrixOf([noise])
    const { pipeline, training } = fitPipeline([{ kind: 'encode', by: 'target', smoothing: 1 }], data, {
      target: label,
    })
    const link = (matrix: Matrix) => {
      const values = valuesOf(matrix, 'n') as number[]
      const mean = values.reduce((sum, value) => sum + value, 0) / rows
      const [xy, xx, yy] = values.reduce<[number, number, number]>(
        ([a, b, d], value, row) => {
          const y = (label[row] as number) - 0.5
          return [a + (value - mean) * y, b + (value - mean) ** 2, d + y * y]
        },
        [0, 0, 0],
      )
      return xy / Math.sqrt(xx * yy)
    }
    expect(link(applyPipeline(pipeline, data).matrix)).toBeGreaterThan(0.4)
    expect(Math.abs(link(training))).toBeLessThan(0.1)
  })
  it('same seed, same folds', () => {
    const sample = learnSample()
    const fit = (seed: number) =>
      fitPipeline([{ kind: 'encode', by: 'woe' }], sample.matrix, { target: sample.label, seed })
    expect(fit(1)).toEqual(fit(1))
    expect(valuesOf(fit(1).training, 'city')).not.toEqual(valuesOf(fit(2).training, 'city'))
    expect(fit(1).pipeline).toEqual(fit(2).pipeline)
  })
})

it('steps follow one another, and weights count rows', () => {
  const weights = Float64Array.of(2, 1, 1, 1, 1)
  const twice = matrixOf([
    numbers('x', [1, 1, 2, null, 4, 100]),
    categories('c', ['a', 'a', 'b', 'a', null, 'b']),
  ])
  const plan: PreparationPlan[] = [
    { kind: 'impute', by: 'median' },
    { kind: 'winsorise' },
    { kind: 'log' },
    { kind: 'standardise' },
    { kind: 'impute', by: 'mode' },
    { kind: 'one-hot' },
  ]
  const weighed = fitPipeline(plan, matrix, { weights }).pipeline
  const long = fitPipeline(plan, twice).pipeline
  expect(applyPipeline(weighed, matrix).matrix.columns.map((column) => column.name)).toEqual([
    'x',
    'c=a',
    'c=b',
  ])
  valuesOf(applyPipeline(weighed, matrix).matrix, 'x').forEach((value, row) => {
    expect(value).toBeCloseTo(valuesOf(applyPipeline(long, matrix).matrix, 'x')[row] as number, 12)
  })
})

it('wrong use is told', () => {
  expect(codeOf(() => fitPipeline([], matrixOf([numbers('x', [])])))).toBe('LEARN_EMPTY')
  expect(
    codeOf(() => fitPipeline([{ kind: 'impute', by: 'median' }], matrixOf([numbers('x', [null, null])]))),
  ).toBe('LEARN_COLUMN_EMPTY')
  expect(codeOf(() => fitPipeline([{ kind: 'encode', by: 'target' }], matrix))).toBe('LEARN_TARGET_NEEDED')
  expect(
    codeOf(() => fitPipeline([{ kind: 'encode', by: 'woe' }], matrix, { target: [1, 1, 1, 1, 1] })),
  ).toBe('LEARN_LABEL_CONSTANT')
  expect(
    codeOf(() =>
      fitPipeline([{ kind: 'encode', by: 'woe', smoothing: 0, folds: 2 }], matrix, {
        target: [1, 0, 1, 0, 0],
      }),
    ),
  ).toBe('LEARN_PARAM')
  expect(codeOf(() => fitPipeline([{ kind: 'log', columns: ['c'] }], matrix))).toBe('LEARN_COLUMN_KIND')
  expect(codeOf(() => fitPipeline([{ kind: 'log', columns: ['nope'] }], matrix))).toBe('LEARN_COLUMN_MISSING')
  expect(codeOf(() => fitPipeline([{ kind: 'winsorise', low: 0.9, high: 0.1 }], matrix))).toBe('LEARN_PARAM')
  expect(codeOf(() => fitPipeline([{ kind: 'impute', columns: ['c'], by: 'mean' }], matrix))).toBe(
    'LEARN_COLUMN_KIND',
  )
  const { pipeline } = fitPipeline([{ kind: 'log' }], matrix)
  expect(codeOf(() => applyPipeline(pipeline, matrixOf([x])))).toBe('LEARN_COLUMN_MISSING')
  expect(codeOf(() => applyPipeline(pipeline, matrixOf([x, numbers('c', [1, 2, 3, 4, 5])])))).toBe(
    'LEARN_COLUMN_KIND',
  )
})
