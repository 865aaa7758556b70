import { fail } from '#kernel/error'
import { checkBinary, type Estimator, type FitOptions } from '../data/fit.js'
import { featuresOf } from '../model/fitted.js'
import { numbers, type Matrix } from '../data/matrix.js'
import { armDifference } from './average.js'
import type { Learner, UpliftFacts, UpliftModel, UpliftParts, UpliftTarget } from './contract.js'
import { fitOn, foldsOf, groundOf, stagesOf, type Ground } from './ground.js'
import { clipOf, propensityOf, type Propensity, type PropensityOptions } from './propensity.js'

export interface OutcomeOptions {
  /** Learns the outcome: a probability where the outcome is 0 or 1. */
  readonly outcome: Learner
}

/**
 * S-learner: one model of the outcome that sees the treatment as a feature; effect = prediction treated - prediction not
 * (Künzel, Sekhon, Bickel and Yu 2019). Needs a learner that finds interactions itself: a linear one gives every row
 * nearly the same effect. Errors: those of the ground (LEARN_ARM_EMPTY, LEARN_TREATMENT, …), LEARN_COLUMN_REPEATED when a
 * feature already has the treatment's name, and the learner's own.
 */
export function sLearner(
  options: OutcomeOptions & { readonly treatment?: string },
): Estimator<UpliftTarget, UpliftModel> {
  const name = options.treatment ?? 'treatment'
  return {
    fit(matrix, target, fit = {}) {
      const ground = groundOf(matrix, target, fit)
      if (matrix.columns.some((column) => column.name === name)) {
        fail('LEARN_COLUMN_REPEATED', { column: name })
      }
      const wide = { ...ground, matrix: withTreatment(matrix, name, ground.treatment) }
      const outcome = fitOn(options.outcome, wide, null, ground.outcome, ground.weights, fit.tick)
      return modelOf(ground, { method: 's', treatment: name, outcome }, null, null)
    },
  }
}

/** The matrix with the treatment as one more number. */
export function withTreatment(matrix: Matrix, name: string, treatment: ArrayLike<number>): Matrix {
  return { rows: matrix.rows, columns: [...matrix.columns, numbers(name, Array.from(treatment))] }
}

/** T-learner: a model of the outcome in each arm; effect = their difference (Künzel and others 2019). Errors as the S-learner's. */
export function tLearner(options: OutcomeOptions): Estimator<UpliftTarget, UpliftModel> {
  return {
    fit(matrix, target, fit = {}) {
      const ground = groundOf(matrix, target, fit)
      const stage = stagesOf(fit.tick, 2)
      const [control, treated] = outcomeModels(ground, options.outcome, stage)
      return modelOf(ground, { method: 't', treated, control }, null, null)
    },
  }
}

function outcomeModels(ground: Ground, learner: Learner, stage: ReturnType<typeof stagesOf>) {
  const { outcome, weights, arms } = ground
  return [
    fitOn(learner, ground, arms[0], outcome, weights, stage(0)),
    fitOn(learner, ground, arms[1], outcome, weights, stage(1)),
  ] as const
}

export interface EffectOptions extends OutcomeOptions, PropensityOptions {
  /** Learns the effect itself, a number of any sign: a regression with sample weights. */
  readonly effect: Learner
  /** Folds of cross-fitting; default 5. */
  readonly folds?: number
}

/**
 * X-learner (Künzel and others 2019): the outcome model of each arm fills in what the other arm's rows would have done;
 * an effect model learns the differences in each arm; effect = e(x)·τ₀(x) + (1 - e(x))·τ₁(x). Rows are filled in by the
 * arm they are not in, so no row is predicted by a model it trained. Good where one arm is much smaller.
 */
export function xLearner(options: EffectOptions): Estimator<UpliftTarget, UpliftModel> {
  clipOf(options)
  return {
    fit(matrix, target, fit = {}) {
      const ground = groundOf(matrix, target, fit)
      const stage = stagesOf(fit.tick, 5)
      const chances = propensityOf(ground, options, dealtWhenNeeded(ground, options), stage(0))
      const [control, treated] = outcomeModels(ground, options.outcome, (at) => stage(at + 1))
      const without = options.outcome.kind.score(control, matrix)
      const effects = options.outcome.kind.score(treated, matrix)
      ground.outcome.forEach((outcome, row) => {
        const other = without[row] as number
        effects[row] = ground.treatment[row] === 1 ? outcome - other : (effects[row] as number) - outcome
      })
      const parts = {
        treated: fitOn(options.effect, ground, ground.arms[1], effects, ground.weights, stage(3)),
        control: fitOn(options.effect, ground, ground.arms[0], effects, ground.weights, stage(4)),
        propensity: chances.model,
      }
      return modelOf(ground, { method: 'x', ...parts }, chances, null)
    },
  }
}

function dealtWhenNeeded(
  ground: Ground,
  options: { readonly propensity?: Learner; readonly folds?: number },
): Uint8Array {
  return options.propensity === undefined || ground.known !== null
    ? new Uint8Array(0)
    : foldsOf(ground, options.folds ?? 5)
}

/**
 * Class transformation (Jaskowski and Jaroszewicz 2012): Z = 1 where a treated customer responded or an untreated did
 * not; with rows weighing 1/e and 1/(1 - e), effect = 2·P(Z = 1) - 1. Outcomes 0 or 1 only (LEARN_LABEL_VALUE).
 */
export function classTransformation(
  options: OutcomeOptions & PropensityOptions & { readonly folds?: number },
): Estimator<UpliftTarget, UpliftModel> {
  clipOf(options)
  return {
    fit(matrix, target, fit: FitOptions = {}) {
      const ground = groundOf(matrix, target, fit)
      checkBinary(matrix.rows, target.outcome)
      const stage = stagesOf(fit.tick, 2)
      const chances = propensityOf(ground, options, dealtWhenNeeded(ground, options), stage(0))
      const { treatment, outcome, weights } = ground
      const changed = outcome.map((value, row) => (value === treatment[row] ? 1 : 0))
      const weighed = weights.map((weight, row) => {
        const chance = chances.chances[row] as number
        return (0.5 * weight) / (treatment[row] === 1 ? chance : 1 - chance)
      })
      const transformed = fitOn(options.outcome, ground, null, changed, weighed, stage(1))
      return modelOf(ground, { method: 'class', transformed }, chances, null)
    },
  }
}

/** The model with what its training rows say; `scores` are doubly robust effects by row where the method has them. */
export function modelOf(
  ground: Ground,
  parts: UpliftParts,
  propensity: Propensity | null,
  average: UpliftFacts['average'] | null,
): UpliftModel {
  const { matrix, arms } = ground
  return {
    kind: 'uplift',
    features: featuresOf(matrix),
    parts,
    facts: {
      rows: matrix.rows,
      treatedRows: arms[1].length,
      controlRows: arms[0].length,
      average: average ?? armDifference(ground, propensity?.chances ?? ground.known),
      overlap: propensity?.overlap ?? null,
    },
  }
}
