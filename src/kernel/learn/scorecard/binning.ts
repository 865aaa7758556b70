import { fail } from '#kernel/error'
import { checkBinary, weightsOf } from '../data/fit.js'
import type { CategoryColumn, Column, NumberColumn } from '../data/matrix.js'
import { binOf, quantileCuts } from '../metrics/quantile.js'
import { binLabels } from '../prepare/numeric.js'
import type { Binning, BinningOptions, Trend } from './contract.js'
import { evidenceOf, type Count } from './evidence.js'
import { bestSplit, type FineBins, type Split } from './search.js'

interface Settings {
  readonly maxBins: number
  readonly minRows: number
  readonly preBins: number
  readonly trend: Trend
  readonly specials: readonly number[]
}

const RARE = 200

/**
 * Optimal binning of a column against a label (1 is bad): the bins of greatest information value under the least size and
 * the trend, special values and missing in bins of their own.
 * Errors: those of `checkBinary`, LEARN_PARAM, LEARN_WEIGHT.
 */
export function optimalBinning(
  column: Column,
  label: ArrayLike<number>,
  options: BinningOptions = {},
  weights?: Float64Array,
): Binning {
  const rows = column.kind === 'number' ? column.values.length : column.codes.length
  checkBinary(rows, label)
  const weight = weightsOf(rows, weights)
  const settings = settingsOf(options, weight)
  return column.kind === 'number'
    ? binNumber(column, label, weight, settings)
    : binCategory(column, label, weight, settings)
}

/** Every level of a category as a bin of its own: the raw WOE and IV table. Errors: as `optimalBinning`. */
export function levelBinning(
  column: CategoryColumn,
  label: ArrayLike<number>,
  weights?: Float64Array,
): Binning {
  checkBinary(column.codes.length, label)
  const tally = tallyLevels(column, label, weightsOf(column.codes.length, weights))
  const places = column.levels.map((_, at) => [at])
  return categoryBinning(column, tally, places)
}

function settingsOf(options: BinningOptions, weights: Float64Array): Settings {
  const { maxBins = 8, minShare = 0.05, preBins = 50, trend = 'auto', specials = [] } = options
  if (!isWholeIn(maxBins, 1, 100)) {
    fail('LEARN_PARAM', { name: 'maxBins', value: maxBins, allowed: '1 … 100' })
  }
  if (!(minShare >= 0 && minShare <= 0.5)) {
    fail('LEARN_PARAM', { name: 'minShare', value: minShare, allowed: '0 … .5' })
  }
  if (!isWholeIn(preBins, 2, 500)) {
    fail('LEARN_PARAM', { name: 'preBins', value: preBins, allowed: '2 … 500' })
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return {
    maxBins,
    minRows: minShare * total * (1 - 1e-12),
    preBins,
    trend,
    specials: [...new Set(specials)],
  }
}

function isWholeIn(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}

interface NumberTally {
  readonly fine: FineBins
  /** Least and greatest value of each fine bin. */
  readonly least: Float64Array
  readonly most: Float64Array
  readonly special: FineBins
  readonly missing: { rows: number; bad: number }
}

function binNumber(
  column: NumberColumn,
  label: ArrayLike<number>,
  weights: Float64Array,
  settings: Settings,
): Binning {
  const { specials } = settings
  const regular =
    specials.length === 0
      ? column.values
      : column.values.map((value) => (specials.includes(value) ? Number.NaN : value))
  const preCuts = quantileCuts(regular, settings.preBins, weights)
  const tally = tallyNumber(column, label, weights, preCuts, specials)
  const { trend, split } = searchTrend(tally, settings)
  const cuts = split.starts.map((start) =>
    roundCut(tally.most[start - 1] as number, tally.least[start] as number),
  )
  const labels = binLabels(cuts)
  const counts = [
    ...labels.map((text, at) =>
      merged(tally.fine, split.starts[at - 1] ?? 0, split.starts[at] ?? preCuts.length + 1, text),
    ),
    ...specials.map((special, at): Count => {
      return {
        kind: 'special',
        label: String(special),
        rows: tally.special.rows[at] as number,
        bad: tally.special.bad[at] as number,
      }
    }),
    { kind: 'missing' as const, label: 'missing', ...tally.missing },
  ]
  return { kind: 'number', feature: column.name, cuts, specials, trend, ...evidenceOf(counts) }
}

function tallyNumber(
  column: NumberColumn,
  label: ArrayLike<number>,
  weights: Float64Array,
  cuts: readonly number[],
  specials: readonly number[],
): NumberTally {
  const fine = { rows: new Float64Array(cuts.length + 1), bad: new Float64Array(cuts.length + 1) }
  const special = { rows: new Float64Array(specials.length), bad: new Float64Array(specials.length) }
  const missing = { rows: new Float64Array(1), bad: new Float64Array(1) }
  const least = new Float64Array(cuts.length + 1).fill(Number.POSITIVE_INFINITY)
  const most = new Float64Array(cuts.length + 1).fill(Number.NEGATIVE_INFINITY)
  const edges = Float64Array.from(cuts)
  for (let row = 0; row < column.values.length; row += 1) {
    const value = column.values[row] as number
    const weight = weights[row] as number
    if (weight === 0) continue
    const bad = label[row] as number
    const own = specials.length === 0 ? -1 : specials.indexOf(value)
    if (value !== value) count(missing, 0, weight, bad)
    else if (own >= 0) count(special, own, weight, bad)
    else {
      const bin = binOf(edges, value)
      count(fine, bin, weight, bad)
      if (value < (least[bin] as number)) least[bin] = value
      if (value > (most[bin] as number)) most[bin] = value
    }
  }
  return {
    fine,
    special,
    least,
    most,
    missing: { rows: missing.rows[0] as number, bad: missing.bad[0] as number },
  }
}

function count(into: FineBins, at: number, weight: number, bad: number): void {
  into.rows[at] = (into.rows[at] as number) + weight
  into.bad[at] = (into.bad[at] as number) + weight * bad
}

function searchTrend(
  tally: NumberTally,
  settings: Settings,
): { trend: Exclude<Trend, 'auto'>; split: Split } {
  const all = [tally.fine, tally.special].map(({ rows, bad }) => [sumOf(rows), sumOf(bad)] as const)
  const rows = all.reduce((sum, [part]) => sum + part, tally.missing.rows)
  const bad = all.reduce((sum, [, part]) => sum + part, tally.missing.bad)
  const options = { maxBins: settings.maxBins, minRows: settings.minRows, good: rows - bad, bad }
  const { trend } = settings
  if (trend !== 'auto') return { trend, split: bestSplit(tally.fine, trend, options) }
  const up = bestSplit(tally.fine, 'ascending', options)
  const down = bestSplit(tally.fine, 'descending', options)
  return up.iv >= down.iv ? { trend: 'ascending', split: up } : { trend: 'descending', split: down }
}

function merged(fine: FineBins, from: number, to: number, label: string): Count {
  return {
    kind: 'values',
    label,
    rows: sumOf(fine.rows.subarray(from, to)),
    bad: sumOf(fine.bad.subarray(from, to)),
  }
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** The shortest decimal above one value and not above the next: training rows fall on the same sides of it. */
export function roundCut(below: number, above: number): number {
  for (let digits = 1; digits <= 17; digits += 1) {
    const cut = Number(above.toPrecision(digits))
    if (cut > below && cut <= above) return cut
  }
  return above
}

function tallyLevels(column: CategoryColumn, label: ArrayLike<number>, weights: Float64Array): FineBins {
  const size = column.levels.length + 1
  const tally = { rows: new Float64Array(size), bad: new Float64Array(size) }
  for (let row = 0; row < column.codes.length; row += 1) {
    const code = column.codes[row] as number
    count(tally, code < 0 ? size - 1 : code, weights[row] as number, label[row] as number)
  }
  return tally
}

function binCategory(
  column: CategoryColumn,
  label: ArrayLike<number>,
  weights: Float64Array,
  settings: Settings,
): Binning {
  const tally = tallyLevels(column, label, weights)
  const pools = poolLevels(column, tally)
  const rows = pools.map((pool) => pool.reduce((sum, at) => sum + (tally.rows[at] as number), 0))
  const bad = pools.map((pool) => pool.reduce((sum, at) => sum + (tally.bad[at] as number), 0))
  const rateOf = (pool: number) => (bad[pool] as number) / (rows[pool] as number)
  const order = [...pools.keys()].sort((a, b) => {
    return rateOf(a) - rateOf(b) || (nameOf(column, pools, a) < nameOf(column, pools, b) ? -1 : 1)
  })
  const fine = {
    rows: Float64Array.from(order, (at) => rows[at] as number),
    bad: Float64Array.from(order, (at) => bad[at] as number),
  }
  const [all, allBad] = [sumOf(tally.rows), sumOf(tally.bad)]
  const options = { maxBins: settings.maxBins, minRows: settings.minRows, good: all - allBad, bad: allBad }
  const { starts } = bestSplit(fine, 'none', options)
  const edges = [0, ...starts, order.length]
  const groups = edges
    .slice(1)
    .map((end, at) => order.slice(edges[at], end).flatMap((pool) => pools[pool] as number[]))
  return categoryBinning(column, tally, order.length === 0 ? [] : groups)
}

function nameOf(column: CategoryColumn, pools: readonly (readonly number[])[], at: number): string {
  return column.levels[pools[at]?.[0] as number] as string
}

/** Levels with rows, each alone; beyond 200 the lightest are one pool, so that the search stays small. */
function poolLevels(column: CategoryColumn, tally: FineBins): number[][] {
  const present = column.levels.flatMap((level, at) =>
    (tally.rows[at] as number) > 0 ? [{ level, at }] : [],
  )
  present.sort(
    (a, b) => (tally.rows[b.at] as number) - (tally.rows[a.at] as number) || (a.level < b.level ? -1 : 1),
  )
  const alone = present.slice(0, RARE).map(({ at }) => [at])
  const rest = present.slice(RARE).map(({ at }) => at)
  return rest.length === 0 ? alone : [...alone, rest]
}

function categoryBinning(
  column: CategoryColumn,
  tally: FineBins,
  places: readonly (readonly number[])[],
): Binning {
  const groups = places.map((group) => group.map((at) => column.levels[at] as string).sort())
  const counts = places.map((group, at): Count => {
    const rows = group.reduce((sum, place) => sum + (tally.rows[place] as number), 0)
    const bad = group.reduce((sum, place) => sum + (tally.bad[place] as number), 0)
    return { kind: 'values', label: (groups[at] as string[]).join(' | '), rows, bad }
  })
  const last = column.levels.length
  counts.push({
    kind: 'missing',
    label: 'missing',
    rows: tally.rows[last] as number,
    bad: tally.bad[last] as number,
  })
  return { kind: 'category', feature: column.name, groups, ...evidenceOf(counts) }
}
