import { param, sql, type Sql } from '#kernel/sql'
import type { Column, Matrix } from '../data/matrix.js'
import {
  alignedColumns,
  type Explanation,
  type Feature,
  type Fitted,
  type ModelKind,
} from '../model/fitted.js'

/** What one feature adds to the linear predictor, in original units, and what it adds on average. */
export type LinearEffect =
  | { readonly kind: 'number'; readonly coefficient: number; readonly mean: number }
  | {
      readonly kind: 'category'
      readonly base: string
      readonly coefficients: readonly number[]
      readonly mean: number
    }

/** One coefficient with its standard error (inverse of the observed information) and Wald test against 0. */
export interface CoefficientTest {
  readonly term: string
  readonly coefficient: number
  readonly error: number
  readonly z: number
  readonly p: number
}

/**
 * A fitted linear model: predictor = intercept + coefficient × number + coefficient of the level. The base level's
 * coefficient is 0. `center` is the predictor of the mean row of training: a value that is missing, or a category not
 * seen in training, counts as the mean, so it moves the score neither way.
 */
export interface LinearModel extends Fitted {
  readonly kind: 'logistic' | 'ridge' | 'poisson'
  readonly effects: readonly LinearEffect[]
  readonly intercept: number
  readonly center: number
  readonly penalty: { readonly l1: number; readonly l2: number }
  /** Weighted negative log-likelihood at the minimum, without penalty and constants. */
  readonly loss: number
  readonly rounds: number
  readonly rows: number
  /** Null under a penalty, where the usual errors do not hold. */
  readonly tests: readonly CoefficientTest[] | null
}

/** Score, SQL and explanation of a linear model; probability for logistic, mean for ridge and Poisson. */
export const linearModel: ModelKind<LinearModel> = {
  score(model, matrix) {
    const scores = linearPredictor(model, matrix)
    for (let row = 0; row < scores.length; row += 1) scores[row] = meanOf(model.kind, scores[row] as number)
    return scores
  },
  sql(model, column) {
    const predictor = linearSql(model.features, model.effects, model.center, column)
    if (model.kind === 'ridge') return predictor
    return model.kind === 'poisson' ? sql`exp(${predictor})` : sql`1 / (1 + exp(-(${predictor})))`
  },
  explain(model, matrix, row) {
    return explainLinear(model.features, model.effects, model.center, matrix, row)
  },
}

/** The linear predictor of rows (log-odds for logistic, log of the mean for Poisson). Errors: LEARN_COLUMN_MISSING, LEARN_COLUMN_KIND. */
export function linearPredictor(
  model: Pick<LinearModel, 'features' | 'effects' | 'center'>,
  matrix: Matrix,
): Float64Array {
  const scores = new Float64Array(matrix.rows).fill(model.center)
  alignedColumns(model.features, matrix).forEach((column, at) => {
    addEffect(scores, column, model.effects[at] as LinearEffect)
  })
  return scores
}

function meanOf(kind: LinearModel['kind'], predictor: number): number {
  if (kind === 'ridge') return predictor
  return kind === 'poisson' ? Math.exp(predictor) : 1 / (1 + Math.exp(-predictor))
}

function addEffect(scores: Float64Array, column: Column, effect: LinearEffect): void {
  if (column.kind === 'number' && effect.kind === 'number') {
    const { coefficient, mean } = effect
    for (let row = 0; row < scores.length; row += 1) {
      const value = column.values[row] as number
      if (value === value) scores[row] = (scores[row] as number) + coefficient * (value - mean)
    }
  } else if (column.kind === 'category' && effect.kind === 'category') {
    const moves = Float64Array.from(effect.coefficients, (coefficient) => coefficient - effect.mean)
    for (let row = 0; row < scores.length; row += 1) {
      const code = column.codes[row] as number
      if (code >= 0) scores[row] = (scores[row] as number) + (moves[code] as number)
    }
  }
}

/** A linear predictor as an expression of the engine. */
export function linearSql(
  features: readonly Feature[],
  effects: readonly LinearEffect[],
  center: number,
  column: (feature: Feature) => Sql,
): Sql {
  return features.reduce(
    (sum, feature, at) => sql`${sum} + ${effectSql(feature, effects[at] as LinearEffect, column(feature))}`,
    sql`${param(center, 'Float64')}`,
  )
}

function effectSql(feature: Feature, effect: LinearEffect, column: Sql): Sql {
  if (effect.kind === 'number') {
    const move = sql`${param(effect.coefficient, 'Float64')} * (${column} - ${param(effect.mean, 'Float64')})`
    return sql`ifNull(ifNotFinite(${move}, 0), 0)`
  }
  if (feature.kind !== 'category' || feature.levels.length === 0) return sql`0`
  const moves = effect.coefficients.map((coefficient) => coefficient - effect.mean)
  const levels = param(feature.levels, 'Array(String)')
  return sql`ifNull(transform(${column}, ${levels}, ${param(moves, 'Array(Float64)')}, toFloat64(0)), 0)`
}

/** Each feature's move from the mean row, in units of the predictor. */
export function explainLinear(
  features: readonly Feature[],
  effects: readonly LinearEffect[],
  center: number,
  matrix: Matrix,
  row: number,
): Explanation {
  const reasons = alignedColumns(features, matrix).map((column, at) => {
    const move = new Float64Array(1)
    addEffect(move, oneRow(column, row), effects[at] as LinearEffect)
    return { feature: column.name, value: valueAt(matrix, column.name, row), effect: move[0] as number }
  })
  return { base: center, reasons }
}

function oneRow(column: Column, row: number): Column {
  return column.kind === 'number'
    ? { ...column, values: column.values.slice(row, row + 1) }
    : { ...column, codes: column.codes.slice(row, row + 1) }
}

/** What stands in a row as a person would say it; null when missing. */
export function valueAt(matrix: Matrix, name: string, row: number): number | string | null {
  const column = matrix.columns.find((one) => one.name === name)
  if (column === undefined) return null
  if (column.kind === 'category') return column.levels[column.codes[row] ?? -1] ?? null
  const value = column.values[row] ?? Number.NaN
  return Number.isNaN(value) ? null : value
}
