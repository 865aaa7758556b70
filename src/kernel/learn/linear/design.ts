import { fail } from '#kernel/error'
import type { Column, Matrix } from '../data/matrix.js'

/** A column of the design: a number as it is, or one level of a category as 0 or 1. */
export interface Term {
  /** Place of the feature in the matrix. */
  readonly feature: number
  /** Code of the level, -1 for a number. */
  readonly level: number
  readonly name: string
}

/**
 * Features as a linear model sees them: column 0 is the constant, then the terms, each less its mean and over its standard
 * deviation (weighted). Nothing is expanded in memory: blocks of rows are filled when needed.
 */
export interface Design {
  readonly rows: number
  readonly width: number
  readonly columns: readonly Column[]
  readonly terms: readonly Term[]
  /** Code of the base level of each feature, -1 for numbers. */
  readonly bases: readonly number[]
  readonly means: Float64Array
  /** Standard deviations; 1 where a term is constant. */
  readonly scales: Float64Array
}

/** Rows a block holds: its columns stay in the nearest cache. */
export const BLOCK = 256

/**
 * Terms of a matrix; the base level of a category is its heaviest, by name where two weigh the same.
 * Error: LEARN_MISSING (impute first).
 */
export function designOf(matrix: Matrix, weights: Float64Array): Design {
  const bases = matrix.columns.map((column) => baseOf(column, weights))
  const terms = matrix.columns.flatMap((column, feature) =>
    termsOf(column, feature, bases[feature] as number),
  )
  const means = new Float64Array(terms.length)
  const scales = new Float64Array(terms.length)
  let total = 0
  for (const weight of weights) total += weight
  terms.forEach((term, at) => {
    const column = matrix.columns[term.feature] as Column
    const { mean, variance } =
      column.kind === 'number' ? moments(column, weights, total) : shareOf(column, term.level, weights, total)
    means[at] = mean
    scales[at] = variance > 1e-24 * (1 + mean * mean) ? Math.sqrt(variance) : 1
  })
  return { rows: matrix.rows, width: terms.length + 1, columns: matrix.columns, terms, bases, means, scales }
}

/** Fills `block` (column after column, `BLOCK` apart) with rows `rows[from …]`, or from row `from` when no list is given. */
export function fillBlock(
  design: Design,
  block: Float64Array,
  from: number,
  count: number,
  rows?: Uint32Array,
): void {
  block.fill(1, 0, count)
  design.terms.forEach((term, at) => {
    const column = design.columns[term.feature] as Column
    const mean = design.means[at] as number
    const scale = 1 / (design.scales[at] as number)
    const start = (at + 1) * BLOCK
    if (column.kind === 'number') fillNumber(block, start, column.values, from, count, mean, scale, rows)
    else fillLevel(block, start, column.codes, term.level, from, count, mean, scale, rows)
  })
}

function fillNumber(
  block: Float64Array,
  start: number,
  values: Float64Array | Float32Array,
  from: number,
  count: number,
  mean: number,
  scale: number,
  rows: Uint32Array | undefined,
): void {
  for (let at = 0; at < count; at += 1) {
    const row = rows === undefined ? from + at : (rows[from + at] as number)
    block[start + at] = ((values[row] as number) - mean) * scale
  }
}

function fillLevel(
  block: Float64Array,
  start: number,
  codes: Int32Array,
  level: number,
  from: number,
  count: number,
  mean: number,
  scale: number,
  rows: Uint32Array | undefined,
): void {
  const inside = (1 - mean) * scale
  const outside = -mean * scale
  for (let at = 0; at < count; at += 1) {
    const row = rows === undefined ? from + at : (rows[from + at] as number)
    block[start + at] = codes[row] === level ? inside : outside
  }
}

function termsOf(column: Column, feature: number, base: number): Term[] {
  if (column.kind === 'number') return [{ feature, level: -1, name: column.name }]
  return column.levels.flatMap((level, code) =>
    code === base ? [] : [{ feature, level: code, name: `${column.name}=${level}` }],
  )
}

function baseOf(column: Column, weights: Float64Array): number {
  if (column.kind === 'number') return -1
  const totals = new Float64Array(column.levels.length)
  column.codes.forEach((code, row) => {
    if (code < 0) fail('LEARN_MISSING', { column: column.name, row: row + 1 })
    totals[code] = (totals[code] as number) + (weights[row] as number)
  })
  const best = totals.reduce((top, total) => Math.max(top, total), 0)
  const heaviest = column.levels.flatMap((level, code) =>
    (totals[code] as number) >= best ? [{ level, code }] : [],
  )
  return heaviest.reduce((first, other) => (other.level < first.level ? other : first)).code
}

function moments(column: Extract<Column, { kind: 'number' }>, weights: Float64Array, total: number) {
  const { values, name } = column
  let sum = 0
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number
    if (Number.isNaN(value)) fail('LEARN_MISSING', { column: name, row: row + 1 })
    sum += (weights[row] as number) * value
  }
  const mean = sum / total
  let squares = 0
  for (let row = 0; row < values.length; row += 1) {
    const gap = (values[row] as number) - mean
    squares += (weights[row] as number) * gap * gap
  }
  return { mean, variance: squares / total }
}

function shareOf(
  column: Extract<Column, { kind: 'category' }>,
  level: number,
  weights: Float64Array,
  total: number,
) {
  let sum = 0
  for (let row = 0; row < column.codes.length; row += 1) {
    if (column.codes[row] === level) sum += weights[row] as number
  }
  const mean = sum / total
  return { mean, variance: mean * (1 - mean) }
}
