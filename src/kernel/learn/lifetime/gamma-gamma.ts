import { fail } from '#kernel/error'
import { logGamma } from '#kernel/stats'
import { param, sql, type Sql } from '#kernel/sql'
import { weightsOf, type Estimator } from '../data/fit.js'
import { columnOf, numberColumn, type Matrix } from '../data/matrix.js'
import type { Feature, Fitted, ModelKind } from '../model/fitted.js'
import { estimate, type Estimates } from './estimate.js'
import { distinctRows, type Distinct } from './purchases.js'
import { digamma } from './special.js'

/** Mean value of a purchase, independent of how often a customer buys. */
export interface GammaGammaModel extends Fitted {
  readonly kind: 'gamma-gamma'
  readonly estimates: Estimates<'p' | 'q' | 'v'>
  readonly rows: number
  /** Customers with a repeat purchase, on whom it was fitted. */
  readonly repeatCustomers: number
}

const features: readonly Feature[] = [
  { name: 'frequency', kind: 'number' },
  { name: 'value', kind: 'number' },
]

/**
 * Gamma-Gamma model of spend by maximum likelihood (Fader and Hardie 2013, "The Gamma-Gamma Model of Monetary Value",
 * eq. 1a) on customers with a repeat purchase; columns `frequency` (repeat purchases) and `value` (their mean value).
 * Errors: LEARN_EMPTY, LEARN_SPEND, LEARN_NO_REPEAT, LEARN_WEIGHT, LEARN_NOT_CONVERGED.
 */
export function gammaGamma(): Estimator<null, GammaGammaModel> {
  return {
    fit(matrix, _target, options = {}) {
      if (matrix.rows === 0) fail('LEARN_EMPTY')
      const weights = weightsOf(matrix.rows, options.weights)
      const { x, value } = spendOf(matrix)
      const kept = Uint32Array.from(x.keys()).filter(
        (row) => (x[row] as number) > 0 && (weights[row] as number) > 0,
      )
      if (kept.length === 0) fail('LEARN_NO_REPEAT')
      const at = (column: ArrayLike<number>) => Float64Array.from(kept, (row) => column[row] as number)
      const rows = distinctRows(at(x), at(value), new Float64Array(kept.length), at(weights))
      const total = rows.weight.reduce((sum, weight) => sum + weight, 0)
      const mean =
        rows.weight.reduce((sum, weight, row) => sum + weight * (rows.columns[1][row] as number), 0) / total
      const estimates = estimate({
        names: ['p', 'q', 'v'],
        start: [2, 3, mean],
        meanLoss: (logs, slope) => meanLoss(rows, total, logs, slope),
        weight: total,
        method: 'Gamma-Gamma',
      })
      options.tick?.(1)
      return { kind: 'gamma-gamma', features, estimates, rows: matrix.rows, repeatCustomers: kept.length }
    },
  }
}

function spendOf(matrix: Matrix) {
  const x = numberColumn(columnOf(matrix, 'frequency')).values
  const value = numberColumn(columnOf(matrix, 'value')).values
  for (let row = 0; row < matrix.rows; row += 1) {
    const n = x[row] as number
    if (!(Number.isInteger(n) && n >= 0) || (n > 0 && !((value[row] as number) > 0))) {
      fail('LEARN_SPEND', { row: row + 1, frequency: n, value: value[row] as number })
    }
  }
  return { x, value }
}

/** Gamma functions and their slopes, once for each number of purchases. */
interface Table {
  readonly constant: number
  readonly overP: number
  readonly overQ: number
}

function meanLoss(rows: Distinct, total: number, logs: Float64Array, slope: Float64Array): number {
  const [p, q, v] = logs.map(Math.exp) as unknown as [number, number, number]
  const [x, value] = rows.columns
  const tables = new Map<number, Table>()
  const logV = Math.log(v)
  const [gammaQ, psiQ] = [logGamma(q), digamma(q)]
  let [sum, dp, dq, dv] = [0, 0, 0, 0]
  for (let at = 0; at < x.length; at += 1) {
    const n = x[at] as number
    const mean = value[at] as number
    const w = rows.weight[at] as number
    let table = tables.get(n)
    if (table === undefined) {
      table = tableOf(p, q, n, gammaQ, psiQ)
      tables.set(n, table)
    }
    const logMean = Math.log(mean)
    const spent = n * mean + v
    const logSpent = Math.log(spent)
    const logN = Math.log(n)
    sum -= w * (table.constant + q * logV + (p * n - 1) * logMean + p * n * logN - (p * n + q) * logSpent)
    dp += w * n * (table.overP + logMean + logN - logSpent)
    dq += w * (table.overQ + logV - logSpent)
    dv += w * (q / v - (p * n + q) / spent)
  }
  slope[0] = (-dp * p) / total
  slope[1] = (-dq * q) / total
  slope[2] = (-dv * v) / total
  return sum / total
}

function tableOf(p: number, q: number, n: number, gammaQ: number, psiQ: number): Table {
  const both = digamma(p * n + q)
  return {
    constant: logGamma(p * n + q) - logGamma(p * n) - gammaQ,
    overP: both - digamma(p * n),
    overQ: both - psiQ,
  }
}

/** Expected mean value of a purchase given a history: eq. 5, p (v + x z) / (p x + q - 1). The population mean without a repeat purchase. Error: LEARN_SPEND. */
export function expectedSpend(model: GammaGammaModel, matrix: Matrix): Float64Array {
  const { x, value } = spendOf(matrix)
  return Float64Array.from(x, (n, row) => spendAt(model.estimates.values, n, value[row] as number))
}

/** The same with the parameters p, q and v given. NaN where q <= 1 leaves no mean to a customer without a repeat purchase. */
export function spendAt(values: readonly number[], x: number, mean: number): number {
  const [p, q, v] = values as [number, number, number]
  const rest = p * x + q - 1
  return rest > 0 ? (p * (v + (x === 0 ? 0 : x * mean))) / rest : Number.NaN
}

/** The score of a Gamma-Gamma model is expected spend. */
export const gammaGammaModel: Pick<ModelKind<GammaGammaModel>, 'score' | 'sql'> = {
  score: expectedSpend,
  sql: expectedSpendSql,
}

function expectedSpendSql(model: GammaGammaModel, column: (feature: Feature) => Sql): Sql {
  const [x, mean] = model.features.map(column) as [Sql, Sql]
  const [p, q, v] = model.estimates.values.map((value) => sql`${param(value, 'Float64')}`) as [Sql, Sql, Sql]
  return sql`${p} * (${v} + if(${x} = 0, 0, ${x} * ${mean})) / (${p} * ${x} + ${q} - 1)`
}
