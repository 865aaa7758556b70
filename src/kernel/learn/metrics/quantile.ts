import { fallingOrder } from './order.js'

/**
 * Weighted quantiles of values without the missing ones (NaN): the smallest value at or below which lies the share of
 * weight, the mean with the next where the share falls on the edge (Hyndman and Fan 1996, type 2). Depends neither on the
 * order of rows nor on the scale of weights, and weight 2 is the row twice. NaN for every share when nothing is there.
 */
export function quantilesOf(
  values: ArrayLike<number>,
  shares: readonly number[],
  weights?: Float64Array,
): number[] {
  const { sorted, reached } = cumulated(values, weights)
  const total = reached[reached.length - 1] ?? 0
  if (!(total > 0)) return shares.map(() => Number.NaN)
  const slack = total * 1e-12
  return shares.map((share) => {
    const target = share * total
    const at = firstReaching(reached, target - slack)
    const here = sorted[at] as number
    const onEdge = Math.abs((reached[at] as number) - target) <= slack && at + 1 < sorted.length
    return onEdge && share > 0 ? (here + (sorted[at + 1] as number)) / 2 : here
  })
}

/**
 * Cuts of about equal weight: at most `bins - 1` rising values of the data, each above the least, so that no bin is empty. A
 * value belongs to the bin whose lower cut it reaches: bins are [cut, next cut).
 */
export function quantileCuts(values: ArrayLike<number>, bins: number, weights?: Float64Array): number[] {
  const { sorted, reached } = cumulated(values, weights)
  const total = reached[reached.length - 1] ?? 0
  const slack = total * 1e-12
  const least = sorted[0] ?? Number.NaN
  const cuts: number[] = []
  for (let bin = 1; bin < bins && total > 0; bin += 1) {
    const target = (bin / bins) * total
    const at = firstReaching(reached, target - slack)
    const full = (reached[at] as number) <= target + slack
    const cut = sorted[full ? at + 1 : at] ?? Number.NaN
    if (cut > (cuts[cuts.length - 1] ?? least)) cuts.push(cut)
  }
  return cuts
}

/** The bin of a value among rising cuts: how many cuts it reaches. Binary search. */
export function binOf(cuts: ArrayLike<number>, value: number): number {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((cuts[middle] as number) <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** Values that are there and weigh something, rising, with the weight gathered up to each distinct one. */
function cumulated(values: ArrayLike<number>, weights: Float64Array | undefined) {
  const { kept, weighed } = present(values, weights)
  if (weighed === undefined) kept.sort()
  const falling = weighed === undefined ? undefined : fallingOrder(kept)
  const rows = kept.length
  const sorted = new Float64Array(rows)
  const reached = new Float64Array(rows)
  let groups = 0
  let total = 0
  for (let place = 0; place < rows; place += 1) {
    const row = falling === undefined ? place : (falling[rows - 1 - place] as number)
    const value = kept[row] as number
    total += weighed === undefined ? 1 : (weighed[row] as number)
    if (groups === 0 || value !== sorted[groups - 1]) {
      sorted[groups] = value
      groups += 1
    }
    reached[groups - 1] = total
  }
  return { sorted: sorted.subarray(0, groups), reached: reached.subarray(0, groups) }
}

function present(values: ArrayLike<number>, weights: Float64Array | undefined) {
  const kept = new Float64Array(values.length)
  const weighed = weights === undefined ? undefined : new Float64Array(values.length)
  let count = 0
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number
    if (Number.isNaN(value) || weights?.[row] === 0) continue
    kept[count] = value
    if (weighed !== undefined) weighed[count] = weights?.[row] as number
    count += 1
  }
  return { kept: kept.subarray(0, count), weighed: weighed?.subarray(0, count) }
}

function firstReaching(reached: Float64Array, target: number): number {
  let low = 0
  let high = reached.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((reached[middle] as number) >= target) high = middle
    else low = middle + 1
  }
  return low
}
