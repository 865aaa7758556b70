import type { Tick } from '../data/fit.js'
import type { Column } from '../data/matrix.js'
import type { Arena } from '../machine/arena.js'
import { partsFor, runParts } from '../machine/parts.js'
import type { Machine } from '../machine/machine.js'
import { binCodes } from './cuts.js'
import type { Binner } from './tree.js'

/** Rows as bins, in a machine's memory. */
export interface Binned {
  readonly rows: number
  readonly features: number
  /** Address of the bins column after column, `rows` bytes each. */
  readonly columns: number
  /** Address of the bins row after row, `stride` bytes each. */
  readonly byRow: number
  readonly stride: number
}

/** A column of numbers is copied a piece at a time, so the room for it stays small. */
const PIECE = 1 << 18

/** Bins columns: each feature once column-major (to part rows) and once row-major (to add up histograms). */
export function binColumns(machine: Machine, arena: Arena, columns: readonly Column[], binners: readonly Binner[], rows: number, tick?: Tick): Binned {
  const features = columns.length
  const stride = Math.ceil(features / 8) * 8
  const byColumn = arena.u8(rows * features)
  const byRow = arena.u8(rows * stride)
  const cuts = arena.f64(256)
  const room = arena.f64(Math.min(rows, PIECE))
  columns.forEach((column, at) => {
    const binner = binners[at] as Binner
    const own = byColumn.subarray(at * rows, (at + 1) * rows)
    if (column.kind === 'category' && binner.kind === 'category') binCodes(column, binner, own)
    else if (column.kind === 'number' && binner.kind === 'number') {
      cuts.fill(Number.POSITIVE_INFINITY).set(binner.cuts)
      binNumbers(machine, column.values, cuts, room, own)
    }
    tick?.((at + 1) / features)
  })
  runParts(machine, 'rowMajorBins', partsFor(machine, rows, 4096), byColumn.byteOffset, byRow.byteOffset, rows, features, stride)
  return { rows, features, columns: byColumn.byteOffset, byRow: byRow.byteOffset, stride }
}

function binNumbers(machine: Machine, values: Float64Array | Float32Array, cuts: Float64Array, room: Float64Array, out: Uint8Array): void {
  const wide = values instanceof Float64Array
  const place = wide ? room : new Float32Array(room.buffer, room.byteOffset, room.length)
  for (let from = 0; from < values.length; from += room.length) {
    const count = Math.min(room.length, values.length - from)
    place.set(values.subarray(from, from + count))
    runParts(machine, 'binColumn', partsFor(machine, count, 4096), room.byteOffset, wide ? 1 : 0, count, cuts.byteOffset, out.byteOffset + from)
  }
}
