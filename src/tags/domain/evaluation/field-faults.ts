import { daysBetween } from '#kernel/calendar'
import type { FieldFault, Grade } from '../../contract-evaluation.js'

/** What a field was like in one period. */
export interface Period {
  readonly period: string
  /** Values that are not zero. */
  readonly counted: number
  readonly median: number | null
  /** Nineteen quantiles, every twentieth part; null where there was no value. */
  readonly quantiles: readonly (number | null)[]
}

type Found = Pick<FieldFault, 'kind' | 'since' | 'value' | 'limit' | 'grade'>

const LEAST_ROWS = 30
const UNIT_TOLERANCE = 0.15
/** On its own side of the change a field keeps its size within this many times. */
const STEADY = 3
const RED = 0.25
const TREND = 0.8

/**
 * A sudden change of unit: medians before and after one period differ by about a whole power of ten (within .15 of its
 * logarithm), and on each side they stay within three times of one another. Null when there is none.
 */
export function unitChangeOf(periods: readonly Period[]): Found | null {
  const known = periods.filter(({ counted, median }) => counted >= LEAST_ROWS && median !== null && median > 0)
  for (let at = 1; at < known.length; at += 1) {
    const ratio = (known[at]?.median ?? 0) / (known[at - 1]?.median ?? 1)
    const decades = Math.log10(ratio)
    const power = Math.round(decades)
    if (power === 0 || Math.abs(decades - power) > UNIT_TOLERANCE) continue
    if (isSteady(known.slice(0, at)) && isSteady(known.slice(at))) return { kind: 'unit-change', since: known[at]?.period ?? '', value: ratio, limit: 10 ** power, grade: 'D' }
  }
  return null
}

function isSteady(periods: readonly Period[]): boolean {
  const medians = periods.map(({ median }) => median ?? 0)
  return Math.max(...medians) <= STEADY * Math.min(...medians)
}

/**
 * A drift: the stability index of the last period against one about a year before is over .25, and the medians go one way
 * over all periods (rank correlation with time at least .8 in size). Null when there is none or too little to tell.
 */
export function driftOf(periods: readonly Period[], perYear: number): Found | null {
  const known = periods.filter(({ counted, quantiles }) => counted >= LEAST_ROWS && quantiles.every((value) => value !== null))
  const last = known.at(-1)
  const base = known.at(-1 - Math.min(perYear, known.length - 1))
  if (known.length < 4 || last === undefined || base === undefined) return null
  const index = indexOfQuantiles(numbersOf(base), numbersOf(last))
  if (index <= RED || Math.abs(trendOf(known.map((each) => numbersOf(each)[9] ?? 0))) < TREND) return null
  return { kind: 'drift', since: base.period, value: index, limit: RED, grade: 'D' }
}

function numbersOf({ quantiles }: Period): number[] {
  return quantiles.map((value) => value ?? 0)
}

/** Stability index over the tenths of the earlier period; the later share of each from its quantiles, straight between two. */
export function indexOfQuantiles(base: readonly number[], now: readonly number[]): number {
  const cuts = [...new Set(base.filter((_, at) => at % 2 === 1))]
  const share = (of: readonly number[], at: number) => belowOf(of, cuts[at] ?? Infinity) - (at === 0 ? 0 : belowOf(of, cuts[at - 1] ?? 0))
  const sides = [...cuts, Infinity].map((_, at) => [share(base, at), share(now, at)] as const)
  return sides.reduce((sum, [from, to]) => {
    const [e, a] = [Math.max(from, 0.0025), Math.max(to, 0.0025)]
    return sum + (a - e) * Math.log(a / e)
  }, 0)
}

/** Share of values at or below one, told from nineteen quantiles; at most a fortieth is told of the tails. */
function belowOf(quantiles: readonly number[], value: number): number {
  if (value === Infinity) return 1
  const upTo = quantiles.filter((each) => each <= value).length
  if (upTo === 0) return 0.025 * Number(value >= (quantiles[0] ?? 0))
  if (upTo === quantiles.length) return value > (quantiles.at(-1) ?? 0) ? 0.975 : 0.95
  const [low, high] = [quantiles[upTo - 1] ?? 0, quantiles[upTo] ?? 0]
  return 0.05 * (upTo + (high > low ? (value - low) / (high - low) : 0))
}

/** Spearman's correlation of values with their order. */
export function trendOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const rank = (value: number) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2
  const mean = (values.length - 1) / 2
  const [both, own, time] = values.reduce(
    ([b, o, t], value, at) => {
      const [x, y] = [rank(value) - mean, at - mean]
      return [b + x * y, o + x * x, t + y * y]
    },
    [0, 0, 0],
  )
  return own === 0 || time === 0 ? 0 : both / Math.sqrt(own * time)
}

/**
 * A source without news: no row for longer than half as long again as the longest it was ever silent, three of its usual
 * gaps and a week. Graded C, and D from twice that. Null when it is in time or has too few days to tell.
 */
export function staleOf(days: readonly string[], asOf: string): Found | null {
  const last = days.at(-1)
  if (days.length < 4 || last === undefined) return null
  const gaps = days.slice(1).map((day, at) => daysBetween(days[at] ?? day, day)).sort((a, b) => a - b)
  const limit = Math.max(7, 3 * (gaps[gaps.length >> 1] ?? 0), 1.5 * (gaps.at(-1) ?? 0))
  const silent = daysBetween(last, asOf)
  if (silent <= limit) return null
  const grade: Grade = silent > 2 * limit ? 'D' : 'C'
  return { kind: 'stale', since: last, value: silent, limit, grade }
}

/** Whether rows come often enough to be looked at by month, and how many periods make a year. */
export function rhythmOf(days: readonly string[]): { readonly monthly: boolean; readonly perYear: number } {
  const first = days[0]
  const last = days.at(-1)
  if (first === undefined || last === undefined || days.length < 2) return { monthly: false, perYear: 1 }
  const gap = daysBetween(first, last) / (days.length - 1)
  return gap < 25 ? { monthly: true, perYear: 12 } : { monthly: false, perYear: Math.max(1, Math.round(365 / gap)) }
}
