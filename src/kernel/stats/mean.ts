import { relativeLift, type Comparison } from './comparison.js'
import { studentQuantile, studentTwoSided } from './distribution.js'

/** Units of an arm, and the sum and the sum of squares of their values. */
export interface Moments {
  readonly n: number
  readonly sum: number
  readonly sumSquares: number
}

/** Below this part of the sum of squares, a computed variance is rounding noise. */
const NOISE = 1e-13

/**
 * Difference of two means with unequal variances: interval and two-sided p from Welch's t with Satterthwaite's degrees
 * of freedom (Welch, Biometrika 34 (1947)). `pValue` is null with a reason for fewer than two units in an arm, or when
 * neither arm varies.
 * @throws RangeError when moments are not those of any sample.
 */
export function differenceOfMeans(arm: Moments, control: Moments, confidence = 0.95): Comparison {
  checkMoments(arm)
  checkMoments(control)
  const meanArm = arm.sum / arm.n
  const meanControl = control.sum / control.n
  const diff = meanArm - meanControl
  const base = { meanArm, meanControl, diff, method: 'welch' as const }
  if (arm.n < 2 || control.n < 2) return { ...base, ...unknown('too-few', meanArm, meanControl) }
  const a = varianceOf(arm) / arm.n
  const c = varianceOf(control) / control.n
  if (a + c === 0) return { ...base, ...unknown('no-variance', meanArm, meanControl) }
  const df = (a + c) ** 2 / (a ** 2 / (arm.n - 1) + c ** 2 / (control.n - 1))
  const error = Math.sqrt(a + c)
  const t = studentQuantile(0.5 + confidence / 2, df)
  return {
    ...base,
    ciLow: diff - t * error,
    ciHigh: diff + t * error,
    pValue: studentTwoSided(diff / error, df),
    ...relativeLift(meanArm, meanControl, a / meanArm ** 2 + c / meanControl ** 2, t),
    reason: null,
  }
}

function checkMoments({ n, sum, sumSquares }: Moments): void {
  const fits = Number.isInteger(n) && n >= 0 && Number.isFinite(sum) && sumSquares >= 0
  if (!fits || sumSquares * n < sum * sum * (1 - 1e-9)) {
    throw new RangeError(`not moments: n ${n}, sum ${sum}`)
  }
}

/** Sample variance from the moments; 0 when only rounding noise is left. */
function varianceOf({ n, sum, sumSquares }: Moments): number {
  const squares = sumSquares - (sum * sum) / n
  return squares <= sumSquares * NOISE ? 0 : squares / (n - 1)
}

function unknown(
  reason: 'too-few' | 'no-variance',
  arm: number,
  control: number,
): Omit<Comparison, 'meanArm' | 'meanControl' | 'diff' | 'method'> {
  return { ciLow: null, ciHigh: null, pValue: null, ...relativeLift(arm, control, Number.NaN, 0), reason }
}
