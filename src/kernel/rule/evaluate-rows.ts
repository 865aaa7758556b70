import { ownValue, type FactRow } from './customer.js'
import { dayOfValue, type Evaluator } from './evaluator.js'
import { type Window } from './node.js'
import { type FactSpec } from './schema.js'
import { windowRange } from './window.js'

/** The business day of a row of a fact; null when it has no time. */
export function dayOfRowIn(e: Pick<Evaluator, 'timeZone'>, fact: FactSpec, row: FactRow): string | null {
  return dayOfValue(e, { type: fact.timeType }, ownValue(row, fact.timeField))
}

/** A customer's rows of a fact whose business day lies in a window. */
export function rowsWithinWindow(e: Evaluator, fact: FactSpec, window: Window): readonly FactRow[] {
  const { facts } = e.customer
  const range = windowRange(window, e.asOf)
  const all = Object.hasOwn(facts, fact.table) ? (facts[fact.table] ?? []) : []
  return all.filter((row) => {
    const day = dayOfRowIn(e, fact, row)
    return day !== null && day <= range.to && (range.from === null || day >= range.from)
  })
}
