import type { Trend } from './contract.js'

/** Fine bins in order: weight of rows and of bad rows in each. */
export interface FineBins {
  readonly rows: Float64Array
  readonly bad: Float64Array
}

export interface SearchOptions {
  readonly maxBins: number
  /** Least weight of a bin. */
  readonly minRows: number
  /** Totals shares are taken of: all rows of the feature, special and missing ones too. */
  readonly good: number
  readonly bad: number
}

export interface Split {
  /** First fine bin of every bin after the first. */
  readonly starts: readonly number[]
  readonly iv: number
}

type Way = 'up' | 'down' | 'any'
const WAYS: Readonly<Record<Exclude<Trend, 'auto'>, readonly Way[]>> = {
  ascending: ['up'],
  descending: ['down'],
  peak: ['up', 'down'],
  valley: ['down', 'up'],
  none: ['any'],
}
const GAIN = 1e-12

/**
 * The merging of neighbouring fine bins with the greatest information value, among all with at most `maxBins` bins of at
 * least `minRows`, both outcomes present in each, and bad rates that run as the trend says: exact, by dynamic programming
 * over the last bin. (Navas-Palencia 2020, "Optimal binning: mathematical programming formulation", states the problem.)
 * Fewer bins win a tie. No feasible merging gives one bin.
 */
export function bestSplit(fine: FineBins, trend: Exclude<Trend, 'auto'>, options: SearchOptions): Split {
  const search = openSearch(fine, WAYS[trend], options)
  for (let last = 0; last < search.size; last += 1) {
    const iv = search.value[last] as number
    if (!Number.isNaN(iv)) search.best[0]?.[0]?.set([iv], last)
  }
  for (let bins = 1; bins < options.maxBins; bins += 1) extend(search, bins)
  return readOut(search)
}

interface Search {
  readonly size: number
  readonly ways: readonly Way[]
  /** By first × size + last: information value of that bin, NaN where it is not allowed; and its bad rate. */
  readonly value: Float64Array
  readonly rate: Float64Array
  /** By number of bins - 1, way, first × size + last of the last bin: best total, -1 for none; and where the bin before it began, and its way. */
  readonly best: Float64Array[][]
  readonly from: Int32Array[][]
}

function openSearch(fine: FineBins, ways: readonly Way[], options: SearchOptions): Search {
  const size = fine.rows.length
  const value = new Float64Array(size * size).fill(Number.NaN)
  const rate = new Float64Array(size * size)
  for (let first = 0; first < size; first += 1) {
    let [rows, bad] = [0, 0]
    for (let last = first; last < size; last += 1) {
      rows += fine.rows[last] as number
      bad += fine.bad[last] as number
      rate[first * size + last] = bad / rows
      if (rows >= options.minRows && bad > 1e-9 && rows - bad > 1e-9) {
        value[first * size + last] = informationOf(rows - bad, bad, options.good, options.bad)
      }
    }
  }
  const layers = <T>(make: () => T) => Array.from({ length: options.maxBins }, () => ways.map(make))
  return {
    size,
    ways,
    value,
    rate,
    best: layers(() => new Float64Array(size * size).fill(-1)),
    from: layers(() => new Int32Array(size * size).fill(-1)),
  }
}

/** Part of the information value: (share of good - share of bad) ln(share of good / share of bad). */
export function informationOf(good: number, bad: number, allGood: number, allBad: number): number {
  const [up, down] = [good / allGood, bad / allBad]
  return (up - down) * Math.log(up / down)
}

function extend(search: Search, bins: number): void {
  const { size, ways, value } = search
  for (let at = size; at < size * size; at += 1) {
    if (Number.isNaN(value[at])) continue
    for (let way = 0; way < ways.length; way += 1) {
      extendBin(search, bins, way, Math.floor(at / size), at % size)
    }
  }
}

/** The best chain whose last bin is `first … last`, going `way`: the bin before may go the same way, or the way before it. */
function extendBin(search: Search, bins: number, way: number, first: number, last: number): void {
  const { size, best, from, rate, value } = search
  const at = first * size + last
  const own = rate[at] as number
  let top = -1
  let source = -1
  for (let earlier = way; earlier >= Math.max(0, way - 1); earlier -= 1) {
    const before = best[bins - 1]?.[earlier] as Float64Array
    for (let start = 0; start < first; start += 1) {
      const place = start * size + first - 1
      const sum = before[place] as number
      if (sum <= top || !runs(search.ways[way] as Way, rate[place] as number, own)) continue
      top = sum
      source = start * 2 + earlier
    }
  }
  if (source < 0) return
  ;(best[bins]?.[way] as Float64Array)[at] = top + (value[at] as number)
  ;(from[bins]?.[way] as Int32Array)[at] = source
}

function runs(way: Way, before: number, after: number): boolean {
  if (way === 'any') return true
  return way === 'up' ? before < after : before > after
}

function readOut(search: Search): Split {
  const { size, best, from } = search
  let top = { bins: 0, way: 0, first: 0, iv: -1 }
  best.forEach((ways, bins) => {
    ways.forEach((values, way) => {
      for (let first = 0; first < size; first += 1) {
        const iv = values[first * size + size - 1] as number
        if (iv > top.iv + GAIN) top = { bins, way, first, iv }
      }
    })
  })
  if (top.iv < 0) return { starts: [], iv: 0 }
  const starts: number[] = []
  let { first, way } = top
  let last = size - 1
  for (let bins = top.bins; bins > 0; bins -= 1) {
    starts.unshift(first)
    const source = from[bins]?.[way]?.[first * size + last] as number
    last = first - 1
    first = source >> 1
    way = source & 1
  }
  return { starts, iv: top.iv }
}
