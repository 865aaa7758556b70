import { addDays, addMonths, dateOf, datePartsOf, daysBetween, daysInMonth, monthEnd, monthStart, weekdayOf } from '#kernel/calendar'

export const rhythms = ['week', 'month', 'quarter', 'year'] as const
export type Rhythm = (typeof rhythms)[number]

export interface RhythmSpan {
  readonly rhythm: Rhythm
  /** Days between two payments: at least, at most. */
  readonly low: number
  readonly high: number
  /** Calendar months from one payment to the next; 0 of a week. */
  readonly months: number
  /** Days with a payment it takes to see it. */
  readonly least: number
  /** Days a payment may be late before it is told as overdue. */
  readonly grace: number
}

/**
 * A period and how far a payment may lie off it: months have 28 to 31 days, and a day that is no bank day moves a payment
 * by up to four (a long weekend); longer holidays are what the share of gaps allows for. Three weeks are no habit yet: a week takes four payments.
 */
export const rhythmSpans: readonly RhythmSpan[] = [
  { rhythm: 'week', low: 5, high: 9, months: 0, least: 4, grace: 2 },
  { rhythm: 'month', low: 26, high: 35, months: 1, least: 3, grace: 5 },
  { rhythm: 'quarter', low: 85, high: 97, months: 3, least: 3, grace: 10 },
  { rhythm: 'year', low: 351, high: 380, months: 12, least: 3, grace: 15 },
]

/** A day of a month, or its last day where the month has no such day. */
function dayIn(month: string, day: number): string {
  const { year, month: number } = datePartsOf(month)
  return dateOf(year, number, Math.min(day, daysInMonth(year, number))) ?? month
}

/** The date nearest to another that has this day of the month: of the month before, the month or the one after. */
function nearestDay(date: string, day: number): string {
  const first = monthStart(date)
  const dates = [first, addMonths(first, -1), addMonths(first, 1)].map((month) => dayIn(month, day))
  return dates.reduce((best, each) => (Math.abs(daysBetween(each, date)) < Math.abs(daysBetween(best, date)) ? each : best))
}

/** The date nearest to another that has this day of the week. */
const nearestWeekday = (date: string, day: number): string => addDays(date, ((day - weekdayOf(date) + 10) % 7) - 3)

const nearest = (date: string, day: number, { months }: RhythmSpan): string => (months === 0 ? nearestWeekday(date, day) : nearestDay(date, day))

/** Days a payment of this date speaks for: its own, and those no such month has when it is the last of its month. */
function daysOf(date: string, { months }: RhythmSpan): number[] {
  if (months === 0) return [weekdayOf(date)]
  const { day } = datePartsOf(date)
  return date === monthEnd(date) ? [29, 30, 31].filter((each) => each > day).concat(day) : [day]
}

/**
 * The day payments keep to: of the days they were made on, the one whose dates, the last of a shorter month included, lie
 * nearest to all of them (least sum of absolute days, a median that goes round the month's end); of equal ones the newest.
 * Day of the month, or of the week from Monday 1.
 */
export function typicalDay(dates: readonly string[], span: RhythmSpan): number {
  const candidates = [...new Set(dates.toReversed().flatMap((date) => daysOf(date, span)))]
  const off = (day: number): number => dates.reduce((sum, date) => sum + Math.abs(daysBetween(nearest(date, day, span), date)), 0)
  const sums = candidates.map((day) => ({ day, sum: off(day) }))
  return sums.reduce((best, each) => (each.sum < best.sum ? each : best), sums[0] ?? { day: 1, sum: 0 }).day
}

/** When the payment after one of this date is due, and the one after that: the typical day, one and two periods on. */
export function dueAfter(last: string, day: number, span: RhythmSpan): readonly [string, string] {
  const from = nearest(last, day, span)
  const on = (periods: number): string => (span.months === 0 ? addDays(from, 7 * periods) : dayIn(addMonths(monthStart(from), span.months * periods), day))
  return [on(1), on(2)]
}
