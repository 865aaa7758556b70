import { fail } from '#kernel/error'
import { columnOf, numberColumn, type Matrix } from '../data/matrix.js'
import type { Feature } from '../model/fitted.js'

/** The columns of a purchase history: repeat purchases, time of the last one, time watched; any one unit of time, from the first purchase. */
export const purchaseFeatures: readonly Feature[] = [
  { name: 'frequency', kind: 'number' },
  { name: 'recency', kind: 'number' },
  { name: 'age', kind: 'number' },
]

/** Distinct rows of up to three columns with the weight of each, and where each row went. */
export interface Distinct {
  readonly columns: readonly [Float64Array, Float64Array, Float64Array]
  readonly weight: Float64Array
  readonly place: Uint32Array
}

/**
 * Distinct purchase histories. Errors: LEARN_EMPTY, LEARN_COLUMN_MISSING, LEARN_COLUMN_KIND, LEARN_PURCHASES for a row
 * that is not 0 <= recency <= age with a whole frequency, recency above 0 exactly where frequency is.
 */
export function distinctPurchases(matrix: Matrix, weights?: Float64Array): Distinct {
  if (matrix.rows === 0) fail('LEARN_EMPTY')
  const [frequency, recency, age] = purchaseFeatures.map(
    ({ name }) => numberColumn(columnOf(matrix, name)).values,
  )
  const [x, tx, total] = [frequency, recency, age] as [Float64Array, Float64Array, Float64Array]
  for (let row = 0; row < matrix.rows; row += 1) {
    if (!isHistory(x[row] as number, tx[row] as number, total[row] as number)) {
      fail('LEARN_PURCHASES', {
        row: row + 1,
        frequency: x[row] as number,
        recency: tx[row] as number,
        age: total[row] as number,
      })
    }
  }
  return distinctRows(x, tx, total, weights)
}

function isHistory(x: number, tx: number, age: number): boolean {
  return Number.isInteger(x) && x >= 0 && tx >= 0 && tx <= age && x > 0 === tx > 0
}

/** Distinct triples by a hash table over their bits: one pass, no object a row. */
export function distinctRows(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  c: ArrayLike<number>,
  weights?: Float64Array,
): Distinct {
  const rows = a.length
  const room = 2 ** Math.ceil(Math.log2(rows * 2 + 2))
  const table = new Int32Array(room).fill(-1)
  const first = new Uint32Array(rows)
  const weight = new Float64Array(rows)
  const place = new Uint32Array(rows)
  const triple = new Float64Array(3)
  const bits = new Uint32Array(triple.buffer)
  let count = 0
  for (let row = 0; row < rows; row += 1) {
    triple[0] = a[row] as number
    triple[1] = b[row] as number
    triple[2] = c[row] as number
    let slot = hashOf(bits) & (room - 1)
    let found = table[slot] as number
    while (found >= 0 && !isSame(a, b, c, first[found] as number, row)) {
      slot = (slot + 1) & (room - 1)
      found = table[slot] as number
    }
    if (found < 0) {
      found = count
      table[slot] = count
      first[count] = row
      count += 1
    }
    weight[found] = (weight[found] as number) + (weights === undefined ? 1 : (weights[row] as number))
    place[row] = found
  }
  const take = (column: ArrayLike<number>) =>
    Float64Array.from({ length: count }, (_, at) => column[first[at] as number] as number)
  return { columns: [take(a), take(b), take(c)], weight: weight.slice(0, count), place }
}

const MANY = 8000
const STEPS = 40

/** The same histories with times rounded to a fortieth of the longest, fewer by far: a start for the search. Null when there are few. */
export function coarsened(rows: Distinct): Distinct | null {
  const [x, tx, age] = rows.columns
  if (x.length < MANY) return null
  const step = age.reduce((longest, value) => Math.max(longest, value), 0) / STEPS
  const rounded = (value: number) => Math.max(step, Math.round(value / step) * step)
  const coarseAge = age.map(rounded)
  const coarseLast = tx.map((value, at) =>
    value === 0 ? 0 : Math.min(rounded(value), coarseAge[at] as number),
  )
  return distinctRows(x, coarseLast, coarseAge, rows.weight)
}

function isSame(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  c: ArrayLike<number>,
  one: number,
  other: number,
): boolean {
  return a[one] === a[other] && b[one] === b[other] && c[one] === c[other]
}

function hashOf(bits: Uint32Array): number {
  let hash = 0x9e3779b9
  for (let at = 0; at < 6; at += 1) {
    hash = Math.imul(hash ^ (bits[at] as number), 0x85ebca6b)
    hash ^= hash >>> 15
  }
  hash = Math.imul(hash, 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Values of distinct rows given back to every row. */
export function spread(values: Float64Array, place: Uint32Array): Float64Array {
  const all = new Float64Array(place.length)
  for (let row = 0; row < place.length; row += 1) all[row] = values[place[row] as number] as number
  return all
}

/** Running sums of ln(start + k) and 1 / (start + k): at n, ln Γ(start + n) - ln Γ(start) and ψ(start + n) - ψ(start). */
export function rising(
  start: number,
  most: number,
): { readonly logs: Float64Array; readonly inverses: Float64Array } {
  const logs = new Float64Array(most + 1)
  const inverses = new Float64Array(most + 1)
  for (let n = 0; n < most; n += 1) {
    logs[n + 1] = (logs[n] as number) + Math.log(start + n)
    inverses[n + 1] = (inverses[n] as number) + 1 / (start + n)
  }
  return { logs, inverses }
}
