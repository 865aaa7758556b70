import type { Matrix } from '../data/matrix.js'
import { alignedColumns, type Feature } from '../model/fitted.js'
import { turnsLeft, valuesOf, type FlatTrees } from './flat.js'
import type { Tree } from './tree.js'

/** A feature on the way to a node: shares of ways that stay open when it is unknown (`zero`) and known (`one`), and the weights of subsets by size. */
interface Step {
  readonly feature: number
  readonly zero: number
  readonly one: number
  weight: number
}

/** Expected output of a tree over its training rows, by the rows that came through. */
export function expectedOutput(tree: Tree): number {
  const total = tree.cover[0] as number
  return tree.value.reduce((sum, value, node) => sum + ((tree.feature[node] as number) < 0 ? (value * (tree.cover[node] as number)) / total : 0), 0)
}

/**
 * Exact Shapley values of one row's outputs over some trees, path-dependent: a feature not known splits as the training
 * rows did (Lundberg, Erion and Lee 2018, Consistent Individualized Feature Attribution for Tree Ensembles, algorithm 2).
 * Their sum is the outputs less what is expected. `only` picks every classes-th tree.
 */
export function shapleyValues(trees: readonly Tree[], flat: FlatTrees, features: readonly Feature[], matrix: Matrix, row: number, only: { readonly own: number; readonly classes: number }): Float64Array {
  const values = alignedColumns(features, matrix).map((column) => valuesOf(column)[row] as number)
  const effects = new Float64Array(features.length)
  trees.forEach((tree, at) => {
    if (at % only.classes === only.own) addTree(tree, (node) => turnsLeft(flat, (flat.starts[at] as number) + node, values[tree.feature[node] as number] as number), effects)
  })
  return effects
}

function addTree(tree: Tree, left: (node: number) => boolean, effects: Float64Array): void {
  const visit = (node: number, before: readonly Step[], zero: number, one: number, feature: number): void => {
    const path = extend(before, zero, one, feature)
    const asked = tree.feature[node] as number
    if (asked < 0) {
      addLeaf(path, tree.value[node] as number, effects)
      return
    }
    const [hot, cold] = (left(node) ? [tree.left[node], tree.right[node]] : [tree.right[node], tree.left[node]]) as [number, number]
    const seen = path.findIndex((step, at) => at > 0 && step.feature === asked)
    const known = seen < 0 ? { zero: 1, one: 1 } : (path[seen] as Step)
    const rest = seen < 0 ? path : unwound(path, seen)
    const cover = tree.cover[node] as number
    visit(hot, rest, (known.zero * (tree.cover[hot] as number)) / cover, known.one, asked)
    visit(cold, rest, (known.zero * (tree.cover[cold] as number)) / cover, 0, asked)
  }
  visit(0, [], 1, 1, -1)
}

/** Adds a feature to a path: the weight of subsets of every size, with and without it. */
function extend(before: readonly Step[], zero: number, one: number, feature: number): Step[] {
  const path = before.map((step) => ({ ...step }))
  const length = path.length
  path.push({ feature, zero, one, weight: length === 0 ? 1 : 0 })
  for (let at = length - 1; at >= 0; at -= 1) {
    const here = path[at] as Step
    const next = path[at + 1] as Step
    next.weight += (one * here.weight * (at + 1)) / (length + 1)
    here.weight = (zero * here.weight * (length - at)) / (length + 1)
  }
  return path
}

/** Takes a feature out of a path again. */
function unwound(path: readonly Step[], out: number): Step[] {
  const last = path.length - 1
  const { zero, one } = path[out] as Step
  const weights = weightsWithout(path, zero, one)
  return path.filter((_, at) => at !== out).map((step, at) => ({ ...step, weight: weights[at] as number })).slice(0, last)
}

function weightsWithout(path: readonly Step[], zero: number, one: number): number[] {
  const last = path.length - 1
  const weights = new Array<number>(last).fill(0)
  let carried = (path[last] as Step).weight
  for (let at = last - 1; at >= 0; at -= 1) {
    const own = (path[at] as Step).weight
    if (one !== 0) {
      const weight = (carried * (last + 1)) / ((at + 1) * one)
      weights[at] = weight
      carried = own - (weight * zero * (last - at)) / (last + 1)
    } else weights[at] = (own * (last + 1)) / (zero * (last - at))
  }
  return weights
}

function addLeaf(path: readonly Step[], value: number, effects: Float64Array): void {
  for (let at = 1; at < path.length; at += 1) {
    const { zero, one, feature } = path[at] as Step
    const weight = weightsWithout(path, zero, one).reduce((sum, own) => sum + own, 0)
    effects[feature] = (effects[feature] as number) + weight * (one - zero) * value
  }
}
