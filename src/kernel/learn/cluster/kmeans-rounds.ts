import type { Arena } from '../machine/arena.js'
import { partsFor, runParts } from '../machine/parts.js'
import { inSlices, rowAtInto, type Rows } from './kmeans-rows.js'

/** What one start came to; centres less the shift. */
export interface Settled {
  readonly centres: Float64Array
  readonly sizes: Float64Array
  readonly inertia: number
  readonly rounds: number
  readonly settled: boolean
}

export interface RoundsRoom {
  readonly labels: Uint16Array
  readonly tiles: Float32Array
  readonly exact: Float64Array
  readonly changes: Float64Array
  readonly moves: Int32Array
  readonly sums: Float64Array
  readonly chunkSums: Float64Array
  readonly each: Float32Array
  readonly bounds: Bounds | null
}

interface Bounds {
  readonly upper: Float32Array
  readonly lower: Float32Array
  readonly plain: Float32Array
  readonly near: Float32Array
  readonly drifts: Float32Array
  readonly list: Int32Array
}

const NONE = 0xffff
const FAR = 3e38

/** Memory for rounds of Lloyd, or Hamerly with its bounds. */
export function roundsRoom(arena: Arena, rows: Rows, clusters: number, bounded: boolean): RoundsRoom {
  const { width, chunks, chunk } = rows
  const cells = clusters * (width + 1)
  return {
    labels: arena.u16(rows.rows + 4),
    tiles: arena.f32(Math.ceil(clusters / 8) * 8 * (width + 1)),
    exact: arena.f64(clusters * width),
    changes: arena.f64(chunks * cells),
    moves: arena.i32(chunks),
    sums: arena.f64(cells),
    chunkSums: arena.f64(chunks),
    each: arena.f32(rows.rows),
    bounds: bounded
      ? { upper: arena.f32(rows.rows), lower: arena.f32(rows.rows), plain: arena.f32(clusters * width), near: arena.f32(clusters), drifts: arena.f32(clusters), list: arena.i32(rows.machine.threads * 4 * chunk) }
      : null,
  }
}

export interface Rules {
  readonly rounds: number
  /** Largest sum of squared moves of the centres that counts as standing still. */
  readonly still: number
}

/**
 * Rounds of assigning and averaging until no row moves, the centres stand still or the rounds are over; then the rows are
 * assigned to the last centres. A cluster without weight takes the row farthest from its centre.
 */
export function settleCentres(rows: Rows, room: RoundsRoom, first: Float64Array, rules: Rules, tick?: () => void): Settled {
  const { width } = rows
  const clusters = first.length / width
  const drift = { total: 0, each: new Float64Array(clusters) }
  let centres = first
  room.labels.fill(NONE)
  room.sums.fill(0)
  let [round, settled] = [0, false]
  for (round = 1; round <= rules.rounds; round += 1) {
    const moved = assign(rows, room, centres, drift, true, tick)
    if (moved === 0 && round > 1) {
      settled = true
      break
    }
    fillEmpty(rows, room, centres)
    const next = meansOf(room.sums, clusters, width, centres)
    const shift = addDrift(drift, centres, next, width)
    centres = next
    if (shift <= rules.still) {
      settled = true
      break
    }
  }
  assign(rows, room, centres, drift, false, tick)
  const sizes = Float64Array.from({ length: clusters }, (_, at) => room.sums[at * (width + 1) + width] as number)
  return { centres, sizes, inertia: inertiaOf(rows, room, centres, 0, tick), rounds: Math.min(round, rules.rounds), settled }
}

interface Drift {
  total: number
  readonly each: Float64Array
}

/** Assigns every row and brings the sums up to date; how many rows moved. */
function assign(rows: Rows, room: RoundsRoom, centres: Float64Array, drift: Drift, bounded: boolean, tick?: () => void): number {
  const { machine, width, stride, chunk, chunks } = rows
  const clusters = centres.length / width
  const cells = clusters * (width + 1)
  fillTiles(room.tiles, centres, width)
  const { labels, tiles, changes, moves, sums } = room
  const bounds = bounded ? room.bounds : null
  if (bounds !== null) fillBounds(bounds, centres, width, drift)
  inSlices(rows, clusters, tick, (from, count, firstChunk, parts) => {
    const head = [count, chunk, rows.data + from * stride, stride, width, clusters, tiles.byteOffset] as const
    const weights = rows.weights === 0 ? 0 : rows.weights + from * 4
    const tail = [weights, changes.byteOffset + firstChunk * cells * 8, moves.byteOffset + firstChunk * 4] as const
    const own = labels.byteOffset + from * 2
    if (bounds === null) runParts(machine, 'assignRows', parts, ...head, own, ...tail)
    else {
      const { plain, near, drifts, upper, lower, list } = bounds
      runParts(machine, 'hamerlyRows', parts, ...head, plain.byteOffset, near.byteOffset, drifts.byteOffset, drift.total, own, upper.byteOffset + from * 4, lower.byteOffset + from * 4, ...tail, list.byteOffset)
    }
  })
  runParts(machine, 'addChanges', partsFor(machine, cells, 4096), cells, chunks, changes.byteOffset, moves.byteOffset, sums.byteOffset)
  return moves.reduce((sum, moved) => sum + moved, 0)
}

/** Centres as the kernel reads them: eight side by side, -2 × the centre for each dimension, then the squared lengths. */
function fillTiles(tiles: Float32Array, centres: Float64Array, width: number): void {
  const clusters = centres.length / width
  for (let at = 0; at < Math.ceil(clusters / 8) * 8; at += 1) {
    const base = (at >> 3) * 8 * (width + 1) + (at & 7)
    let length = 0
    for (let d = 0; d < width; d += 1) {
      const value = at < clusters ? Math.fround(centres[at * width + d] as number) : 0
      tiles[base + d * 8] = -2 * value
      length += value * value
    }
    tiles[base + width * 8] = at < clusters ? length : FAR
  }
}

function fillBounds({ plain, near, drifts }: Bounds, centres: Float64Array, width: number, drift: Drift): void {
  const clusters = centres.length / width
  plain.set(centres)
  drifts.set(drift.each)
  near.fill(Number.POSITIVE_INFINITY)
  for (let a = 0; a < clusters; a += 1) {
    for (let b = a + 1; b < clusters; b += 1) {
      let gap = 0
      for (let d = 0; d < width; d += 1) gap += ((centres[a * width + d] as number) - (centres[b * width + d] as number)) ** 2
      const half = Math.sqrt(gap) / 2
      near[a] = Math.min(near[a] as number, half)
      near[b] = Math.min(near[b] as number, half)
    }
  }
}

function meansOf(sums: Float64Array, clusters: number, width: number, before: Float64Array): Float64Array {
  const next = before.slice()
  for (let at = 0; at < clusters; at += 1) {
    const weight = sums[at * (width + 1) + width] as number
    if (weight <= 0) continue
    for (let d = 0; d < width; d += 1) next[at * width + d] = (sums[at * (width + 1) + d] as number) / weight
  }
  return next
}

/** Sum of squared moves; the moves themselves are added to the drift. */
function addDrift(drift: Drift, before: Float64Array, next: Float64Array, width: number): number {
  let [total, largest] = [0, 0]
  for (let at = 0; at < drift.each.length; at += 1) {
    let gap = 0
    for (let d = 0; d < width; d += 1) gap += ((next[at * width + d] as number) - (before[at * width + d] as number)) ** 2
    total += gap
    largest = Math.max(largest, Math.sqrt(gap))
    drift.each[at] = (drift.each[at] as number) + Math.sqrt(gap)
  }
  drift.total += largest
  return total
}

function inertiaOf(rows: Rows, room: RoundsRoom, centres: Float64Array, each: number, tick?: () => void): number {
  room.exact.set(centres)
  inSlices(rows, 2, tick, (from, count, firstChunk, parts) =>
    runParts(rows.machine, 'inertiaOfRows', parts, count, rows.chunk, rows.data + from * rows.stride, rows.stride, rows.width, room.exact.byteOffset, room.labels.byteOffset + from * 2, rows.weights === 0 ? 0 : rows.weights + from * 4, room.chunkSums.byteOffset + firstChunk * 8, each === 0 ? 0 : each + from * 4),
  )
  return room.chunkSums.reduce((sum, value) => sum + value, 0)
}

/** Gives each cluster without weight the row farthest from its centre, out of that row's cluster. */
function fillEmpty(rows: Rows, room: RoundsRoom, centres: Float64Array): void {
  const { width } = rows
  const empty = Array.from({ length: centres.length / width }, (_, at) => at).filter((at) => (room.sums[at * (width + 1) + width] as number) <= 0)
  if (empty.length === 0) return
  inertiaOf(rows, room, centres, room.each.byteOffset)
  for (const cluster of empty) {
    const row = farthest(rows, room)
    if (row >= 0) moveRow(rows, room, row, cluster)
  }
}

function farthest({ rows, weightValues }: Rows, { each }: RoundsRoom): number {
  let [far, most] = [-1, 0]
  for (let row = 0; row < rows; row += 1) {
    if ((each[row] as number) > most && (weightValues?.[row] ?? 1) > 0) [far, most] = [row, each[row] as number]
  }
  return far
}

function moveRow(rows: Rows, { sums, labels, each, bounds }: RoundsRoom, row: number, cluster: number): void {
  const size = rows.width + 1
  const point = new Float32Array(rows.width)
  rowAtInto(rows, row, point)
  const weight = rows.weightValues?.[row] ?? 1
  const left = labels[row] as number
  for (let d = 0; d < size; d += 1) {
    const value = weight * (d === rows.width ? 1 : (point[d] as number))
    sums[left * size + d] = (sums[left * size + d] as number) - value
    sums[cluster * size + d] = (sums[cluster * size + d] as number) + value
  }
  labels[row] = cluster
  each[row] = 0
  // Its bounds were those of the cluster it left.
  if (bounds !== null) [bounds.upper[row], bounds.lower[row]] = [FAR, 0]
}
