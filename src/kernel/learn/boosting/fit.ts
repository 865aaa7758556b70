import { fail } from '#kernel/error'
import { weightsOf, type Estimator } from '../data/fit.js'
import { takeRows, type Matrix } from '../data/matrix.js'
import { createRandom, shuffled } from '../data/random.js'
import type { Machine } from '../machine/machine.js'
import { boost, type BoostData } from './boost.js'
import type { BoostedModel } from './model.js'
import { checkTarget } from './objective.js'
import { planOf, within, type BoostingFitOptions, type BoostingOptions, type BoostingPlan } from './options.js'

export interface BoostingEstimator extends Estimator<ArrayLike<number>, BoostedModel> {
  fit(matrix: Matrix, target: ArrayLike<number>, options?: BoostingFitOptions): BoostedModel
}

/**
 * Histogram gradient boosting (Friedman 2001; Chen and Guestrin 2016; Ke and others 2017): trees grown leaf by leaf on the
 * slope and curvature of the loss, over at most 255 bins a feature. A split's gain is what it takes off
 * Σ(g·w + h·w²/2) + l2·w²/2: half of GL²/(HL+l2) + GR²/(HR+l2) - G²/(H+l2). Missing values go the way that gains more;
 * categories are grouped by their slope over curvature (Fisher 1958). The model is the same at any number of threads.
 * Errors: LEARN_EMPTY, LEARN_ROWS_DIFFER, LEARN_LABEL_VALUE, LEARN_LABEL_CONSTANT, LEARN_ARM_EMPTY (class without rows),
 * LEARN_WEIGHT, LEARN_PARAM, LEARN_COLUMN_MISSING and LEARN_COLUMN_KIND (validation, monotone), LEARN_TOO_LARGE.
 */
export function gradientBoosting(machine: Machine, options: BoostingOptions = {}): BoostingEstimator {
  const plan = planOf(options)
  return {
    fit(matrix, target, fit = {}) {
      checkTarget(plan.objective, matrix.rows, target)
      const weights = classWeighted(plan, target, weightsOf(matrix.rows, fit.weights))
      const whole: BoostData = { matrix, label: new Float64Array(target), weights }
      const { train, watched } = validationOf(plan, whole, fit)
      return boost(machine, plan, train, watched, fit.seed ?? 1, fit.tick)
    },
  }
}

function classWeighted({ classWeights, objective }: BoostingPlan, label: ArrayLike<number>, weights: Float64Array): Float64Array {
  if (classWeights === undefined) return weights
  if (objective.kind !== 'binary' && objective.kind !== 'multiclass') fail('LEARN_PARAM', { name: 'classWeights', value: objective.kind, allowed: 'binary | multiclass' })
  const classes = objective.kind === 'binary' ? 2 : objective.classes
  const own = classWeights === 'balanced' ? balanced(label, weights, classes) : classWeights
  if (own.length !== classes || own.some((weight) => !(weight > 0 && Number.isFinite(weight)))) fail('LEARN_PARAM', { name: 'classWeights', value: own.join(', '), allowed: `${classes} × > 0` })
  return weights.map((weight, row) => weight * (own[label[row] as number] as number))
}

function balanced(label: ArrayLike<number>, weights: Float64Array, classes: number): number[] {
  const totals = new Float64Array(classes)
  let all = 0
  weights.forEach((weight, row) => {
    totals[label[row] as number] = (totals[label[row] as number] as number) + weight
    all += weight
  })
  return Array.from(totals, (total) => all / (classes * total))
}

function validationOf(plan: BoostingPlan, whole: BoostData, fit: BoostingFitOptions): { readonly train: BoostData; readonly watched: BoostData | null } {
  const { validation } = fit
  if (validation === undefined) {
    if (plan.patience !== undefined) fail('LEARN_PARAM', { name: 'patience', value: plan.patience, allowed: 'validation' })
    return { train: whole, watched: null }
  }
  if ('matrix' in validation) {
    const { matrix, target } = validation
    if (matrix.rows === 0) fail('LEARN_EMPTY')
    if (target.length !== matrix.rows) fail('LEARN_ROWS_DIFFER', { column: 'label', rows: target.length, expected: matrix.rows })
    return { train: whole, watched: { matrix, label: new Float64Array(target), weights: weightsOf(matrix.rows, validation.weights) } }
  }
  const share = within('share', validation.share, 0.001, 0.9)
  const order = shuffled(whole.matrix.rows, createRandom(fit.seed ?? 1, 0x76616c))
  const kept = Math.max(1, Math.round(share * order.length))
  const part = (rows: Uint32Array): BoostData => {
    rows.sort()
    return { matrix: takeRows(whole.matrix, rows), label: Float64Array.from(rows, (row) => whole.label[row] as number), weights: Float64Array.from(rows, (row) => whole.weights[row] as number) }
  }
  const train = part(order.slice(kept))
  checkTarget(plan.objective, train.matrix.rows, train.label)
  return { train, watched: part(order.slice(0, kept)) }
}
