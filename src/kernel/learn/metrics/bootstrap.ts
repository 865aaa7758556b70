import { fail } from '#kernel/error'
import { createRandom } from '../data/random.js'
import type { Interval } from './interval.js'

export interface BootstrapOptions {
  /** Weights of the rows themselves, multiplied by how often a round draws the row. */
  readonly weights?: Float64Array
  readonly level?: number
}

/** An interval, and how many rounds gave no number (a round may draw rows of one label only). */
export interface BootstrapInterval extends Interval {
  readonly rounds: number
  readonly withoutValue: number
}

/**
 * Percentile bootstrap (Efron 1979) of anything that can be computed from weights by row: `rounds` times as many rows are
 * drawn with replacement as there are, each row weighing the times it was drawn. Sort once, outside the metric. Same seed,
 * same interval. Errors: LEARN_EMPTY, LEARN_PARAM.
 */
export function withBootstrap(
  metric: (weights: Float64Array) => number,
  rows: number,
  seed: number,
  rounds: number,
  options: BootstrapOptions = {},
): BootstrapInterval {
  if (rows === 0) fail('LEARN_EMPTY')
  if (!(Number.isInteger(rounds) && rounds >= 2)) {
    fail('LEARN_PARAM', { name: 'rounds', value: rounds, allowed: '≥ 2' })
  }
  const level = options.level ?? 0.95
  const weights = new Float64Array(rows)
  const found = new Float64Array(rounds)
  let count = 0
  for (let round = 0; round < rounds; round += 1) {
    drawWeights(weights, seed, round, options.weights)
    const value = metric(weights)
    if (!Number.isFinite(value)) continue
    found[count] = value
    count += 1
  }
  const values = found.subarray(0, count).sort()
  const value = metric(options.weights ?? weights.fill(1))
  return {
    value,
    error: deviationOf(values),
    low: quantileOfSorted(values, (1 - level) / 2),
    high: quantileOfSorted(values, (1 + level) / 2),
    level,
    method: 'bootstrap',
    rounds,
    withoutValue: rounds - count,
  }
}

function drawWeights(
  weights: Float64Array,
  seed: number,
  round: number,
  base: Float64Array | undefined,
): void {
  const random = createRandom(seed, round)
  const rows = weights.length
  weights.fill(0)
  for (let draw = 0; draw < rows; draw += 1) {
    const row = random.below(rows)
    weights[row] = (weights[row] as number) + 1
  }
  if (base === undefined) return
  for (let row = 0; row < rows; row += 1) weights[row] = (weights[row] as number) * (base[row] as number)
}

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Math.sqrt(square / (values.length - 1))
}

/** Quantile by linear interpolation between order statistics (Hyndman and Fan 1996, type 7). */
export function quantileOfSorted(values: ArrayLike<number>, share: number): number {
  const place = share * (values.length - 1)
  const below = Math.floor(place)
  const low = values[below] ?? Number.NaN
  const high = values[Math.min(below + 1, values.length - 1)] ?? Number.NaN
  return low + (place - below) * (high - low)
}
