import { fail } from '#kernel/error'
import { chiSquareSf, normalQuantile } from '#kernel/stats'
import { cholesky, dot, solveFactor } from '../linear/dense.js'
import { lifeTable, type LifeTable, type Survival } from './history.js'

/** The curve after each time with an event. */
export interface SurvivalStep {
  readonly time: number
  readonly atRisk: number
  readonly events: number
  readonly survival: number
  readonly error: number
  readonly low: number
  readonly high: number
}

export interface SurvivalCurve {
  readonly steps: readonly SurvivalStep[]
  readonly level: number
  /** First time at which survival is at or below one half; null when it is never reached. */
  readonly median: number | null
}

/**
 * Kaplan and Meier 1958 with Greenwood's variance and intervals on the log(-log) scale (Kalbfleisch and Prentice 1980),
 * which stay within 0 and 1. Weights count rows. Errors: LEARN_EMPTY, LEARN_ROWS_DIFFER, LEARN_TIME, LEARN_WEIGHT.
 */
export function kaplanMeier(survival: Survival, level = 0.95): SurvivalCurve {
  const { times, events, atRisk } = lifeTable(survival)
  const z = normalQuantile(0.5 + level / 2)
  const steps: SurvivalStep[] = []
  let [share, greenwood] = [1, 0]
  times.forEach((time, at) => {
    const d = events[at] as number
    const n = atRisk[at] as number
    if (d === 0) return
    share *= 1 - d / n
    greenwood += d / (n * (n - d))
    steps.push({ time, atRisk: n, events: d, survival: share, ...bounds(share, greenwood, z) })
  })
  const median = steps.find((step) => step.survival <= 0.5 + 1e-12)?.time ?? null
  return { steps, level, median }
}

function bounds(share: number, greenwood: number, z: number): { error: number; low: number; high: number } {
  if (share <= 0) return { error: 0, low: 0, high: 0 }
  const error = share * Math.sqrt(greenwood)
  const reach = Math.exp((z * Math.sqrt(greenwood)) / Math.log(share))
  return { error, low: share ** (1 / reach), high: share ** reach }
}

/** Survival at a time under a curve: 1 before the first event. */
export function survivalAt(curve: SurvivalCurve, time: number): number {
  let share = 1
  for (const step of curve.steps) {
    if (step.time > time) break
    share = step.survival
  }
  return share
}

export interface LogRank {
  readonly statistic: number
  readonly df: number
  readonly p: number
  readonly groups: readonly { readonly observed: number; readonly expected: number }[]
}

/** Log-rank test of equal survival in two or more groups (Mantel 1966; Peto and Peto 1972). Errors: as `kaplanMeier`, LEARN_ARM_EMPTY, LEARN_PARAM for fewer than two groups. */
export function logRank(groups: readonly Survival[]): LogRank {
  if (groups.length < 2) fail('LEARN_PARAM', { name: 'groups', value: groups.length, allowed: '≥ 2' })
  const tables = groups.map((group, at) =>
    group.time.length === 0 ? fail('LEARN_ARM_EMPTY', { arm: at + 1 }) : lifeTable(group),
  )
  const times = Float64Array.from(new Set(tables.flatMap((table) => Array.from(table.times)))).sort()
  const size = tables.length
  const observed = new Float64Array(size)
  const expected = new Float64Array(size)
  const variance = new Float64Array(size * size)
  for (const time of times) {
    const numbers = tables.map((table) => atTime(table, time))
    const d = numbers.reduce((sum, [events]) => sum + events, 0)
    const n = numbers.reduce((sum, [, risk]) => sum + risk, 0)
    if (d > 0) addTime(numbers, d, n, observed, expected, variance)
  }
  // Any one group follows from the others.
  const keep = size - 1
  const gap = Float64Array.from(
    { length: keep },
    (_, at) => (observed[at] as number) - (expected[at] as number),
  )
  const part = Float64Array.from(
    { length: keep * keep },
    (_, at) => variance[Math.floor(at / keep) * size + (at % keep)] as number,
  )
  const factor = cholesky(part, keep)
  const statistic = factor.kind === 'singular' ? 0 : dot(gap, solveFactor(factor, gap))
  const rows = tables.map((_, at) => ({ observed: observed[at] as number, expected: expected[at] as number }))
  return { statistic, df: keep, p: chiSquareSf(statistic, keep), groups: rows }
}

type AtTime = readonly [events: number, atRisk: number]

function atTime(table: LifeTable, time: number): AtTime {
  let low = 0
  let high = table.times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((table.times[middle] as number) < time) low = middle + 1
    else high = middle
  }
  const events = table.times[low] === time ? (table.events[low] as number) : 0
  return [events, table.atRisk[low] ?? 0]
}

function addTime(
  numbers: readonly AtTime[],
  d: number,
  n: number,
  observed: Float64Array,
  expected: Float64Array,
  variance: Float64Array,
): void {
  const size = numbers.length
  const spread = n > 1 ? (d * (n - d)) / (n - 1) : 0
  numbers.forEach(([events, risk], at) => {
    observed[at] = (observed[at] as number) + events
    expected[at] = (expected[at] as number) + (d * risk) / n
    numbers.forEach(([, other], column) => {
      const share = (at === column ? 1 : 0) - other / n
      variance[at * size + column] = (variance[at * size + column] as number) + spread * (risk / n) * share
    })
  })
}
