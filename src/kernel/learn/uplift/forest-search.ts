import { divergence, splitNorm, type UpliftCriterion } from './criterion.js'
import type { BinnedFeature, ForestGround } from './forest-ground.js'

/** Sums of a set of rows: weight and outcome of each arm, rows of each arm that choose splits, rows of each arm that estimate. */
export const CELL = 8
const N0 = 0
const Y0 = 1
const N1 = 2
const Y1 = 3
const ROWS0 = 4
const EST0 = 6

export interface SplitRules {
  readonly criterion: UpliftCriterion
  readonly normalise: boolean
  /** Rows that a node's shares are pulled towards its parent's by. */
  readonly smoothing: number
  /** Fewest rows of each arm in each half of a child. */
  readonly leafRows: number
  readonly leastGain: number
  /** What the squared difference of means is measured against: 1 for outcomes 0 and 1, else their variance. */
  readonly scale: number
}

/** Shares of outcome 1 (or means) of the arms as a node's splits see them. */
export interface Rates {
  readonly control: number
  readonly treated: number
}

export interface Split {
  readonly feature: number
  readonly gain: number
  /** For a number: the last bin that goes left. For a category: the codes that go left. */
  readonly bin: number
  readonly levels: readonly number[] | null
  readonly missingLeft: boolean
}

/** Adds rows to the histogram of a feature; `estimates` are rows that only count. */
export function fillHistogram(
  into: Float64Array,
  ground: ForestGround,
  feature: BinnedFeature,
  places: Uint32Array,
  estimates: Uint32Array,
): void {
  const { bins } = feature
  const { treated, outcome, counts } = ground
  into.fill(0, 0, (feature.count + 1) * CELL)
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] as number
    const arm = treated[place] as number
    const count = counts[place] as number
    const cell = (bins[place] as number) * CELL
    const own = cell + 2 * arm
    into[own] = (into[own] as number) + count
    into[own + 1] = (into[own + 1] as number) + count * (outcome[place] as number)
    into[cell + ROWS0 + arm] = (into[cell + ROWS0 + arm] as number) + 1
  }
  for (let at = 0; at < estimates.length; at += 1) {
    const place = estimates[at] as number
    const own = (bins[place] as number) * CELL + EST0 + (treated[place] as number)
    into[own] = (into[own] as number) + 1
  }
}

/** Best split of one feature by its histogram, or null. */
export function bestSplit(
  histogram: Float64Array,
  feature: BinnedFeature,
  at: number,
  rates: Rates,
  rules: SplitRules,
): Split | null {
  const total = new Float64Array(CELL)
  for (let bin = 0; bin <= feature.count; bin += 1) addCell(total, histogram, bin)
  const missing = histogram.subarray(feature.count * CELL, (feature.count + 1) * CELL)
  const withMissing = hasRows(missing)
  const order =
    feature.kind === 'number' ? null : levelOrder(histogram, feature.count + 1, rates, rules.smoothing)
  if (order !== null) return scan(histogram, order, total, null, at, rates, rules, feature.count)
  const rising = Array.from({ length: feature.count }, (_, bin) => bin)
  const right = scan(histogram, rising, total, null, at, rates, rules, -1)
  if (!withMissing) return right
  const left = scan(histogram, rising, total, missing, at, rates, rules, -1)
  return left !== null && (right === null || left.gain > right.gain) ? left : right
}

/** Tries every cut of an order of bins; `start` is put on the left beforehand. */
function scan(
  histogram: Float64Array,
  order: readonly number[],
  total: Float64Array,
  start: Float64Array | null,
  at: number,
  rates: Rates,
  rules: SplitRules,
  missingBin: number,
): Split | null {
  const left = new Float64Array(CELL)
  if (start !== null) left.set(start)
  let best = rules.leastGain
  let cut = -1
  let heavyLeft = false
  for (let place = 0; place < order.length; place += 1) {
    const bin = order[place] as number
    if (!hasRows(histogram.subarray(bin * CELL, (bin + 1) * CELL))) continue
    addCell(left, histogram, bin)
    const gain = gainOf(left, total, rates, rules)
    if (!(gain > best)) continue
    best = gain
    cut = place
    heavyLeft =
      (left[N0] as number) + (left[N1] as number) > ((total[N0] as number) + (total[N1] as number)) / 2
  }
  if (cut < 0) return null
  if (missingBin < 0) {
    return {
      feature: at,
      gain: best,
      bin: order[cut] as number,
      levels: null,
      missingLeft: start !== null || (!hasMissing(histogram, order.length) && heavyLeft),
    }
  }
  return levelSplit(histogram, order, cut, at, best, missingBin, heavyLeft)
}

function hasMissing(histogram: Float64Array, bin: number): boolean {
  return hasRows(histogram.subarray(bin * CELL, (bin + 1) * CELL))
}

/** Levels without rows here, and the missing where none was seen, go with the heavier side. */
function levelSplit(
  histogram: Float64Array,
  order: readonly number[],
  cut: number,
  at: number,
  gain: number,
  missingBin: number,
  heavyLeft: boolean,
): Split {
  const chosen = new Set(order.slice(0, cut + 1))
  const goesLeft = (bin: number) => (hasMissing(histogram, bin) ? chosen.has(bin) : heavyLeft)
  const levels = Array.from({ length: missingBin }, (_, bin) => bin).filter(goesLeft)
  return { feature: at, gain, bin: -1, levels, missingLeft: goesLeft(missingBin) }
}

/** Levels by rising effect, pulled towards the node's. */
function levelOrder(histogram: Float64Array, bins: number, rates: Rates, smoothing: number): number[] {
  const pull = smoothing + 1
  const effect = (bin: number) => {
    const cell = bin * CELL
    const rate = (from: number, prior: number) =>
      ((histogram[from + 1] as number) + pull * prior) / ((histogram[from] as number) + pull)
    return rate(cell + N1, rates.treated) - rate(cell + N0, rates.control)
  }
  const effects = Array.from({ length: bins }, (_, bin) => effect(bin))
  return effects.map((_, bin) => bin).sort((a, b) => (effects[a] as number) - (effects[b] as number) || a - b)
}

/** Gain of parting a node, its total given, or -1 where a side has too few rows of an arm. */
function gainOf(left: Float64Array, total: Float64Array, rates: Rates, rules: SplitRules): number {
  for (let count = ROWS0; count < CELL; count += 1) {
    const here = left[count] as number
    if (here < rules.leafRows || (total[count] as number) - here < rules.leafRows) return -1
  }
  const { criterion, smoothing, scale } = rules
  const n0 = left[N0] as number
  const n1 = left[N1] as number
  const all0 = total[N0] as number
  const all1 = total[N1] as number
  const rate = (outcome: number, weight: number, prior: number) =>
    (outcome + smoothing * prior) / (weight + smoothing)
  const leftGap = divergence(
    criterion,
    rate(left[Y1] as number, n1, rates.treated),
    rate(left[Y0] as number, n0, rates.control),
  )
  const rightGap = divergence(
    criterion,
    rate((total[Y1] as number) - (left[Y1] as number), all1 - n1, rates.treated),
    rate((total[Y0] as number) - (left[Y0] as number), all0 - n0, rates.control),
  )
  const share = (n0 + n1) / (all0 + all1)
  const gain =
    (share * leftGap + (1 - share) * rightGap - divergence(criterion, rates.treated, rates.control)) / scale
  return rules.normalise ? gain / splitNorm(criterion, n1, n0, all1, all0) : gain
}

function addCell(into: Float64Array, histogram: Float64Array, bin: number): void {
  for (let at = 0; at < CELL; at += 1) {
    into[at] = (into[at] as number) + (histogram[bin * CELL + at] as number)
  }
}

/** Rows of either half. */
function hasRows(cell: Float64Array): boolean {
  return (
    (cell[ROWS0] as number) +
      (cell[ROWS0 + 1] as number) +
      (cell[EST0] as number) +
      (cell[EST0 + 1] as number) >
    0
  )
}

/** Rates of the rows of a node, pulled towards its parent's. */
export function ratesOf(
  ground: ForestGround,
  places: Uint32Array,
  parent: Rates | null,
  smoothing: number,
): Rates {
  const sums = [0, 0, 0, 0]
  for (const place of places) {
    const own = 2 * (ground.treated[place] as number)
    const count = ground.counts[place] as number
    sums[own] = (sums[own] as number) + count
    sums[own + 1] = (sums[own + 1] as number) + count * (ground.outcome[place] as number)
  }
  const [n0, y0, n1, y1] = sums as [number, number, number, number]
  const pull = parent === null ? 0 : smoothing
  return {
    control: (y0 + pull * (parent?.control ?? 0)) / (n0 + pull),
    treated: (y1 + pull * (parent?.treated ?? 0)) / (n1 + pull),
  }
}
