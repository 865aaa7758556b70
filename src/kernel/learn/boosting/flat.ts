import type { Column } from '../data/matrix.js'
import { alignedColumns, type Feature } from '../model/fitted.js'
import type { Matrix } from '../data/matrix.js'
import type { Tree } from './tree.js'

/** Trees laid out for scoring: all nodes in one row, children as places in it. */
export interface FlatTrees {
  /** First node of each tree, and the end. */
  readonly starts: Int32Array
  readonly feature: Int32Array
  readonly threshold: Float64Array
  readonly missingLeft: Uint8Array
  /** By code: 1 goes left; null for numbers and leaves. */
  readonly tables: readonly (Uint8Array | null)[]
  readonly left: Int32Array
  readonly right: Int32Array
  readonly value: Float64Array
}

export function flatten(trees: readonly Tree[], features: readonly Feature[]): FlatTrees {
  const starts = new Int32Array(trees.length + 1)
  trees.forEach((tree, at) => (starts[at + 1] = (starts[at] as number) + tree.feature.length))
  const size = starts[trees.length] as number
  const flat = { feature: new Int32Array(size), threshold: new Float64Array(size), missingLeft: new Uint8Array(size), left: new Int32Array(size), right: new Int32Array(size), value: new Float64Array(size) }
  const tables: (Uint8Array | null)[] = []
  trees.forEach((tree, at) => {
    const from = starts[at] as number
    flat.feature.set(tree.feature, from)
    flat.threshold.set(tree.threshold, from)
    flat.value.set(tree.value, from)
    tree.feature.forEach((feature, node) => {
      flat.left[from + node] = from + (tree.left[node] as number)
      flat.right[from + node] = from + (tree.right[node] as number)
      flat.missingLeft[from + node] = tree.missingLeft[node] === true ? 1 : 0
      tables.push(tableOf(tree.levels[node] ?? null, features[feature]))
    })
  })
  return { starts, ...flat, tables }
}

function tableOf(levels: readonly number[] | null, feature: Feature | undefined): Uint8Array | null {
  if (levels === null || feature?.kind !== 'category') return null
  const table = new Uint8Array(feature.levels.length)
  for (const code of levels) table[code] = 1
  return table
}

/** Values of a column for the trees: numbers, or codes with -1 as missing. */
export function valuesOf(column: Column): Float64Array | Float32Array | Int32Array {
  return column.kind === 'number' ? column.values : column.codes
}

/** Adds the trees' outputs to scores, one array a class, a tree at a time. Errors: LEARN_COLUMN_MISSING, LEARN_COLUMN_KIND. */
export function addFlat(flat: FlatTrees, features: readonly Feature[], matrix: Matrix, scores: readonly Float64Array[]): void {
  const columns = alignedColumns(features, matrix).map(valuesOf)
  const trees = flat.starts.length - 1
  for (let tree = 0; tree < trees; tree += 1) {
    const out = scores[tree % scores.length] as Float64Array
    const root = flat.starts[tree] as number
    for (let row = 0; row < matrix.rows; row += 1) out[row] = (out[row] as number) + (flat.value[leafOf(flat, root, columns, row)] as number)
  }
}

/** The leaf a row comes to. */
export function leafOf(flat: FlatTrees, root: number, columns: readonly (Float64Array | Float32Array | Int32Array)[], row: number): number {
  let node = root
  for (let feature = flat.feature[node] as number; feature >= 0; feature = flat.feature[node] as number) {
    const value = (columns[feature] as Float64Array)[row] as number
    node = (turnsLeft(flat, node, value) ? flat.left[node] : flat.right[node]) as number
  }
  return node
}

/** Which way a value goes at a node. */
export function turnsLeft(flat: FlatTrees, node: number, value: number): boolean {
  const table = flat.tables[node]
  if (table === null || table === undefined) return Number.isNaN(value) ? flat.missingLeft[node] === 1 : value <= (flat.threshold[node] as number)
  return value < 0 ? flat.missingLeft[node] === 1 : table[value] === 1
}
