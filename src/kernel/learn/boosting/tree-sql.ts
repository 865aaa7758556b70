import { join, param, raw, sql, type Sql } from '#kernel/sql'
import type { Feature } from '../model/fitted.js'
import type { Tree } from './tree.js'

/** Trees of one sub-expression: the engine compiles each on its own, and pays for long ones. */
const TOGETHER = 10

/**
 * The sum of trees' outputs as an expression: a nested if() for each tree, ten trees at a time through materialize().
 * NULL and NaN are missing, and so is a level not seen in training. Of trees of 31 leaves, about 1 KB each, the engine's
 * defaults take between 100 and 250 (max_ast_elements 50,000, max_query_size 256 KB; `querySize` tells the size): raise
 * both settings for more, or add up the trees in several statements.
 */
export function treesSql(trees: readonly Tree[], features: readonly Feature[], column: (feature: Feature) => Sql): Sql {
  const columns = features.map(column)
  const groups: Sql[] = []
  for (let from = 0; from < trees.length; from += TOGETHER) {
    const outputs = trees.slice(from, from + TOGETHER).map((tree) => nodeSql(tree, 0, features, columns))
    groups.push(sql`materialize(${join(outputs, sql` + `)})`)
  }
  return join(groups, sql` + `, sql`0`)
}

/** Nested as deep as the tree: a missing value, in a condition NULL, takes the second way. */
function nodeSql(tree: Tree, node: number, features: readonly Feature[], columns: readonly Sql[]): Sql {
  const place = tree.feature[node] as number
  if (place < 0) return numberSql(tree.value[node] as number)
  const left = nodeSql(tree, tree.left[node] as number, features, columns)
  const right = nodeSql(tree, tree.right[node] as number, features, columns)
  const own = columns[place] as Sql
  const missingLeft = tree.missingLeft[node] === true
  const first = missingLeft ? right : left
  return sql`if(${conditionSql(tree, node, own, features[place] as Feature, missingLeft)},${first},${missingLeft ? left : right})`
}

/** True for what goes the way a missing value does not. */
function conditionSql(tree: Tree, node: number, own: Sql, feature: Feature, missingLeft: boolean): Sql {
  if (feature.kind === 'number') {
    const threshold = numberSql(tree.threshold[node] as number)
    return missingLeft ? sql`${own}>${threshold}` : sql`${own}<=${threshold}`
  }
  const left = new Set(tree.levels[node] ?? [])
  const names = feature.levels.filter((_, code) => left.has(code) !== missingLeft)
  if (names.length === 0) return sql`0`
  return sql`${own} IN (${join(names.map((name) => sql`${param(name, 'String')}`))})`
}

/** A finite number as its shortest exact text: digits, sign, point and exponent only, and a fraction of the length of a bound value. */
export function numberSql(value: number): Sql {
  if (!Number.isFinite(value)) throw new RangeError(`not finite: ${value}`)
  const text = String(value)
  return raw(/[.e]/.test(text) ? text : text.concat('.0'))
}

/** Characters of a statement, for the engine's max_query_size. */
export function querySize(statement: Sql): number {
  return statement.parts.reduce((size, part) => size + (part.kind === 'text' ? part.text.length : part.kind === 'param' ? JSON.stringify(part.value).length + 30 : part.names.join('.').length + 2 * part.names.length), 0)
}
