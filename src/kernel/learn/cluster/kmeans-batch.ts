import { createRandom } from '../data/random.js'
import type { Arena } from '../machine/arena.js'
import { rowAtInto, type Rows } from './kmeans-rows.js'
import { settleCentres, type RoundsRoom, type Settled } from './kmeans-rounds.js'

interface BatchRules {
  readonly rounds: number
  readonly batch: number
  readonly still: number
}

/** Batches over which a smoothed move decides that the centres stand still. */
const SMOOTH = 0.1
const PATIENCE = 10

/**
 * Mini-batch k-means (Sculley 2010): each round assigns a few random rows and moves every centre towards the mean of all
 * rows it was ever given. The rows are assigned to the last centres at the end. A round is one batch.
 */
export function miniBatches(rows: Rows, room: RoundsRoom, arena: Arena, first: Float64Array, rules: BatchRules, seed: number, tick?: () => void): Settled {
  const { width } = rows
  const random = createRandom(seed, 0x6d6b6d)
  const size = Math.min(rules.batch, rows.rows)
  const batch = arena.f32(size * width)
  const weights = arena.f32(size)
  const own: Rows = { ...rows, rows: size, data: batch.byteOffset, weights: weights.byteOffset, weightValues: weights, chunk: Math.min(rows.chunk, Math.ceil(size / 64) * 64), chunks: Math.ceil(size / Math.min(rows.chunk, Math.ceil(size / 64) * 64)) }
  const given = new Float64Array(first.length / width)
  const centres = first.slice()
  const point = new Float32Array(width)
  let [smoothed, quiet, round] = [Number.POSITIVE_INFINITY, 0, 0]
  for (round = 1; round <= rules.rounds && quiet < PATIENCE; round += 1) {
    tick?.()
    for (let at = 0; at < size; at += 1) {
      const row = random.below(rows.rows)
      rowAtInto(rows, row, point)
      batch.set(point, at * width)
      weights[at] = rows.weightValues?.[row] ?? 1
    }
    const moved = learn(own, room, centres, given)
    smoothed = smoothed === Number.POSITIVE_INFINITY ? moved : smoothed + SMOOTH * (moved - smoothed)
    quiet = smoothed <= rules.still ? quiet + 1 : 0
  }
  const last = settleCentres(rows, room, centres, { rounds: 0, still: 0 }, tick)
  return { ...last, rounds: Math.min(round, rules.rounds), settled: quiet >= PATIENCE }
}

/** Moves the centres by one batch; sum of their squared moves. */
function learn(batch: Rows, room: RoundsRoom, centres: Float64Array, given: Float64Array): number {
  const { width } = batch
  settleCentres(batch, room, centres, { rounds: 0, still: 0 })
  let total = 0
  given.forEach((before, at) => {
    const weight = room.sums[at * (width + 1) + width] as number
    if (weight <= 0) return
    given[at] = before + weight
    for (let d = 0; d < width; d += 1) {
      const place = at * width + d
      const move = ((room.sums[at * (width + 1) + d] as number) - weight * (centres[place] as number)) / (before + weight)
      centres[place] = (centres[place] as number) + move
      total += move * move
    }
  })
  return total
}
