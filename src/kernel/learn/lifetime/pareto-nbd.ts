import type { Estimator } from '../data/fit.js'
import type { Matrix } from '../data/matrix.js'
import type { Interval } from '../metrics/interval.js'
import { overAll, overRows, purchaseProcess, type PurchaseModel } from './purchase-process.js'
import { rising, type Distinct } from './purchases.js'
import { hypergeometricOne, hypergeometricSlopes } from './special.js'

/** Buying like a Poisson process until a lifetime, exponential and unseen, has run out. */
export type ParetoNbdModel = PurchaseModel<'pareto-nbd', 'r' | 'alpha' | 's' | 'beta'>

/**
 * Pareto/NBD (Schmittlein, Morrison and Colombo 1987) by maximum likelihood in the form of Fader and Hardie 2005, "A Note
 * on Deriving the Pareto/NBD Model"; F is brought to F(1, b; c; z) by Euler's transformation, so nothing overflows.
 * Errors: as `bgNbd`.
 */
export function paretoNbd(): Estimator<null, ParetoNbdModel> {
  return purchaseProcess({
    kind: 'pareto-nbd',
    method: 'Pareto/NBD',
    names: ['r', 'alpha', 's', 'beta'],
    start: (age) => [0.5, age / 3, 0.5, age / 3],
    meanLoss,
  })
}

/** Mean negative log-likelihood and its slope in the logarithms of r, alpha, s and beta. */
function meanLoss(
  rows: Distinct,
  most: number,
  total: number,
  logs: Float64Array,
  slope: Float64Array,
): number {
  const values = logs.map(Math.exp)
  const [r, alpha, s, beta] = values as unknown as [number, number, number, number]
  const gammas = rising(r, most)
  const [x, tx, age] = rows.columns
  const [early, late, series] = [new Float64Array(5), new Float64Array(5), new Float64Array(4)]
  let [sum, dr, dAlpha, ds, dBeta] = [0, 0, 0, 0, 0]
  for (let at = 0; at < x.length; at += 1) {
    const n = x[at] as number
    const w = rows.weight[at] as number
    const [end, endB] = [alpha + (age[at] as number), beta + (age[at] as number)]
    const [last, lastB] = [alpha + (tx[at] as number), beta + (tx[at] as number)]
    const [gapA, gapB] = [Math.log(end / last), Math.log(endB / lastB)]
    const fade = Math.exp(-(r + n) * gapA - s * gapB)
    deadSlopes(values, n, tx[at] as number, series, early)
    deadSlopes(values, n, age[at] as number, series, late)
    const dead = early[0] as number
    const body = dead + (1 - (late[0] as number)) * fade
    const turn = (term: number) => ((early[term] as number) - fade * (late[term] as number)) / body
    const share = dead / body
    sum -=
      w *
      ((gammas.logs[n] as number) +
        r * Math.log(alpha) +
        s * Math.log(beta) -
        (r + n) * Math.log(last) -
        s * Math.log(lastB) +
        Math.log(body))
    dr += w * ((gammas.inverses[n] as number) + Math.log(alpha / end) + share * gapA + turn(1))
    dAlpha += w * (r / alpha - (r + n) / end + share * (r + n) * (1 / end - 1 / last) + turn(2))
    ds += w * (Math.log(beta / endB) + share * gapB + turn(3))
    dBeta += w * (s / beta - s / endB + share * s * (1 / endB - 1 / lastB) + turn(4))
  }
  slope.set([(-dr * r) / total, (-dAlpha * alpha) / total, (-ds * s) / total, (-dBeta * beta) / total])
  return sum / total
}

/** `deadShare` and its slopes in r, alpha, s and beta, written to `out`; `series` is room for F and its slopes. */
function deadSlopes(
  values: ArrayLike<number>,
  x: number,
  time: number,
  series: Float64Array,
  out: Float64Array,
): void {
  const [r, alpha, s, beta] = [
    values[0] as number,
    values[1] as number,
    values[2] as number,
    values[3] as number,
  ]
  const all = r + s + x
  const front = s / all
  const [frontR, frontS] = [-s / (all * all), (r + x) / (all * all)]
  const [a, b] = [alpha + time, beta + time]
  const first = alpha >= beta
  hypergeometricSlopes(
    first ? r + x : s + 1,
    all + 1,
    first ? (alpha - beta) / a : (beta - alpha) / b,
    series,
  )
  const [f, byB, byC, byZ] = [
    series[0] as number,
    series[1] as number,
    series[2] as number,
    series[3] as number,
  ]
  const g = first ? 1 : a / b
  out[0] = front * g * f
  out[1] = g * (frontR * f + front * (first ? byB + byC : byC))
  out[3] = g * (frontS * f + front * (first ? byC : byB + byC))
  out[2] = first ? (front * byZ * b) / (a * a) : (front * (f - g * byZ)) / b
  out[4] = first ? (-front * byZ) / a : (front * g * (-f + (byZ * a) / b)) / b
}

/** ln(1 / P(alive)): the likelihood over what it would be were the customer surely alive. */
function logOfDead(values: readonly number[], x: number, tx: number, age: number): number {
  const [r, alpha, s, beta] = values as [number, number, number, number]
  const gap = (r + x) * Math.log((alpha + age) / (alpha + tx)) + s * Math.log((beta + age) / (beta + tx))
  const early = deadShare(values, x, tx)
  const late = deadShare(values, x, age)
  return gap > 30
    ? gap + Math.log(early + (1 - late) * Math.exp(-gap))
    : Math.log1p(early * Math.exp(gap) - late)
}

/** s / (r + s + x) times F at a time, in units of (alpha + t)^-(r + x) (beta + t)^-s. */
function deadShare(values: readonly number[], x: number, time: number): number {
  const [r, alpha, s, beta] = values as [number, number, number, number]
  const c = r + s + x + 1
  const front = s / (r + s + x)
  if (alpha >= beta) return front * hypergeometricOne(r + x, c, (alpha - beta) / (alpha + time))
  return (
    ((front * (alpha + time)) / (beta + time)) * hypergeometricOne(s + 1, c, (beta - alpha) / (beta + time))
  )
}

function expectedAt(values: readonly number[], x: number, tx: number, age: number, time: number): number {
  const [r, alpha, s, beta] = values as [number, number, number, number]
  const span = Math.log((beta + age + time) / (beta + age))
  const bend = (s - 1) * span
  const share = Math.abs(bend) < 1e-12 ? span : -Math.expm1(-bend) / (s - 1)
  return ((((r + x) * (beta + age)) / (alpha + age)) * share) / Math.exp(logOfDead(values, x, tx, age))
}

/** Probability that a customer is still alive. Errors: LEARN_PURCHASES, LEARN_COLUMN_MISSING. */
export function paretoNbdAlive(model: ParetoNbdModel, matrix: Matrix): Float64Array {
  return overRows(matrix, (x, tx, age) => Math.exp(-logOfDead(model.estimates.values, x, tx, age)))
}

/** Expected repeat purchases in the next `time` (Fader and Hardie 2005, eq. 40). */
export function paretoNbdExpected(model: ParetoNbdModel, matrix: Matrix, time: number): Float64Array {
  return overRows(matrix, (x, tx, age) => expectedAt(model.estimates.values, x, tx, age, time))
}

/** Expected purchases of all rows together with a delta-method interval (parameter uncertainty only). */
export function paretoNbdTotal(model: ParetoNbdModel, matrix: Matrix, time: number, level = 0.95): Interval {
  return overAll(model.estimates, matrix, (values, x, tx, age) => expectedAt(values, x, tx, age, time), level)
}
