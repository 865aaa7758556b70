import { relativeLift, type Comparison } from './comparison.js'
import { normalQuantile, normalTwoSided } from './distribution.js'

/** Units of an arm and how many of them succeeded. */
export interface Proportion {
  readonly n: number
  readonly successes: number
}

export interface ProportionOptions {
  /** Default 0.95. */
  readonly confidence?: number
  /** Default wald, or newcombe when any cell (successes or failures) is below 10. */
  readonly interval?: 'wald' | 'newcombe'
}

interface Range {
  readonly low: number
  readonly high: number
}

const SMALL_CELL = 10

/**
 * Difference of two proportions. Interval: Wald with unpooled variance, or Newcombe's hybrid score interval
 * (Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10) when asked or when a cell is below 10.
 * p: two-sided pooled z test (Fleiss, Levin & Paik 2003, section 3.1). No continuity correction.
 * @throws RangeError when counts are not 0 <= successes <= n.
 */
export function differenceOfProportions(
  arm: Proportion,
  control: Proportion,
  options: ProportionOptions = {},
): Comparison {
  checkCounts(arm)
  checkCounts(control)
  const z = normalQuantile(0.5 + (options.confidence ?? 0.95) / 2)
  const method = options.interval ?? (hasSmallCell(arm) || hasSmallCell(control) ? 'newcombe' : 'wald')
  const a = rateOf(arm)
  const c = rateOf(control)
  const range = arm.n === 0 || control.n === 0 ? null : intervalOf(method, arm, control, z)
  const logVariance = (1 - a) / arm.successes + (1 - c) / control.successes
  return {
    meanArm: a,
    meanControl: c,
    diff: a - c,
    ciLow: range?.low ?? null,
    ciHigh: range?.high ?? null,
    ...pooledTest(arm, control),
    ...relativeLift(a, c, logVariance, z),
    method,
  }
}

function checkCounts({ n, successes }: Proportion): void {
  if (!(successes >= 0 && successes <= n && Number.isFinite(n))) {
    throw new RangeError(`not counts: ${successes} of ${n}`)
  }
}

function rateOf({ n, successes }: Proportion): number {
  return n === 0 ? Number.NaN : successes / n
}

function hasSmallCell({ n, successes }: Proportion): boolean {
  return successes < SMALL_CELL || n - successes < SMALL_CELL
}

function intervalOf(method: 'wald' | 'newcombe', arm: Proportion, control: Proportion, z: number): Range {
  const a = rateOf(arm)
  const c = rateOf(control)
  const diff = a - c
  if (method === 'wald') {
    const half = z * Math.sqrt((a * (1 - a)) / arm.n + (c * (1 - c)) / control.n)
    return { low: diff - half, high: diff + half }
  }
  const ofArm = wilsonInterval(arm, z)
  const ofControl = wilsonInterval(control, z)
  return {
    low: diff - Math.hypot(a - ofArm.low, ofControl.high - c),
    high: diff + Math.hypot(ofArm.high - a, c - ofControl.low),
  }
}

/** Score interval of one proportion. Wilson, JASA 22 (1927). */
export function wilsonInterval(arm: Proportion, z: number): Range {
  const p = rateOf(arm)
  const square = z * z
  const centre = p + square / (2 * arm.n)
  const half = z * Math.sqrt((p * (1 - p)) / arm.n + square / (4 * arm.n * arm.n))
  const scale = 1 + square / arm.n
  return { low: Math.max(0, (centre - half) / scale), high: Math.min(1, (centre + half) / scale) }
}

function pooledTest(arm: Proportion, control: Proportion): Pick<Comparison, 'pValue' | 'reason'> {
  if (arm.n === 0 || control.n === 0) return { pValue: null, reason: 'too-few' }
  const pooled = (arm.successes + control.successes) / (arm.n + control.n)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / arm.n + 1 / control.n))
  if (error === 0) return { pValue: null, reason: 'no-variance' }
  return { pValue: normalTwoSided((rateOf(arm) - rateOf(control)) / error), reason: null }
}
