import { param, sql, type Sql } from '#kernel/sql'
import { takeRows, type Column, type Matrix } from '../data/matrix.js'
import { alignedColumns, type Feature, type Fitted, type ModelKind } from '../model/fitted.js'
import { valueAt } from '../linear/model.js'
import type { UpliftFacts } from './contract.js'
import type { UpliftTree } from './forest-grow.js'

/** A fitted uplift forest. */
export interface UpliftForest extends Fitted {
  readonly kind: 'uplift_forest'
  readonly trees: readonly UpliftTree[]
  readonly facts: UpliftFacts
}

/** Trees printed as one expression before the engine is told to keep it apart. */
const TOGETHER = 10

/**
 * Score: mean over trees of the effect in the row's leaf. Reasons: what each question on the way moved the effect of the
 * node by, credited to its feature (Saabas 2014), mean over trees; base is the mean effect of the roots.
 */
export const upliftForestModel: ModelKind<UpliftForest> = {
  score(model, matrix) {
    return meanOverLeaves(model, matrix, (tree, leaf) => effectAt(tree, leaf))
  },
  sql(model, column) {
    return meanSql(model, column, effectAt)
  },
  explain(model, matrix, row) {
    const effects = new Float64Array(model.features.length)
    let base = 0
    const columns = alignedColumns(model.features, takeRows(matrix, [row]))
    for (const tree of model.trees) {
      base += effectAt(tree, 0)
      for (let node = 0; (tree.feature[node] as number) >= 0;) {
        const feature = tree.feature[node] as number
        const next = nextNode(tree, node, columns[feature] as Column, 0)
        effects[feature] = (effects[feature] as number) + effectAt(tree, next) - effectAt(tree, node)
        node = next
      }
    }
    const count = model.trees.length
    const reasons = model.features.map(({ name }, at) => ({
      feature: name,
      value: valueAt(matrix, name, row),
      effect: (effects[at] as number) / count,
    }))
    return { base: base / count, reasons }
  },
}

/** What customers would do untreated, by the same leaves. */
export function forestUntreated(model: UpliftForest, matrix: Matrix): Float64Array {
  return meanOverLeaves(model, matrix, (tree, leaf) => tree.control[leaf] as number)
}

/** The same as an expression of the engine. */
export function forestUntreatedSql(model: UpliftForest, column: (feature: Feature) => Sql): Sql {
  return meanSql(model, column, (tree, leaf) => tree.control[leaf] as number)
}

function effectAt(tree: UpliftTree, node: number): number {
  return (tree.treated[node] as number) - (tree.control[node] as number)
}

function meanOverLeaves(
  model: UpliftForest,
  matrix: Matrix,
  value: (tree: UpliftTree, leaf: number) => number,
): Float64Array {
  const columns = alignedColumns(model.features, matrix)
  const sums = new Float64Array(matrix.rows)
  for (const tree of model.trees) {
    const values = tree.feature.map((_, node) => value(tree, node))
    for (let row = 0; row < matrix.rows; row += 1) {
      let node = 0
      while ((tree.feature[node] as number) >= 0) {
        node = nextNode(tree, node, columns[tree.feature[node] as number] as Column, row)
      }
      sums[row] = (sums[row] as number) + (values[node] as number)
    }
  }
  return sums.map((sum) => sum / model.trees.length)
}

function nextNode(tree: UpliftTree, node: number, column: Column, row: number): number {
  return (isLeft(tree, node, column, row) ? tree.left[node] : tree.right[node]) as number
}

function isLeft(tree: UpliftTree, node: number, column: Column, row: number): boolean {
  if (column.kind === 'category') {
    const code = column.codes[row] as number
    return code < 0 ? (tree.missingLeft[node] as boolean) : (tree.levels[node] ?? []).includes(code)
  }
  const value = column.values[row] as number
  return value === value ? value < (tree.cut[node] as number) : (tree.missingLeft[node] as boolean)
}

function meanSql(
  model: UpliftForest,
  column: (feature: Feature) => Sql,
  value: (tree: UpliftTree, leaf: number) => number,
): Sql {
  const columns = model.features.map(column)
  let sum: Sql | null = null
  for (let from = 0; from < model.trees.length; from += TOGETHER) {
    const few = model.trees
      .slice(from, from + TOGETHER)
      .map((tree) => nodeSql(model.features, tree, 0, columns, value))
    const together = sql`materialize(${few.reduce((left, right) => sql`${left} + ${right}`)})`
    sum = sum === null ? together : sql`${sum} + ${together}`
  }
  return sql`(${sum ?? sql`0`}) / ${param(model.trees.length, 'Float64')}`
}

function nodeSql(
  features: readonly Feature[],
  tree: UpliftTree,
  node: number,
  columns: readonly Sql[],
  value: (tree: UpliftTree, leaf: number) => number,
): Sql {
  const at = tree.feature[node] as number
  if (at < 0) return sql`${param(value(tree, node), 'Float64')}`
  const side = (next: number) => nodeSql(features, tree, next, columns, value)
  const question = questionSql(features[at] as Feature, tree, node, columns[at] as Sql)
  return sql`if(${question}, ${side(tree.left[node] as number)}, ${side(tree.right[node] as number)})`
}

/** True for the left side. NULL, NaN and levels not seen in training go where the missing go. */
function questionSql(feature: Feature, tree: UpliftTree, node: number, column: Sql): Sql {
  const missingLeft = tree.missingLeft[node] as boolean
  if (feature.kind === 'number') {
    const cut = param(tree.cut[node] as number, 'Float64')
    return missingLeft ? sql`ifNull(not(${column} >= ${cut}), 1)` : sql`ifNull(${column} < ${cut}, 0)`
  }
  const left = tree.levels[node] ?? []
  const named = feature.levels.filter((_, code) => left.includes(code) !== missingLeft)
  const among = sql`${column} IN ${param(named, 'Array(String)')}`
  return missingLeft ? sql`ifNull(not(${among}), 1)` : sql`ifNull(${among}, 0)`
}
