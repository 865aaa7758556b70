import { fail } from '#kernel/error'
import { weightsOf } from '../data/fit.js'

/** Brier score: weighted mean of the squared gap between probability and outcome (Brier 1950). Errors: LEARN_LABEL_*, LEARN_PROBABILITY. */
export function brier(
  label: ArrayLike<number>,
  probability: ArrayLike<number>,
  weights?: Float64Array,
): number {
  checkOutcomes(label, probability)
  const weight = weightsOf(label.length, weights)
  let total = 0
  let sum = 0
  for (let row = 0; row < label.length; row += 1) {
    const gap = (probability[row] as number) - (label[row] as number)
    total += weight[row] as number
    sum += (weight[row] as number) * gap * gap
  }
  return sum / total
}

/** Log loss (mean negative log-likelihood in nats); probabilities are kept `clip` away from 0 and 1. Errors: as `brier`. */
export function logLoss(
  label: ArrayLike<number>,
  probability: ArrayLike<number>,
  weights?: Float64Array,
  clip = 1e-15,
): number {
  checkOutcomes(label, probability)
  const weight = weightsOf(label.length, weights)
  let total = 0
  let sum = 0
  for (let row = 0; row < label.length; row += 1) {
    const p = Math.min(1 - clip, Math.max(clip, probability[row] as number))
    total += weight[row] as number
    sum -= (weight[row] as number) * (label[row] === 1 ? Math.log(p) : Math.log1p(-p))
  }
  return sum / total
}

/** Refuses labels that are not 0 or 1 and probabilities outside 0 … 1; a label may be constant here. */
export function checkOutcomes(label: ArrayLike<number>, probability: ArrayLike<number>): void {
  if (probability.length !== label.length) {
    fail('LEARN_ROWS_DIFFER', { column: 'probability', rows: probability.length, expected: label.length })
  }
  if (label.length === 0) fail('LEARN_EMPTY')
  for (let row = 0; row < label.length; row += 1) {
    const p = probability[row] as number
    if (!(p >= 0 && p <= 1)) fail('LEARN_PROBABILITY', { row: row + 1, value: p })
    const y = label[row] as number
    if (y !== 0 && y !== 1) fail('LEARN_LABEL_VALUE', { row: row + 1, value: y, allowed: '0 | 1' })
  }
}
