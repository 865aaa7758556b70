import { fallingOrder } from '../metrics/order.js'
import type { Column, Matrix } from './matrix.js'

const WIDE = 2 ** 21

/**
 * The rows in an order that depends on what stands in them and on a seed, not on where they stand: whatever is dealt out
 * along it (folds, samples, halves) does not change when rows or columns are shuffled. `beside` are further values of the
 * rows (treatment, outcome, weight). Rows that are alike in all of it follow each other in their given order.
 */
export function contentOrder(
  matrix: Matrix,
  seed: number,
  beside: readonly ArrayLike<number>[] = [],
): Uint32Array {
  const first = new Int32Array(matrix.rows).fill(seed)
  const second = new Int32Array(matrix.rows).fill(~seed)
  matrix.columns.forEach((column) => {
    addColumn(first, second, bitsOf(column), hashText(column.name) ^ Math.imul(seed, 0x2c1b3c6d))
  })
  beside.forEach((values, at) => {
    addColumn(first, second, Float64Array.from(values), Math.imul(seed + at + 1, 0x9e3779b1))
  })
  const keys = new Float64Array(matrix.rows)
  for (let row = 0; row < matrix.rows; row += 1) {
    keys[row] = (mixed(first[row] as number) >>> 0) * WIDE + (mixed(second[row] as number) >>> 11)
  }
  return fallingOrder(keys)
}

/** Deals the rows of every stratum out to folds in turn, along an order: folds of equal size and equal make-up. */
export function dealFolds(order: Uint32Array, strata: ArrayLike<number>, folds: number): Uint8Array {
  const dealt = new Uint8Array(order.length)
  const counts = new Map<number, number>()
  for (let place = 0; place < order.length; place += 1) {
    const row = order[place] as number
    const stratum = strata[row] as number
    const count = counts.get(stratum) ?? 0
    dealt[row] = count % folds
    counts.set(stratum, count + 1)
  }
  return dealt
}

/** Values of a column as numbers to be hashed; a level is its text's hash, so that the order of levels is of no account. */
function bitsOf(column: Column): Float64Array {
  if (column.kind === 'number') return Float64Array.from(column.values)
  const levels = Float64Array.from(column.levels, hashText)
  return Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : (levels[code] as number)))
}

function addColumn(first: Int32Array, second: Int32Array, values: Float64Array, salt: number): void {
  const halves = new Int32Array(values.buffer)
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number
    // One bit pattern for a missing value, one for zero.
    const low = value === 0 ? 0 : value === value ? (halves[2 * row] as number) : 1
    const high = value === 0 ? 0 : value === value ? (halves[2 * row + 1] as number) : 1
    const a = mixed(low ^ mixed(high ^ salt))
    const b = mixed(Math.imul(high, 0x85ebca6b) ^ mixed(low + salt))
    first[row] = ((first[row] as number) + a) | 0
    second[row] = ((second[row] as number) + b) | 0
  }
}

/** The finishing mix of splitmix32. */
function mixed(value: number): number {
  let z = value ^ (value >>> 16)
  z = Math.imul(z, 0x21f0aaad)
  z ^= z >>> 15
  z = Math.imul(z, 0x735a2d97)
  return z ^ (z >>> 15)
}

function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash
}
