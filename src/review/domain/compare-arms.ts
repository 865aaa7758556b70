import { adjustPValues, differenceOfMeans, differenceOfProportions, heterogeneity, sampleRatioCheck, type Comparison } from '#kernel/stats'
import { minorUnitsOf } from '#kernel/money'
import type { Metric } from '#insight/contract'
import type { MetricResult, SplitResult } from '../contract.js'

/** What a group of customers gave: how many, and per metric the sum and the sum of squares. */
export interface Moments {
  readonly n: number
  readonly sums: readonly number[]
  readonly squares: readonly number[]
}

export interface NamedMetric {
  readonly key: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly metric: Metric
}

const EMPTY: Moments = { n: 0, sums: [], squares: [] }

/** Money is judged in major units: minor-unit sums are divided once, here. */
function scaleOf(metric: Metric): number {
  return metric.of === 'money' && metric.kind === 'mean' ? 10 ** minorUnitsOf(metric.currency ?? 'CNY') : 1
}

/** One arm against control on one metric. */
export function compare(metric: Metric, at: number, arm: Moments, control: Moments): Comparison {
  const sum = (side: Moments) => side.sums[at] ?? 0
  if (metric.kind === 'proportion') {
    return differenceOfProportions({ n: arm.n, successes: sum(arm) }, { n: control.n, successes: sum(control) })
  }
  const scale = scaleOf(metric)
  const moments = (side: Moments) => ({ n: side.n, sum: sum(side) / scale, sumSquares: (side.squares[at] ?? 0) / scale ** 2 })
  return differenceOfMeans(moments(arm), moments(control))
}

/** Every treated arm against control on every metric, with p adjusted over all of them. */
export function compareAll(metrics: readonly NamedMetric[], arms: ReadonlyMap<string, Moments>, control: string): MetricResult[] {
  const against = arms.get(control) ?? EMPTY
  const treated = [...arms.keys()].filter((arm) => arm !== control)
  const rows = metrics.flatMap((metric, at) => treated.map((arm) => ({ metric, arm, moments: arms.get(arm) ?? EMPTY, at })))
  const compared = rows.map((row) => compare(row.metric.metric, row.at, row.moments, against))
  const adjusted = adjustPValues(compared.map((result) => result.pValue))
  return rows.map((row, index) => toResult(row, control, against.n, compared[index], adjusted[index] ?? null))
}

interface ComparedRow {
  readonly metric: NamedMetric
  readonly arm: string
  readonly moments: Moments
}

function toResult({ metric, arm, moments }: ComparedRow, control: string, nControl: number, result: Comparison | undefined, adjusted: number | null): MetricResult {
  if (result === undefined) throw new RangeError('a comparison is missing')
  const { kind, better, of, currency } = metric.metric
  return {
    metric: metric.key,
    name: metric.name,
    kind,
    better,
    currency: of === 'money' && kind === 'mean' ? (currency ?? 'CNY') : null,
    arm,
    control,
    mean_arm: result.meanArm,
    mean_control: result.meanControl,
    diff: result.diff,
    ci_low: result.ciLow,
    ci_high: result.ciHigh,
    p_value: result.pValue,
    p_adjusted: adjusted,
    n_arm: moments.n,
    n_control: nControl,
    relative_lift: result.relativeLift,
    relative_low: result.relativeLow,
    relative_high: result.relativeHigh,
    method: result.method,
    reason: result.reason,
    verdict: verdictOf(result, better),
  }
}

function verdictOf(result: Comparison, better: 'higher' | 'lower'): MetricResult['verdict'] {
  const { ciLow, ciHigh } = result
  if (ciLow === null || ciHigh === null) return 'not-computable'
  if (ciLow <= 0 && ciHigh >= 0) return 'cannot-tell'
  return ciLow > 0 === (better === 'higher') ? 'better' : 'worse'
}

export interface SplitInput {
  readonly tag: string
  readonly tagName: { readonly zh: string; readonly en: string }
  readonly label: (value: string) => { zh: string; en: string }
  /** Moments by value, then by arm. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, Moments>>
}

/** The forest plot: the difference within each value of a tag, and whether values differ more than chance. */
export function compareBy(split: SplitInput, metrics: readonly NamedMetric[], treated: readonly string[], control: string): SplitResult[] {
  return metrics.flatMap((metric, at) => treated.map((arm) => splitOf(split, metric, at, arm, control)))
}

const Z95 = 1.959963984540054

function splitOf(split: SplitInput, metric: NamedMetric, at: number, arm: string, control: string): SplitResult {
  const compared = [...split.values].map(([value, arms]) => {
    const sides = { arm: arms.get(arm) ?? EMPTY, control: arms.get(control) ?? EMPTY }
    const both = sides.arm.n > 0 && sides.control.n > 0
    return { value, sides, result: both ? compare(metric.metric, at, sides.arm, sides.control) : null }
  })
  const adjusted = adjustPValues(compared.map(({ result }) => result?.pValue ?? null))
  const effects = compared.flatMap(({ result }) =>
    result?.ciLow === null || result?.ciHigh === null || result === null ? [] : [{ effect: result.diff, standardError: (result.ciHigh - result.ciLow) / (2 * Z95) }],
  )
  const spread = effects.length > 1 ? heterogeneity(effects) : null
  return {
    tag: split.tag,
    tagName: split.tagName,
    metric: metric.key,
    arm,
    heterogeneity: spread === null ? null : { q: spread.q, df: spread.df, p_value: spread.pValue, i_squared: spread.iSquared },
    rows: compared.map(({ value, sides, result }, index) => ({
      value,
      label: split.label(value),
      n_arm: sides.arm.n,
      n_control: sides.control.n,
      ...comparedFields(result),
      p_adjusted: adjusted[index] ?? null,
    })),
  }
}

/** A value without customers in both arms has nothing to compare: no interval, no p value. */
function comparedFields(result: ReturnType<typeof compare> | null) {
  if (result === null) return { mean_arm: 0, mean_control: 0, diff: 0, ci_low: null, ci_high: null, p_value: null }
  const { meanArm, meanControl, diff, ciLow, ciHigh, pValue } = result
  return { mean_arm: meanArm, mean_control: meanControl, diff, ci_low: ciLow, ci_high: ciHigh, p_value: pValue }
}

/** Whether arms came out in the designed proportions (chi-square). */
export function checkSampleRatio(arms: ReadonlyMap<string, Moments>, shares: Readonly<Record<string, number>>) {
  const keys = Object.keys(shares)
  const total = keys.reduce((sum, key) => sum + (shares[key] ?? 0), 0)
  const result = sampleRatioCheck(keys.map((key) => arms.get(key)?.n ?? 0), keys.map((key) => (shares[key] ?? 0) / total))
  return { chi_square: result.chiSquare, p_value: result.pValue, flagged: result.flagged }
}
