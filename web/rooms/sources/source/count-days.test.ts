import { expect, it } from 'vitest'
import { countDays } from './count-days.js'

it('counts the days of a backfill and its bank days', () => {
  // 2026-03-02 is a Monday; no holiday in that week.
  expect(countDays('2026-03-02', '2026-03-08')).toEqual({ days: 7, bankDays: 5 })
  expect(countDays('2026-03-02', '2026-03-02')).toEqual({ days: 1, bankDays: 1 })
  // National day 2025: 1 to 8 October free, Sunday 28 September worked.
  expect(countDays('2025-09-28', '2025-10-08')).toEqual({ days: 11, bankDays: 3 })
})

it('is no range while a date lacks, the order is wrong or it is over ten years', () => {
  expect(countDays('', '2026-03-08')).toBeNull()
  expect(countDays('2026-03-08', '2026-03-02')).toBeNull()
  expect(countDays('2010-01-01', '2026-03-02')).toBeNull()
})
