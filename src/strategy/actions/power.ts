import { minimumDetectableEffect, sampleSize } from '#kernel/stats'

export interface PowerQuestion {
  readonly baseline: number
  readonly n: number
  readonly share: number
  readonly effect?: number | undefined
}

/** What a list of this size can find, and the size a wanted effect needs: two-sided 0.05, power 0.8. */
export function answerPower({ baseline, n, share, effect }: PowerQuestion) {
  const control = Math.max(1, Math.round(n * share))
  const arm = Math.max(1, n - control)
  const mde = minimumDetectableEffect({ arm, control }, baseline)
  return { control, arm, mde, needed: neededFor(baseline, share, effect) }
}

function neededFor(baseline: number, share: number, effect: number | undefined) {
  if (effect === undefined || baseline + effect >= 1) return null
  const sizes = sampleSize({ baseline, effect, ratio: (1 - share) / share })
  return sizes === null ? null : { ...sizes, total: sizes.arm + sizes.control }
}
