import { describe, expect, it } from 'vitest'
import * as calendar from './index.js'

describe('business dates', () => {
  it.each(['2024-02-29', '2000-02-29', '1900-01-31'])('%s exists', (date) =>
    expect(calendar.isValidDate(date)).toBe(true),
  )
  it.each([
    '2025-02-29',
    '1900-02-29',
    '2025-00-10',
    '2025-13-01',
    '2025-04-31',
    '2025-1-1',
    '2025-01-01 ',
    '2025-01-00',
  ])('%s does not', (date) => expect(calendar.isValidDate(date)).toBe(false))
  it('adds days and months', () => {
    expect(calendar.addDays('2025-12-31', 1)).toBe('2026-01-01')
    expect(calendar.addDays('2024-03-01', -1)).toBe('2024-02-29')
    expect(calendar.addMonths('2025-01-31', 1)).toBe('2025-02-28')
    expect(calendar.addMonths('2024-03-31', -1)).toBe('2024-02-29')
    expect(calendar.addMonths('2025-01-15', -13)).toBe('2023-12-15')
    expect(calendar.addMonths('2025-12-15', 12)).toBe('2026-12-15')
  })
  it('finds the ends of months and quarters', () => {
    expect(calendar.monthStart('2025-12-31')).toBe('2025-12-01')
    expect(calendar.monthEnd('2024-02-10')).toBe('2024-02-29')
    expect(calendar.quarterStart('2025-12-31')).toBe('2025-10-01')
    expect(calendar.quarterStart('2025-03-01')).toBe('2025-01-01')
  })
  it('counts days and weekdays', () => {
    expect(calendar.daysBetween('2025-01-01', '2025-12-31')).toBe(364)
    expect(calendar.daysBetween('2024-03-01', '2024-02-28')).toBe(-2)
    // 31 December 2025 is a Wednesday, 1 January 1900 was a Monday.
    expect([
      calendar.weekdayOf('2025-12-31'),
      calendar.weekdayOf('1900-01-01'),
      calendar.weekdayOf('2026-01-04'),
    ]).toEqual([3, 1, 7])
  })
  it('ages people born on 29 February on 1 March', () => {
    expect(calendar.ageOn('2004-02-29', '2025-02-28')).toBe(20)
    expect(calendar.ageOn('2004-02-29', '2025-03-01')).toBe(21)
    expect(calendar.ageOn('2004-02-29', '2024-02-29')).toBe(20)
    expect(calendar.ageOn('1990-06-15', '2025-06-14')).toBe(34)
    expect(calendar.ageOn('1990-06-15', '2025-06-15')).toBe(35)
    expect(calendar.ageOn('2026-01-01', '2025-12-31')).toBeNull()
    expect(calendar.anniversaryIn('2004-02-29', 2025)).toBe('2025-03-01')
    expect(calendar.anniversaryIn('2004-02-29', 2028)).toBe('2028-02-29')
  })
  it('refuses what is no date', () => {
    expect(() => calendar.addDays('2025-02-30', 1)).toThrow(RangeError)
    expect(() => calendar.addMonths('9999-12-31', 1)).toThrow(RangeError)
    expect(calendar.dateOf(2025, 2, 29)).toBeNull()
  })
})

describe('zones', () => {
  it('turns instants into business days', () => {
    expect(calendar.businessDateOf('2025-12-31T15:59:59.999Z', 'Asia/Shanghai')).toBe('2025-12-31')
    expect(calendar.businessDateOf('2025-12-31T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-01-01')
  })
  it('finds the first instant of a day', () => {
    expect(calendar.dayStart('2025-12-31', 'Asia/Shanghai')).toBe('2025-12-30T16:00:00.000Z')
    expect(calendar.dayEnd('2025-03-30', 'Europe/Prague')).toBe('2025-03-30T22:00:00.000Z')
    expect(calendar.dayStart('2025-03-30', 'Europe/Prague')).toBe('2025-03-29T23:00:00.000Z')
    // Havana goes from 00:00 to 01:00 that night, so the day begins at 01:00 local time.
    expect(calendar.dayStart('2025-03-09', 'America/Havana')).toBe('2025-03-09T05:00:00.000Z')
  })
  it('knows zone names', () => {
    expect([calendar.isTimeZone('Asia/Shanghai'), calendar.isTimeZone('Mars/Olympus')]).toEqual([true, false])
  })
})

describe('parseDate', () => {
  it.each([
    ['2025-01-31', 'YYYY-MM-DD', {}, '2025-01-31'],
    ['20250131', 'YYYYMMDD', {}, '2025-01-31'],
    ['930101', 'YYMMDD', {}, '1993-01-01'],
    ['490101', 'YYMMDD', {}, '2049-01-01'],
    ['490101', 'YYMMDD', { pivot: 20 }, '1949-01-01'],
    ['705721', 'YYMMDD', { pivot: 5, monthOffset: 50 }, '1970-07-21'],
    ['701213', 'YYMMDD', { pivot: 5, monthOffset: 50 }, '1970-12-13'],
    ['31/01/2025', 'DD/MM/YYYY', {}, '2025-01-31'],
    ['1/31/2025', 'MM/DD/YYYY', {}, '2025-01-31'],
  ] as const)('%s as %s %j', (text, pattern, reading, date) => {
    expect(calendar.parseDate(text, pattern, reading)).toEqual({ date, time: null })
  })
  it('reads times', () => {
    expect(calendar.parseDate('2025-01-31 23:59', 'YYYY-MM-DD HH:mm')).toEqual({
      date: '2025-01-31',
      time: '23:59:00',
    })
    expect(calendar.parseDate('930101 00:00:07', 'YYMMDD HH:mm:ss')).toEqual({
      date: '1993-01-01',
      time: '00:00:07',
    })
    expect(calendar.parseDate('2025-01-31T08:00:01', 'YYYY-MM-DD HH:mm:ss')?.time).toBe('08:00:01')
  })
  it.each([
    ['2025-02-29', 'YYYY-MM-DD'],
    ['2025-01-31 10:00', 'YYYY-MM-DD'],
    ['2025-01-31', 'YYYY-MM-DD HH:mm'],
    ['2025-01-31 24:00', 'YYYY-MM-DD HH:mm'],
    ['705721', 'YYMMDD'],
    ['31/13/2025', 'DD/MM/YYYY'],
    ['2025131', 'YYYYMMDD'],
    ['', 'YYYYMMDD'],
  ] as const)('refuses %j as %s', (text, pattern) => expect(calendar.parseDate(text, pattern)).toBeNull())
  it('knows its patterns', () => {
    expect(['YYMMDD', 'YYMMDD HH:mm', 'YYMMDD HH', 'toString', 'YYYY'].map(calendar.isDatePattern)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
