import { fail } from '#kernel/error'
import { join, sql, type Sql } from '#kernel/sql'
import { weightsOf, type Estimator } from '../data/fit.js'
import { type CategoryColumn, type Matrix } from '../data/matrix.js'
import { featuresOf, type Explanation, type Fitted, type ModelKind } from '../model/fitted.js'
import { checkedClasses } from '../data/classes.js'
import { designOf } from './design.js'
import { penaltyOf, refuseFewRows, type LinearOptions } from './fit.js'
import { minimise } from './minimise.js'
import { explainLinear, linearPredictor, linearSql, type LinearEffect } from './model.js'
import { toOriginal } from './original.js'
import { multinomialPass } from './multinomial-pass.js'

/** One linear predictor a class; the probability of a class is its share of exp(predictor). Sums of coefficients over classes are 0. */
export interface MultinomialModel extends Fitted {
  readonly kind: 'multinomial'
  readonly classes: readonly string[]
  readonly predictors: readonly {
    readonly intercept: number
    readonly center: number
    readonly effects: readonly LinearEffect[]
  }[]
  readonly penalty: { readonly l1: number; readonly l2: number }
  readonly loss: number
  readonly rounds: number
  readonly rows: number
}

/**
 * Multinomial logistic regression (softmax), symmetric in its classes, by Newton on all classes together; penalties as
 * logistic, default l2 = 1 (Friedman, Hastie and Tibshirani 2010, section 4).
 * Errors: LEARN_EMPTY, LEARN_ROWS_DIFFER, LEARN_LABEL_CONSTANT, LEARN_MISSING (a label too), LEARN_FEWER_ROWS, LEARN_NOT_CONVERGED.
 */
export function multinomialRegression(
  options: LinearOptions = {},
): Estimator<CategoryColumn, MultinomialModel> {
  const penalty = penaltyOf(options, 1)
  return {
    fit(matrix, target, fit = {}) {
      const { classes, label } = checkedClasses(matrix, target)
      const weights = weightsOf(matrix.rows, fit.weights)
      const design = designOf(matrix, weights)
      refuseFewRows(design, penalty)
      const { width } = design
      const found = minimise(
        {
          penalty,
          quadratic: false,
          lazy: design.rows * classes.length > 50_000,
          penalised: Array.from({ length: width * classes.length }, (_, at) => at % width > 0),
          look: (coefficients, curved) =>
            multinomialPass({ design, label, classes: classes.length, weights }, coefficients, curved),
        },
        startOf(label, weights, classes.length, width),
        null,
        (round) => fit.tick?.(1 - 1 / (round + 1)),
      )
      if (found.kind !== 'found') fail('LEARN_NOT_CONVERGED', { method: 'Newton', rounds: found.rounds })
      const all = centred(found.coefficients, classes.length, width)
      const predictors = classes.map((_, at) =>
        toOriginal(design, all.subarray(at * width, (at + 1) * width)),
      )
      const { loss, rounds } = found
      return {
        kind: 'multinomial',
        features: featuresOf(matrix),
        classes,
        predictors,
        penalty,
        loss,
        rounds,
        rows: matrix.rows,
      }
    },
  }
}

/** Constants at the log of the class shares (centred), all else 0. */
function startOf(label: Int32Array, weights: Float64Array, classes: number, width: number): Float64Array {
  const totals = new Float64Array(classes)
  label.forEach((code, row) => {
    totals[code] = (totals[code] as number) + (weights[row] as number)
  })
  const missing = totals.indexOf(0)
  if (missing >= 0) fail('LEARN_ARM_EMPTY', { arm: missing })
  const logs = totals.map(Math.log)
  const middle = logs.reduce((sum, value) => sum + value, 0) / classes
  const start = new Float64Array(classes * width)
  logs.forEach((value, at) => {
    start[at * width] = value - middle
  })
  return start
}

/** The same model with constants that sum to 0 over the classes. */
function centred(coefficients: Float64Array, classes: number, width: number): Float64Array {
  let sum = 0
  for (let k = 0; k < classes; k += 1) sum += coefficients[k * width] as number
  return coefficients.map((value, at) => (at % width === 0 ? value - sum / classes : value))
}

/** Probabilities of the classes of each row: row after row, in the order of `classes`. */
export function multinomialScores(model: MultinomialModel, matrix: Matrix): Float64Array {
  const width = model.classes.length
  const scores = new Float64Array(matrix.rows * width)
  model.predictors.forEach(({ effects, center }, at) => {
    const predictor = linearPredictor({ features: model.features, effects, center }, matrix)
    for (let row = 0; row < matrix.rows; row += 1) scores[row * width + at] = predictor[row] as number
  })
  for (let row = 0; row < matrix.rows; row += 1) toShares(scores.subarray(row * width, (row + 1) * width))
  return scores
}

function toShares(line: Float64Array): void {
  const top = line.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  let total = 0
  for (let at = 0; at < line.length; at += 1) {
    line[at] = Math.exp((line[at] as number) - top)
    total += line[at] as number
  }
  for (let at = 0; at < line.length; at += 1) line[at] = (line[at] as number) / total
}

/** The view of one class: its probability, the SQL of that probability, and the reasons in its predictor. Error: LEARN_PARAM. */
export function multinomialClass(name: string): ModelKind<MultinomialModel> {
  const placeIn = (model: MultinomialModel) => {
    const at = model.classes.indexOf(name)
    return at >= 0
      ? at
      : fail('LEARN_PARAM', { name: 'class', value: name, allowed: model.classes.join(' | ') })
  }
  return {
    score(model, matrix) {
      const at = placeIn(model)
      const width = model.classes.length
      const all = multinomialScores(model, matrix)
      return Float64Array.from({ length: matrix.rows }, (_, row) => all[row * width + at] as number)
    },
    sql: (model, column) => classSql(model, placeIn(model), column),
    explain(model, matrix, row): Explanation {
      const { effects, center } = model.predictors[placeIn(model)] as MultinomialModel['predictors'][number]
      return explainLinear(model.features, effects, center, matrix, row)
    },
  }
}

function classSql(
  model: MultinomialModel,
  own: number,
  column: Parameters<ModelKind<MultinomialModel>['sql']>[1],
): Sql {
  const base = model.predictors[own] as MultinomialModel['predictors'][number]
  const others = model.predictors.flatMap((other, at) => {
    if (at === own) return []
    const effects = other.effects.map((effect, place) =>
      lessThan(effect, base.effects[place] as LinearEffect),
    )
    return [sql`exp(${linearSql(model.features, effects, other.center - base.center, column)})`]
  })
  return sql`1 / (1 + ${join(others, sql` + `)})`
}

/** The difference of two effects: a class against the one asked for. */
function lessThan(effect: LinearEffect, base: LinearEffect): LinearEffect {
  if (effect.kind === 'number' && base.kind === 'number') {
    return { ...effect, coefficient: effect.coefficient - base.coefficient }
  }
  if (effect.kind !== 'category' || base.kind !== 'category') return effect
  const coefficients = effect.coefficients.map((value, at) => value - (base.coefficients[at] as number))
  return { ...effect, coefficients, mean: effect.mean - base.mean }
}
