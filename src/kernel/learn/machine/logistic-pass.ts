import { fillBlock, type Design } from '../linear/design.js'
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
  readonly sums: Float64Array
  readonly curves: Float32Array
  readonly products: Float64Array
  readonly room: number
}

const PIECE = 16_384
const SMALLEST_CHUNK = 8192
const PRODUCTS_BYTES = 64 * 1024 * 1024
const PARTS_EACH = 4

/** Copies the rows named (all when absent) into the machine. */
export function stageDesign(machine: Machine, arena: Arena, design: Design, label: Float64Array, weights: Float64Array, sample: Uint32Array | null): StagedDesign {
  const rows = sample?.length ?? design.rows
  const columns = design.width - 1
  const padded = Math.max(4, Math.ceil(columns / 4) * 4)
  const chunk = Math.max(SMALLEST_CHUNK, Math.ceil((rows * (columns + 1) * (padded + 1) * 8) / PRODUCTS_BYTES / 1024) * 1024)
  const chunks = Math.ceil(rows / chunk)
  const labels = arena.f32(rows + 2)
  const held = weighAlike(weights) ? null : arena.f64(rows + 2)
  if (sample === null) {
    labels.set(label)
    held?.set(weights)
  } else copyRows(sample, { labels, held }, { label, weights })
  const staged: StagedDesign = {
    machine,
    rows,
    columns,
    padded,
    // `copyAll` writes every place of it.
    data: (sample === null ? arena.unsetF32(rows * padded) : arena.f32(rows * padded)).byteOffset,
    labels: labels.byteOffset,
    weights: held?.byteOffset ?? 0,
    chunk,
    chunks,
    coefficients: arena.f64(padded + 2),
    sums: arena.f64(chunks * (padded + 2)),
    curves: arena.unsetF32(rows + 2),
    products: arena.f64(chunks * (columns + 1) * (padded + 1)),
    room: arena.f32(machine.threads * PARTS_EACH * (columns + 1) * (padded + 4)).byteOffset,
  }
  if (sample === null) copyAll(arena, design, staged)
  else copySome(design, staged, sample)
  return staged
}

function copyRows(sample: Uint32Array, to: { labels: Float32Array; held: Float64Array | null }, from: { label: Float64Array; weights: Float64Array }): void {
  for (let at = 0; at < sample.length; at += 1) {
    const row = sample[at] as number
    to.labels[at] = from.label[row] as number
    if (to.held !== null) to.held[at] = from.weights[row] as number
  }
}

/** Whole columns, a piece at a time; the machine standardises and turns them. */
function copyAll(arena: Arena, design: Design, { machine, rows, columns, padded, data }: StagedDesign): void {
  const piece = Math.min(PIECE, rows)
  const room = arena.f64(piece * columns)
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

function copySome(design: Design, { machine, columns, padded, data }: StagedDesign, sample: Uint32Array): void {
  const out = new Float32Array(machine.memory.buffer, data, sample.length * padded)
  const size = 256
  const block = new Float64Array(design.width * size)
  for (let from = 0; from < sample.length; from += size) {
    const count = Math.min(size, sample.length - from)
    fillBlock(design, block, from, count, sample)
    for (let column = 0; column < columns; column += 1) {
      for (let row = 0; row < count; row += 1) out[(from + row) * padded + column] = block[(column + 1) * size + row] as number
    }
  }
}

/** Multiplications a run may hold, so that a cancel is felt. */
const SLICE = 600_000_000

/** Loss, slope and (when `curved`) curvature at coefficients of the standardised terms, as `passOver` of linear/ gives them. */
export function passOnMachine(staged: StagedDesign, coefficients: Float64Array, curved: boolean, tick?: () => void): Pass {
  const { columns, padded, chunks, sums } = staged
  const width = columns + 1
  staged.coefficients.fill(0)
  staged.coefficients[0] = coefficients[0] as number
  staged.coefficients.set(coefficients.subarray(1), 2)
  const curves = curved ? staged.curves.byteOffset : 0
  slices(staged, padded * 4, tick, (from, count, first, parts) =>
    runParts(staged.machine, 'logisticPass', parts, count, staged.chunk, staged.data + from * padded * 4, padded * 4, staged.coefficients.byteOffset, staged.labels + from * 4, staged.weights === 0 ? 0 : staged.weights + from * 8, sums.byteOffset + first * (padded + 2) * 8, curves === 0 ? 0 : curves + from * 4),
  )
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
