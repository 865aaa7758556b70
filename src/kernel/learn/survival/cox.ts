import { fail } from '#kernel/error'
import { normalTwoSided } from '#kernel/stats'
import { sql } from '#kernel/sql'
import type { Estimator } from '../data/fit.js'
import type { Matrix } from '../data/matrix.js'
import { cholesky, inverseOf } from '../linear/dense.js'
import { designOf, type Design } from '../linear/design.js'
import { penaltyOf, refuseFewRows } from '../linear/fit.js'
import { minimise } from '../linear/minimise.js'
import {
  explainLinear,
  linearPredictor,
  linearSql,
  type CoefficientTest,
  type LinearEffect,
} from '../linear/model.js'
import { toOriginal } from '../linear/original.js'
import { fallingOrder } from '../metrics/order.js'
import { featuresOf, type Fitted, type ModelKind } from '../model/fitted.js'
import { concordance } from './concordance.js'
import { checkSurvival, type Survival } from './history.js'
import { partialPass, type RiskSets } from './partial.js'

/** Proportional hazards: the hazard of a row is that of the mean row times exp(predictor). */
export interface CoxModel extends Fitted {
  readonly kind: 'cox'
  readonly effects: readonly LinearEffect[]
  /** Cumulative hazard of the mean row after each event time, rising. */
  readonly baseline: { readonly times: readonly number[]; readonly hazards: readonly number[] }
  /** Partial log-likelihood. */
  readonly logLikelihood: number
  readonly tests: readonly CoefficientTest[] | null
  readonly concordance: number
  readonly penalty: { readonly l1: number; readonly l2: number }
  readonly rows: number
  readonly rounds: number
}

/**
 * Cox regression by Newton on the partial likelihood, ties after Efron; default without penalty, then with standard errors
 * and Wald tests. Weights given with the times. Errors: LEARN_EMPTY, LEARN_ROWS_DIFFER, LEARN_TIME, LEARN_NO_EVENT,
 * LEARN_MISSING, LEARN_FEWER_ROWS, LEARN_COLLINEAR, LEARN_SEPARATED, LEARN_NOT_CONVERGED.
 */
export function coxRegression(options: { readonly l2?: number } = {}): Estimator<Survival, CoxModel> {
  const penalty = penaltyOf(options, 0)
  return {
    fit(matrix, target, fit = {}) {
      const survival: Survival = fit.weights === undefined ? target : { ...target, weights: fit.weights }
      const sets = setsOf(matrix, survival)
      const size = sets.design.terms.length
      refuseFewRows(sets.design, penalty)
      const found = minimise(
        {
          penalty,
          penalised: Array.from({ length: size }, () => true),
          lazy: false,
          quadratic: false,
          look: (at, curved) => partialPass(sets, at, curved),
        },
        new Float64Array(size),
        null,
        (round) => fit.tick?.(1 - 1 / (round + 1)),
      )
      if (found.kind !== 'found') return explainFailure(sets, found)
      if (penalty.l2 === 0) refuseEndless(sets, found.coefficients)
      const { effects } = toOriginal(sets.design, Float64Array.of(0, ...found.coefficients))
      const draft = { features: featuresOf(matrix), effects, center: 0 }
      return {
        kind: 'cox',
        features: draft.features,
        effects,
        baseline: baselineOf(sets, found.coefficients),
        logLikelihood: -found.loss,
        tests: penalty.l2 === 0 ? testsAt(sets, found.coefficients) : null,
        concordance: concordance(survival, linearPredictor(draft, matrix)),
        penalty,
        rows: matrix.rows,
        rounds: found.rounds,
      }
    },
  }
}

function setsOf(matrix: Matrix, survival: Survival): RiskSets {
  if (survival.time.length !== matrix.rows) {
    fail('LEARN_ROWS_DIFFER', { column: 'time', rows: survival.time.length, expected: matrix.rows })
  }
  const weights = checkSurvival(survival)
  const { time, event } = survival
  if (!weights.some((weight, row) => weight > 0 && event[row] === 1)) fail('LEARN_NO_EVENT')
  return { design: designOf(matrix, weights), order: fallingOrder(time), time, event, weights }
}

function explainFailure(
  sets: RiskSets,
  found: { readonly kind: 'singular' | 'unsettled'; readonly rounds: number; readonly at?: number },
): never {
  const { terms } = sets.design
  const start = partialPass(sets, new Float64Array(terms.length), true).curvature as Float64Array
  const factor = cholesky(start, terms.length)
  if (factor.kind === 'singular') fail('LEARN_COLLINEAR', { column: terms[factor.row]?.name ?? '' })
  if (found.at !== undefined) fail('LEARN_SEPARATED', { column: terms[found.at]?.name ?? '' })
  return fail('LEARN_NOT_CONVERGED', { method: 'Newton', rounds: found.rounds })
}

/** A coefficient that grows without end leaves no curvature behind. */
function refuseEndless(sets: RiskSets, at: Float64Array): void {
  const { terms } = sets.design
  const [start, end] = [new Float64Array(terms.length), at].map(
    (place) => partialPass(sets, place, true).curvature as Float64Array,
  )
  terms.forEach((term, place) => {
    const own = place * terms.length + place
    if ((end?.[own] as number) < 1e-7 * (start?.[own] as number)) {
      fail('LEARN_SEPARATED', { column: term.name })
    }
  })
}

function testsAt(sets: RiskSets, at: Float64Array): CoefficientTest[] | null {
  const { terms, scales }: Design = sets.design
  const factor = cholesky(partialPass(sets, at, true).curvature as Float64Array, terms.length)
  if (factor.kind === 'singular') return null
  const covariance = inverseOf(factor)
  return terms.map((term, place) => {
    const scale = scales[place] as number
    const coefficient = (at[place] as number) / scale
    const error = Math.sqrt(covariance[place * terms.length + place] as number) / scale
    const z = coefficient / error
    return { term: term.name, coefficient, error, z, p: normalTwoSided(z) }
  })
}

/** Efron's cumulative hazard of the mean row. */
function baselineOf(sets: RiskSets, at: Float64Array): CoxModel['baseline'] {
  const steps: (readonly [number, number])[] = []
  partialPass(sets, at, false, (time, hazard) => steps.push([time, hazard]))
  steps.reverse()
  let sum = 0
  return { times: steps.map(([time]) => time), hazards: steps.map(([, hazard]) => (sum += hazard)) }
}

/** Survival of each row at a time. Errors: LEARN_COLUMN_MISSING, LEARN_COLUMN_KIND. */
export function coxSurvival(model: CoxModel, matrix: Matrix, time: number): Float64Array {
  const { times, hazards } = model.baseline
  let at = 0
  while (at < times.length && (times[at] as number) <= time) at += 1
  const base = at === 0 ? 0 : (hazards[at - 1] as number)
  return coxModel.score(model, matrix).map((ratio) => Math.exp(-base * ratio))
}

/** The score of a Cox model is the hazard ratio against the mean row; reasons add up to its logarithm. */
export const coxModel: ModelKind<CoxModel> = {
  score: (model, matrix) => linearPredictor({ ...model, center: 0 }, matrix).map(Math.exp),
  sql: (model, column) => sql`exp(${linearSql(model.features, model.effects, 0, column)})`,
  explain: (model, matrix, row) => explainLinear(model.features, model.effects, 0, matrix, row),
}
