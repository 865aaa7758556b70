const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const DAY_MS = 86_400_000
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Year, month 1-12 and day 1-31 of a business date. */
export interface DateParts {
  readonly year: number
  readonly month: number
  readonly day: number
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0)
}

/** Whether a text is `YYYY-MM-DD` and the day exists. */
export function isValidDate(text: string): boolean {
  const match = DATE.exec(text)
  return match !== null && exists(Number(match[1]), Number(match[2]), Number(match[3]))
}

function exists(year: number, month: number, day: number): boolean {
  return day >= 1 && day <= daysInMonth(year, month)
}

/** The date of three numbers, or null when the day does not exist or the year is outside 1-9999. */
export function dateOf(year: number, month: number, day: number): string | null {
  if (year < 1 || year > 9999 || !exists(year, month, day)) return null
  const pad = (value: number, width: number) => String(value).padStart(width, '0')
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

/** @throws RangeError when the text is not a date. */
export function datePartsOf(date: string): DateParts {
  const match = DATE.exec(date)
  if (match === null || !isValidDate(date)) throw new RangeError(`not a date: ${date}`)
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
}

/** Days since 1970-01-01. @throws RangeError when the text is not a date. */
export function dayNumber(date: string): number {
  datePartsOf(date)
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS
}

/** The date of a day number; the inverse of `dayNumber`. @throws RangeError outside the years 0-9999. */
export function dateOfDayNumber(days: number): string {
  const text = new Date(days * DAY_MS).toISOString()
  if (text.length !== 24) throw new RangeError(`outside the calendar: ${days}`)
  return text.slice(0, 10)
}

/** `addDays('2025-12-31', 1)` is `2026-01-01`. */
export function addDays(date: string, days: number): string {
  return dateOfDayNumber(dayNumber(date) + days)
}

/** The same day of another month, or that month's last day: 2025-01-31 plus 1 is 2025-02-28. */
export function addMonths(date: string, months: number): string {
  const { year, month, day } = datePartsOf(date)
  const index = year * 12 + month - 1 + months
  const newYear = Math.floor(index / 12)
  const newMonth = index - newYear * 12 + 1
  const clamped = Math.min(day, daysInMonth(newYear, newMonth))
  return dateOf(newYear, newMonth, clamped) ?? outside(date, months)
}

function outside(date: string, months: number): never {
  throw new RangeError(`outside the calendar: ${date} and ${months} months`)
}

/** The first day of the date's month. */
export function monthStart(date: string): string {
  return `${date.slice(0, 8)}01`
}

/** The last day of the date's month. */
export function monthEnd(date: string): string {
  return addDays(addMonths(monthStart(date), 1), -1)
}

/** The first day of the date's quarter. */
export function quarterStart(date: string): string {
  const { month } = datePartsOf(date)
  return addMonths(monthStart(date), -((month - 1) % 3))
}

/** Days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/** ISO weekday: Monday 1 … Sunday 7. */
export function weekdayOf(date: string): number {
  const days = dayNumber(date) + 3
  return days - Math.floor(days / 7) * 7 + 1
}

/**
 * Whole years from a date of birth to `on`. Somebody born on 29 February turns a year older on 1 March of a year
 * without one (the same as the engine's `age`). Negative-free: null when the birth is later than `on`.
 */
export function ageOn(birth: string, on: string): number | null {
  if (birth > on) return null
  const from = datePartsOf(birth)
  const to = datePartsOf(on)
  const before = to.month < from.month || (to.month === from.month && to.day < from.day)
  return to.year - from.year - (before ? 1 : 0)
}

/** The day a date's month and day fall on in a year; 29 February falls on 1 March in a year without one. */
export function anniversaryIn(date: string, year: number): string {
  const { month, day } = datePartsOf(date)
  return addDays(dateOf(year, month, 1) ?? date, day - 1)
}
