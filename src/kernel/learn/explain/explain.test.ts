import { describe, expect, it } from 'vitest'
import { categories, matrixOf, numbers } from '../data/matrix.js'
import { exchanged, exchangeShares, planShapley, shapleyOf, typicalRow } from '../index.js'

const matrix = matrixOf([
  numbers('a', [1, 2, 3]),
  numbers('b', [10, null, 30]),
  categories('c', ['x', 'y', 'y']),
])

describe('typical row', () => {
  it('is the median of numbers and the most frequent code', () => {
    expect(typicalRow(matrix)).toEqual({ a: 2, b: 20, c: 'y' })
    expect(typicalRow(matrixOf([numbers('a', [null, null])]))).toEqual({ a: null })
  })
})

describe('Shapley values', () => {
  it('of a product of two are half the difference each way, by hand', () => {
    const two = matrixOf([numbers('a', [3]), numbers('b', [5])])
    const plan = planShapley(two, 0, { a: 1, b: 2 }, 1)
    const at = (name: string) => plan.matrix.columns.find((column) => column.name === name)!
    const [a, b] = [at('a'), at('b')]
    const scores = Array.from({ length: plan.matrix.rows }, (_, row) =>
      a.kind === 'number' && b.kind === 'number' ? a.values[row]! * b.values[row]! : Number.NaN,
    )
    // f(1,2)=2, f(3,5)=15, f(3,2)=6, f(1,5)=5: a = ((6-2)+(15-5))/2 = 7, b = ((5-2)+(15-6))/2 = 6.
    expect(plan.method).toBe('exact')
    expect(shapleyOf(plan, scores)).toEqual({
      base: 2,
      reasons: [
        { feature: 'a', value: 3, effect: 7 },
        { feature: 'b', value: 5, effect: 6 },
      ],
    })
  })

  it('sampled ones add up to the difference, and are exact for a sum', () => {
    const wide = matrixOf(Array.from({ length: 12 }, (_, at) => numbers(`f${at}`, [at + 1])))
    const plan = planShapley(wide, 0, Object.fromEntries(wide.columns.map(({ name }) => [name, 0])), 7)
    expect(plan.method).toBe('sampled')
    const scores = Float64Array.from({ length: plan.matrix.rows }, (_, row) =>
      plan.matrix.columns.reduce(
        (sum, column) => sum + (column.kind === 'number' ? column.values[row]! : 0),
        0,
      ),
    )
    const { base, reasons } = shapleyOf(plan, scores)
    expect(base).toBe(0)
    expect(reasons.map(({ effect }) => effect)).toEqual(
      Array.from({ length: 12 }, (_, at) => expect.closeTo(12 - at, 10) as number),
    )
  })

  it('orders over rows without a score are left out', () => {
    const two = matrixOf([numbers('a', [3]), numbers('b', [5])])
    const plan = planShapley(two, 0, { a: 1, b: 2 }, 1)
    const scores = Float64Array.from({ length: plan.matrix.rows }, (_, row) => (row === 2 ? Number.NaN : row))
    expect(shapleyOf(plan, scores).reasons.reduce((sum, { effect }) => sum + effect, 0)).toBe(1)
    expect(shapleyOf(plan, [Number.NaN, 1, 1, 1]).reasons).toEqual([])
  })
})

describe('exchanged values', () => {
  it('keep what the column holds and move nothing else; shares follow the moves', () => {
    const wide = matrixOf([
      numbers(
        'a',
        Array.from({ length: 50 }, (_, at) => at),
      ),
      numbers(
        'b',
        Array.from({ length: 50 }, () => 1),
      ),
    ])
    const moved = exchanged(wide, 0, 3)
    const [a, b] = moved.columns
    expect(a?.kind === 'number' && [...a.values].sort((x, y) => x - y)).toEqual(
      Array.from({ length: 50 }, (_, at) => at),
    )
    expect(b).toBe(wide.columns[1])
    const score = (one: typeof wide): Float64Array =>
      Float64Array.from({ length: one.rows }, (_, row) =>
        one.columns[0]?.kind === 'number' ? one.columns[0].values[row]! : 0,
      )
    const shares = exchangeShares(['a', 'b'], score(wide), [score(moved), score(exchanged(wide, 1, 3))])
    expect(shares).toEqual([
      { feature: 'a', share: 1 },
      { feature: 'b', share: 0 },
    ])
  })
})
