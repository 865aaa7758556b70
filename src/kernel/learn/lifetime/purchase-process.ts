import { fail } from '#kernel/error'
import { weightsOf, type Estimator } from '../data/fit.js'
import type { Matrix } from '../data/matrix.js'
import type { Interval } from '../metrics/interval.js'
import type { Fitted } from '../model/fitted.js'
import { deltaInterval, estimate, type Estimates } from './estimate.js'
import { coarsened, distinctPurchases, purchaseFeatures, spread, type Distinct } from './purchases.js'

/** A model of purchases that end some day unseen. */
export interface PurchaseModel<Kind extends string, Name extends string> extends Fitted {
  readonly kind: Kind
  readonly estimates: Estimates<Name>
  readonly rows: number
}

export interface PurchaseProcess<Kind extends string, Name extends string> {
  readonly kind: Kind
  readonly method: string
  readonly names: readonly Name[]
  /** Where the search begins, from the mean age. */
  readonly start: (age: number) => readonly number[]
  /** Mean negative log-likelihood of distinct rows; fills its slope in the logarithms of the parameters. */
  readonly meanLoss: (rows: Distinct, most: number, total: number, logs: Float64Array, slope: Float64Array) => number
}

/** Maximum likelihood over distinct histories. Errors: LEARN_EMPTY, LEARN_PURCHASES, LEARN_NO_REPEAT, LEARN_WEIGHT, LEARN_NOT_CONVERGED. */
export function purchaseProcess<Kind extends string, Name extends string>({ kind, method, names, start, meanLoss }: PurchaseProcess<Kind, Name>): Estimator<null, PurchaseModel<Kind, Name>> {
  return {
    fit(matrix, _target, options = {}) {
      const weights = weightsOf(matrix.rows, options.weights)
      const rows = distinctPurchases(matrix, weights)
      const { total, age, most } = summary(rows)
      const lossOf = (some: Distinct) => (at: Float64Array, slope: Float64Array) => meanLoss(some, most, total, at, slope)
      const coarse = coarsened(rows)
      const rough = coarse === null ? undefined : lossOf(coarse)
      const estimates = estimate({ names, start: start(age), meanLoss: lossOf(rows), rough, weight: total, method })
      options.tick?.(1)
      return { kind, features: purchaseFeatures, estimates, rows: matrix.rows }
    },
  }
}

/** Total weight, mean age, most purchases. Error: LEARN_NO_REPEAT. */
function summary(rows: Distinct): { total: number; age: number; most: number } {
  const [x, , age] = rows.columns
  let [total, sum, most] = [0, 0, 0]
  for (let at = 0; at < x.length; at += 1) {
    const weight = rows.weight[at] as number
    total += weight
    sum += weight * (age[at] as number)
    if (weight > 0) most = Math.max(most, x[at] as number)
  }
  if (most === 0) fail('LEARN_NO_REPEAT')
  return { total, age: sum / total, most: x.reduce((top, value) => Math.max(top, value), 0) }
}

/** A figure of each distinct history, given to every row. */
export function overRows(matrix: Matrix, of: (x: number, tx: number, age: number) => number): Float64Array {
  const { columns, place } = distinctPurchases(matrix)
  const [x, tx, age] = columns
  return spread(
    x.map((n, at) => of(n, tx[at] as number, age[at] as number)),
    place,
  )
}

/** The sum of a figure over all rows with a delta-method interval (parameter uncertainty only). */
export function overAll(estimates: Estimates, matrix: Matrix, of: (values: readonly number[], x: number, tx: number, age: number) => number, level: number): Interval {
  const { columns, weight } = distinctPurchases(matrix)
  const [x, tx, age] = columns
  const sum = ([values]: readonly number[][]) => weight.reduce((total, w, at) => total + w * of(values as number[], x[at] as number, tx[at] as number, age[at] as number), 0)
  return deltaInterval([estimates], sum, level)
}
