import type { Estimator } from '../data/fit.js'
import { meanInterval } from './average.js'
import type { UpliftModel, UpliftTarget } from './contract.js'
import { crossFit, fitOn, foldsOf, groundOf, stagesOf, type Ground } from './ground.js'
import { modelOf, type EffectOptions } from './learners.js'
import { clipOf, propensityOf } from './propensity.js'

/**
 * R-learner (Nie and Wager 2021): the effect that best explains what is left of the outcome by what is left of the
 * treatment, Σ w [(y - m(x)) - (t - e(x)) τ(x)]², found by regressing (y - m)/(t - e) with weights w (t - e)². m and e
 * are cross-fitted. Errors: those of the ground, LEARN_PARAM (folds, clip), and the learners' own.
 */
export function rLearner(options: EffectOptions): Estimator<UpliftTarget, UpliftModel> {
  clipOf(options)
  return {
    fit(matrix, target, fit = {}) {
      const ground = groundOf(matrix, target, fit)
      const dealt = foldsOf(ground, options.folds ?? 5)
      const stage = stagesOf(fit.tick, 3)
      const propensity = propensityOf(ground, options, dealt, stage(0))
      const mean = crossFit(options.outcome, ground, dealt, ground.outcome, null, stage(1))
      const { treatment, outcome, weights } = ground
      const rest = Float64Array.from(treatment, (arm, row) => arm - (propensity.chances[row] as number))
      const goal = rest.map((gap, row) => ((outcome[row] as number) - (mean[row] as number)) / gap)
      const weighed = rest.map((gap, row) => (weights[row] as number) * gap * gap)
      const effect = fitOn(options.effect, ground, null, goal, weighed, stage(2))
      return modelOf(ground, { method: 'r', effect }, propensity, null)
    },
  }
}

/**
 * DR-learner (Kennedy 2023): regression of the doubly robust effects φ = μ₁ - μ₀ + t (y - μ₁)/e - (1 - t)(y - μ₀)/(1 - e)
 * on the features; μ and e are cross-fitted, so the mean of φ is the AIPW estimate of the average effect (Robins,
 * Rotnitzky and Zhao 1994), kept in `facts.average`. Errors as the R-learner's.
 */
export function drLearner(options: EffectOptions): Estimator<UpliftTarget, UpliftModel> {
  clipOf(options)
  return {
    fit(matrix, target, fit = {}) {
      const ground = groundOf(matrix, target, fit)
      const dealt = foldsOf(ground, options.folds ?? 5)
      const stage = stagesOf(fit.tick, 4)
      const propensity = propensityOf(ground, options, dealt, stage(0))
      const control = crossFit(options.outcome, ground, dealt, ground.outcome, 0, stage(1))
      const treated = crossFit(options.outcome, ground, dealt, ground.outcome, 1, stage(2))
      const scores = robustScores(ground, propensity.chances, { treated, control })
      const effects = scores.treated.map((value, row) => value - (scores.control[row] as number))
      const effect = fitOn(options.effect, ground, null, effects, ground.weights, stage(3))
      return modelOf(ground, { method: 'dr', effect }, propensity, meanInterval(effects, ground.weights))
    },
  }
}

/** Doubly robust outcomes of every row with and without treatment: μₐ + 1{t = a}(y - μₐ)/P(a). */
export function robustScores(
  ground: Pick<Ground, 'treatment' | 'outcome'>,
  chances: Float64Array,
  means: { readonly treated: ArrayLike<number>; readonly control: ArrayLike<number> },
): { treated: Float64Array; control: Float64Array } {
  const { treatment, outcome } = ground
  const treated = Float64Array.from(means.treated)
  const control = Float64Array.from(means.control)
  for (let row = 0; row < outcome.length; row += 1) {
    const chance = chances[row] as number
    const value = outcome[row] as number
    if (treatment[row] === 1) {
      treated[row] = (treated[row] as number) + (value - (treated[row] as number)) / chance
    } else control[row] = (control[row] as number) + (value - (control[row] as number)) / (1 - chance)
  }
  return { treated, control }
}
