import { param, sql, type Sql } from '#kernel/sql'
import { boostedModel } from '../boosting/boosted-model.js'
import { treeImportance } from '../boosting/importance.js'
import type { Matrix } from '../data/matrix.js'
import { linearModel, valueAt } from '../linear/model.js'
import { calibrate, calibratorSql, type Calibrator } from '../metrics/recalibrate.js'
import type { Explanation, Feature } from '../model/fitted.js'
import { applyPipeline } from '../prepare/pipeline.js'
import { pipelineSql } from '../prepare/sql.js'
import { amountSql, asAmounts, inAmounts } from './amount.js'
import type { TrainedModel } from './contract.js'

/** Probabilities are kept this far from 0 and 1 before their log-odds are taken. */
const EDGE = 1e-12

/** Scores before calibration: probabilities, or amounts on the scale they were learned on. Errors: LEARN_COLUMN_MISSING, LEARN_COLUMN_KIND. */
export function rawScores(model: TrainedModel, matrix: Matrix): Float64Array {
  const prepared = preparedFor(model, matrix)
  return model.model.kind === 'boosting' ? boostedModel.score(model.model, prepared) : linearModel.score(model.model, prepared)
}

/** Log-odds of probabilities. */
export function toLogit(scores: Float64Array): Float64Array {
  return scores.map((score) => {
    const p = Math.min(1 - EDGE, Math.max(EDGE, score))
    return Math.log(p) - Math.log(1 - p)
  })
}

/** Scores of rows: calibrated probabilities, or amounts. Errors: LEARN_COLUMN_MISSING, LEARN_COLUMN_KIND. */
export function scoreTrained(model: TrainedModel, matrix: Matrix): Float64Array {
  const scores = rawScores(model, matrix)
  return model.calibrator === null ? asAmounts(scores, model.scale) : calibrate(model.calibrator, toLogit(scores))
}

/** The same score as an expression of the engine; `column` gives the expression of a feature (NULL is missing). */
export function trainedSql(trained: TrainedModel, column: (feature: Feature) => Sql): Sql {
  const score = rawSql(trained, column)
  return trained.calibrator === null ? amountSql(score, trained.scale) : calibratedSql(trained.calibrator, score)
}

/** A probability (an expression that is never missing) as its calibrator corrects it. */
export function calibratedSql(calibrator: Calibrator, score: Sql): Sql {
  const p = sql`least(greatest(${score}, ${param(EDGE, 'Float64')}), ${param(1 - EDGE, 'Float64')})`
  return sql`arrayMap(p -> ${calibratorSql(calibrator, sql`(log(p) - log(1 - p))`)}, [assumeNotNull(${p})])[1]`
}

function rawSql({ model, pipeline }: TrainedModel, column: (feature: Feature) => Sql): Sql {
  if (model.kind === 'boosting') return boostedModel.sql(model, column)
  const prepared = new Map((pipeline === null ? [] : pipelineSql(pipeline, column)).map((each) => [each.name, each.sql]))
  return linearModel.sql(model, (feature) => prepared.get(feature.name) ?? column(feature))
}

/** Reasons of one row in log-odds or in the unit of the amount, each said of the feature as given, largest first. */
export function explainTrained(trained: TrainedModel, matrix: Matrix, row: number): Explanation {
  const prepared = preparedFor(trained, matrix)
  const found = trained.model.kind === 'boosting' ? boostedModel.explain(trained.model, prepared, row) : linearModel.explain(trained.model, prepared, row)
  const effects = new Map<string, number>()
  for (const { feature, effect } of found.reasons) {
    const name = sourceOf(trained, feature)
    effects.set(name, (effects.get(name) ?? 0) + effect)
  }
  const added = [...effects].map(([feature, effect]) => ({ feature, effect, value: valueAt(matrix, feature, row) }))
  const { base, reasons } = inAmounts({ base: found.base, reasons: added }, trained.scale)
  return { base, reasons: reasons.toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || (a.feature < b.feature ? -1 : 1)) }
}

/** Reasons of every row. */
export function explainRows(trained: TrainedModel, matrix: Matrix): Explanation[] {
  return Array.from({ length: matrix.rows }, (_, row) => explainTrained(trained, matrix, row))
}

/** Share each feature has in what the model does: gain of trees, or mean absolute move over the rows given. */
export function importanceOf(trained: TrainedModel, matrix: Matrix): { readonly feature: string; readonly share: number }[] {
  const sums = trained.model.kind === 'boosting' ? treeImportance(trained.model).map(({ feature, gain }) => [feature, gain] as const) : linearMoves(trained, matrix)
  const total = sums.reduce((sum, [, value]) => sum + value, 0)
  return sums.map(([feature, value]) => ({ feature, share: total > 0 ? value / total : 0 })).sort((a, b) => b.share - a.share || (a.feature < b.feature ? -1 : 1))
}

const SAMPLE = 1000

function linearMoves(trained: TrainedModel, matrix: Matrix): [string, number][] {
  const moves = new Map<string, number>()
  const step = Math.max(1, Math.floor(matrix.rows / SAMPLE))
  for (let row = 0; row < matrix.rows; row += step) {
    for (const { feature, effect } of explainTrained(trained, oneRow(matrix, row), 0).reasons) moves.set(feature, (moves.get(feature) ?? 0) + Math.abs(effect))
  }
  return [...moves]
}

function oneRow(matrix: Matrix, row: number): Matrix {
  const columns = matrix.columns.map((column) => (column.kind === 'number' ? { ...column, values: column.values.slice(row, row + 1) } : { ...column, codes: column.codes.slice(row, row + 1) }))
  return { rows: 1, columns }
}

function preparedFor(model: TrainedModel, matrix: Matrix): Matrix {
  return model.pipeline === null ? matrix : applyPipeline(model.pipeline, matrix).matrix
}

/** A column made by preparation belongs to the feature it was made of. */
function sourceOf({ pipeline, features }: TrainedModel, name: string): string {
  if (features.some((feature) => feature.name === name)) return name
  const made = pipeline?.steps.find((step) => step.kind === 'impute' && step.indicator === name)
  return made?.column ?? name
}
