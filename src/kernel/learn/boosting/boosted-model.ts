import { join, sql, type Sql } from '#kernel/sql'
import type { Tick } from '../data/fit.js'
import type { Matrix } from '../data/matrix.js'
import { valueAt } from '../linear/model.js'
import type { Machine } from '../machine/machine.js'
import type { Explanation, ModelKind } from '../model/fitted.js'
import { addFlat, flatten } from './flat.js'
import { classesOf, type BoostedModel } from './model.js'
import { meanOf } from './objective.js'
import { addFlatOn } from './score-machine.js'
import { expectedOutput, shapleyValues } from './shap.js'
import { numberSql, treesSql } from './tree-sql.js'

/**
 * Score, SQL and explanation of boosted trees. Score: probability (binary), most probable class (multiclass), mean
 * (squares, Poisson, Tweedie) or quantile. An explanation is exact (TreeSHAP) in units of the score before its link; for
 * multiclass that of the most probable class. In SQL many trees may need a longer statement: see `treesSql`.
 */
export const boostedModel: ModelKind<BoostedModel> = {
  score: (model, matrix) => linked(model, boostedScores(model, matrix)),
  sql(model, column) {
    const scores = model.base.map((base, own) => sql`${numberSql(base)} + ${treesSql(treesOf(model, own), model.features, column)}`)
    return linkSql(model, scores)
  },
  explain(model, matrix, row) {
    const classes = classesOf(model)
    const own = classes === 1 ? 0 : (boostedModel.score(model, oneRow(matrix, row))[0] as number)
    return explainClass(model, matrix, row, own)
  },
}

/** Scores before the link (log-odds, log of the mean, …), one array a class. Errors: LEARN_COLUMN_MISSING, LEARN_COLUMN_KIND. */
export function boostedScores(model: BoostedModel, matrix: Matrix): Float64Array[] {
  const scores = model.base.map((base) => new Float64Array(matrix.rows).fill(base))
  addFlat(flatten(model.trees, model.features), model.features, matrix, scores)
  return scores
}

/** The same bits as `boostedScores`, on a machine: for many rows. */
export function boostedScoresOn(machine: Machine, model: BoostedModel, matrix: Matrix, tick?: Tick): Float64Array[] {
  const scores = model.base.map((base) => new Float64Array(matrix.rows).fill(base))
  addFlatOn(machine, flatten(model.trees, model.features), model.features, matrix, scores, tick)
  return scores
}

/** What `boostedModel.score` gives, on a machine. */
export function scoreBoostedOn(machine: Machine, model: BoostedModel, matrix: Matrix, tick?: Tick): Float64Array {
  return linked(model, boostedScoresOn(machine, model, matrix, tick))
}

/** Probabilities of every class of a multiclass model, one array a class. */
export function boostedProbabilities(model: BoostedModel, matrix: Matrix): Float64Array[] {
  const scores = boostedScores(model, matrix)
  if (scores.length === 1) {
    const p = linked(model, scores)
    return [p.map((value) => 1 - value), p]
  }
  for (let row = 0; row < matrix.rows; row += 1) {
    const top = Math.max(...scores.map((own) => own[row] as number))
    const shares = scores.map((own) => Math.exp((own[row] as number) - top))
    const total = shares.reduce((sum, share) => sum + share, 0)
    scores.forEach((own, at) => (own[row] = (shares[at] as number) / total))
  }
  return scores
}

function linked(model: BoostedModel, scores: Float64Array[]): Float64Array {
  const [first] = scores as [Float64Array]
  if (scores.length === 1) return first.map((score) => meanOf(model.objective, score))
  return first.map((_, row) => {
    const own = scores.map((each) => each[row] as number)
    return own.indexOf(Math.max(...own))
  })
}

function treesOf(model: BoostedModel, own: number): BoostedModel['trees'] {
  const classes = classesOf(model)
  return model.trees.filter((_, at) => at % classes === own)
}

function linkSql({ objective }: BoostedModel, scores: readonly Sql[]): Sql {
  const [first] = scores as [Sql]
  switch (objective.kind) {
    case 'binary':
      return sql`1 / (1 + exp(-(${first})))`
    case 'poisson':
    case 'tweedie':
      return sql`exp(${first})`
    case 'squares':
    case 'quantile':
      return sql`(${first})`
    case 'multiclass':
      return sql`toFloat64(arrayMap(scores -> indexOf(scores, arrayMax(scores)) - 1, [[${join(scores)}]])[1])`
  }
}

function explainClass(model: BoostedModel, matrix: Matrix, row: number, own: number): Explanation {
  const classes = classesOf(model)
  const effects = shapleyValues(model.trees, flatten(model.trees, model.features), model.features, matrix, row, { own, classes })
  const base = treesOf(model, own).reduce((sum, tree) => sum + expectedOutput(tree), model.base[own] as number)
  const reasons = model.features.map((feature, at) => ({ feature: feature.name, value: valueAt(matrix, feature.name, row), effect: effects[at] as number }))
  return { base, reasons }
}

function oneRow(matrix: Matrix, row: number): Matrix {
  const columns = matrix.columns.map((column) => (column.kind === 'number' ? { ...column, values: column.values.slice(row, row + 1) } : { ...column, codes: column.codes.slice(row, row + 1) }))
  return { rows: 1, columns }
}
