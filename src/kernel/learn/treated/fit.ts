import { takeRows } from '../data/matrix.js'
import { featuresOf, type Fitted } from '../model/fitted.js'
import type { TrainGround } from '../trained/contract.js'
import type { Estimator } from '../data/fit.js'
import type { UpliftTarget } from '../uplift/contract.js'
import { upliftForest } from '../uplift/forest.js'
import { classTransformation, sLearner, tLearner, xLearner } from '../uplift/learners.js'
import { drLearner, rLearner } from '../uplift/orthogonal.js'
import { DEFAULT_AMOUNTS, fitAmounts } from './amount.js'
import type { TreatedArm, TreatedModel, TreatedPlan, TreatedRows } from './contract.js'
import type { Pair } from './pair.js'
import { rowsWhere } from './pair.js'
import { fitPlanned, plannedLearner } from './planned.js'

/** Folds inside a fit: nobody's outcome is predicted by a model that saw it. */
const FOLDS = 3

/** A pair with the chance of treatment of its rows. */
export interface AssignedPair extends Pair {
  readonly propensity: Float64Array
}

/** Fits every part of a model on all rows of the data. Errors: those of the learners. */
export function fitTreated(ground: TrainGround, plan: TreatedPlan, data: TreatedRows, pairs: readonly AssignedPair[], seed: number): TreatedModel {
  const control = rowsWhere(data.arm.length, (row) => data.arm[row] === 0)
  const treated = pairs.map(({ rows, treatment }) => Array.from(rows).filter((_, at) => treatment[at] === 1))
  const converted = [control, ...treated].map((rows) => rows.filter((row) => data.outcome[row] === 1))
  const { matrix, amount } = data
  const amounts = amount === null ? [] : fitAmounts(ground, plan.amounts ?? DEFAULT_AMOUNTS, { matrix, amount, seed }, converted)
  return {
    kind: 'treated',
    features: featuresOf(matrix),
    organic: outcomeOf(ground, plan, data, control, seed),
    organicAmount: amounts[0] ?? null,
    arms: pairs.map((pair, at): TreatedArm => {
      const effect = effectOf(ground, plan, data, pair, seed)
      return { arm: pair.arm, effect, response: outcomeOf(ground, plan, data, treated[at] ?? [], seed), amount: amounts[at + 1] ?? null }
    }),
  }
}

function effectOf(ground: TrainGround, plan: TreatedPlan, data: TreatedRows, pair: AssignedPair, seed: number): Fitted {
  const outcome = Float64Array.from(pair.rows, (row) => data.outcome[row] as number)
  const target = { treatment: pair.treatment, outcome, propensity: pair.propensity }
  return effectLearner(ground, plan).fit(takeRows(data.matrix, pair.rows), target, { seed })
}

function outcomeOf(ground: TrainGround, plan: TreatedPlan, data: TreatedRows, rows: readonly number[], seed: number) {
  const label = Float64Array.from(rows, (row) => data.outcome[row] as number)
  return fitPlanned(ground, plan.outcome, 'probability', { matrix: takeRows(data.matrix, rows), label }, seed)
}

function effectLearner(ground: TrainGround, plan: TreatedPlan): Estimator<UpliftTarget, Fitted> {
  const outcome = plannedLearner(ground, plan.outcome, 'probability')
  const effect = plannedLearner(ground, plan.effect, 'amount')
  switch (plan.method) {
    case 's':
      return sLearner({ outcome })
    case 't':
      return tLearner({ outcome })
    case 'x':
      return xLearner({ outcome, effect, folds: FOLDS })
    case 'r':
      return rLearner({ outcome, effect, folds: FOLDS })
    case 'dr':
      return drLearner({ outcome, effect, folds: FOLDS })
    case 'class':
      return classTransformation({ outcome, folds: FOLDS })
    case 'forest':
      return upliftForest(Object.fromEntries(Object.entries(plan.forest ?? {}).filter(([, value]) => value !== undefined)))
  }
}
