import type { TrueEffect } from './true-effect.js'

/** The product's answer for one metric of one arm. */
export interface Estimate {
  readonly diff: number
  readonly low: number | null
  readonly high: number | null
  readonly armCustomers: number
  readonly controlCustomers: number
}

export interface Verdict {
  /** Inside the product's own interval. */
  readonly covered: boolean
  /** Standard errors between estimate and truth. */
  readonly distance: number
  /** Outside the 99.9 % interval: the product (or the simulator) is wrong, not unlucky. */
  readonly wrong: boolean
}

/** 95 % and 99.9 % two-sided points of the normal distribution. */
const Z95 = 1.959964
const Z999 = 3.290527

/** Judges an estimate against the truth. A 95 % interval misses one truth in twenty; the 99.9 % one in a thousand. */
export function judge(estimate: Estimate, truth: Pick<TrueEffect, 'effect'>): Verdict {
  if (estimate.low === null || estimate.high === null) return { covered: false, distance: Number.NaN, wrong: true }
  const error = (estimate.high - estimate.low) / 2 / Z95
  const distance = Math.abs(estimate.diff - truth.effect) / error
  return { covered: estimate.low <= truth.effect && truth.effect <= estimate.high, distance, wrong: distance > Z999 }
}
