import { expect, it } from 'vitest'
import { boardDays, scoreStep } from './score-cells.js'

const day = (asOf: string) => ({ asOf, score: 100, passed: 1, warned: 0, blocked: 0, errors: 0, skipped: 0 })

it('has a step at 95 and at 80, and none for a day nothing was judged', () => {
  expect([100, 95, 94.9, 80, 79.9, null].map(scoreStep)).toEqual(['good', 'good', 'fair', 'fair', 'poor', 'none'])
})

it('collects the days of all rows once, oldest first', () => {
  expect(boardDays([{ days: [day('2025-02-02'), day('2025-02-01')] }, { days: [day('2025-02-02')] }])).toEqual(['2025-02-01', '2025-02-02'])
})
