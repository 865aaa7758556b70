import type { Arena } from '../machine/arena.js'
import type { Machine } from '../machine/machine.js'
import type { Matrix } from '../data/matrix.js'
import { binColumns } from '../boosting/binned.js'
import { binnersOf } from '../boosting/cuts.js'
import { growTree, type GrowOrder, type Leaf } from '../boosting/grow.js'
import { CHUNK, prepareGround, type Ground, type GrowRules } from '../boosting/ground.js'
import type { Tree } from '../boosting/tree.js'

/** A target ready for trees whose leaves hold means: gains are what a split takes off half the squared error. */
export interface MeanGround {
  readonly ground: Ground
  readonly target: ArrayLike<number>
  readonly weights: Float64Array
}

export interface Grown {
  readonly tree: Tree
  readonly tables: readonly (Uint8Array | null)[]
}

/** Bins the rows and sets the slopes of the squared error around the mean, which stay the same for all trees. */
export function prepareMeans(machine: Machine, arena: Arena, matrix: Matrix, target: ArrayLike<number>, weights: Float64Array, rules: GrowRules, plan: { readonly bins: number; readonly seed: number }, tick?: (share: number) => void): MeanGround {
  const binners = binnersOf(matrix, plan.bins, plan.seed)
  const data = binColumns(machine, arena, matrix.columns, binners, matrix.rows, tick)
  const ground = prepareGround(machine, arena, data, binners, rules, matrix.rows)
  let [sum, total] = [0, 0]
  weights.forEach((weight, row) => {
    sum += weight * (target[row] as number)
    total += weight
  })
  const mean = sum / total
  ground.extremes.fill(0)
  weights.forEach((weight, row) => {
    const slope = weight * (mean - (target[row] as number))
    ground.g[row] = slope
    ground.h[row] = weight
    const at = Math.floor(row / CHUNK) * 3
    ground.extremes[at] = Math.max(ground.extremes[at] as number, Math.abs(slope))
    ground.extremes[at + 1] = Math.max(ground.extremes[at + 1] as number, weight)
    ground.extremes[at + 2] = row % CHUNK === 0 ? weight : Math.min(ground.extremes[at + 2] as number, weight)
  })
  return { ground, target, weights }
}

/** A tree whose leaves hold the mean target of their rows. */
export function growMeans(means: MeanGround, order: GrowOrder): Grown {
  const { tree, leaves, tables } = growTree(means.ground, order)
  const value = [...tree.value]
  for (const leaf of leaves) value[leaf.place] = meanOf(means, leaf)
  return { tree: { ...tree, value }, tables }
}

function meanOf({ ground, target, weights }: MeanGround, { begin, end }: Leaf): number {
  let [sum, total, plain] = [0, 0, 0]
  for (let at = begin; at < end; at += 1) {
    const row = ground.entries[2 * at] as number
    const weight = weights[row] as number
    sum += weight * (target[row] as number)
    total += weight
    plain += target[row] as number
  }
  return total > 0 ? sum / total : plain / (end - begin)
}

/** Runs one grown tree over all binned rows into `out`. */
export function outputsOf({ ground }: MeanGround, { tree, tables }: Grown, out: Float64Array, add: (machine: Machine, tree: Tree, tables: Grown['tables'], data: Ground['data'], scores: Float64Array) => void): void {
  out.fill(0)
  add(ground.machine, tree, tables, ground.data, out)
}
