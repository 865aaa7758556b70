import { normalQuantile } from '#kernel/stats'
import type { Interval } from '../metrics/interval.js'
import type { Ground } from './ground.js'

/** Weighted mean of independent values with its normal interval; the error is that of a ratio (Σw²(v - mean)² / (Σw)²). */
export function meanInterval(values: ArrayLike<number>, weights: ArrayLike<number>, level = 0.95): Interval {
  let [total, sum, squares] = [0, 0, 0]
  for (let row = 0; row < values.length; row += 1) {
    total += weights[row] as number
    sum += (weights[row] as number) * (values[row] as number)
  }
  const value = sum / total
  for (let row = 0; row < values.length; row += 1) {
    squares += ((weights[row] as number) * ((values[row] as number) - value)) ** 2
  }
  return normalInterval(value, Math.sqrt(squares) / total, level)
}

export function normalInterval(value: number, error: number, level: number): Interval {
  const reach = normalQuantile(0.5 + level / 2) * error
  return { value, error, low: value - reach, high: value + reach, level, method: 'normal' }
}

/**
 * Difference of the arms' weighted means, rows weighing 1/e and 1/(1 - e) beside their own weight (Hájek 1971), with its
 * normal interval. Without chances all rows of an arm count alike.
 */
export function armDifference(
  { treatment, outcome, weights }: Pick<Ground, 'treatment' | 'outcome' | 'weights'>,
  chances: Float64Array | null,
  level = 0.95,
): Interval {
  const arms = [0, 1].map((arm) => {
    const own = weights.map((weight, row) => {
      if (treatment[row] !== arm) return 0
      const chance = chances === null ? 1 : (chances[row] as number)
      return chances === null ? weight : weight / (arm === 1 ? chance : 1 - chance)
    })
    return meanInterval(outcome, own, level)
  })
  const [control, treated] = arms as [Interval, Interval]
  return normalInterval(treated.value - control.value, Math.hypot(treated.error, control.error), level)
}
