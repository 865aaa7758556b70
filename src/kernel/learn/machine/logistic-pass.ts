import type { Design } from '../linear/design.js'
import type { Pass } from '../linear/pass.js'
import { weighAlike } from '../data/fit.js'
import type { Arena } from './arena.js'
import type { Machine } from './machine.js'
import { partsFor, runParts } from './parts.js'

/** A design's standardised terms in a machine's memory (f32, row after row), with labels and weights. */
export interface StagedDesign {
  readonly machine: Machine
  readonly rows: number
  /** Terms without the constant, and with padding to a multiple of 4. */
  readonly columns: number
  readonly padded: number
  readonly data: number
  readonly labels: number
  /** 0 when all are 1. */
  readonly weights: number
  readonly chunk: number
  readonly chunks: number
  readonly coefficients: Float64Array
  /** The same without the constant, in 32 bits, for passes that only lead on. */
  readonly slopes: Float32Array
  /** A line of 32-bit sums a part. */
  readonly lines: number
  readonly sums: Float64Array
  readonly curves: Float32Array
  readonly products: Float64Array
  readonly room: number
}

const PIECE = 16_384
const SMALLEST_CHUNK = 8192
const PRODUCTS_BYTES = 64 * 1024 * 1024
const PARTS_EACH = 4

/** Copies all rows into the machine, standardised. */
export function stageDesign(machine: Machine, arena: Arena, design: Design, label: ArrayLike<number>, weights: Float64Array): StagedDesign {
  const staged = room(machine, arena, design.rows, design.width - 1, !weighAlike(weights))
  new Float32Array(machine.memory.buffer, staged.labels, design.rows).set(label)
  if (staged.weights !== 0) new Float64Array(machine.memory.buffer, staged.weights, design.rows).set(weights)
  copyAll(arena, design, staged)
  return staged
}

/** Whole blocks of the rows that are staged already, as a design of their own. */
export function stageBlocks(arena: Arena, all: StagedDesign, starts: readonly number[], block: number): StagedDesign {
  const lengthOf = (start: number): number => Math.min(block, all.rows - start)
  const staged = room(all.machine, arena, starts.reduce((sum, start) => sum + lengthOf(start), 0), all.columns, all.weights !== 0)
  const bytes = new Uint8Array(all.machine.memory.buffer)
  let to = 0
  for (const start of starts) {
    const rows = lengthOf(start)
    const copy = (source: number, target: number, each: number) => bytes.copyWithin(target + to * each, source + start * each, source + (start + rows) * each)
    copy(all.data, staged.data, all.padded * 4)
    copy(all.labels, staged.labels, 4)
    if (all.weights !== 0) copy(all.weights, staged.weights, 8)
    to += rows
  }
  return staged
}

function room(machine: Machine, arena: Arena, rows: number, columns: number, weighed: boolean): StagedDesign {
  const padded = Math.max(4, Math.ceil(columns / 4) * 4)
  const chunk = Math.max(SMALLEST_CHUNK, Math.ceil((rows * (columns + 1) * (padded + 1) * 8) / PRODUCTS_BYTES / 1024) * 1024)
  const chunks = Math.ceil(rows / chunk)
  return {
    machine, rows, columns, padded, chunk, chunks,
    // Every place of it is written.
    data: arena.unsetF32(rows * padded).byteOffset,
    // Kernels read four rows at a time.
    labels: arena.f32(rows + 4).byteOffset,
    weights: weighed ? arena.f64(rows + 4).byteOffset : 0,
    coefficients: arena.f64(padded + 2),
    slopes: arena.f32(padded),
    lines: arena.f32(machine.threads * PARTS_EACH * padded).byteOffset,
    sums: arena.f64(chunks * (padded + 2)),
    curves: arena.unsetF32(rows + 4),
    products: arena.f64(chunks * (columns + 1) * (padded + 1)),
    room: arena.f32(machine.threads * PARTS_EACH * (columns + 1) * (padded + 4)).byteOffset,
  }
}

/** Whole columns, a piece at a time; the machine standardises and turns them. */
function copyAll(arena: Arena, design: Design, { machine, rows, columns, padded, data }: StagedDesign): void {
  const piece = Math.min(PIECE, rows)
  const room = arena.unsetF64(piece * columns)
  const narrow = new Float32Array(room.buffer, room.byteOffset, room.length * 2)
  const [wide, shift, factor] = [arena.u8(columns), arena.f64(columns), arena.f64(columns)]
  shift.set(design.means)
  factor.set(design.scales.map((scale) => 1 / scale))
  for (let from = 0; from < rows; from += piece) {
    const count = Math.min(piece, rows - from)
    design.terms.forEach((term, at) => {
      const column = design.columns[term.feature]
      wide[at] = column?.kind === 'number' && column.values instanceof Float32Array ? 0 : 1
      if (column?.kind === 'category') for (let row = 0; row < count; row += 1) room[at * piece + row] = column.codes[from + row] === term.level ? 1 : 0
      else if (column !== undefined) (wide[at] === 1 ? room : narrow).set(column.values.subarray(from, from + count), at * piece * (wide[at] === 1 ? 1 : 2))
    })
    runParts(machine, 'standardRows', partsFor(machine, count, 4096), count, columns, room.byteOffset, piece * 8, wide.byteOffset, shift.byteOffset, factor.byteOffset, data + from * padded * 4, padded * 4)
  }
}

/** Multiplications a run may hold, so that a cancel is felt. */
const SLICE = 600_000_000

/** Loss, slope and (when `curved`) curvature at coefficients of the standardised terms, as `passOver` of linear/ gives them; `narrow` in 32 bits, good to about 1e-7 of each row. */
export function passOnMachine(staged: StagedDesign, coefficients: Float64Array, curved: boolean, narrow: boolean, tick?: () => void): Pass {
  const { columns, padded, chunks, sums } = staged
  const width = columns + 1
  staged.coefficients.fill(0)
  staged.coefficients[0] = coefficients[0] as number
  staged.coefficients.set(coefficients.subarray(1), 2)
  staged.slopes.set(coefficients.subarray(1))
  const curves = curved ? staged.curves.byteOffset : 0
  slices(staged, padded * 4, tick, (from, count, first, parts) => {
    const data = staged.data + from * padded * 4
    const labels = staged.labels + from * 4
    const weights = staged.weights === 0 ? 0 : staged.weights + from * 8
    const to = sums.byteOffset + first * (padded + 2) * 8
    const curve = curves === 0 ? 0 : curves + from * 4
    if (narrow) runParts(staged.machine, 'logisticNarrow', parts, count, staged.chunk, data, padded * 4, staged.coefficients.byteOffset, staged.slopes.byteOffset, labels, weights, to, curve, staged.lines)
    else runParts(staged.machine, 'logisticPass', parts, count, staged.chunk, data, padded * 4, staged.coefficients.byteOffset, labels, weights, to, curve)
  })
  const slope = new Float64Array(width)
  let loss = 0
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const at = chunk * (padded + 2)
    loss += sums[at] as number
    for (let term = 0; term < width; term += 1) slope[term] = (slope[term] as number) + (sums[at + 1 + term] as number)
  }
  return { loss, slope, curvature: curved ? curvatureOf(staged, tick) : null }
}

function curvatureOf(staged: StagedDesign, tick?: () => void): Float64Array {
  const { columns, padded, chunks, products } = staged
  const [width, line] = [columns + 1, padded + 1]
  slices(staged, (columns * padded) / 2, tick, (from, count, first, parts) =>
    runParts(staged.machine, 'curvatureRows', parts, count, staged.chunk, staged.data + from * padded * 4, padded * 4, columns, staged.curves.byteOffset + from * 4, products.byteOffset + first * width * line * 8, staged.room),
  )
  const total = new Float64Array(width * line)
  for (let chunk = 0; chunk < chunks; chunk += 1) for (let at = 0; at < total.length; at += 1) total[at] = (total[at] as number) + (products[chunk * total.length + at] as number)
  const curvature = new Float64Array(width * width)
  // The kernel keeps the constant last, the terms of linear/ have it first.
  const put = (a: number, b: number, value: number): void => {
    curvature[a * width + b] = value
    curvature[b * width + a] = value
  }
  put(0, 0, total[columns * line + padded] as number)
  for (let a = 0; a < columns; a += 1) {
    put(0, a + 1, total[a * line + padded] as number)
    for (let b = a; b < columns; b += 1) put(a + 1, b + 1, total[a * line + b] as number)
  }
  return curvature
}

function slices({ machine, rows, chunk }: StagedDesign, perRow: number, tick: (() => void) | undefined, run: (from: number, count: number, firstChunk: number, parts: number) => void): void {
  const each = Math.max(machine.threads, Math.floor(SLICE / (chunk * perRow)))
  for (let from = 0; from < rows; from += each * chunk) {
    tick?.()
    const count = Math.min(each * chunk, rows - from)
    run(from, count, from / chunk, Math.min(machine.threads * PARTS_EACH, Math.ceil(count / chunk)))
  }
}
