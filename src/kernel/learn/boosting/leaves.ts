import { runParts } from '../machine/parts.js'
import type { Grown, Leaf } from './grow.js'
import { CHUNK, groundParts, type Ground } from './ground.js'
import type { LoadedTree } from './loaded-tree.js'
import { weightedQuantile } from './objective.js'
import type { BoostingPlan } from './options.js'
import type { Tree } from './tree.js'

/** Scores, labels and weights of the rows a tree was grown on. */
export interface Rows {
  readonly scores: Float64Array
  readonly label: Float64Array
  readonly weights: Float64Array
}

/** Gives a tree its outputs, from the exact slopes of its leaves, and adds them to the scores of all rows. */
export function giveOutputs(ground: Ground, grown: Grown, plan: BoostingPlan, rows: Rows, everyRow: boolean, loaded: LoadedTree): Tree {
  const tasks = tasksOf(ground, grown.leaves)
  const outputs = plan.objective.kind === 'quantile' ? quantiles(ground, grown.leaves, rows, plan.objective.alpha) : newtonOutputs(ground, grown.leaves, tasks)
  const value = [...grown.tree.value]
  grown.leaves.forEach((leaf, at) => (value[leaf.place] = plan.rate * (outputs[at] as number)))
  const tree = { ...grown.tree, value }
  if (everyRow) addOutputs(ground, tasks, grown.leaves, value, rows.scores)
  else loaded.add(ground.machine, tree, grown.tables, ground.data, rows.scores)
  return tree
}

/** Leaf of each task. */
export function tasksOf({ tasks }: Ground, leaves: readonly Leaf[]): number[] {
  const owners: number[] = []
  leaves.forEach((leaf, at) => {
    for (let begin = leaf.begin; begin < leaf.end; begin += CHUNK) {
      tasks.set([begin, Math.min(leaf.end, begin + CHUNK)], owners.length * 2)
      owners.push(at)
    }
  })
  return owners
}

/** Newton's step of each leaf within its bounds: -G / (H + l2). */
export function newtonOutputs(ground: Ground, leaves: readonly Leaf[], owners: readonly number[]): number[] {
  const { machine, tasks, entries, g, h, sums, rules } = ground
  const parts = groundParts(ground, owners.length, 2)
  runParts(machine, 'sumEntries', parts, tasks.byteOffset, owners.length, entries.byteOffset, g.byteOffset, h.byteOffset, sums.byteOffset)
  const totals = leaves.map(() => ({ g: 0, h: 0 }))
  owners.forEach((owner, task) => {
    const total = totals[owner] as { g: number; h: number }
    total.g += sums[task * 2] as number
    total.h += sums[task * 2 + 1] as number
  })
  return leaves.map((leaf, at) => {
    const { g: sumG, h: sumH } = totals[at] as { g: number; h: number }
    const step = sumH + rules.l2 > 0 ? -sumG / (sumH + rules.l2) : 0
    return Math.min(Math.max(step, leaf.low), leaf.high)
  })
}

/** The loss of a quantile has no curvature: each leaf takes the quantile of its residuals. */
function quantiles({ entries }: Ground, leaves: readonly Leaf[], { scores, label, weights }: Rows, alpha: number): number[] {
  return leaves.map((leaf) => {
    const rows = Array.from({ length: leaf.end - leaf.begin }, (_, at) => entries[2 * (leaf.begin + at)] as number)
    const residuals = Float64Array.from(rows, (row) => (label[row] as number) - (scores[row] as number))
    const step = weightedQuantile(residuals, Float64Array.from(rows, (row) => weights[row] as number), alpha)
    return Math.min(Math.max(step, leaf.low), leaf.high)
  })
}

function addOutputs(ground: Ground, owners: readonly number[], leaves: readonly Leaf[], value: readonly number[], scores: Float64Array): void {
  const { machine, tasks, entries, sums } = ground
  owners.forEach((owner, task) => (sums[task] = value[(leaves[owner] as Leaf).place] as number))
  runParts(machine, 'addToRows', groundParts(ground, owners.length, 2), tasks.byteOffset, owners.length, entries.byteOffset, sums.byteOffset, scores.byteOffset)
}

