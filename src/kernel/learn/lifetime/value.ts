import { fail } from '#kernel/error'
import { columnOf, numberColumn, type Matrix } from '../data/matrix.js'
import type { Interval } from '../metrics/interval.js'
import { bgNbdExpected, type BgNbdModel } from './bg-nbd.js'
import { deltaInterval } from './estimate.js'
import { spendAt, type GammaGammaModel } from './gamma-gamma.js'
import { paretoNbdExpected, type ParetoNbdModel } from './pareto-nbd.js'

export interface LifetimeOptions {
  /** Periods looked ahead, and the length of one in the unit of `age`. */
  readonly periods: number
  readonly periodLength: number
  /** Discount of one period, such as .01. */
  readonly discount: number
  /** Share of spend that is margin; default 1. */
  readonly margin?: number
}

/**
 * Lifetime value of rows: for each period ahead the purchases expected in it, times expected spend and margin, discounted
 * at the period's end (Fader, Hardie and Lee 2005, "RFM and CLV"). Columns frequency, recency, age and value.
 * Errors: those of the two models, LEARN_PARAM.
 */
export function lifetimeValue(
  purchases: BgNbdModel | ParetoNbdModel,
  spend: GammaGammaModel,
  matrix: Matrix,
  options: LifetimeOptions,
): Float64Array {
  return valueWith(purchases, spend.estimates.values, matrix, options)
}

/** Value of all rows together with a delta-method interval over the parameters of both models (taken as independent). */
export function lifetimeTotal(
  purchases: BgNbdModel | ParetoNbdModel,
  spend: GammaGammaModel,
  matrix: Matrix,
  options: LifetimeOptions,
  level = 0.95,
): Interval {
  const total = ([own, money]: readonly number[][]) =>
    valueWith(withValues(purchases, own as number[]), money as number[], matrix, options).reduce(
      (sum, value) => sum + value,
      0,
    )
  return deltaInterval([purchases.estimates, spend.estimates], total, level)
}

function withValues(model: BgNbdModel | ParetoNbdModel, values: number[]): BgNbdModel | ParetoNbdModel {
  return model.kind === 'bg-nbd'
    ? { ...model, estimates: { ...model.estimates, values } }
    : { ...model, estimates: { ...model.estimates, values } }
}

function valueWith(
  purchases: BgNbdModel | ParetoNbdModel,
  money: readonly number[],
  matrix: Matrix,
  options: LifetimeOptions,
): Float64Array {
  const { margin = 1 } = options
  const x = numberColumn(columnOf(matrix, 'frequency')).values
  const mean = numberColumn(columnOf(matrix, 'value')).values
  return discountedPurchases(purchases, matrix, options).map(
    (purchased, row) => purchased * margin * spendAt(money, x[row] as number, mean[row] as number),
  )
}

/** Purchases expected in each period ahead, discounted at the period's end and summed. Errors: as `lifetimeValue`. */
export function discountedPurchases(
  purchases: BgNbdModel | ParetoNbdModel,
  matrix: Matrix,
  options: LifetimeOptions,
): Float64Array {
  const { periods, periodLength, discount } = options
  if (!(Number.isInteger(periods) && periods >= 1)) {
    fail('LEARN_PARAM', { name: 'periods', value: periods, allowed: '≥ 1' })
  }
  if (!(periodLength > 0)) fail('LEARN_PARAM', { name: 'periodLength', value: periodLength, allowed: '> 0' })
  if (!(discount > -1)) fail('LEARN_PARAM', { name: 'discount', value: discount, allowed: '> -1' })
  const value = new Float64Array(matrix.rows)
  let before = new Float64Array(matrix.rows)
  for (let period = 1; period <= periods; period += 1) {
    const time = period * periodLength
    const upTo =
      purchases.kind === 'bg-nbd'
        ? bgNbdExpected(purchases, matrix, time)
        : paretoNbdExpected(purchases, matrix, time)
    const share = (1 + discount) ** -period
    for (let row = 0; row < value.length; row += 1) {
      value[row] = (value[row] as number) + share * ((upTo[row] as number) - (before[row] as number))
    }
    before = upTo as Float64Array<ArrayBuffer>
  }
  return value
}
