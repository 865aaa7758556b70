import { chiSquareSf } from './distribution.js'

/** An effect of one segment and its standard error. */
export interface Effect {
  readonly effect: number
  readonly standardError: number
}

export interface Heterogeneity {
  /** Inverse-variance mean of the effects. */
  readonly pooled: number
  readonly pooledError: number
  readonly q: number
  readonly df: number
  readonly pValue: number | null
  /** Part of the variation that is not chance, 0 to 1. */
  readonly iSquared: number
}

/**
 * Whether effects differ between segments: Cochran's Q (Biometrics 10 (1954)) and I² (Higgins & Thompson, Statistics in
 * Medicine 21 (2002)). Effects without a positive standard error are left out; null when none is left.
 */
export function heterogeneity(effects: readonly Effect[]): Heterogeneity | null {
  const used = effects.filter((each) => each.standardError > 0 && Number.isFinite(each.effect))
  if (used.length === 0) return null
  const weights = used.map((each) => 1 / each.standardError ** 2)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const pooled = used.reduce((sum, each, at) => sum + each.effect * (weights[at] ?? 0), 0) / total
  const q = used.reduce((sum, each, at) => sum + (each.effect - pooled) ** 2 * (weights[at] ?? 0), 0)
  const df = used.length - 1
  return {
    pooled,
    pooledError: Math.sqrt(1 / total),
    q,
    df,
    pValue: df === 0 ? null : chiSquareSf(q, df),
    iSquared: q <= df ? 0 : (q - df) / q,
  }
}
