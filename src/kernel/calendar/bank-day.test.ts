import { describe, expect, it } from 'vitest'
import { addBankDays, bankDayOfMonth, instantOf, isBankDay, isHolidayPlanKnown, nextBankDay, previousBankDay, timeOf } from './index.js'

describe('bank days', () => {
  // Spring Festival 2026: 15 to 23 February off; Saturdays 14 and 28 February are worked.
  it.each([
    ['2026-02-13', true],
    ['2026-02-14', true],
    ['2026-02-15', false],
    ['2026-02-17', false],
    ['2026-02-23', false],
    ['2026-02-24', true],
    ['2026-02-28', true],
    ['2026-03-01', false],
    ['2026-10-01', false],
  ])('%s: %s', (date, works) => expect(isBankDay(date)).toBe(works))

  it('step over Spring Festival 2026', () => {
    expect(nextBankDay('2026-02-14')).toBe('2026-02-24')
    expect(previousBankDay('2026-02-24')).toBe('2026-02-14')
    expect(addBankDays('2026-02-13', 2)).toBe('2026-02-24')
    expect(addBankDays('2026-02-24', -2)).toBe('2026-02-13')
    expect(addBankDays('2026-02-17', 0)).toBe('2026-02-17')
  })

  it('count from both ends of a month', () => {
    // February 2026: 2-6, 9-14, 24-28: the last bank day is the worked Saturday 28.
    expect(bankDayOfMonth('2026-02-10', -1)).toBe('2026-02-28')
    expect(bankDayOfMonth('2026-02-10', 1)).toBe('2026-02-02')
    expect(bankDayOfMonth('2026-02-10', 12)).toBe('2026-02-24')
    expect(bankDayOfMonth('2026-02-10', 17)).toBeNull()
    // 31 January 2026 is a Saturday, 1 January a holiday, 4 January a worked Sunday.
    expect(bankDayOfMonth('2026-01-31', -1)).toBe('2026-01-30')
    expect(bankDayOfMonth('2026-01-31', 1)).toBe('2026-01-04')
  })

  it('a year whose plan is not published has its statutory days off and no working weekend', () => {
    expect([isHolidayPlanKnown('2026-05-05'), isHolidayPlanKnown('2040-05-05')]).toEqual([true, false])
    // New year of 2040 falls on 12 February: its eve, and the days to the 14th, are statutory.
    expect(['2040-02-10', '2040-02-11', '2040-02-12', '2040-02-13', '2040-02-14', '2040-02-15'].map(isBankDay)).toEqual([true, false, false, false, false, true])
    expect(['2040-10-01', '2040-10-04', '2040-05-01', '2040-05-02', '2040-05-03', '2040-01-02'].map(isBankDay)).toEqual([false, true, false, false, true, true])
  })
})

describe('local times', () => {
  it('are instants of the zone; Shanghai has no summer time', () => {
    expect(instantOf('2026-02-24', '06:00', 'Asia/Shanghai')).toBe('2026-02-23T22:00:00.000Z')
    expect(instantOf('2026-07-24', '06:00', 'Asia/Shanghai')).toBe('2026-07-23T22:00:00.000Z')
    expect(timeOf('2026-02-23T22:05:00.000Z', 'Asia/Shanghai')).toBe('06:05')
  })

  it('a time the clock skips is that much later, one it has twice is the first', () => {
    expect(instantOf('2026-03-29', '02:30', 'Europe/Prague')).toBe('2026-03-29T01:30:00.000Z')
    expect(instantOf('2026-10-25', '02:30', 'Europe/Prague')).toBe('2026-10-25T00:30:00.000Z')
  })
})
