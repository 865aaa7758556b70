import { identifier, join, param, sql, type Sql } from '#kernel/sql'
import { type Compiler } from './compiler.js'
import { rowsOfWindow } from './compile-window.js'
import { factAlias } from './schema.js'
import { type TypedSequence } from './typed.js'
import { momentOf } from './period.js'

/** Adds a sequence to the pass over its table and gives whether (or, not `positive`, that never) it came to its end. */
export function compileSequence(c: Compiler, node: TypedSequence, positive: boolean): Sql {
  const inner: Compiler = { ...c, names: { prefix: 'r', count: 0 } }
  const { range, within } = rowsOfWindow(c, node.fact, node.window)
  const steps = node.steps.map((step) => sql`(${within}) AND ${inner.bool(inner, step, true)}`)
  const reached = sql`windowFunnel(${param(node.span, 'UInt64')})(${momentOf(node.fact)}, ${join(steps)})`
  const column = identifier(factAlias(node.fact), c.passes.add(node.fact, range, c.timeZone, 'sequence', reached))
  const all = param(node.steps.length, 'UInt8')
  return positive ? sql`(ifNull(${column}, 0) = ${all})` : sql`(ifNull(${column}, 0) < ${all})`
}
