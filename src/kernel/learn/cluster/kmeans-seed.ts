import { createRandom, type Random } from '../data/random.js'
import type { Arena } from '../machine/arena.js'
import { runParts } from '../machine/parts.js'
import { inSlices, type Rows } from './kmeans-rows.js'

interface Seeding {
  readonly rows: Rows
  readonly random: Random
  /** Squared distance of each row to its nearest seed. */
  readonly least: Float32Array
  readonly place: Float64Array
  readonly sums: Float64Array
  readonly tick: (() => void) | undefined
}

export interface SeedRoom {
  readonly least: Float32Array
  readonly owner: Int32Array
  readonly place: Float64Array
  readonly sums: Float64Array
}

/** Seeds of a round of k-means|| at most, and rounds (Bahmani and others 2012 find 5 and 2k enough). */
const ROUNDS = 5
const OVERSAMPLE = 2

/** Memory for seeding so many clusters. */
export function seedRoom(arena: Arena, rows: Rows, clusters: number): SeedRoom {
  const tries = triesOf(clusters)
  return {
    least: arena.f32(rows.rows),
    owner: arena.i32(rows.rows),
    place: arena.f64(Math.max(tries, OVERSAMPLE * clusters * 4) * rows.width),
    sums: arena.f64(rows.chunks * tries),
  }
}

/** Candidates looked at for each seed: 2 + ln k (Arthur and Vassilvitskii 2007, as scikit-learn does). */
function triesOf(clusters: number): number {
  return 2 + Math.floor(Math.log(clusters))
}

/** First centres (f64, less the shift): k-means++ over all rows, each seed the best of some drawn by squared distance. */
export function seedPlus(rows: Rows, room: SeedRoom, clusters: number, seed: number, tick?: () => void): Float64Array {
  const state: Seeding = { rows, random: createRandom(seed, 0x6b2b2b), least: room.least, place: room.place, sums: room.sums, tick }
  const { width } = rows
  const centres = new Float64Array(clusters * width)
  state.least.fill(Number.POSITIVE_INFINITY)
  let potentials = chunkWeights(rows)
  for (let at = 0; at < clusters; at += 1) {
    const tries = at === 0 ? 1 : triesOf(clusters)
    for (let one = 0; one < tries; one += 1) state.place.set(rowAt(rows, drawRow(state, potentials, at === 0)), one * width)
    const best = at === 0 ? 0 : bestOf(state, tries)
    const chosen = state.place.slice(best * width, (best + 1) * width)
    centres.set(chosen, at * width)
    state.place.set(chosen)
    take(state, 1, at, 0)
    potentials = potentialsOf(state)
  }
  return centres
}

/** First centres by k-means||: a few rounds of many seeds, then k-means++ over those, each weighing the rows nearest to it. */
export function seedParallel(rows: Rows, room: SeedRoom, clusters: number, seed: number, tick?: () => void): Float64Array {
  const state: Seeding = { rows, random: createRandom(seed, 0x6b7c7c), least: room.least, place: room.place, sums: room.sums, tick }
  const { width } = rows
  state.least.fill(Number.POSITIVE_INFINITY)
  room.owner.fill(0)
  const seeds: Float64Array[] = [rowAt(rows, drawRow(state, chunkWeights(rows), true))]
  state.place.set(seeds[0] as Float64Array)
  take(state, 1, 0, room.owner.byteOffset)
  for (let round = 0; round < ROUNDS; round += 1) {
    const drawn = oversample(state, potentialsOf(state), OVERSAMPLE * clusters, room.place.length / width)
    drawn.forEach((row, at) => state.place.set(rowAt(rows, row), at * width))
    take(state, drawn.length, seeds.length, room.owner.byteOffset)
    seeds.push(...drawn.map((row) => rowAt(rows, row)))
  }
  const weights = new Float64Array(seeds.length)
  room.owner.forEach((owner, row) => (weights[owner] = (weights[owner] as number) + (rows.weightValues?.[row] ?? 1)))
  return plusOf(seeds, weights, clusters, width, state.random)
}

function oversample({ rows, random, least }: Seeding, potentials: Float64Array, wanted: number, most: number): number[] {
  const total = potentials.reduce((sum, value) => sum + value, 0)
  const drawn: number[] = []
  if (total <= 0) return drawn
  for (let row = 0; row < rows.rows && drawn.length < most; row += 1) {
    if (random.next() < (wanted * (least[row] as number) * (rows.weightValues?.[row] ?? 1)) / total) drawn.push(row)
  }
  return drawn
}

function take({ rows, least, place, tick }: Seeding, seeds: number, first: number, owner: number): void {
  if (seeds === 0) return
  inSlices(rows, seeds * 2, tick, (from, count, _, parts) =>
    runParts(rows.machine, 'takeSeeds', parts, count, rows.data + from * rows.stride, rows.stride, rows.width, seeds, place.byteOffset, first, least.byteOffset + from * 4, owner === 0 ? 0 : owner + from * 4),
  )
}

/** The candidate after which least is left. */
function bestOf(state: Seeding, tries: number): number {
  const { rows, place, least, sums } = state
  inSlices(rows, tries * 2, state.tick, (from, count, chunk, parts) =>
    runParts(rows.machine, 'trySeeds', parts, count, rows.chunk, rows.data + from * rows.stride, rows.stride, rows.width, tries, place.byteOffset, rows.weights === 0 ? 0 : rows.weights + from * 4, least.byteOffset + from * 4, sums.byteOffset + chunk * tries * 8),
  )
  const left = Array.from({ length: tries }, (_, one) => {
    let sum = 0
    for (let chunk = 0; chunk < rows.chunks; chunk += 1) sum += sums[chunk * tries + one] as number
    return sum
  })
  return left.indexOf(Math.min(...left))
}

/** Weight × squared distance, by chunk. */
function potentialsOf({ rows, least }: Seeding): Float64Array {
  return byChunk(rows, (row) => (least[row] as number) * (rows.weightValues?.[row] ?? 1))
}

function chunkWeights(rows: Rows): Float64Array {
  return byChunk(rows, (row) => rows.weightValues?.[row] ?? 1)
}

function byChunk({ rows, chunk, chunks }: Rows, value: (row: number) => number): Float64Array {
  const sums = new Float64Array(chunks)
  for (let row = 0; row < rows; row += 1) {
    const at = Math.floor(row / chunk)
    sums[at] = (sums[at] as number) + value(row)
  }
  return sums
}

/** A row drawn by weight × squared distance (by weight alone for the first). */
function drawRow({ rows, random, least }: Seeding, potentials: Float64Array, first: boolean): number {
  const total = potentials.reduce((sum, value) => sum + value, 0)
  // 53 random bits: one of millions of rows.
  let left = ((random.next() * 2 ** 32 + random.next()) / 2 ** 32) * total
  let chunk = 0
  while (chunk + 1 < potentials.length && left >= (potentials[chunk] as number)) {
    left -= potentials[chunk] as number
    chunk += 1
  }
  const end = Math.min(rows.rows, (chunk + 1) * rows.chunk)
  let last = chunk * rows.chunk
  for (let row = last; row < end; row += 1) {
    const value = (first ? 1 : (least[row] as number)) * (rows.weightValues?.[row] ?? 1)
    if (value <= 0) continue
    last = row
    left -= value
    if (left < 0) break
  }
  return last
}

/** A row's numbers, less the shift. */
export function rowAt({ machine, data, width }: Rows, row: number): Float64Array {
  return Float64Array.from(new Float32Array(machine.memory.buffer, data + row * width * 4, width))
}

/** k-means++ over a few weighted points. */
function plusOf(points: readonly Float64Array[], weights: Float64Array, clusters: number, width: number, random: Random): Float64Array {
  const centres = new Float64Array(clusters * width)
  const least = new Float64Array(points.length).fill(1)
  for (let at = 0; at < clusters; at += 1) {
    const total = least.reduce((sum, gap, one) => sum + gap * (weights[one] as number), 0)
    let left = random.next() * total
    const drawn = least.findIndex((gap, one) => (left -= gap * (weights[one] as number)) < 0)
    const chosen = points[Math.max(0, drawn)] as Float64Array
    centres.set(chosen, at * width)
    points.forEach((point, one) => {
      const gap = point.reduce((sum, value, d) => sum + (value - (chosen[d] as number)) ** 2, 0)
      least[one] = at === 0 ? gap : Math.min(least[one] as number, gap)
    })
  }
  return centres
}
