import { daysBetween } from '#kernel/calendar'
import { type FactRow, type Known } from './customer.js'
import { dayOfRowIn, momentOf, rowsWithinWindow } from './evaluate-rows.js'
import { type Evaluator } from './evaluator.js'
import { type TypedInterval } from './typed.js'
import { SPAN_MS } from './window.js'

interface Marked {
  readonly row: FactRow
  readonly moment: number
  readonly isFrom: boolean
  readonly isTo: boolean
}

/** How long it takes from a row to the next row of the other kind; null without a pair. */
export function evaluateInterval(e: Evaluator, node: TypedInterval): Known {
  const rows = rowsWithinWindow(e, node.fact, node.window)
    .map((row): Marked => ({ row, moment: momentOf(node.fact, row), isFrom: e.bool({ ...e, row }, node.from, true), isTo: e.bool({ ...e, row }, node.to, true) }))
    .sort((a, b) => a.moment - b.moment)
  const lengths = rows.flatMap((from) => {
    const to = from.isFrom ? rows.find((row) => row.isTo && (row.isFrom ? row.moment > from.moment : row.moment >= from.moment)) : undefined
    return to === undefined ? [] : [lengthOf(e, node, from, to)]
  })
  return lengths.length === 0 ? null : PICKED[node.pick](lengths)
}

function lengthOf(e: Evaluator, { fact, unit }: TypedInterval, from: Marked, to: Marked): number {
  if (unit !== 'd') return Math.floor((to.moment - from.moment) / SPAN_MS[unit])
  return daysBetween(dayOfRowIn(e, fact, from.row) ?? e.asOf, dayOfRowIn(e, fact, to.row) ?? e.asOf)
}

const PICKED: Readonly<Record<TypedInterval['pick'], (lengths: readonly number[]) => number | null>> = {
  first: (lengths) => lengths[0] ?? null,
  last: (lengths) => lengths.at(-1) ?? null,
  min: (lengths) => Math.min(...lengths),
  max: (lengths) => Math.max(...lengths),
  avg: (lengths) => lengths.reduce((sum, length) => sum + length, 0) / lengths.length,
}
