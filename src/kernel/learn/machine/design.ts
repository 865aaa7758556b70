import type { Matrix, NumberColumn } from '../data/matrix.js'
import { weighAlike } from '../data/fit.js'
import { designOf, type Design } from '../linear/design.js'
import type { Arena } from './arena.js'
import type { Machine } from './machine.js'
import { partsFor, runParts } from './parts.js'

const PIECE = 16_384

/** The design of `designOf`, its means and deviations taken on a machine where all columns are numbers and all rows weigh 1. Error: LEARN_MISSING. */
export function designOn(machine: Machine, arena: Arena, matrix: Matrix, weights: Float64Array): Design {
  const columns = matrix.columns.filter((column): column is NumberColumn => column.kind === 'number')
  if (columns.length < matrix.columns.length || !weighAlike(weights)) return designOf(matrix, weights)
  const { rows } = matrix
  const width = columns.length
  const moments = momentsOn(machine, arena, columns, rows)
  // A missing value: `designOf` says where.
  if (moments.sums.some((sum) => Number.isNaN(sum))) return designOf(matrix, weights)
  const means = Float64Array.from(columns, (_, at) => (moments.shift[at] as number) + (moments.sums[2 * at] as number) / rows)
  const scales = Float64Array.from(columns, (_, at) => {
    const mean = (moments.sums[2 * at] as number) / rows
    const variance = (moments.sums[2 * at + 1] as number) / rows - mean * mean
    return variance > 1e-24 * (1 + (means[at] as number) ** 2) ? Math.sqrt(variance) : 1
  })
  const terms = columns.map(({ name }, feature) => ({ feature, level: -1, name }))
  return { rows, width: width + 1, columns, terms, bases: columns.map(() => -1), means, scales }
}

/** Sums of the values less a shift near their mean, and of the squares. */
function momentsOn(machine: Machine, arena: Arena, columns: readonly NumberColumn[], rows: number) {
  const width = columns.length
  const piece = Math.min(PIECE, rows)
  const room = arena.unsetF64(piece * width)
  const [wide, shift, sums] = [arena.u8(width), arena.f64(width), arena.f64(width * 2)]
  columns.forEach(({ values }, at) => {
    wide[at] = values instanceof Float64Array ? 1 : 0
    shift[at] = meanOfSome(values)
  })
  for (let from = 0; from < rows; from += piece) {
    const count = Math.min(piece, rows - from)
    fillRoom(room, piece, columns, from, count)
    runParts(machine, 'columnMoments', partsFor(machine, width, 4), count, width, room.byteOffset, piece * 8, wide.byteOffset, shift.byteOffset, sums.byteOffset)
  }
  return { shift, sums }
}

/** A piece of every column, `piece` × 8 bytes apart, each in its own width. */
function fillRoom(room: Float64Array, piece: number, columns: readonly NumberColumn[], from: number, count: number): void {
  const narrow = new Float32Array(room.buffer, room.byteOffset, room.length * 2)
  columns.forEach(({ values }, at) => {
    if (values instanceof Float64Array) room.set(values.subarray(from, from + count), at * piece)
    else narrow.set(values.subarray(from, from + count), at * piece * 2)
  })
}

function meanOfSome(values: Float64Array | Float32Array): number {
  const step = Math.max(1, Math.floor(values.length / 1000))
  let [sum, count] = [0, 0]
  for (let at = 0; at < values.length; at += step) {
    sum += values[at] as number
    count += 1
  }
  return sum / count
}
