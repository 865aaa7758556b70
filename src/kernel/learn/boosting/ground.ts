import type { Arena } from '../machine/arena.js'
import type { Machine } from '../machine/machine.js'
import type { Binned } from './binned.js'
import { binCount } from './cuts.js'
import type { Binner } from './tree.js'

/** What trees are grown by. */
export interface GrowRules {
  /** Most leaves of a tree. */
  readonly leaves: number
  /** Most questions on a way to a leaf. */
  readonly depth: number
  /** Fewest rows in a leaf. */
  readonly leafRows: number
  /** Smallest sum of curvatures in a leaf. */
  readonly leafWeight: number
  readonly l2: number
  /** Smallest gain of a split. */
  readonly leastGain: number
  /** Added to a level's curvature when levels are put in order. */
  readonly smoothing: number
  /** Added to l2 for splits of categories. */
  readonly categoryL2: number
  /** By feature: -1, 0 or 1. */
  readonly monotone: readonly number[]
}

/** Memory in which trees are grown, one after another. */
export interface Ground {
  readonly machine: Machine
  readonly data: Binned
  readonly binners: readonly Binner[]
  readonly rules: GrowRules
  /** Features with their padding to an even number. */
  readonly padded: number
  readonly g: Float32Array
  readonly h: Float32Array
  readonly extremes: Float64Array
  readonly entries: Uint32Array
  readonly left: Uint32Array
  readonly right: Uint32Array
  readonly counts: Uint32Array
  /** Address of the first histogram, and bytes of one. */
  readonly histograms: number
  readonly size: number
  readonly slots: number
  readonly scratch: number
  readonly about: Int32Array
  readonly settings: Float64Array
  readonly nodes: Float64Array
  readonly found: readonly [Float64Array, Float64Array]
  readonly masks: readonly [Uint8Array, Uint8Array]
  readonly rowCounts: Uint32Array
  readonly orders: Uint8Array
  readonly table: Uint8Array
  readonly tasks: Int32Array
  readonly sums: Float64Array
}

/** Rows whose slopes are added up together: chunks of their own make sums the same at any number of threads. */
export const CHUNK = 8192
/** f64 in one feature's best split. */
export const FOUND = 12
const FEATURE_BYTES = 2048
/** Histograms kept for nodes that wait; past it they are built again when needed. */
const POOL_BYTES = 512 * 1024 * 1024
const LEAST_SLOTS = 4
const MOST_PARTS = 16

/** Takes the memory: `most` is the largest number of entries a tree is grown of. */
export function prepareGround(machine: Machine, arena: Arena, data: Binned, binners: readonly Binner[], rules: GrowRules, most: number): Ground {
  const { rows, features } = data
  const padded = features + (features % 2)
  const size = padded * FEATURE_BYTES
  const slots = Math.max(LEAST_SLOTS, Math.min(rules.leaves + 1, Math.floor(POOL_BYTES / size)))
  const even = rows + (rows % 2)
  const tasks = Math.ceil(most / CHUNK) + rules.leaves + 1
  const about = arena.i32(features * 4)
  binners.forEach((binner, at) => about.set([binCount(binner), binner.kind === 'category' ? 1 : 0, rules.monotone[at] ?? 0], at * 4))
  const histograms = arena.u8(slots * size).byteOffset
  // The histogram kernel leaves a word for each part before its scratch.
  const scratch = arena.u8(64 + (Math.min(machine.threads, MOST_PARTS) - 1) * size).byteOffset + 64
  return {
    machine,
    data,
    binners,
    rules,
    padded,
    g: arena.f32(even),
    h: arena.f32(even),
    extremes: arena.f64(Math.ceil(rows / CHUNK) * 3),
    entries: arena.u32(most * 2),
    left: arena.u32(machine.threads > 1 ? most * 2 : 2),
    right: arena.u32(most * 2 + 2),
    counts: arena.u32(MOST_PARTS),
    histograms,
    size,
    slots,
    scratch,
    about,
    settings: arena.f64(9),
    nodes: arena.f64(16),
    found: [arena.f64(features * FOUND), arena.f64(features * FOUND)],
    masks: [arena.u8(features), arena.u8(features)],
    rowCounts: arena.u32(padded * 256),
    orders: arena.u8(MOST_PARTS * 4096),
    table: arena.u8(256),
    tasks: arena.i32(tasks * 2),
    sums: arena.f64(tasks * 2),
  }
}

/** Parts of a kernel over `count` rows or cells, at most the room there is for. */
export function groundParts(ground: Ground, count: number, least: number): number {
  return Math.max(1, Math.min(ground.machine.threads, MOST_PARTS, Math.floor(count / least)))
}
