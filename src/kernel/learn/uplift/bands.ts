import { fail } from '#kernel/error'
import { weightsOf } from '../data/fit.js'
import { normalInterval } from './average.js'
import { totalsAt, totalsOf } from './qini.js'
import { upliftCurveOf, type UpliftRanking } from './ranking.js'
import type { Interval } from '../metrics/interval.js'

/**
 * Observed effect in the best `share` of customers: mean outcome treated less mean outcome untreated. `overall` cuts one
 * list; `by_arm` takes the best share of each arm (scikit-uplift's `uplift_at_k` with strategies overall and by_group;
 * a row or a group of equal scores at the cut is divided in proportion). NaN where an arm has no row there.
 * Errors: LEARN_PARAM, LEARN_ROWS_DIFFER, LEARN_WEIGHT.
 */
export function upliftAt(
  ranking: UpliftRanking,
  share: number,
  weights?: Float64Array,
  strategy: 'overall' | 'by_arm' = 'overall',
): number {
  if (!(share > 0 && share <= 1)) {
    fail('LEARN_PARAM', { name: 'share', value: share, allowed: '0 < share ≤ 1' })
  }
  const curve = upliftCurveOf(ranking, weights)
  const end = totalsOf(curve)
  if (strategy === 'overall') {
    const at = totalsAt(curve, share * end.rows)
    return at.treatedOutcome / at.treated - at.controlOutcome / at.control
  }
  const treated = totalsAt(curve, share * end.treated, 'treated')
  const control = totalsAt(curve, share * end.control, 'control')
  return treated.treatedOutcome / treated.treated - control.controlOutcome / control.control
}

/** One band of customers by predicted effect, best first. */
export interface UpliftBand {
  readonly band: number
  /** Weight of rows, and of each arm as it counts. */
  readonly rows: number
  readonly treated: number
  readonly control: number
  readonly treatedMean: number
  readonly controlMean: number
  /** Mean predicted effect of the band's rows. */
  readonly predicted: number
  /** Observed effect: treatedMean - controlMean, with its normal interval. NaN where an arm has no row. */
  readonly observed: Interval
}

export interface UpliftCalibration {
  readonly bands: readonly UpliftBand[]
  /** Mean of |predicted - observed| over the rows, band by band. */
  readonly meanError: number
  /** Line of observed on predicted over the bands, each with its rows: 1 and 0 where predictions mean what they say. NaN for one level of prediction. */
  readonly slope: number
  readonly intercept: number
}

/**
 * Predicted against observed effect by `bands` equal shares of customers (deciles by default); a group of equal scores
 * across an edge is divided in proportion. Errors: LEARN_PARAM, LEARN_ROWS_DIFFER, LEARN_WEIGHT.
 */
export function upliftBands(
  ranking: UpliftRanking,
  bands = 10,
  weights?: Float64Array,
  level = 0.95,
): UpliftCalibration {
  if (!(Number.isInteger(bands) && bands >= 1)) {
    fail('LEARN_PARAM', { name: 'bands', value: bands, allowed: '≥ 1' })
  }
  const sums = bandSums(ranking, bands, weightsOf(ranking.order.length, weights))
  const table = sums.map((sum, at) => bandOf(sum, at + 1, level))
  const told = table.filter((band) => Number.isFinite(band.observed.value))
  const total = told.reduce((sum, band) => sum + band.rows, 0)
  const mean = (of: (band: UpliftBand) => number) =>
    told.reduce((sum, band) => sum + band.rows * of(band), 0) / total
  const predicted = mean((band) => band.predicted)
  const observed = mean((band) => band.observed.value)
  const spread = mean((band) => (band.predicted - predicted) ** 2)
  const slope = mean((band) => (band.predicted - predicted) * (band.observed.value - observed)) / spread
  return {
    bands: table,
    meanError: mean((band) => Math.abs(band.predicted - band.observed.value)),
    slope: spread > 0 ? slope : Number.NaN,
    intercept: spread > 0 ? observed - slope * predicted : Number.NaN,
  }
}

/** Sums of one arm in one band: of c, c·y, c², c²·y, c²·y² where c is what a row counts. */
type ArmSums = [number, number, number, number, number]

interface BandSums {
  rows: number
  predicted: number
  readonly arms: readonly [ArmSums, ArmSums]
}

function bandSums(ranking: UpliftRanking, bands: number, weights: Float64Array): BandSums[] {
  const { order, ends } = ranking
  const sums = Array.from({ length: bands }, (): BandSums => ({
    rows: 0,
    predicted: 0,
    arms: [
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ],
  }))
  const size = weights.reduce((sum, weight) => sum + weight, 0) / bands
  let [start, place] = [0, 0]
  for (let group = 0; group < ends.length; group += 1) {
    const end = ends[group] as number
    let width = 0
    for (let at = place; at < end; at += 1) width += weights[order[at] as number] as number
    // Rounding must not open a band after the last.
    const first = Math.min(bands - 1, Math.floor(start / size + 1e-9))
    const last = Math.max(first, Math.min(bands - 1, Math.ceil((start + width) / size - 1e-9) - 1))
    for (let band = first; band <= last && width > 0; band += 1) {
      const inside =
        Math.min(start + width, band === bands - 1 ? Number.POSITIVE_INFINITY : (band + 1) * size) -
        Math.max(start, band * size)
      const part = first === last ? 1 : inside / width
      addGroup(sums[band] as BandSums, ranking, group, place, weights, part)
    }
    start += width
    place = end
  }
  return sums
}

function addGroup(
  sum: BandSums,
  ranking: UpliftRanking,
  group: number,
  from: number,
  weights: Float64Array,
  part: number,
): void {
  const { order, ends, treated, outcome, counts, scores } = ranking
  const end = ends[group] as number
  const score = scores[group] as number
  for (let place = from; place < end; place += 1) {
    const weight = part * (weights[order[place] as number] as number)
    const count = counts === null ? weight : weight * (counts[place] as number)
    const value = outcome[place] as number
    const arm = sum.arms[treated[place] === 1 ? 1 : 0]
    sum.rows += weight
    sum.predicted += weight * score
    arm[0] += count
    arm[1] += count * value
    arm[2] += count * count
    arm[3] += count * count * value
    arm[4] += count * count * value * value
  }
}

function bandOf(sum: BandSums, band: number, level: number): UpliftBand {
  const [control, treated] = sum.arms
  const mean = ([weight, outcome]: ArmSums) => (weight > 0 ? outcome / weight : Number.NaN)
  const square = (arm: ArmSums) => {
    const [weight, , squares, first, second] = arm
    const own = mean(arm)
    return Math.max(0, second - 2 * own * first + own * own * squares) / (weight * weight)
  }
  const observed = mean(treated) - mean(control)
  return {
    band,
    rows: sum.rows,
    treated: treated[0],
    control: control[0],
    treatedMean: mean(treated),
    controlMean: mean(control),
    predicted: sum.predicted / sum.rows,
    observed: normalInterval(observed, Math.sqrt(square(treated) + square(control)), level),
  }
}
