import { fail } from '#kernel/error'
import { normalQuantile } from '#kernel/stats'
import { weightsOf } from '../data/fit.js'
import { fallingOrder } from './order.js'
import { checkOutcomes } from './probability.js'

export interface CalibrationBand {
  /** Weight of the band. */
  readonly rows: number
  readonly meanProbability: number
  readonly rate: number
  /** Wilson interval of the rate. */
  readonly low: number
  readonly high: number
}

export interface CalibrationTable {
  readonly bands: readonly CalibrationBand[]
  /** Expected calibration error: mean gap between probability and rate, weighted by band. */
  readonly expectedError: number
  /** Mean probability less rate over all rows: above 0 says too much. */
  readonly bias: number
}

/**
 * Mean probability against observed rate in bands of about equal weight by rising probability; equal probabilities stay in
 * one band. Rates with Wilson's interval (1927), weights counting rows. Errors: as `brier`, LEARN_PARAM.
 */
export function calibrationTable(
  label: ArrayLike<number>,
  probability: ArrayLike<number>,
  options: { readonly bands?: number; readonly weights?: Float64Array; readonly level?: number } = {},
): CalibrationTable {
  checkOutcomes(label, probability)
  const wanted = options.bands ?? 10
  if (!(Number.isInteger(wanted) && wanted >= 1)) {
    fail('LEARN_PARAM', { name: 'bands', value: wanted, allowed: '≥ 1' })
  }
  const weights = weightsOf(label.length, options.weights)
  const sums = sumBands(label, probability, weights, wanted)
  const z = normalQuantile(0.5 + (options.level ?? 0.95) / 2)
  const bands = sums.map(([rows, said, seen]) => {
    const [low, high] = wilson(seen / rows, rows, z)
    return { rows, meanProbability: said / rows, rate: seen / rows, low, high }
  })
  const total = bands.reduce((sum, band) => sum + band.rows, 0)
  const gaps = bands.map((band) => (band.rows / total) * (band.meanProbability - band.rate))
  return {
    bands,
    expectedError: gaps.reduce((sum, gap) => sum + Math.abs(gap), 0),
    bias: gaps.reduce((sum, gap) => sum + gap, 0),
  }
}

type Sums = [rows: number, said: number, seen: number]

function sumBands(
  label: ArrayLike<number>,
  probability: ArrayLike<number>,
  weights: Float64Array,
  wanted: number,
): Sums[] {
  const order = fallingOrder(probability).reverse()
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const bands: Sums[] = []
  let current: Sums = [0, 0, 0]
  let reached = 0
  order.forEach((row, place) => {
    const weight = weights[row] as number
    const p = probability[row] as number
    current[0] += weight
    current[1] += weight * p
    current[2] += weight * (label[row] as number)
    reached += weight
    const next = order[place + 1]
    const last = next === undefined
    const full = reached >= (total * (bands.length + 1)) / wanted - total * 1e-12
    if (!last && (!full || probability[next] === p)) return
    if (current[0] > 0) bands.push(current)
    current = [0, 0, 0]
  })
  return bands
}

function wilson(rate: number, rows: number, z: number): [number, number] {
  const square = (z * z) / rows
  const middle = (rate + square / 2) / (1 + square)
  const reach = (z * Math.sqrt((rate * (1 - rate)) / rows + square / 4 / rows)) / (1 + square)
  return [Math.max(0, middle - reach), Math.min(1, middle + reach)]
}
