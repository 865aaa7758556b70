import { chiSquareSf } from './distribution.js'

export interface SampleRatio {
  readonly expected: readonly number[]
  readonly chiSquare: number
  readonly pValue: number
  /** p below 0.001: the split is not the designed one, and the experiment should not be read. */
  readonly flagged: boolean
}

const ALARM = 0.001

/**
 * Sample ratio mismatch: Pearson's chi-square of the arms' counts against their designed shares. The 0.001 threshold is
 * that of Fabijan et al., KDD 2019.
 * @throws RangeError when counts and shares do not pair, a share is not positive, or nothing was counted.
 */
export function sampleRatioCheck(counts: readonly number[], shares: readonly number[]): SampleRatio {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const fits = counts.length === shares.length && counts.length > 1 && shares.every((share) => share > 0)
  if (!fits || !(total > 0)) throw new RangeError('counts and shares do not pair')
  const expected = shares.map((share) => (total * share) / whole)
  const chiSquare = counts.reduce(
    (sum, count, at) => sum + (count - (expected[at] ?? 0)) ** 2 / (expected[at] ?? 1),
    0,
  )
  const pValue = chiSquareSf(chiSquare, counts.length - 1)
  return { expected, chiSquare, pValue, flagged: pValue < ALARM }
}
