import type { Matrix } from '../data/matrix.js'
import { valueAt } from '../linear/model.js'
import type { Fitted, ModelKind } from '../model/fitted.js'
import type { AlgorithmPlan, TrainedModel, TrainGround } from '../trained/contract.js'
import { explainTrained, scoreTrained, trainedSql } from '../trained/score.js'
import { trainModel } from '../trained/train.js'
import type { Learner } from '../uplift/contract.js'
import { upliftForestModel } from '../uplift/forest-model.js'
import { kindsOf, upliftModel } from '../uplift/model.js'

/** What a planned model can do, every feature among its reasons. */
const plannedKind: ModelKind<TrainedModel> = {
  score: scoreTrained,
  sql: trainedSql,
  explain(model, matrix, row) {
    const { base, reasons } = explainTrained(model, matrix, row)
    const effects = new Map(reasons.map((reason) => [reason.feature, reason.effect]))
    return { base, reasons: model.features.map(({ name }) => ({ feature: name, value: valueAt(matrix, name, row), effect: effects.get(name) ?? 0 })) }
  },
}

const kindOf = kindsOf({ trained: plannedKind })
const effectKinds = kindsOf({ uplift: upliftModel(kindOf), uplift_forest: upliftForestModel })

/** A planned algorithm behind its preparation, as learners of effects take one. */
export function plannedLearner(ground: TrainGround, algorithm: AlgorithmPlan, target: 'probability' | 'amount'): Learner {
  return {
    kind: plannedKind,
    estimator: {
      fit: (matrix, label, { weights, seed = 1 } = {}) =>
        trainModel({ machine: ground.machine }, { target, algorithm, calibration: 'none', matrix, label: Float64Array.from(label), ...(weights === undefined ? {} : { weights }), validation: null, seed }),
    },
  }
}

/** Score, SQL and reasons of an arm's effect, in units of the outcome. */
export function effectKind(effect: Fitted): ModelKind<Fitted> {
  return effectKinds(effect)
}

/** Fits a planned algorithm alone. */
export function fitPlanned(ground: TrainGround, algorithm: AlgorithmPlan, target: 'probability' | 'amount', rows: { readonly matrix: Matrix; readonly label: Float64Array }, seed: number): TrainedModel {
  return trainModel({ machine: ground.machine }, { target, algorithm, calibration: 'none', ...rows, validation: null, seed })
}
