import { fail } from '#kernel/error'
import { weightsOf, type Estimator } from '../data/fit.js'
import { columnOf, numberColumn, type Matrix } from '../data/matrix.js'
import type { Feature, Fitted } from '../model/fitted.js'
import { estimate, valueOf, type Estimates } from './estimate.js'
import { rising } from './purchases.js'
import { hypergeometricOne } from './special.js'

/** Contracts that lapse, or are renewed, at fixed times: every customer has a chance of lapsing of their own. */
export interface SbgModel extends Fitted {
  readonly kind: 'sbg'
  readonly estimates: Estimates<'alpha' | 'beta'>
  readonly rows: number
}

const features: readonly Feature[] = [
  { name: 'periods', kind: 'number' },
  { name: 'lost', kind: 'number' },
]

/**
 * Shifted-beta-geometric model by maximum likelihood (Fader and Hardie 2007, "How to Project Customer Retention").
 * Columns: `periods`, renewals faced (whole, from 1), and `lost`, 1 when the last of them was not taken. A row may stand
 * for many by its weight. Errors: LEARN_EMPTY, LEARN_RENEWALS, LEARN_LABEL_CONSTANT, LEARN_WEIGHT, LEARN_NOT_CONVERGED.
 */
export function sbg(): Estimator<null, SbgModel> {
  return {
    fit(matrix, _target, options = {}) {
      if (matrix.rows === 0) fail('LEARN_EMPTY')
      const weights = weightsOf(matrix.rows, options.weights)
      const { lost, kept } = countRenewals(matrix, weights)
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const estimates = estimate({
        names: ['alpha', 'beta'],
        start: [1, 1],
        meanLoss: (at, slope) => meanLoss(lost, kept, total, at, slope),
        weight: total,
        method: 'sBG',
      })
      options.tick?.(1)
      return { kind: 'sbg', features, estimates, rows: matrix.rows }
    },
  }
}

/** Weight lost at each renewal, and weight still there after facing that many. */
function countRenewals(matrix: Matrix, weights: Float64Array): { lost: Float64Array; kept: Float64Array } {
  const periods = numberColumn(columnOf(matrix, 'periods')).values
  const flags = numberColumn(columnOf(matrix, 'lost')).values
  let most = 1
  for (const n of periods) most = n < 10_000 ? Math.max(most, n) : most
  const [lost, kept] = [new Float64Array(most + 1), new Float64Array(most + 1)]
  for (let row = 0; row < matrix.rows; row += 1) {
    const n = periods[row] as number
    const flag = flags[row] as number
    if (!isRenewal(n, flag, most)) {
      fail('LEARN_RENEWALS', { row: row + 1, periods: n, lost: flag })
    }
    const into = flag === 1 ? lost : kept
    into[n] = (into[n] as number) + (weights[row] as number)
  }
  if (lost.every((value) => value === 0)) fail('LEARN_LABEL_CONSTANT', { value: 0 })
  if (kept.every((value) => value === 0) && most === 1) fail('LEARN_LABEL_CONSTANT', { value: 1 })
  return { lost, kept }
}

function isRenewal(n: number, flag: number, most: number): boolean {
  return Number.isInteger(n) && n >= 1 && n <= most && (flag === 0 || flag === 1)
}

/** ln P(lost at t) = ln α + ln(β)_(t-1) - ln(α + β)_t and ln S(t) = ln(β)_t - ln(α + β)_t, (·)_n rising factorials. */
function meanLoss(
  lost: Float64Array,
  kept: Float64Array,
  total: number,
  logs: Float64Array,
  slope: Float64Array,
): number {
  const [alpha, beta] = logs.map(Math.exp) as unknown as [number, number]
  const ofBeta = rising(beta, lost.length)
  const ofBoth = rising(alpha + beta, lost.length)
  let [sum, da, db] = [0, 0, 0]
  for (let t = 1; t < lost.length; t += 1) {
    const gone = lost[t] as number
    const here = kept[t] as number
    const [both, bothSlope] = [ofBoth.logs[t] as number, ofBoth.inverses[t] as number]
    sum -=
      gone * (Math.log(alpha) + (ofBeta.logs[t - 1] as number) - both) +
      here * ((ofBeta.logs[t] as number) - both)
    da += gone * (1 / alpha - bothSlope) - here * bothSlope
    db +=
      gone * ((ofBeta.inverses[t - 1] as number) - bothSlope) +
      here * ((ofBeta.inverses[t] as number) - bothSlope)
  }
  slope[0] = (-da * alpha) / total
  slope[1] = (-db * beta) / total
  return sum / total
}

/** Share still there after 0 … `periods` renewals. */
export function sbgSurvival(model: SbgModel, periods: number): Float64Array {
  const [alpha, beta] = [valueOf(model.estimates, 'alpha'), valueOf(model.estimates, 'beta')]
  const curve = new Float64Array(periods + 1).fill(1)
  for (let t = 1; t <= periods; t += 1) {
    curve[t] = ((curve[t - 1] as number) * (beta + t - 1)) / (alpha + beta + t - 1)
  }
  return curve
}

/** Share of those left who renew at the t-th renewal. */
export function sbgRetention(model: SbgModel, t: number): number {
  const [alpha, beta] = [valueOf(model.estimates, 'alpha'), valueOf(model.estimates, 'beta')]
  return (beta + t - 1) / (alpha + beta + t - 1)
}

/**
 * Discounted expected renewals to come of a customer about to face renewal `n`, the next counting in full (Fader and Hardie
 * 2010, "Customer-Base Valuation in a Contractual Setting", eq. 7): retention at n times F(1, β + n; α + β + n; 1 / (1 + d)).
 * Error-free for `discount` above 0.
 */
export function sbgResidual(model: SbgModel, n: number, discount: number): number {
  const [alpha, beta] = [valueOf(model.estimates, 'alpha'), valueOf(model.estimates, 'beta')]
  return sbgRetention(model, n) * hypergeometricOne(beta + n, alpha + beta + n, 1 / (1 + discount))
}
