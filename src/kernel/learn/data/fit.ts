import { fail } from '#kernel/error'
import type { Matrix } from './matrix.js'

/** Told the share done (0 to 1) often enough to be felt; throwing from it ends the work. */
export type Tick = (share: number) => void

export interface FitOptions {
  /** One weight a row, finite, not below 0; all 1 when absent. */
  readonly weights?: Float64Array
  /** Same seed, same model. Default 1. */
  readonly seed?: number
  readonly tick?: Tick
}

/**
 * What learns: made with its hyper-parameters only, it looks at data in `fit` and gives back a fitted value that is plain
 * data (JSON keeps it whole). Same rows, weights and seed give the same model, whatever the number of threads.
 */
export interface Estimator<Target, Fitted> {
  fit(matrix: Matrix, target: Target, options?: FitOptions): Fitted
}

/** Weights of the rows, checked. Errors: LEARN_ROWS_DIFFER, LEARN_WEIGHT. */
export function weightsOf(rows: number, weights: Float64Array | undefined): Float64Array {
  if (weights === undefined) return new Float64Array(rows).fill(1)
  if (weights.length !== rows)
    {fail('LEARN_ROWS_DIFFER', { column: 'weights', rows: weights.length, expected: rows })}
  let total = 0
  weights.forEach((value, row) => {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) fail('LEARN_WEIGHT', { row: row + 1, value })
    total += value
  })
  if (rows > 0 && total === 0) fail('LEARN_WEIGHT', { row: 1, value: 0 })
  return weights
}

/** Refuses a label that is not 0 or 1 on every row, or the same on all. Errors: LEARN_EMPTY, LEARN_ROWS_DIFFER, LEARN_LABEL_VALUE, LEARN_LABEL_CONSTANT. */
export function checkBinary(rows: number, label: ArrayLike<number>): void {
  if ((label instanceof Float64Array || label instanceof Float32Array) && label.length === rows && isBinary(label)) return
  checkLabel(rows, label, (value) => value === 0 || value === 1, '0 | 1')
}

/** Whether every label is 0 or 1, and both are there. */
function isBinary(label: Float64Array | Float32Array): boolean {
  let ones = 0
  for (let row = 0; row < label.length; row += 1) {
    const value = label[row] as number
    if (value === 1) ones += 1
    else if (value !== 0) return false
  }
  return ones > 0 && ones < label.length
}

/** Whether every weight is 1. */
export function weighAlike(weights: Float64Array): boolean {
  for (let row = 0; row < weights.length; row += 1) if (weights[row] !== 1) return false
  return true
}

/** Refuses labels that are not finite, not allowed, or all the same. */
export function checkLabel(
  rows: number,
  label: ArrayLike<number>,
  allowed: (value: number) => boolean,
  words: string,
): void {
  if (rows === 0) fail('LEARN_EMPTY')
  if (label.length !== rows)
    {fail('LEARN_ROWS_DIFFER', { column: 'label', rows: label.length, expected: rows })}
  const first = label[0] as number
  let differs = false
  for (let row = 0; row < rows; row += 1) {
    const value = label[row] as number
    if (!Number.isFinite(value) || !allowed(value))
      {fail('LEARN_LABEL_VALUE', { row: row + 1, value, allowed: words })}
    if (value !== first) differs = true
  }
  if (!differs) fail('LEARN_LABEL_CONSTANT', { value: first })
}
