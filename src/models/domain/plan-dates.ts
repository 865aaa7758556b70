import { addDays, addMonths, monthEnd, monthStart } from '#kernel/calendar'
import { fail } from '#kernel/error'
import type { ModelTraining } from '../contract.js'

export interface DatePlan {
  readonly train: readonly string[]
  readonly test: readonly string[]
  /** Dates not used: their outcome is not known, or only after the first test date. */
  readonly left: readonly string[]
}

/**
 * Dates to learn from and to test on. A label is known `horizon` days on, so a date counts when that day is not after
 * `until`; a training date also when its label had settled by the first test date, as it would have in use.
 * @throws AppError MODEL_DATES
 */
export function planDates(training: Pick<ModelTraining, 'asOf' | 'testDates'>, horizon: number, until: string): DatePlan {
  const settled = (date: string): string => addDays(date, horizon)
  const asked = 'dates' in training.asOf ? [...new Set(training.asOf.dates)].sort() : monthEndsUntil(training.asOf.monthEnds, addDays(until, -horizon))
  const known = asked.filter((date) => settled(date) <= until)
  const test = training.testDates === 0 ? [] : known.slice(-training.testDates)
  const first = test[0]
  const train = first === undefined ? known : known.filter((date) => settled(date) <= first)
  if (train.length === 0) fail('MODEL_DATES', { horizon, until, test: first ?? '–' })
  const used = new Set([...train, ...test])
  return { train, test, left: asked.filter((date) => !used.has(date)) }
}

function monthEndsUntil(count: number, last: string): string[] {
  const newest = monthEnd(last) === last ? last : addDays(monthStart(last), -1)
  return Array.from({ length: count }, (_, at) => monthEnd(addMonths(monthStart(newest), at - count + 1)))
}
