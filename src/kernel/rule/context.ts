import { isTimeZone, isValidDate } from '#kernel/calendar'
import { type RuleParams } from './node.js'
import { type PassCollector } from './pass.js'
import { type PopulationStatistics } from './population.js'

/** The moment and the parameters a rule is compiled or evaluated for. */
export interface RuleContext {
  /** Business date; no later row is seen. */
  readonly asOf: string
  /** The bank's zone: it gives instants their business day. */
  readonly timeZone: string
  readonly params?: RuleParams | undefined
  /** What readings of the population know of everybody (`populationStatistics`); in memory only. */
  readonly statistics?: PopulationStatistics | undefined
  /** Shares passes with other rules of the same date and zone. */
  readonly passes?: PassCollector | undefined
}

/** @throws RangeError on a business date or zone that is none: the caller's fault, not the author's. */
export function checkContext(ctx: Pick<RuleContext, 'asOf' | 'timeZone'>): void {
  if (!isValidDate(ctx.asOf) || ctx.asOf < '1900-01-01' || ctx.asOf > '2198-12-31') {
    throw new RangeError(`not a business date: ${ctx.asOf}`)
  }
  if (!isTimeZone(ctx.timeZone)) throw new RangeError(`not a time zone: ${ctx.timeZone}`)
}
