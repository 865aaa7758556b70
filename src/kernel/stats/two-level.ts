import { normalQuantile, normalTwoSided } from './distribution.js'
import type { Proportion } from './proportion.js'

/** A list, part of it left alone by chance. */
export interface SplitList {
  readonly treated: Proportion
  readonly control: Proportion
}

/** How much more one way of choosing a list brings than another. */
export interface LiftDifference {
  /** Treated less left alone, of each list. */
  readonly a: number
  readonly b: number
  /** a less b. */
  readonly diff: number
  readonly error: number | null
  readonly ciLow: number | null
  readonly ciHigh: number | null
  readonly pValue: number | null
}

/**
 * Difference of the effects on two lists drawn in parts of one population that were dealt by chance: (aT - aC) - (bT - bC).
 * Four independent binomials: variances add up (unpooled Wald). The error is null with an empty part, or without any variation.
 */
export function differenceOfLifts(a: SplitList, b: SplitList, confidence = 0.95): LiftDifference {
  const parts = [a.treated, a.control, b.treated, b.control]
  const [aT, aC, bT, bC] = parts.map(rateOf) as [number, number, number, number]
  const [liftA, liftB] = [aT - aC, bT - bC]
  const diff = liftA - liftB
  const variance = parts.reduce((sum, part) => sum + (part.n === 0 ? Number.NaN : (rateOf(part) * (1 - rateOf(part))) / part.n), 0)
  if (!(variance > 0)) return { a: liftA, b: liftB, diff, error: null, ciLow: null, ciHigh: null, pValue: null }
  const error = Math.sqrt(variance)
  const z = normalQuantile(0.5 + confidence / 2)
  return { a: liftA, b: liftB, diff, error, ciLow: diff - z * error, ciHigh: diff + z * error, pValue: normalTwoSided(diff / error) }
}

function rateOf({ n, successes }: Proportion): number {
  return n === 0 ? 0 : successes / n
}
