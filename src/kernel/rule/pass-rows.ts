import { dayEnd, dayStart } from '#kernel/calendar'
import { identifier, param, sql, type Sql } from '#kernel/sql'
import { type FactSpec } from './schema.js'
import { type DateRange } from './window.js'

/** Condition on a fact's time: its business day lies in the range. Bounds are constants, so the engine can skip data. */
export function rowsWithin(fact: FactSpec, range: DateRange, timeZone: string): Sql {
  const time = identifier(fact.timeField)
  const { from, to } = range
  if (fact.timeType === 'date') {
    const until = sql`${time} <= ${param(to, 'Date32')}`
    return from === null ? until : sql`${time} >= ${param(from, 'Date32')} AND ${until}`
  }
  const until = sql`${time} < ${instantParam(dayEnd(to, timeZone))}`
  return from === null ? until : sql`${time} >= ${instantParam(dayStart(from, timeZone))} AND ${until}`
}

/** An ISO instant bound in the form every engine setting reads. */
export function instantParam(instant: string): ReturnType<typeof param> {
  return param(instant.replace('T', ' ').replace('Z', ''), "DateTime64(3, 'UTC')")
}
