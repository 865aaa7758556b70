import { takeRows, type Matrix } from '../data/matrix.js'
import { scoreTrained } from '../trained/score.js'
import type { TrainGround } from '../trained/contract.js'
import type { AmountModel } from './contract.js'
import { fitPlanned } from './planned.js'

/** Converted customers below which amounts are not modelled by features. */
const LEAST = 60
const L2 = 30

/** Learns the amount of who converts (`rows`); no converted row gives mean 0. */
export function fitAmount(ground: TrainGround, matrix: Matrix, amount: Float64Array, rows: readonly number[], seed: number): AmountModel {
  const values = Float64Array.from(rows, (row) => Math.max(0, amount[row] as number))
  const mean = values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
  const most = values.reduce((top, value) => Math.max(top, value), 0)
  const label = values.map((value) => Math.log1p(value))
  if (values.length < LEAST || label.every((value) => value === label[0])) return { model: null, smear: 1, mean, most }
  const part = takeRows(matrix, rows)
  const model = fitPlanned(ground, { kind: 'linear', l2: L2 }, 'amount', { matrix: part, label }, seed)
  const fitted = scoreTrained(model, part)
  const total = fitted.reduce((sum, value) => sum + Math.exp(value), 0)
  return { model, smear: (mean * values.length) / total, mean, most }
}

/** Expected amounts of rows, were they to convert. */
export function amountsOf({ model, smear, mean, most }: AmountModel, matrix: Matrix): Float64Array {
  if (model === null) return new Float64Array(matrix.rows).fill(mean)
  return scoreTrained(model, matrix).map((value) => Math.min(most, smear * Math.exp(value)))
}
