import { identifier, sql, type Sql } from '#kernel/sql'
import { day, type Compiler } from './compiler.js'
import { instantParam, rowsWithin } from './pass-rows.js'
import { dayOfRow } from './period.js'
import { type FactSpec } from './schema.js'
import { type TypedWindow } from './typed.js'
import { hoursBefore, windowRange, type DateRange } from './window.js'

/** The days of a window and the condition on a fact's rows it stands for; a day of the customer is joined to the rows. */
export function rowsOfWindow(c: Compiler, fact: FactSpec, window: TypedWindow): { readonly range: DateRange; readonly within: Sql } {
  const range = windowRange(window, c.asOf, c.timeZone)
  const within = rowsWithin(fact, range, c.timeZone)
  if (window.kind === 'last' && window.unit === 'h') {
    return { range, within: sql`${within} AND ${identifier(fact.timeField)} >= ${instantParam(hoursBefore(window.n, c.asOf, c.timeZone))}` }
  }
  if (window.kind !== 'since') return { range, within }
  const inner: Compiler = { ...c, passes: c.passes.inner(), names: { prefix: 'w', count: 0 } }
  const start = identifier(c.passes.addStart(fact, sql`toDate32(${day(inner, window.since)})`, c.timeZone))
  const date = sql`toDate32(${dayOfRow(c, fact)})`
  const ended = window.days === null ? sql`` : sql` AND ${date} < addDays(${start}, ${window.days})`
  return { range, within: sql`${within} AND ifNull(${date} >= ${start}${ended}, 0)` }
}
