import { fail } from '#kernel/error'
import { checkLabel, weightsOf, type FitOptions, type Tick } from '../data/fit.js'
import { takeRows, type Matrix } from '../data/matrix.js'
import { contentOrder, dealFolds } from '../data/row-order.js'
import type { Fitted } from '../model/fitted.js'
import type { Learner, UpliftTarget } from './contract.js'

/** Rows checked and ready to learn an effect from. */
export interface Ground {
  readonly matrix: Matrix
  readonly treatment: Uint8Array
  readonly outcome: Float64Array
  readonly weights: Float64Array
  /** Rows of the control arm and of the treated arm. */
  readonly arms: readonly [Uint32Array, Uint32Array]
  /** Known chance of treatment. */
  readonly known: Float64Array | null
  readonly seed: number
}

/**
 * Errors: LEARN_EMPTY, LEARN_ROWS_DIFFER, LEARN_TREATMENT (not 0 or 1), LEARN_LABEL_VALUE, LEARN_LABEL_CONSTANT,
 * LEARN_WEIGHT, LEARN_ARM_EMPTY (an arm without rows that weigh something), LEARN_OVERLAP (known propensity 0 or 1).
 */
export function groundOf(matrix: Matrix, target: UpliftTarget, options: FitOptions): Ground {
  const { rows } = matrix
  if (rows === 0) fail('LEARN_EMPTY')
  const treatment = treatmentOf(rows, target.treatment)
  checkLabel(rows, target.outcome, () => true, 'number')
  const weights = weightsOf(rows, options.weights)
  return {
    matrix,
    treatment,
    outcome: Float64Array.from(target.outcome),
    weights,
    arms: [armRows(treatment, weights, 0), armRows(treatment, weights, 1)],
    known: target.propensity === undefined ? null : knownPropensity(rows, target.propensity),
    seed: options.seed ?? 1,
  }
}

/** Errors: LEARN_ROWS_DIFFER, LEARN_TREATMENT. */
export function treatmentOf(rows: number, treatment: ArrayLike<number>): Uint8Array {
  if (treatment.length !== rows) {
    fail('LEARN_ROWS_DIFFER', { column: 'treatment', rows: treatment.length, expected: rows })
  }
  const checked = new Uint8Array(rows)
  for (let row = 0; row < rows; row += 1) {
    const value = treatment[row] as number
    if (value !== 0 && value !== 1) fail('LEARN_TREATMENT', { row: row + 1, value })
    checked[row] = value
  }
  return checked
}

/** Errors: LEARN_ROWS_DIFFER, LEARN_OVERLAP. */
export function knownPropensity(rows: number, propensity: number | ArrayLike<number>): Float64Array {
  const known =
    typeof propensity === 'number' ? new Float64Array(rows).fill(propensity) : Float64Array.from(propensity)
  if (known.length !== rows) {
    fail('LEARN_ROWS_DIFFER', { column: 'propensity', rows: known.length, expected: rows })
  }
  known.forEach((value, row) => {
    if (!(value > 0 && value < 1)) fail('LEARN_OVERLAP', { row: row + 1, value })
  })
  return known
}

function armRows(treatment: Uint8Array, weights: Float64Array, arm: 0 | 1): Uint32Array {
  const rows: number[] = []
  let weight = 0
  for (let row = 0; row < treatment.length; row += 1) {
    if (treatment[row] !== arm) continue
    rows.push(row)
    weight += weights[row] as number
  }
  if (!(weight > 0)) fail('LEARN_ARM_EMPTY', { arm: arm === 1 ? 'treated' : 'control' })
  return Uint32Array.from(rows)
}

/** Folds dealt by what stands in the rows, alike in treatment and in whether anything came of it. Error: LEARN_PARAM. */
export function foldsOf(ground: Ground, folds: number): Uint8Array {
  const { matrix, treatment, outcome, weights, seed } = ground
  if (!(Number.isInteger(folds) && folds >= 2 && folds <= 100)) {
    fail('LEARN_PARAM', { name: 'folds', value: folds, allowed: '2 … 100' })
  }
  const strata = treatment.map((arm, row) => 2 * arm + (outcome[row] === 0 ? 0 : 1))
  return dealFolds(contentOrder(matrix, seed, [treatment, outcome, weights]), strata, folds)
}

/** Fits a learner on some rows of the ground. */
export function fitOn(
  learner: Learner,
  ground: Ground,
  rows: Uint32Array | null,
  target: Float64Array,
  weights: Float64Array = ground.weights,
  tick?: Tick,
): Fitted {
  const { matrix, seed } = ground
  const told = tick === undefined ? {} : { tick }
  if (rows === null) return learner.estimator.fit(matrix, target, { weights, seed, ...told })
  const part = Float64Array.from(rows, (row) => target[row] as number)
  const weighed = Float64Array.from(rows, (row) => weights[row] as number)
  return learner.estimator.fit(takeRows(matrix, rows), part, { weights: weighed, seed, ...told })
}

/**
 * Cross-fitting (Chernozhukov and others 2018): every row is predicted by a model that was trained on the other folds,
 * there on the rows of `arm` only where one is named.
 */
export function crossFit(
  learner: Learner,
  ground: Ground,
  dealt: Uint8Array,
  target: ArrayLike<number>,
  arm: 0 | 1 | null,
  tick?: Tick,
): Float64Array {
  const { matrix, treatment } = ground
  const folds = dealt.reduce((most, fold) => Math.max(most, fold + 1), 0)
  const labels = Float64Array.from(target)
  const found = new Float64Array(matrix.rows)
  for (let fold = 0; fold < folds; fold += 1) {
    const train = rowsWhere(dealt, (at, row) => at !== fold && (arm === null || treatment[row] === arm))
    const rest = rowsWhere(dealt, (at) => at === fold)
    if (rest.length === 0) continue
    const model = fitOn(learner, ground, train, labels)
    const scores = learner.kind.score(model, takeRows(matrix, rest))
    rest.forEach((row, at) => {
      found[row] = scores[at] as number
    })
    tick?.((fold + 1) / folds)
  }
  return found
}

function rowsWhere(dealt: Uint8Array, keep: (fold: number, row: number) => boolean): Uint32Array {
  const rows: number[] = []
  for (let row = 0; row < dealt.length; row += 1) {
    if (keep(dealt[row] as number, row)) rows.push(row)
  }
  return Uint32Array.from(rows)
}

/** Cuts one progress into equal stages. */
export function stagesOf(tick: Tick | undefined, count: number): (stage: number) => Tick | undefined {
  if (tick === undefined) return () => undefined
  return (stage) => (share) => {
    tick((stage + share) / count)
  }
}
