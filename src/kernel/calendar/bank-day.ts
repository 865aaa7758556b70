import chineseDays from 'chinese-days'
import { addDays, dateOf, datePartsOf, monthEnd, monthStart, weekdayOf } from './business-date.js'

/** Days of the lunar year that are statutory holidays: the eve of the new year and its first three days, and two feasts. */
const LUNAR = ['01-01', '01-02', '01-03', '05-05', '08-15'] as const
const SOLAR = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'] as const

/** Whether the State Council's holiday plan of the date's year is known, with its working weekends. */
export function isHolidayPlanKnown(date: string): boolean {
  return isPublished(datePartsOf(date).year)
}

// A year's plan always has New Year's Day; a year without one has no plan here.
function isPublished(year: number): boolean {
  return chineseDays.isHoliday(`${String(year).padStart(4, '0')}-01-01`) && chineseDays.getDayDetail(`${year}-01-01`).name.includes(',')
}

/**
 * Whether Chinese banks work on a date: the published plan with its working weekends; in a year not published yet
 * Monday to Friday without the thirteen statutory days (State Council decree 795, in force from 2025).
 */
export function isBankDay(date: string): boolean {
  const { year } = datePartsOf(date)
  if (isPublished(year)) return chineseDays.isWorkday(date)
  return weekdayOf(date) <= 5 && !statutoryDays(year).has(date)
}

const statutory = new Map<number, ReadonlySet<string>>()

function statutoryDays(year: number): ReadonlySet<string> {
  const known = statutory.get(year)
  if (known !== undefined) return known
  const solar = SOLAR.map((day) => `${year}-${day}`)
  const lunar = LUNAR.map((day) => chineseDays.getSolarDateFromLunar(`${year}-${day}`).date)
  const eve = addDays(chineseDays.getSolarDateFromLunar(`${year}-01-01`).date, -1)
  const days = new Set([...solar, ...lunar, eve, chineseDays.getSolarTermDate(year, 4, 'pure_brightness')])
  statutory.set(year, days)
  return days
}

/** The first bank day after a date. */
export function nextBankDay(date: string): string {
  let day = addDays(date, 1)
  while (!isBankDay(day)) day = addDays(day, 1)
  return day
}

/** The last bank day before a date. */
export function previousBankDay(date: string): string {
  let day = addDays(date, -1)
  while (!isBankDay(day)) day = addDays(day, -1)
  return day
}

/** A date moved by bank days; 0 leaves it where it is. */
export function addBankDays(date: string, days: number): string {
  let day = date
  for (let left = Math.abs(days); left > 0; left--) day = days > 0 ? nextBankDay(day) : previousBankDay(day)
  return day
}

/** The nth bank day of a date's month; negative counts from its end (-1 is the last). Null when it has fewer. */
export function bankDayOfMonth(date: string, nth: number): string | null {
  const { year, month } = datePartsOf(date)
  const edge = nth > 0 ? addDays(monthStart(date), -1) : addDays(monthEnd(date), 1)
  const found = addBankDays(edge, nth)
  const there = datePartsOf(found)
  return nth !== 0 && there.year === year && there.month === month ? dateOf(year, month, there.day) : null
}
