import { fail } from '#kernel/error'
import { normalQuantile } from '#kernel/stats'
import type { Interval } from '../metrics/interval.js'

/** Decisions that were taken and what came of them. */
export interface PolicyLog {
  readonly reward: ArrayLike<number>
  /** Probability with which the logged action was taken when it was. */
  readonly propensity: ArrayLike<number>
  /** Probability with which the policy judged would have taken the logged action. */
  readonly target: ArrayLike<number>
  /** For the doubly robust estimate: expected reward of the logged action, and of the policy judged over all its actions. */
  readonly model?: { readonly logged: ArrayLike<number>; readonly policy: ArrayLike<number> }
}

export interface PolicyOptions {
  /** Weights above this are cut to it: less variance, some bias. Default none. */
  readonly clip?: number
  readonly level?: number
}

export interface PolicyValue {
  readonly ips: Interval
  readonly selfNormalised: Interval
  /** Null without a model of the reward. */
  readonly doublyRobust: Interval | null
  /** Rows the weighted log is worth: (Σw)² / Σw². Small against the rows: the policies differ too much to be compared here. */
  readonly effectiveRows: number
  readonly greatestWeight: number
  readonly clippedRows: number
}

/**
 * Mean reward a policy would have had, from another policy's log: inverse propensity (Horvitz and Thompson 1952),
 * self-normalised (Swaminathan and Joachims 2015) and doubly robust (Dudík, Langford and Li 2011); normal intervals, the
 * self-normalised by the delta method. Errors: LEARN_EMPTY (under two rows), LEARN_ROWS_DIFFER, LEARN_PROPENSITY,
 * LEARN_PROBABILITY, LEARN_LABEL_VALUE, LEARN_PARAM; LEARN_ARM_EMPTY when the log holds nothing the policy would do.
 */
export function policyValue(log: PolicyLog, options: PolicyOptions = {}): PolicyValue {
  const { weights, clippedRows } = weightsFor(log, options.clip ?? Number.POSITIVE_INFINITY)
  const level = options.level ?? 0.95
  const { reward, model } = log
  const total = sumOf(weights)
  if (total === 0) fail('LEARN_ARM_EMPTY', { arm: 'target' })
  const weighted = weights.map((weight, row) => weight * (reward[row] as number))
  const ratio = sumOf(weighted) / total
  const around = weights.map(
    (weight, row) => (weight * ((reward[row] as number) - ratio) * weights.length) / total,
  )
  const robust =
    model === undefined
      ? null
      : weights.map(
          (weight, row) =>
            (model.policy[row] as number) +
            weight * ((reward[row] as number) - (model.logged[row] as number)),
        )
  const spread = meanInterval(around, level)
  const reach = spread.high - spread.value
  return {
    ips: meanInterval(weighted, level),
    selfNormalised: { ...spread, value: ratio, low: ratio - reach, high: ratio + reach, method: 'delta' },
    doublyRobust: robust === null ? null : meanInterval(robust, level),
    effectiveRows: (total * total) / sumOf(weights.map((weight) => weight * weight)),
    greatestWeight: weights.reduce((most, weight) => Math.max(most, weight), 0),
    clippedRows,
  }
}

function weightsFor(log: PolicyLog, clip: number): { weights: Float64Array; clippedRows: number } {
  const rows = log.reward.length
  if (rows < 2) fail('LEARN_EMPTY')
  if (!(clip > 0)) fail('LEARN_PARAM', { name: 'clip', value: clip, allowed: '> 0' })
  checkLengths(log, rows)
  const weights = new Float64Array(rows)
  let clippedRows = 0
  for (let row = 0; row < rows; row += 1) {
    const propensity = log.propensity[row] as number
    const target = log.target[row] as number
    if (!(propensity > 0 && propensity <= 1)) fail('LEARN_PROPENSITY', { row: row + 1, value: propensity })
    if (!(target >= 0 && target <= 1)) fail('LEARN_PROBABILITY', { row: row + 1, value: target })
    if (!Number.isFinite(log.reward[row])) {
      fail('LEARN_LABEL_VALUE', { row: row + 1, value: log.reward[row] as number, allowed: 'finite' })
    }
    const weight = target / propensity
    if (weight > clip) clippedRows += 1
    weights[row] = Math.min(clip, weight)
  }
  return { weights, clippedRows }
}

function checkLengths(log: PolicyLog, rows: number): void {
  const parts = { propensity: log.propensity, target: log.target, ...log.model }
  for (const [column, values] of Object.entries(parts)) {
    if (values.length !== rows) fail('LEARN_ROWS_DIFFER', { column, rows: values.length, expected: rows })
  }
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function meanInterval(values: Float64Array, level: number): Interval {
  const rows = values.length
  const value = sumOf(values) / rows
  const error = Math.sqrt(sumOf(values.map((one) => (one - value) ** 2)) / (rows - 1) / rows)
  const reach = normalQuantile(0.5 + level / 2) * error
  return { value, error, low: value - reach, high: value + reach, level, method: 'normal' }
}
