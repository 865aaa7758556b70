import { checkLabel, weightsOf, type Estimator } from '../data/fit.js'
import type { Matrix } from '../data/matrix.js'
import { createArena } from '../machine/arena.js'
import type { Machine } from '../machine/machine.js'
import { featuresOf, type Fitted, type ModelKind } from '../model/fitted.js'
import { addFlat, flatten } from '../boosting/flat.js'
import { treeRules, whole, type TreeOptions } from '../boosting/options.js'
import { treesSql } from '../boosting/tree-sql.js'
import type { Tree } from '../boosting/tree.js'
import { growMeans, prepareMeans } from './bagged.js'
import { explainTrees } from './forest-model.js'

/** One tree: score = mean target of the leaf. Plain data. */
export interface DecisionTreeModel extends Fitted {
  readonly kind: 'tree'
  readonly tree: Tree
  readonly rows: number
}

const DEFAULTS = { leaves: 8, leafRows: 20, l2: 0, leafWeight: 0 }

/**
 * A single regression tree (Breiman and others 1984), grown best split first, of a number or a label 0 or 1: default 8
 * leaves. Fitted to another model's scores it is that model's surrogate, read with `leafRules` and judged with
 * `fidelityOf`. Errors: those of `checkLabel`, LEARN_WEIGHT, LEARN_PARAM, LEARN_TOO_LARGE.
 */
export function decisionTree(machine: Machine, options: Omit<TreeOptions, 'columns'> = {}): Estimator<ArrayLike<number>, DecisionTreeModel> {
  const rules = treeRules(options, DEFAULTS)
  const bins = whole('bins', options.bins ?? 255, 2, 255)
  return {
    fit(matrix, target, fit = {}) {
      checkLabel(matrix.rows, target, () => true, 'number')
      const weights = weightsOf(matrix.rows, fit.weights)
      const seed = fit.seed ?? 1
      const arena = createArena(machine)
      try {
        const means = prepareMeans(machine, arena, matrix, target, weights, { ...rules, monotone: [] }, { bins, seed }, fit.tick)
        const mask = new Uint8Array(matrix.columns.length).fill(1)
        const { tree } = growMeans(means, { count: matrix.rows, sample: null, seed, mask: () => mask, step: () => fit.tick?.(1) })
        return { kind: 'tree', features: featuresOf(matrix), tree, rows: matrix.rows }
      } finally {
        arena.free()
      }
    },
  }
}

/** Score, SQL and exact explanation of one tree. */
export const decisionTreeModel: ModelKind<DecisionTreeModel> = {
  score(model, matrix) {
    const scores = new Float64Array(matrix.rows)
    addFlat(flatten([model.tree], model.features), model.features, matrix, [scores])
    return scores
  },
  sql: (model, column) => treesSql([model.tree], model.features, column),
  explain: (model, matrix, row) => explainTrees({ trees: [model.tree], features: model.features }, matrix, row),
}

/** Share of the variance of another model's scores that the tree gives back (R²): 1 = it says the same. */
export function fidelityOf(model: DecisionTreeModel, matrix: Matrix, scores: ArrayLike<number>): number {
  const own = decisionTreeModel.score(model, matrix)
  const mean = own.reduce((sum, _, row) => sum + (scores[row] as number), 0) / own.length
  let [left, all] = [0, 0]
  own.forEach((score, row) => {
    left += ((scores[row] as number) - score) ** 2
    all += ((scores[row] as number) - mean) ** 2
  })
  return all > 0 ? 1 - left / all : 1
}
