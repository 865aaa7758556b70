import type { CategoryColumn, Column, Matrix, NumberColumn } from '../data/matrix.js'
import { createRandom } from '../data/random.js'
import { MISSING_BIN, type Binner } from './tree.js'

/** Values of a column looked at for its cuts. */
const SAMPLE = 50_000

/** How every column is cut: numbers at quantiles of a seeded sample, categories level by level. */
export function binnersOf(matrix: Matrix, most: number, seed: number): Binner[] {
  const rows = sampleRows(matrix.rows, seed)
  return matrix.columns.map((column) =>
    column.kind === 'number' ? { kind: 'number', cuts: cutsOf(column, rows, most) } : levelsOf(column, most),
  )
}

function sampleRows(rows: number, seed: number): Uint32Array | null {
  if (rows <= SAMPLE) return null
  const random = createRandom(seed, 0x62696e)
  // One row of each stretch: as spread as the rows are.
  return Uint32Array.from({ length: SAMPLE }, (_, at) => {
    const from = Math.floor((at * rows) / SAMPLE)
    return from + random.below(Math.floor(((at + 1) * rows) / SAMPLE) - from)
  })
}

function cutsOf({ values }: NumberColumn, rows: Uint32Array | null, most: number): number[] {
  const count = rows?.length ?? values.length
  const seen = new Float64Array(count)
  let kept = 0
  for (let at = 0; at < count; at += 1) {
    const value = values[rows === null ? at : (rows[at] as number)] as number
    if (Number.isNaN(value)) continue
    seen[kept] = value
    kept += 1
  }
  return cutSorted(seen.subarray(0, kept).sort(), most)
}

/** Cuts between sorted values: between all that differ when there are few, else where bins hold alike many. */
export function cutSorted(sorted: Float64Array, most: number): number[] {
  const values: number[] = []
  const counts: number[] = []
  for (const value of sorted) {
    if (value === values[values.length - 1]) counts[counts.length - 1] = (counts[counts.length - 1] as number) + 1
    else {
      values.push(value)
      counts.push(1)
    }
  }
  const all = values.length <= most
  const cuts: number[] = []
  let [left, inside] = [sorted.length, 0]
  for (let at = 0; at + 1 < values.length && cuts.length < most - 1; at += 1) {
    inside += counts[at] as number
    if (!all && inside < left / (most - cuts.length)) continue
    const cut = between(values[at] as number, values[at + 1] as number)
    if (cut === null) continue
    cuts.push(cut)
    left -= inside
    inside = 0
  }
  return cuts
}

/** A number of 32 bits that is ≥ low and < high, near their middle; null when there is none. */
function between(low: number, high: number): number | null {
  const middle = Math.fround(low / 2 + high / 2)
  const cut = middle >= high ? neighbour(middle, -1) : middle < low ? neighbour(middle, 1) : middle
  return cut >= low && cut < high ? cut : null
}

const ONE = new Float32Array(1)
const BITS = new Int32Array(ONE.buffer)

/** The next number of 32 bits, up or down. */
export function neighbour(value: number, direction: 1 | -1): number {
  ONE[0] = value
  if (ONE[0] === 0) BITS[0] = direction > 0 ? 1 : (0x80000001 | 0)
  else BITS[0] = (BITS[0] as number) + (ONE[0] > 0 ? direction : -direction)
  return ONE[0]
}

/** Levels by bins: each its own; past the bins there are, the rarest share the last. */
function levelsOf({ codes, levels }: CategoryColumn, most: number): Binner {
  const bins = Uint8Array.from(levels, (_, code) => Math.min(code, most - 1))
  if (levels.length <= most) return { kind: 'category', bins, count: levels.length }
  const counts = new Uint32Array(levels.length)
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] as number) + 1
  const order = levels.map((_, code) => code).sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b)
  order.forEach((code, place) => (bins[code] = Math.min(place, most - 1)))
  return { kind: 'category', bins, count: most }
}

/** Number of value bins. */
export function binCount(binner: Binner): number {
  return binner.kind === 'number' ? binner.cuts.length + 1 : binner.count
}

/** Bins of a category column. */
export function binCodes(column: Extract<Column, { kind: 'category' }>, binner: Extract<Binner, { kind: 'category' }>, out: Uint8Array): void {
  const { codes } = column
  const { bins } = binner
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row] as number
    out[row] = code < 0 ? MISSING_BIN : (bins[code] as number)
  }
}
