import { expect, it } from 'vitest'
import { retentionSteps, retentionTest } from './retention.js'

const row = (month: number, left: number, kept: number) => ({ month, left, kept })

it('SEG-29: the curve, by hand: 10 followed, 2 left in month 1, 1 cut off, 1 of the 7 left in month 3', () => {
  const { steps, median } = retentionSteps([row(1, 2, 1), row(3, 1, 6)], 0)
  expect(steps.map(({ month, atRisk, left }) => [month, atRisk, left])).toEqual([[1, 10, 2], [3, 7, 1]])
  expect(steps[0]?.stayed).toBeCloseTo(0.8, 12)
  expect(steps[1]?.stayed).toBeCloseTo(0.8 * (6 / 7), 12)
  // Greenwood: .8² · 2 / (10 · 8) = .016; on the log(−log) scale within 0 and 1.
  expect(steps[0]?.low).toBeGreaterThan(0.4)
  expect(steps[0]?.high).toBeLessThan(1)
  expect(median).toBeNull()
})

it('SEG-29: half gone is the median; months of few who are still followed are cut off', () => {
  expect(retentionSteps([row(1, 5, 0), row(2, 0, 5)], 0).median).toBe(1)
  expect(retentionSteps([row(1, 5, 0), row(2, 1, 3)], 5).steps.map(({ month }) => month)).toEqual([1])
  expect(retentionSteps([], 0)).toEqual({ steps: [], median: null })
})

it('SEG-29: fewer than the smallest cell who left are told with those of the months after', () => {
  const { steps } = retentionSteps([row(1, 3, 0), row(2, 4, 0), row(3, 2, 41)], 5)
  // 50 followed: three of month 1 wait for four of month 2; the two of month 3 are never told.
  expect(steps.map(({ month, atRisk, left }) => [month, atRisk, left])).toEqual([[2, 47, 7]])
  expect(steps[0]?.stayed).toBeCloseTo(43 / 50, 12)
})

it('SEG-29: two groups, by hand', () => {
  // One event in each of months 1 and 2, both of the first group of 2 against 2 who stay: E = 2/4 + 1/3, V = 1/4 + 2/9.
  const found = retentionTest([[row(1, 1, 0), row(2, 1, 0)], [row(3, 0, 2)]])
  expect(found?.statistic).toBeCloseTo((2 - 5 / 6) ** 2 / (1 / 4 + 2 / 9), 9)
  expect(retentionTest([[row(1, 0, 4)], [row(1, 0, 3)]])).toBeNull()
  expect(retentionTest([[row(1, 1, 4)]])).toBeNull()
})
