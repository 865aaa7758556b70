import type { Arena } from '../machine/arena.js'
import type { Machine } from '../machine/machine.js'
import { partsFor, runParts } from '../machine/parts.js'
import type { Binned } from './binned.js'
import type { Tree } from './tree.js'

/** Room for one tree in a machine's memory. */
export interface LoadedTree {
  /** Adds a tree's outputs to the scores of binned rows. */
  readonly add: (machine: Machine, tree: Tree, tables: readonly (Uint8Array | null)[], data: Binned, scores: Float64Array) => void
}

/** Room for trees of at most so many leaves. */
export function loadTree(arena: Arena, leaves: number): LoadedTree {
  const nodes = arena.i32((2 * leaves - 1) * 4)
  const all = arena.u8(leaves * 256)
  const values = arena.f64(2 * leaves - 1)
  return {
    add(machine, tree, tables, data, scores) {
      let questions = 0
      tree.feature.forEach((feature, at) => {
        const table = tables[at] ?? null
        if (table !== null) all.set(table, questions * 256)
        nodes.set([feature, tree.left[at] as number, tree.right[at] as number, questions], at * 4)
        if (table !== null) questions += 1
      })
      values.set(tree.value)
      runParts(machine, 'addTree', partsFor(machine, data.rows, 8192), data.rows, data.byRow, data.stride, nodes.byteOffset, all.byteOffset, values.byteOffset, scores.byteOffset)
    },
  }
}
