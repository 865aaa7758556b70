import { identifier, join, param, sql, type Sql } from '#kernel/sql'
import { type Compiler } from './compiler.js'
import { rowsWithin } from './pass.js'
import { factAlias } from './schema.js'
import { type TypedSequence } from './typed.js'
import { windowRange } from './window.js'

/** Days before 1900-01-01 are refused everywhere, so no moment is negative. */
const EARLIEST = '1900-01-01'

/** Adds a sequence to the pass over its table and gives whether (or, not `positive`, that never) it came to its end. */
export function compileSequence(c: Compiler, node: TypedSequence, positive: boolean): Sql {
  const inner: Compiler = { ...c, names: { prefix: 'r', count: 0 } }
  const range = windowRange(node.window, c.asOf)
  const within = rowsWithin(node.fact, range, c.timeZone)
  const steps = node.steps.map((step) => sql`(${within}) AND ${inner.bool(inner, step, true)}`)
  const reached = sql`windowFunnel(${param(node.span, 'UInt64')})(${momentOf(node)}, ${join(steps)})`
  const column = identifier(factAlias(node.fact), c.passes.add(node.fact, range, c.timeZone, 'sequence', reached))
  const all = param(node.steps.length, 'UInt8')
  return positive ? sql`(ifNull(${column}, 0) = ${all})` : sql`(ifNull(${column}, 0) < ${all})`
}

/** The moment of a row in the unit of the span: days, or milliseconds. */
function momentOf({ fact }: TypedSequence): Sql {
  const time = sql`assumeNotNull(${identifier(fact.timeField)})`
  const since = sql`toDate32(${EARLIEST})`
  return fact.timeType === 'date' ? sql`toUInt64(dateDiff('day', ${since}, ${time}))` : sql`toUInt64(dateDiff('millisecond', toDateTime64(${since}, 3, 'UTC'), ${time}))`
}
