import { addDays, addMonths, businessDateOf, dayEnd, monthEnd, monthStart, quarterStart } from '#kernel/calendar'
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
export function windowRange(window: TypedWindow, asOf: string, timeZone: string): DateRange {
  switch (window.kind) {
    case 'all':
    case 'since':
      return { from: null, to: asOf }
    case 'last':
      return { from: notBefore1900(firstDay(window, asOf, timeZone)), to: asOf }
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

/** Milliseconds of the units of a span. */
export const SPAN_MS = { d: 86_400_000, h: 3_600_000, min: 60_000 } as const
const EARLIEST = Date.parse('1900-01-01T00:00:00Z')

function firstDay({ n, unit }: Extract<TypedWindow, { kind: 'last' }>, asOf: string, timeZone: string): string {
  return unit === 'h' ? businessDateOf(hoursBefore(n, asOf, timeZone), timeZone) : addDays(back(asOf, { n, unit }), 1)
}

/** The moment so many hours before the end of a business date; a window of hours begins with it. */
export function hoursBefore(n: number, asOf: string, timeZone: string): string {
  return new Date(Math.max(EARLIEST, Date.parse(dayEnd(asOf, timeZone)) - n * SPAN_MS.h)).toISOString()
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
