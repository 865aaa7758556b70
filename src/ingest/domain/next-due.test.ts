import { describe, expect, it } from 'vitest'
import { arrivedDues, businessDateOfDue, businessDatesBetween, cronFault, nextDue, upcomingDues } from './next-due.js'
import { expectedDate, freshnessOf } from './freshness.js'
import type { Schedule } from './schedule-schema.js'

const ZONE = 'Asia/Shanghai'
const everyBankDay: Schedule = { kind: 'bank-day', day: 'every', at: '06:00', dataOf: 'previous-bank-day' }
const monthEnd: Schedule = { kind: 'bank-day', day: 'month-end', at: '22:30', dataOf: 'same-day' }
const third: Schedule = { kind: 'bank-day', day: 3, at: '08:00', dataOf: 'previous-day' }
const nightly: Schedule = { kind: 'cron', cron: '30 1 * * *', dataOf: 'previous-day' }
/** 06:00 in Shanghai is 22:00 UTC of the day before. */
const sixOn = (day: string) => new Date(Date.parse(`${day}T06:00:00+08:00`)).toISOString()

describe('ING-15: due moments', () => {
  it('every bank day, across Spring Festival 2026', () => {
    expect(upcomingDues(everyBankDay, '2026-02-12T12:00:00.000Z', ZONE, 5)).toEqual([sixOn('2026-02-13'), sixOn('2026-02-14'), sixOn('2026-02-24'), sixOn('2026-02-25'), sixOn('2026-02-26')])
  })

  it('a moment is not after itself', () => {
    expect(nextDue(everyBankDay, sixOn('2026-02-14'), ZONE)).toBe(sixOn('2026-02-24'))
    expect(nextDue(everyBankDay, '2026-02-13T21:59:59.999Z', ZONE)).toBe(sixOn('2026-02-14'))
  })

  it('the month\'s last bank day and its nth', () => {
    // 28 February 2026 is a worked Saturday; 31 March a Tuesday; 30 April a Thursday.
    expect(upcomingDues(monthEnd, '2026-02-01T00:00:00.000Z', ZONE, 3)).toEqual(['2026-02-28T14:30:00.000Z', '2026-03-31T14:30:00.000Z', '2026-04-30T14:30:00.000Z'])
    // January 2026: 4 (worked Sunday), 5, 6; February: 2, 3, 4.
    expect(upcomingDues(third, '2026-01-01T00:00:00.000Z', ZONE, 2)).toEqual(['2026-01-06T00:00:00.000Z', '2026-02-04T00:00:00.000Z'])
  })

  it('cron runs in the bank\'s zone', () => {
    expect(upcomingDues(nightly, '2026-02-28T12:00:00.000Z', ZONE, 2)).toEqual(['2026-02-28T17:30:00.000Z', '2026-03-01T17:30:00.000Z'])
    expect(nextDue({ kind: 'cron', cron: '0 6 L * *', dataOf: 'same-day' }, '2026-02-01T00:00:00.000Z', ZONE)).toBe(sixOn('2026-02-28'))
  })

  it.each([
    ['30 1 * * *', true],
    ['30 1 * *', false],
    ['0 30 1 * * *', false],
    ['61 1 * * *', false],
    ['0 0 30 2 *', false],
    ['x x x x x', false],
  ])('cron %j is valid: %s', (cron, valid) => expect(cronFault(cron) === null).toBe(valid))

  it('what was missed becomes one run for the newest moment', () => {
    const due = sixOn('2026-02-12')
    expect(arrivedDues(everyBankDay, due, '2026-02-11T21:00:00.000Z', ZONE)).toBeNull()
    expect(arrivedDues(everyBankDay, due, due, ZONE)).toEqual({ due, missed: 0, next: sixOn('2026-02-13') })
    // Down from the 12th to the 20th: the 12th, 13th and 14th were due, then the holiday.
    expect(arrivedDues(everyBankDay, due, '2026-02-20T00:00:00.000Z', ZONE)).toEqual({ due: sixOn('2026-02-14'), missed: 2, next: sixOn('2026-02-24') })
  })

  it('after more missed moments than are counted the next one is still after now', () => {
    const found = arrivedDues({ kind: 'cron', cron: '* * * * *', dataOf: 'same-day' }, '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:30.000Z', ZONE)
    expect(found?.missed).toBe(1000)
    expect(found?.next).toBe('2026-02-01T00:01:00.000Z')
  })

  it('the business date of a run', () => {
    expect(businessDateOfDue(everyBankDay, sixOn('2026-02-24'), ZONE)).toBe('2026-02-14')
    expect(businessDateOfDue(third, '2026-02-04T00:00:00.000Z', ZONE)).toBe('2026-02-03')
    expect(businessDateOfDue(monthEnd, '2026-02-28T14:30:00.000Z', ZONE)).toBe('2026-02-28')
    expect(businessDateOfDue(undefined, '2026-02-28T16:30:00.000Z', ZONE)).toBe('2026-03-01')
  })

  it('the business dates of a backfill', () => {
    // Data of the 13th comes on the 14th, of the 14th on the 24th after the holiday.
    expect(businessDatesBetween(everyBankDay, '2026-02-12', '2026-02-24')).toEqual(['2026-02-12', '2026-02-13', '2026-02-14', '2026-02-24'])
    expect(businessDatesBetween(monthEnd, '2026-01-01', '2026-03-31')).toEqual(['2026-01-30', '2026-02-28', '2026-03-31'])
    expect(businessDatesBetween(nightly, '2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'])
  })
})

describe('ING-16: freshness', () => {
  const byBankDay = { every: 'bank-day', by: '06:00', lagDays: 1 } as const

  it('of bank days the data is due the next bank day', () => {
    // Before 06:00 on the 24th the newest due data is that of the 13th, from then on that of the 14th.
    expect(expectedDate(byBankDay, '2026-02-20T00:00:00.000Z', ZONE)).toBe('2026-02-13')
    expect(expectedDate(byBankDay, sixOn('2026-02-24'), ZONE)).toBe('2026-02-14')
  })

  it('of days and month ends', () => {
    expect(expectedDate({ every: 'day', by: '06:00', lagDays: 1 }, '2026-03-01T21:00:00.000Z', ZONE)).toBe('2026-02-28')
    expect(expectedDate({ every: 'month', by: '06:00', lagDays: 3 }, '2026-03-02T23:00:00.000Z', ZONE)).toBe('2026-02-28')
    expect(expectedDate({ every: 'month', by: '06:00', lagDays: 3 }, '2026-03-02T21:00:00.000Z', ZONE)).toBe('2026-01-31')
  })

  it('is unknown without an expectation, overdue without data', () => {
    expect(freshnessOf(undefined, null, '2026-02-20T00:00:00.000Z', ZONE)).toEqual({ state: 'unknown', expected: null })
    expect(freshnessOf(byBankDay, null, '2026-02-20T00:00:00.000Z', ZONE).state).toBe('overdue')
    expect(freshnessOf(byBankDay, '2026-02-12', '2026-02-20T00:00:00.000Z', ZONE).state).toBe('overdue')
    expect(freshnessOf(byBankDay, '2026-02-13', '2026-02-20T00:00:00.000Z', ZONE)).toEqual({ state: 'fresh', expected: '2026-02-13' })
  })
})
