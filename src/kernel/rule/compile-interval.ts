import { identifier, sql, type Sql } from '#kernel/sql'
import { rowsOfWindow } from './compile-window.js'
import { type Compiler } from './compiler.js'
import { dayOfMoment, momentOf } from './period.js'
import { factAlias } from './schema.js'
import { type TypedInterval } from './typed.js'
import { SPAN_MS } from './window.js'

/** No moment is this late: it stands for "no row follows". */
const NEVER = sql`bitShiftLeft(toUInt64(1), 62)`

/**
 * Adds the time between rows to the pass over their table and gives its place there. A row leaves marks of four times its
 * moment, in their order at one moment: 0 for one that meets both and ends what began before, 1 for one that begins, 2 for
 * one that meets `to` alone. Sorted, each mark that begins is followed by the next even one, its end.
 */
export function compileInterval(c: Compiler, node: TypedInterval): Sql {
  const inner: Compiler = { ...c, names: { prefix: 'r', count: 0 } }
  const { range, within } = rowsOfWindow(c, node.fact, node.window)
  const [from, to] = [inner.bool(inner, node.from, true), inner.bool(inner, node.to, true)]
  const either = sql`(${from} OR ${to})`
  const mark = sql`(${momentOf(node.fact)} * 4)`
  const marks = sql`if(${from}, if(${to}, [${mark}, ${mark} + 1], [${mark} + 1]), [${mark} + 2])`
  const sorted = sql`arrayPushBack(arraySort(groupArrayArrayIf(${marks}, ${within} AND ${either})), ${NEVER})`
  const ends = sql`arrayReverseFill(x -> x % 2 = 0, k)`
  const pairs = sql`arrayFilter(x -> x.1 % 2 = 1 AND x.2 < ${NEVER}, arrayZip(k, ${ends}))`
  const lengths = sql`arrayMap(k -> arrayMap(x -> ${lengthOf(c, node)}, ${pairs}), [${sorted}])[1]`
  const picked = sql`arrayMap(p -> if(empty(p), NULL, ${PICKED[node.pick]}), [${lengths}])[1]`
  return identifier(factAlias(node.fact), c.passes.add(node.fact, range, c.timeZone, 'interval', picked, either))
}

/** Of a pair of marks: its begin and its end. */
function lengthOf(c: Compiler, { fact, unit }: TypedInterval): Sql {
  const [from, to] = [sql`intDiv(x.1, 4)`, sql`intDiv(x.2, 4)`]
  if (fact.timeType === 'date') return sql`toInt64(${to} - ${from})`
  if (unit !== 'd') return sql`toInt64(intDiv(${to} - ${from}, ${SPAN_MS[unit]}))`
  return sql`toInt64(dateDiff('day', ${dayOfMoment(c, from)}, ${dayOfMoment(c, to)}))`
}

const PICKED: Readonly<Record<TypedInterval['pick'], Sql>> = {
  first: sql`p[1]`,
  last: sql`p[-1]`,
  min: sql`arrayMin(p)`,
  max: sql`arrayMax(p)`,
  avg: sql`arrayAvg(p)`,
}
