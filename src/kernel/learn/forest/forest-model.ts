import { sql } from '#kernel/sql'
import type { Matrix } from '../data/matrix.js'
import type { Machine } from '../machine/machine.js'
import { valueAt } from '../linear/model.js'
import type { Feature, Fitted, ModelKind } from '../model/fitted.js'
import { addFlat, flatten } from '../boosting/flat.js'
import { addFlatOn } from '../boosting/score-machine.js'
import { expectedOutput, shapleyValues } from '../boosting/shap.js'
import { numberSql, treesSql } from '../boosting/tree-sql.js'
import type { Tree } from '../boosting/tree.js'

/** A forest: score = mean of the trees' outputs, a probability where the label was 0 or 1. Plain data. */
export interface ForestModel extends Fitted {
  readonly kind: 'forest'
  readonly trees: readonly Tree[]
  readonly rows: number
  /** Rows that some tree did not see, and their mean squared error by those trees (for a label 0 or 1 the Brier score). */
  readonly outOfBag: { readonly rows: number; readonly squaredError: number } | null
}

/** Score, SQL and exact explanation (TreeSHAP) of a forest. */
export const forestModel: ModelKind<ForestModel> = {
  score(model, matrix) {
    const scores = new Float64Array(matrix.rows)
    addFlat(flatten(model.trees, model.features), model.features, matrix, [scores])
    return scores.map((sum) => sum / model.trees.length)
  },
  sql: (model, column) => sql`(${treesSql(model.trees, model.features, column)}) / ${numberSql(model.trees.length)}`,
  explain: (model, matrix, row) => explainTrees(model, matrix, row),
}

/** The same bits as `forestModel.score`, on a machine: for many rows. */
export function scoreForestOn(machine: Machine, model: ForestModel, matrix: Matrix): Float64Array {
  const scores = new Float64Array(matrix.rows)
  addFlatOn(machine, flatten(model.trees, model.features), model.features, matrix, [scores])
  return scores.map((sum) => sum / model.trees.length)
}

/** Mean over some trees of what each feature adds. */
export function explainTrees({ trees, features }: { readonly trees: readonly Tree[]; readonly features: readonly Feature[] }, matrix: Matrix, row: number) {
  const effects = shapleyValues(trees, flatten(trees, features), features, matrix, row, { own: 0, classes: 1 })
  const base = trees.reduce((sum, tree) => sum + expectedOutput(tree), 0) / trees.length
  const reasons = features.map((feature, at) => ({ feature: feature.name, value: valueAt(matrix, feature.name, row), effect: (effects[at] as number) / trees.length }))
  return { base, reasons }
}
