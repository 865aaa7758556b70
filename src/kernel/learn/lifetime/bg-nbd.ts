import { param, sql, type Sql } from '#kernel/sql'
import type { Estimator } from '../data/fit.js'
import type { Matrix } from '../data/matrix.js'
import type { Interval } from '../metrics/interval.js'
import type { Feature, ModelKind } from '../model/fitted.js'
import { valueOf } from './estimate.js'
import { overAll, overRows, purchaseProcess, type PurchaseModel } from './purchase-process.js'
import { rising, type Distinct } from './purchases.js'
import { hypergeometric, softplus } from './special.js'

/** Buying like a Poisson process until, after some purchase, the customer drops out for good. */
export type BgNbdModel = PurchaseModel<'bg-nbd', 'r' | 'alpha' | 'a' | 'b'>

/**
 * BG/NBD by maximum likelihood (Fader, Hardie and Lee 2005, "Counting Your Customers" the Easy Way, Marketing Science 24,
 * eq. 6). Identical histories are one row; gamma functions are running sums over whole purchases.
 * Errors: LEARN_EMPTY, LEARN_PURCHASES, LEARN_NO_REPEAT, LEARN_WEIGHT, LEARN_NOT_CONVERGED.
 */
export function bgNbd(): Estimator<null, BgNbdModel> {
  return purchaseProcess({
    kind: 'bg-nbd',
    method: 'BG/NBD',
    names: ['r', 'alpha', 'a', 'b'],
    start: (age) => [0.5, age / 4, 1, 3],
    meanLoss: bgNbdLoss,
  })
}

function bgNbdLoss(
  rows: Distinct,
  most: number,
  total: number,
  logs: Float64Array,
  slope: Float64Array,
): number {
  const [r, alpha, a, b] = logs.map(Math.exp) as unknown as [number, number, number, number]
  const [ofR, ofB, ofAB] = [rising(r, most), rising(b, most), rising(a + b, most)]
  const [x, tx, age] = rows.columns
  const logAlpha = Math.log(alpha)
  let [loss, dr, dAlpha, da, db] = [0, 0, 0, 0, 0]
  for (let at = 0; at < x.length; at += 1) {
    const n = x[at] as number
    const w = rows.weight[at] as number
    const end = alpha + (age[at] as number)
    const logEnd = Math.log(end)
    if (n === 0) {
      loss -= w * r * (logAlpha - logEnd)
      dr += w * (logAlpha - logEnd)
      dAlpha += w * (r / alpha - r / end)
      continue
    }
    const last = alpha + (tx[at] as number)
    const logLast = Math.log(last)
    const odds = Math.log(a / (b + n - 1)) + (r + n) * (logEnd - logLast)
    const dead = 1 / (1 + Math.exp(-odds))
    const gammas = (ofR.logs[n] as number) + (ofB.logs[n] as number) - (ofAB.logs[n] as number)
    loss -= w * (gammas + r * logAlpha - (r + n) * logEnd + softplus(odds))
    dr += w * ((ofR.inverses[n] as number) + logAlpha - logEnd + dead * (logEnd - logLast))
    dAlpha += w * (r / alpha - (r + n) * ((1 - dead) / end + dead / last))
    da += w * (dead / a - (ofAB.inverses[n] as number))
    db += w * ((ofB.inverses[n] as number) - (ofAB.inverses[n] as number) - dead / (b + n - 1))
  }
  slope[0] = (-dr * r) / total
  slope[1] = (-dAlpha * alpha) / total
  slope[2] = (-da * a) / total
  slope[3] = (-db * b) / total
  return loss / total
}

type Values = readonly number[]

/** Probability that a customer of this history has not dropped out (Fader, Hardie and Lee 2008, note on P(alive)). 1 without a repeat purchase. */
function aliveAt([r, alpha, a, b]: Values, x: number, tx: number, age: number): number {
  if (x === 0) return 1
  const odds =
    Math.log((a as number) / ((b as number) + x - 1)) +
    ((r as number) + x) * Math.log(((alpha as number) + age) / ((alpha as number) + tx))
  return 1 / (1 + Math.exp(odds))
}

/** Expected purchases in the next `time` (eq. 10), by Euler's transformation of F, which keeps every factor small. */
function expectedAt(values: Values, x: number, tx: number, age: number, time: number): number {
  const [r, alpha, a, b] = values as [number, number, number, number]
  if (Math.abs(a - 1) < 1e-6) {
    const at = (near: number) => expectedAt([r, alpha, near, b], x, tx, age, time)
    return (at(1 - 1e-5) + at(1 + 1e-5)) / 2
  }
  const z = time / (alpha + age + time)
  const c = a + b + x - 1
  const body = 1 - (1 - z) ** (a - 1) * hypergeometric(a + b - 1 - r, a - 1, c, z)
  return (c / (a - 1)) * body * aliveAt(values, x, tx, age)
}

/** P(alive) of rows. Errors: LEARN_PURCHASES, LEARN_COLUMN_MISSING. */
export function bgNbdAlive(model: BgNbdModel, matrix: Matrix): Float64Array {
  return overRows(matrix, (x, tx, age) => aliveAt(model.estimates.values, x, tx, age))
}

/** Expected repeat purchases of rows in the next `time`. Errors: as `bgNbdAlive`. */
export function bgNbdExpected(model: BgNbdModel, matrix: Matrix, time: number): Float64Array {
  return overRows(matrix, (x, tx, age) => expectedAt(model.estimates.values, x, tx, age, time))
}

/** Expected purchases of all rows together with a delta-method interval (parameter uncertainty only). */
export function bgNbdTotal(model: BgNbdModel, matrix: Matrix, time: number, level = 0.95): Interval {
  return overAll(model.estimates, matrix, (values, x, tx, age) => expectedAt(values, x, tx, age, time), level)
}

/** The score of a BG/NBD model is P(alive). Expected purchases need F, which the engine does not have: they are scored here only. */
export const bgNbdModel: Pick<ModelKind<BgNbdModel>, 'score' | 'sql'> = {
  score: bgNbdAlive,
  sql: bgNbdAliveSql,
}

function bgNbdAliveSql(model: BgNbdModel, column: (feature: Feature) => Sql): Sql {
  const [x, tx, age] = model.features.map(column) as [Sql, Sql, Sql]
  const of = (name: 'r' | 'alpha' | 'a' | 'b') => sql`${param(valueOf(model.estimates, name), 'Float64')}`
  const ratio = sql`(${of('alpha')} + ${age}) / (${of('alpha')} + ${tx})`
  const odds = sql`log(${of('a')} / (${of('b')} + ${x} - 1)) + (${of('r')} + ${x}) * log(${ratio})`
  return sql`if(${x} = 0, 1, 1 / (1 + exp(${odds})))`
}
