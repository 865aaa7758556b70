import type { Tick } from '../data/fit.js'
import type { Column, Matrix } from '../data/matrix.js'
import { createArena, type Arena } from '../machine/arena.js'
import type { Machine } from '../machine/machine.js'
import { runParts } from '../machine/parts.js'
import { alignedColumns, type Feature } from '../model/fitted.js'
import type { FlatTrees } from './flat.js'

const PIECE = 32_768
const NODE_WORDS = 8
const BLOCK = 64

interface Loaded {
  readonly starts: number
  readonly nodes: number
  readonly trees: number
  /** Features that trees ask about, by place in the staged rows. */
  readonly used: readonly number[]
  /** Bytes a part needs for its masks. */
  readonly room: number
  readonly masks: number
  readonly parts: number
}

/**
 * Adds the trees' outputs to scores on a machine, 64 rows at a time: the same leaves and the same sums as `addFlat`, for
 * many rows. Errors: LEARN_COLUMN_MISSING, LEARN_COLUMN_KIND, LEARN_TOO_LARGE.
 */
export function addFlatOn(machine: Machine, flat: FlatTrees, features: readonly Feature[], matrix: Matrix, scores: readonly Float64Array[], tick?: Tick): void {
  const columns = alignedColumns(features, matrix)
  const arena = createArena(machine)
  try {
    const piece = Math.min(PIECE, Math.ceil(matrix.rows / BLOCK) * BLOCK)
    const loaded = load(machine, arena, flat, piece)
    const staged = arena.f32(Math.max(1, loaded.used.length) * piece)
    const wide = arena.f64(piece)
    const out = arena.f64(scores.length * piece)
    for (let from = 0; from < matrix.rows; from += piece) {
      const count = Math.min(piece, matrix.rows - from)
      loaded.used.forEach((feature, at) => stage(machine, columns[feature] as Column, from, count, staged.subarray(at * piece, at * piece + count), wide))
      scores.forEach((own, at) => out.set(own.subarray(from, from + count), at * piece))
      const { starts, nodes, trees, masks, room, parts, used } = loaded
      runParts(machine, 'scoreTrees', parts, piece, used.length, staged.byteOffset, trees, starts, nodes, scores.length, out.byteOffset, masks, room)
      scores.forEach((own, at) => own.set(out.subarray(at * piece, at * piece + count), from))
      tick?.((from + count) / matrix.rows)
    }
  } finally {
    arena.free()
  }
}

function load(machine: Machine, arena: Arena, flat: FlatTrees, piece: number): Loaded {
  const size = flat.feature.length
  const used = [...new Set(flat.feature)].filter((feature) => feature >= 0).sort((a, b) => a - b)
  const places = new Map(used.map((feature, at) => [feature, at]))
  const starts = arena.i32(flat.starts.length)
  starts.set(flat.starts)
  const nodes = arena.i32(size * NODE_WORDS)
  const thresholds = new Float32Array(nodes.buffer, nodes.byteOffset, nodes.length)
  const values = new Float64Array(nodes.buffer, nodes.byteOffset, nodes.length / 2)
  let [tree, largest] = [0, 0]
  for (let node = 0; node < size; node += 1) {
    while (node >= (flat.starts[tree + 1] as number)) tree += 1
    const root = flat.starts[tree] as number
    largest = Math.max(largest, node - root + 1)
    const at = node * NODE_WORDS
    const feature = flat.feature[node] as number
    nodes[at] = feature < 0 ? -1 : (places.get(feature) as number)
    thresholds[at + 1] = flat.threshold[node] as number
    nodes[at + 2] = flat.missingLeft[node] as number
    nodes[at + 3] = loadTable(arena, flat.tables[node] ?? null)
    nodes[at + 4] = (flat.left[node] as number) - root
    nodes[at + 5] = (flat.right[node] as number) - root
    values[at / 2 + 3] = flat.value[node] as number
  }
  const parts = Math.max(1, Math.min(machine.threads * 4, piece / BLOCK))
  // A word a feature, 64 bytes a node, the rows' leaves and 256 outputs.
  const room = Math.ceil(used.length / 8) * 64 + largest * 64 + 64 + 256 * 8
  return { starts: starts.byteOffset, nodes: nodes.byteOffset, trees: flat.starts.length - 1, used, room, masks: arena.u8(parts * room).byteOffset, parts: machine.threads === 1 ? 1 : parts }
}

function loadTable(arena: Arena, table: Uint8Array | null): number {
  if (table === null) return 0
  const held = arena.u8(Math.max(1, table.length))
  held.set(table)
  return held.byteOffset
}

function stage(machine: Machine, column: Column, from: number, count: number, out: Float32Array, wide: Float64Array): void {
  if (column.kind === 'category') out.set(column.codes.subarray(from, from + count))
  else if (column.values instanceof Float32Array) out.set(column.values.subarray(from, from + count))
  else {
    wide.set(column.values.subarray(from, from + count))
    runParts(machine, 'narrowUp', 1, count, wide.byteOffset, out.byteOffset)
  }
}
