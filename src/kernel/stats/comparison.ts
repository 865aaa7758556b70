/** An arm compared with its control. `p`, the interval or the relative lift is null when it cannot be computed. */
export interface Comparison {
  readonly meanArm: number
  readonly meanControl: number
  readonly diff: number
  readonly ciLow: number | null
  readonly ciHigh: number | null
  readonly pValue: number | null
  /** diff / meanControl; null unless both means are positive. */
  readonly relativeLift: number | null
  readonly relativeLow: number | null
  readonly relativeHigh: number | null
  readonly method: 'wald' | 'newcombe' | 'welch'
  /** Why there is no p: too few units, or no variation at all. */
  readonly reason: 'too-few' | 'no-variance' | null
}

export interface RelativeLift {
  readonly relativeLift: number | null
  readonly relativeLow: number | null
  readonly relativeHigh: number | null
}

const NONE: RelativeLift = { relativeLift: null, relativeLow: null, relativeHigh: null }

/**
 * Interval of the relative lift by the delta method on the log ratio of the means: `logVariance` is
 * var(mean_a)/mean_a² + var(mean_c)/mean_c². Katz et al., Biometrics 34 (1978), for proportions; Deng, Knoblich & Lu,
 * KDD 2018, for means. `multiplier` is the normal or t quantile.
 */
export function relativeLift(
  arm: number,
  control: number,
  logVariance: number,
  multiplier: number,
): RelativeLift {
  if (!(control > 0)) return NONE
  const lift = arm / control - 1
  if (!(arm > 0) || !Number.isFinite(logVariance)) return { ...NONE, relativeLift: lift }
  const log = Math.log(arm / control)
  const half = multiplier * Math.sqrt(logVariance)
  return { relativeLift: lift, relativeLow: Math.expm1(log - half), relativeHigh: Math.expm1(log + half) }
}
