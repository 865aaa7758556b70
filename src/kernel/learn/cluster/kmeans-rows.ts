import { fail } from '#kernel/error'
import type { Tick } from '../data/fit.js'
import { numberColumn, type Matrix, type NumberColumn } from '../data/matrix.js'
import type { Arena } from '../machine/arena.js'
import type { Machine } from '../machine/machine.js'
import { partsFor, runParts } from '../machine/parts.js'

/** Rows in a machine's memory: f32, row after row, less a shift near their mean, so that 32 bits are enough. */
export interface Rows {
  readonly machine: Machine
  readonly rows: number
  readonly width: number
  /** Bytes a row. */
  readonly stride: number
  readonly data: number
  readonly shift: Float64Array
  /** Address of the weights (f32), 0 when all are 1. */
  readonly weights: number
  readonly weightValues: Float32Array | null
  /** Rows whose sums belong together; sums of chunks are added in order, so threads do not matter. */
  readonly chunk: number
  readonly chunks: number
  /** Mean over the columns of their variance. */
  readonly variance: number
}

const PIECE = 32_768
const SUMS_BYTES = 64 * 1024 * 1024
const MOST_CHUNKS = 256
const LEAST_CHUNK = 1024

/** Copies the columns. Errors: LEARN_EMPTY, LEARN_COLUMN_KIND, LEARN_MISSING. */
export function stageRows(machine: Machine, arena: Arena, matrix: Matrix, weights: Float64Array, clusters: number, tick?: Tick): Rows {
  if (matrix.rows === 0 || matrix.columns.length === 0) fail('LEARN_EMPTY')
  const columns = matrix.columns.map(numberColumn)
  const width = columns.length
  const stride = width * 4
  const shift = arena.f64(width)
  columns.forEach(({ values }, at) => (shift[at] = meanOfSome(values)))
  const data = arena.f32(matrix.rows * width).byteOffset
  const even = weights.every((weight) => weight === 1)
  const held = even ? null : arena.f32(matrix.rows)
  held?.set(weights)
  spread(machine, arena, columns, matrix.rows, { shift: shift.byteOffset, data, stride }, tick)
  const chunk = chunkOf(matrix.rows, clusters * (width + 1) * 8)
  const staged = { machine, rows: matrix.rows, width, stride, data, shift: shift.slice(), weights: held?.byteOffset ?? 0, weightValues: held, chunk, chunks: Math.ceil(matrix.rows / chunk) }
  return { ...staged, variance: varianceOf(staged, arena, columns) }
}

/** Depends on the data's size only: a multiple of 64. */
function chunkOf(rows: number, bytes: number): number {
  const chunks = Math.max(8, Math.min(MOST_CHUNKS, Math.floor(SUMS_BYTES / bytes)))
  return Math.max(LEAST_CHUNK, Math.ceil(rows / chunks / 64) * 64)
}

function meanOfSome(values: Float64Array | Float32Array): number {
  const step = Math.max(1, Math.floor(values.length / 1000))
  let [sum, count] = [0, 0]
  for (let at = 0; at < values.length; at += step) {
    const value = values[at] as number
    if (Number.isNaN(value)) continue
    sum += value
    count += 1
  }
  return count === 0 ? 0 : sum / count
}

function spread(machine: Machine, arena: Arena, columns: readonly NumberColumn[], rows: number, to: { readonly shift: number; readonly data: number; readonly stride: number }, tick?: Tick): void {
  const piece = Math.min(PIECE, rows)
  const room = arena.f64(piece * columns.length)
  const wide = arena.u8(columns.length)
  columns.forEach(({ values }, at) => (wide[at] = values instanceof Float64Array ? 1 : 0))
  const narrow = new Float32Array(room.buffer, room.byteOffset, room.length * 2)
  for (let from = 0; from < rows; from += piece) {
    const count = Math.min(piece, rows - from)
    columns.forEach(({ values }, at) => {
      if (values instanceof Float64Array) room.set(values.subarray(from, from + count), at * piece)
      else narrow.set(values.subarray(from, from + count), at * piece * 2)
    })
    runParts(machine, 'spreadRows', partsFor(machine, count, 4096), count, columns.length, room.byteOffset, piece * 8, wide.byteOffset, to.shift, to.data + from * to.stride, to.stride)
    tick?.(from / rows)
  }
}

function varianceOf(staged: Omit<Rows, 'variance'>, arena: Arena, columns: readonly NumberColumn[]): number {
  const { machine, rows, chunk, chunks, data, stride, width } = staged
  const out = arena.f64(chunks * width * 2)
  runParts(machine, 'rowMoments', partsFor(machine, chunks, 1), rows, chunk, data, stride, width, 0, out.byteOffset)
  let total = 0
  columns.forEach((column, at) => {
    let [sum, squares] = [0, 0]
    for (let one = 0; one < chunks; one += 1) {
      sum += out[(one * width + at) * 2] as number
      squares += out[(one * width + at) * 2 + 1] as number
    }
    if (Number.isNaN(sum)) fail('LEARN_MISSING', { column: column.name, row: column.values.findIndex((value) => Number.isNaN(value)) + 1 })
    total += squares / rows - (sum / rows) ** 2
  })
  return Math.max(0, total) / width
}

/** Multiplications a run may hold: about a quarter of a second on one thread, so that a cancel is felt. */
const SLICE = 600_000_000

/** Goes over all rows in runs of whole chunks; `run` gets the first row, the rows and the first chunk of each. */
export function inSlices({ rows, chunk, width, machine }: Rows, perRow: number, tick: (() => void) | undefined, run: (from: number, count: number, firstChunk: number, parts: number) => void): void {
  const chunksEach = Math.max(machine.threads, Math.floor(SLICE / (chunk * width * perRow)))
  for (let from = 0; from < rows; from += chunksEach * chunk) {
    tick?.()
    const count = Math.min(chunksEach * chunk, rows - from)
    run(from, count, from / chunk, Math.min(machine.threads * 4, Math.ceil(count / chunk)))
  }
}

/** A row's numbers, less the shift. */
export function rowAtInto({ machine, data, width }: Rows, row: number, out: Float32Array): void {
  out.set(new Float32Array(machine.memory.buffer, data + row * width * 4, width))
}
