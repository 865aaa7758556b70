import { identifier, join, param, sql, type Sql } from '#kernel/sql'
import { type Compiler } from './compiler.js'
import { rowsOfWindow } from './compile-window.js'
import { momentIn, momentOf } from './period.js'
import { factAlias, type FactSpec } from './schema.js'
import { type TypedSequence } from './typed.js'

/** Adds a sequence to the passes over its tables and gives whether (or, not `positive`, that never) it came to its end. */
export function compileSequence(c: Compiler, node: TypedSequence, positive: boolean): Sql {
  const [fact, ...others] = node.facts
  if (fact !== undefined && others.length === 0 && !node.strict) return funnel(c, node, fact, positive)
  const marks = node.facts.map((each) => marksOf(c, node, each))
  const holds = sql`arrayMap(k -> ${chain(node)}, [arraySort(arrayConcat(${join(marks)}))])[1]`
  return positive ? sql`(${holds} > 0)` : sql`(${holds} = 0)`
}

function funnel(c: Compiler, node: TypedSequence, fact: FactSpec, positive: boolean): Sql {
  const inner: Compiler = { ...c, names: { prefix: 'r', count: 0 } }
  const { range, within } = rowsOfWindow(c, fact, node.window)
  const steps = node.steps.map((step) => sql`(${within}) AND ${inner.bool(inner, step.if, true)}`)
  const reached = sql`windowFunnel(${param(node.span, 'UInt64')})(${momentOf(fact)}, ${join(steps)})`
  const column = identifier(factAlias(fact), c.passes.add(fact, range, c.timeZone, 'sequence', reached))
  const all = param(node.steps.length, 'UInt8')
  return positive ? sql`(ifNull(${column}, 0) = ${all})` : sql`(ifNull(${column}, 0) < ${all})`
}

/** Marks of a moment: one for each of the at most ten steps a row meets, and one for any row. */
const MARKS = 16
const ANY_ROW = 15

/** Adds the marks of a table's rows (sixteen times the moment, and the step) to its pass and gives their place. */
function marksOf(c: Compiler, node: TypedSequence, fact: FactSpec): Sql {
  const inner: Compiler = { ...c, names: { prefix: 'r', count: 0 } }
  const { range, within } = rowsOfWindow(c, fact, node.window)
  const base = sql`toInt64(${momentIn(c, fact, node.keeping)}) * ${MARKS}`
  const steps = node.steps.flatMap((step, at) => (step.fact.table === fact.table ? [{ at, met: inner.bool(inner, step.if, true) }] : []))
  const own = steps.map(({ at, met }) => sql`if(${met}, [${base} + ${at}], [])`)
  const ofRow = sql`arrayConcat(${join(node.strict ? [...own, sql`[${base} + ${ANY_ROW}]`] : own)})`
  const some = sql`(${join(steps.map(({ met }) => met), sql` OR `)})`
  // Where rows must be adjacent, every row of the window counts.
  const rows = node.strict ? within : sql`${within} AND ${some}`
  return identifier(factAlias(fact), c.passes.add(fact, range, c.timeZone, 'marks', sql`groupArrayArrayIf(${ofRow}, ${rows})`, node.strict ? null : some))
}

/**
 * Of the sorted marks `k`: whether they come to the last step. Step by step each mark has the begin of the chain that came
 * to it (one more than its moment, 0 for none) and the number of its moment among all; what it follows is the last such
 * mark of the step before, whose chain is the one that began last.
 */
function chain(node: TypedSequence): Sql {
  const none = sql`(toInt64(0), toUInt32(0))`
  const moment = sql`toInt64(intDiv(x, ${MARKS}) + 1)`
  const order = sql`arrayEnumerateDense(arrayMap(x -> intDiv(x, ${MARKS}), k))`
  const first = sql`arrayMap((x, r) -> if(x % ${MARKS} = 0, (${moment}, toUInt32(r)), ${none}), k, ${order})`
  const adjacent = node.strict ? sql` AND r <= b.2 + 1` : sql``
  const reached = node.steps.slice(1).reduce((before, _step, at) => {
    const follows = sql`x % ${MARKS} = ${at + 1} AND b.1 > 0 AND ${moment} <= b.1 + ${param(node.span, 'Int64')}${adjacent}`
    return sql`arrayMap((x, r, b) -> if(${follows}, (b.1, toUInt32(r)), ${none}), k, ${order}, arrayFill(s -> s.1 > 0, ${before}))`
  }, first)
  return sql`arrayExists(s -> s.1 > 0, ${reached})`
}
