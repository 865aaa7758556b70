import { fail } from '#kernel/error'
import { join, sql, type Sql } from '#kernel/sql'
import type { Estimator } from '../data/fit.js'
import { matrixOf, takeRows, type CategoryColumn, type Matrix } from '../data/matrix.js'
import { logisticRegression } from '../linear/estimators.js'
import { explainLinear, linearPredictor, linearSql, type LinearModel } from '../linear/model.js'
import { featuresOf, type Feature, type Fitted, type ModelKind } from '../model/fitted.js'
import { checkSurvival, type Survival } from './history.js'

const PERIOD = '(period)'

/** Hazard of each period by logistic regression: one constant a period, the features' effects the same in all. */
export interface DiscreteHazardModel extends Fitted {
  readonly kind: 'discrete-hazard'
  /** The regression over rows × periods; its last feature is the period. */
  readonly logistic: LinearModel
  /** Log-odds of the mean row's hazard in periods 1, 2, … */
  readonly periods: readonly number[]
  readonly rows: number
}

/**
 * Discrete-time hazard model (Singer and Willett 1993): every row counts once for each whole period it was watched, with
 * label 1 in the period of its event. Times are whole periods from 1. Errors: LEARN_EMPTY, LEARN_ROWS_DIFFER, LEARN_TIME,
 * LEARN_NO_EVENT, those of the logistic regression.
 */
export function discreteHazard(
  options: { readonly l2?: number } = {},
): Estimator<Survival, DiscreteHazardModel> {
  return {
    fit(matrix, target, fit = {}) {
      const survival: Survival = fit.weights === undefined ? target : { ...target, weights: fit.weights }
      const { expanded, label, weights, last } = expand(matrix, survival)
      const logistic = logisticRegression({ l2: options.l2 ?? 1 }).fit(expanded, label, { ...fit, weights })
      const effect = logistic.effects[logistic.effects.length - 1]
      const moves =
        effect?.kind === 'category'
          ? effect.coefficients.map((value) => logistic.center + value - effect.mean)
          : []
      return {
        kind: 'discrete-hazard',
        features: featuresOf(matrix),
        logistic,
        periods: moves.slice(0, last),
        rows: matrix.rows,
      }
    },
  }
}

function expand(matrix: Matrix, survival: Survival) {
  const weights = checkSurvival(survival)
  const { time, event } = survival
  if (time.length !== matrix.rows) {
    fail('LEARN_ROWS_DIFFER', { column: 'time', rows: time.length, expected: matrix.rows })
  }
  let [size, last, events] = [0, 0, 0]
  for (let row = 0; row < time.length; row += 1) {
    const t = time[row] as number
    if (!(Number.isInteger(t) && t >= 1)) {
      fail('LEARN_TIME', { row: row + 1, time: t, event: event[row] as number })
    }
    size += t
    last = Math.max(last, t)
    events += event[row] as number
  }
  if (events === 0) fail('LEARN_NO_EVENT')
  const rows = new Uint32Array(size)
  const codes = new Int32Array(size)
  const label = new Float64Array(size)
  let at = 0
  for (let row = 0; row < time.length; row += 1) {
    const t = time[row] as number
    for (let period = 0; period < t; period += 1) {
      rows[at] = row
      codes[at] = period
      label[at] = period === t - 1 ? (event[row] as number) : 0
      at += 1
    }
  }
  const period: CategoryColumn = {
    kind: 'category',
    name: PERIOD,
    codes,
    levels: Array.from({ length: last }, (_, p) => String(p + 1)),
  }
  const expanded = matrixOf([...takeRows(matrix, rows).columns, period])
  return { expanded, label, last, weights: Float64Array.from(rows, (row) => weights[row] as number) }
}

/** Probability that each row still stands after 1, 2, … periods: row after row, as many as the model has periods. */
export function discreteSurvival(model: DiscreteHazardModel, matrix: Matrix): Float64Array {
  const own = linearPredictor(
    { features: model.features, effects: model.logistic.effects, center: 0 },
    matrix,
  )
  const width = model.periods.length
  const curve = new Float64Array(matrix.rows * width)
  own.forEach((predictor, row) => {
    let share = 1
    model.periods.forEach((base, at) => {
      share /= 1 + Math.exp(base + predictor)
      curve[row * width + at] = share
    })
  })
  return curve
}

/** The score of a discrete hazard model is the probability of the event within the periods it knows; reasons are log-odds of the hazard. */
export const discreteHazardModel: ModelKind<DiscreteHazardModel> = {
  score(model, matrix) {
    const width = model.periods.length
    const curve = discreteSurvival(model, matrix)
    return Float64Array.from(
      { length: matrix.rows },
      (_, row) => 1 - (curve[row * width + width - 1] as number),
    )
  },
  sql(model, column: (feature: Feature) => Sql) {
    const stays = model.periods.map(
      (base) => sql`(1 + exp(${linearSql(model.features, model.logistic.effects, base, column)}))`,
    )
    return sql`1 - 1 / (${join(stays, sql` * `)})`
  },
  explain(model, matrix, row) {
    return explainLinear(model.features, model.logistic.effects, model.periods[0] ?? 0, matrix, row)
  },
}
