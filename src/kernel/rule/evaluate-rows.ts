import { addDays, daysBetween } from '#kernel/calendar'
import { ownValue, type FactRow } from './customer.js'
import { dayOfValue, evaluatedDay, type Evaluator } from './evaluator.js'
import { type FactSpec } from './schema.js'
import { type Keeping, type TypedWindow } from './typed.js'
import { hoursBefore, windowRange } from './window.js'

/** The business day of a row of a fact; null when it has no time. */
export function dayOfRowIn(e: Pick<Evaluator, 'timeZone'>, fact: FactSpec, row: FactRow): string | null {
  return dayOfValue(e, { type: fact.timeType }, ownValue(row, fact.timeField))
}

/** A customer's rows of a fact whose business day lies in a window. */
export function rowsWithinWindow(e: Evaluator, fact: FactSpec, window: TypedWindow): readonly FactRow[] {
  const { facts } = e.customer
  const range = windowRange(window, e.asOf, e.timeZone)
  const all = Object.hasOwn(facts, fact.table) ? (facts[fact.table] ?? []) : []
  const isIn = inHours(e, fact, window)
  const began = window.kind === 'since' ? sinceRange(e, window) : { from: range.from, before: null }
  return all.filter((row) => {
    const day = dayOfRowIn(e, fact, row)
    return day !== null && isIn(row) && day <= range.to && began !== null && (began.from === null || day >= began.from) && (began.before === null || day < began.before)
  })
}

/** Whether a row is of the hours of a window; every row is where it is not in hours. */
function inHours(e: Evaluator, fact: FactSpec, window: TypedWindow): (row: FactRow) => boolean {
  if (window.kind !== 'last' || window.unit !== 'h') return () => true
  const from = Date.parse(hoursBefore(window.n, e.asOf, e.timeZone))
  return (row) => momentOf(fact, row) >= from
}

/** From the day of the customer, and before the day its days are over; null for who has no such day. */
function sinceRange(e: Evaluator, { since, days }: Extract<TypedWindow, { kind: 'since' }>): { from: string; before: string | null } | null {
  const from = evaluatedDay({ ...e, row: null }, since)
  return from === null ? null : { from, before: days === null ? null : addDays(from, days) }
}

/** The moment of a row: days, or milliseconds where the fact keeps moments. */
export function momentOf(fact: FactSpec, row: FactRow): number {
  const time = String(row[fact.timeField])
  return fact.timeType === 'date' ? daysBetween('1900-01-01', time) : Date.parse(time)
}

/** The moment of a row where rows of several facts may be counted by their day; null when it has no time. */
export function momentIn(e: Pick<Evaluator, 'timeZone'>, fact: FactSpec, row: FactRow, keeping: Keeping): number | null {
  const day = dayOfRowIn(e, fact, row)
  if (day === null) return null
  return keeping === 'day' ? daysBetween('1900-01-01', day) : momentOf(fact, row)
}
