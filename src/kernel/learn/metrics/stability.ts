import { fail } from '#kernel/error'
import { weightsOf } from '../data/fit.js'
import type { Column } from '../data/matrix.js'
import { binOf, quantileCuts } from './quantile.js'

/** The distribution a population is compared with: plain data, kept with a model. The last share is that of missing values. */
export type StabilityBase =
  | {
      readonly kind: 'number'
      readonly cuts: readonly number[]
      readonly shares: readonly number[]
      readonly rows: number
    }
  | {
      readonly kind: 'category'
      readonly levels: readonly string[]
      /** One share a level, then that of levels not seen in the base (0), then that of missing values. */
      readonly shares: readonly number[]
      readonly rows: number
    }

export interface Stability {
  /** Population stability index: sum of (actual - base) ln(actual / base) over the cells. Under .1 steady, over .25 moved. */
  readonly value: number
  readonly cells: readonly { readonly base: number; readonly actual: number; readonly part: number }[]
  /** Cells empty on one side: half a row was put there, as the logarithm needs; cells empty on both sides are left out. */
  readonly emptyCells: number
}

/** Base of a number (quantile bins of the base) or category column. Errors: LEARN_EMPTY, LEARN_ROWS_DIFFER, LEARN_WEIGHT. */
export function stabilityBase(column: Column, bins = 10, weights?: Float64Array): StabilityBase {
  const rows = column.kind === 'number' ? column.values.length : column.codes.length
  if (rows === 0) fail('LEARN_EMPTY')
  const empty: StabilityBase =
    column.kind === 'number'
      ? { kind: 'number', cuts: quantileCuts(column.values, bins, weights), shares: [], rows: 0 }
      : { kind: 'category', levels: column.levels, shares: [], rows: 0 }
  const counts = weighCells(empty, stabilityCells(empty, column), weightsOf(rows, weights))
  const total = counts.reduce((sum, count) => sum + count, 0)
  return { ...empty, shares: Array.from(counts, (count) => count / total), rows: total }
}

/** The cell of the base each row of a column falls in. Error: LEARN_COLUMN_KIND. */
export function stabilityCells(base: StabilityBase, column: Column): Uint32Array {
  if (base.kind === 'number' && column.kind === 'number') {
    const { cuts } = base
    return Uint32Array.from(column.values, (value) =>
      Number.isNaN(value) ? cuts.length + 1 : binOf(cuts, value),
    )
  }
  if (base.kind === 'category' && column.kind === 'category') {
    const places = new Map(base.levels.map((level, at) => [level, at]))
    const unseen = base.levels.length
    const cells = column.levels.map((level) => places.get(level) ?? unseen)
    return Uint32Array.from(column.codes, (code) => (code < 0 ? unseen + 1 : (cells[code] as number)))
  }
  return fail('LEARN_COLUMN_KIND', { column: column.name, expected: base.kind, got: column.kind })
}

/** PSI of weighed cells against the base (Siddiqi 2006, Credit Risk Scorecards, chapter 6). */
export function stabilityOfCells(base: StabilityBase, cells: Uint32Array, weights?: Float64Array): Stability {
  if (cells.length === 0) fail('LEARN_EMPTY')
  const counts = weighCells(base, cells, weightsOf(cells.length, weights))
  const total = counts.reduce((sum, count) => sum + count, 0)
  let value = 0
  let emptyCells = 0
  const parts = base.shares.map((share, at) => {
    const actual = (counts[at] as number) / total
    if (share === 0 && actual === 0) return { base: 0, actual: 0, part: 0 }
    if (share === 0 || actual === 0) emptyCells += 1
    const from = share === 0 ? 0.5 / base.rows : share
    const to = actual === 0 ? 0.5 / total : actual
    const part = (to - from) * Math.log(to / from)
    value += part
    return { base: share, actual, part }
  })
  return { value, cells: parts, emptyCells }
}

/** PSI of a column against the base. */
export function stability(base: StabilityBase, column: Column, weights?: Float64Array): Stability {
  return stabilityOfCells(base, stabilityCells(base, column), weights)
}

function weighCells(base: StabilityBase, cells: Uint32Array, weights: Float64Array): Float64Array {
  const size = base.kind === 'number' ? base.cuts.length + 2 : base.levels.length + 2
  const counts = new Float64Array(size)
  for (let row = 0; row < cells.length; row += 1) {
    const cell = cells[row] as number
    counts[cell] = (counts[cell] as number) + (weights[row] as number)
  }
  return counts
}
