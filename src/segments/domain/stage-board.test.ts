import { expect, it } from 'vitest'
import { cohortsTold, grouped, lagsOf, quarterOf, retentionAdvice, shownCohorts, shownReached, stagesOf, together } from './stage-board.js'

const row = (cohort: string, reached: number[], met: number[] = reached.slice(1)) => ({ cohort, reached, met })
const first = { stage: 'B', least: 0.4, newest: 2, age: 60 }

it('SEG-30: months are of quarters, counts add up, the newest come first and the oldest together', () => {
  const rows = [row('2025-03', [5, 3]), row('2025-04', [7, 4]), row('none', [2, 1]), row('2025-05', [1, 1])]
  expect(grouped(rows, quarterOf).map(({ cohort, reached }) => [cohort, reached])).toEqual([['2025-Q1', [5, 3]], ['2025-Q2', [8, 5]], ['none', [2, 1]]])
  expect(cohortsTold(rows).map(({ cohort }) => cohort)).toEqual(['2025-05', '2025-04', '2025-03', 'none'])
  const many = Array.from({ length: 30 }, (_, at) => row(`${1990 + at}-01`, [1, 1]))
  expect(cohortsTold(many).slice(23).map(({ cohort, reached }) => [cohort, reached])).toEqual([['1996-01', [1, 1]], ['earlier', [6, 6]]])
})

it('SEG-30: rates are of the stage before, the weakest is the lowest told', () => {
  expect(stagesOf(['A', 'B', 'C'], [100, 80, 20, null], [80, 30, 10])).toEqual({
    stages: [{ code: 'A', reached: 80, met: 80, rate: 0.8 }, { code: 'B', reached: 20, met: 30, rate: 0.25 }, { code: 'C', reached: null, met: 10, rate: null }],
    weakest: 'B',
  })
})

it('SEG-30, SEG-5: few are hidden, and what would tell them by subtraction', () => {
  const whole = [100, 90, 80, 70]
  expect(shownReached([50, 48, 30, 3], whole, 5)).toEqual([50, null, 30, null])
  // Of all but two are inside: the two would be told.
  expect(shownReached([98, 80, 10, 0], whole, 5)).toEqual([null, 80, 10, 0])
  expect(shownReached([3, 2, 1], [3, 2, 1], 0)).toEqual([3, 2, 1])
  expect(shownCohorts([row('a', [20, 10]), row('b', [30, 3]), row('c', [40, 30])], 5)).toEqual([[20, null], [30, null], [40, 30]])
})

it('SEG-30: days are told with who went on only', () => {
  const found = { entered: ['20', '9'], moved: ['12', '8'], days: [[1, 2, 3], [4, 5, 6]] }
  expect(lagsOf(['A', 'B', 'C'], found, 5)).toEqual([{ from: 'A', to: 'B', entered: 20, moved: 12, lower: 1, median: 2, upper: 3 }, { from: 'B', to: 'C', entered: 9, moved: null, lower: null, median: null, upper: null }])
  expect(lagsOf(['A', 'B'], undefined, 0)).toEqual([{ from: 'A', to: 'B', entered: 0, moved: 0, lower: null, median: null, upper: null }])
})

it('SEG-30: the newest cohorts that are old enough say whether to spend on new customers', () => {
  const rows = [row('2025-07', [10, 10, 9]), row('2025-08', [60, 40, 20]), row('2025-09', [40, 30, 10]), row('2025-10', [50, 50, 50]), row('none', [9, 9, 9])]
  const at = { asOf: '2025-11-30', minCell: 0 }
  // September ended 61 days before, October 30: August and September count, 30 of 100 meet the second stage.
  const advice = retentionAdvice(first, 1, rows, at)
  expect(advice).toMatchObject({ cohorts: ['2025-09', '2025-08'], customers: 100, met: 30, share: 0.3, says: 'hold' })
  // Wilson, 30 of 100: 0.2189 to 0.3958.
  expect([advice.low, advice.high].map((bound) => Math.round((bound ?? 0) * 10_000))).toEqual([2189, 3958])
  expect(retentionAdvice({ ...first, least: 0.3 }, 1, rows, at).says).toBe('go')
  expect(retentionAdvice(first, 1, rows, { ...at, minCell: 40 })).toMatchObject({ met: null, share: null, says: 'hold' })
  expect(retentionAdvice(first, 1, rows, { ...at, asOf: '2025-01-01' })).toMatchObject({ customers: 0, says: 'few' })
  expect(together([], 'x')).toEqual({ cohort: 'x', reached: [], met: [] })
})
