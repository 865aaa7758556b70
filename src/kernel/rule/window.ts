import { addDays, addMonths, monthEnd, monthStart, quarterStart } from '#kernel/calendar'
import { type Period } from './node.js'
import { type TypedWindow } from './typed.js'

/** Business dates from..to, both included; `from` null is the beginning of time. */
export interface DateRange {
  readonly from: string | null
  readonly to: string
}

const FIRST_DAY = '1900-01-01'

/**
 * The days of a window. None is later than asOf; a window may be empty only before 1900. One that begins on a day of the
 * customer may have any day so far.
 */
export function windowRange(window: TypedWindow, asOf: string): DateRange {
  switch (window.kind) {
    case 'all':
    case 'since':
      return { from: null, to: asOf }
    case 'last':
      return { from: notBefore1900(addDays(back(asOf, window), 1)), to: asOf }
    case 'between':
      return {
        from: notBefore1900(addDays(asOf, -window.from)),
        to: notBefore1900(addDays(asOf, -window.to)),
      }
    case 'month': {
      const start = addMonths(monthStart(asOf), window.offset)
      return { from: notBefore1900(start), to: earlier(asOf, monthEnd(start)) }
    }
    case 'quarter': {
      const start = addMonths(quarterStart(asOf), 3 * window.offset)
      return { from: notBefore1900(start), to: earlier(asOf, monthEnd(addMonths(start, 2))) }
    }
  }
}

/** The day a period before a date. */
export function back(date: string, period: Period): string {
  return period.unit === 'd' ? addDays(date, -period.n) : addMonths(date, -period.n)
}

/** The day a period after a date. */
export function ahead(date: string, period: Period): string {
  return period.unit === 'd' ? addDays(date, period.n) : addMonths(date, period.n)
}

function earlier(a: string, b: string): string {
  return a < b ? a : b
}

/** The warehouse keeps no earlier day. */
export function notBefore1900(date: string): string {
  return date < FIRST_DAY ? FIRST_DAY : date
}
