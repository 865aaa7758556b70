import { runParts } from '../machine/parts.js'
import { FOUND, groundParts, type Ground } from './ground.js'
import { MISSING_BIN } from './tree.js'

/** A node that grows: a run of entries with its sums, in quantised units. */
export interface GrowNode {
  /** Place in the tree. */
  readonly place: number
  readonly begin: number
  readonly end: number
  readonly depth: number
  readonly sumG: number
  readonly sumH: number
  /** Bounds of its output, from monotone features above. */
  readonly low: number
  readonly high: number
  /** Histogram it holds, -1 when none. */
  slot: number
  split: Split | null
}

/** The best question found for a node. */
export interface Split {
  readonly feature: number
  readonly gain: number
  /** Last bin on the left, -1 for a category. */
  readonly bin: number
  readonly missingLeft: boolean
  /** By bin: 1 goes left. */
  readonly table: Uint8Array
  readonly leftG: number
  readonly leftH: number
  readonly leftOutput: number
  readonly rightOutput: number
}

/** Cells (rows × features) and bins under which waking a thread costs more than it brings. */
const CELLS = 200_000
const FEATURES = 8

/** Adds up the histogram of a node in its slot; what other parts did stays in the scratch. */
export function buildHistogram(ground: Ground, node: GrowNode): number {
  const { machine, data } = ground
  const parts = groundParts(ground, (node.end - node.begin) * data.features, CELLS)
  const target = ground.histograms + node.slot * ground.size
  runParts(machine, 'histogram', parts, ground.entries.byteOffset, node.begin, node.end, data.byRow, data.stride, ground.padded, target, ground.scratch)
  return parts - 1
}

/** Sums of slopes and curvatures of a histogram, from its first feature. */
export function sumsAt(ground: Ground, address: number): { readonly sumG: number; readonly sumH: number } {
  const { buffer } = ground.machine.memory
  const low = new Uint32Array(buffer, address, 512)
  const high = new Int32Array(buffer, address, 512)
  let [sumG, sumH] = [0, 0]
  for (let bin = 0; bin < 256; bin += 1) {
    sumH += low[2 * bin] as number
    sumG += high[2 * bin + 1] as number
  }
  return { sumG, sumH }
}

/** Finishes the histograms of nodes just built and finds their best splits; with two, the second's is its parent's less the first's. */
export function searchNodes(ground: Ground, nodes: readonly GrowNode[], partials: number, masks: readonly Uint8Array[]): void {
  nodes.forEach((node, at) => {
    describe(ground, node, at, 0)
    ground.masks[at as 0 | 1].set(masks[at] as Uint8Array)
  })
  settle(ground, nodes.length, partials)
  nodes.forEach((node, at) => {
    node.split = choose(ground, node, at as 0 | 1)
  })
}

function settle(ground: Ground, nodes: number, partials: number): void {
  const { features } = ground.data
  const parts = groundParts(ground, features, FEATURES)
  const { about, settings, scratch, orders, padded } = ground
  runParts(ground.machine, 'settle', parts, features, padded, about.byteOffset, settings.byteOffset, nodes, ground.nodes.byteOffset, partials, scratch, orders.byteOffset)
}

function describe(ground: Ground, node: GrowNode, at: number, counts: number): void {
  const histogram = ground.histograms + node.slot * ground.size
  const [mask, out] = [ground.masks[at as 0 | 1].byteOffset, ground.found[at as 0 | 1].byteOffset]
  ground.nodes.set([node.sumG, node.sumH, node.low, node.high, histogram, counts, mask, out], at * 8)
}

/**
 * The best feature's split. Rows are not in the histograms; where a side's curvature leaves doubt whether it has rows
 * enough they are counted, and if it has not, the node is searched again with its rows counted by bin.
 */
function choose(ground: Ground, node: GrowNode, at: 0 | 1): Split | null {
  const best = bestFeature(ground, at)
  if (best < 0) return null
  const split = splitAt(ground, node, at, best)
  if (ground.found[at][best * FOUND + 5] === 0) return split
  if (hasRows(ground, node, split)) return split
  return chooseCounted(ground, node, at)
}

function hasRows({ machine, data, entries, table, rules }: Ground, node: GrowNode, split: Split): boolean {
  table.set(split.table)
  const column = data.columns + split.feature * data.rows
  const left = machine.call('countLeft', entries.byteOffset, node.begin, node.end, column, table.byteOffset)
  return left >= rules.leafRows && node.end - node.begin - left >= rules.leafRows
}

function chooseCounted(ground: Ground, node: GrowNode, at: 0 | 1): Split | null {
  const { data, rowCounts, entries, machine } = ground
  const parts = groundParts(ground, (node.end - node.begin) * data.features, CELLS)
  runParts(machine, 'countRows', parts, entries.byteOffset, node.begin, node.end, data.columns, data.rows, data.features, rowCounts.byteOffset)
  const [mask, found] = [ground.masks[0].slice(), ground.found[0].slice()]
  ground.masks[0].set(ground.masks[at])
  describe(ground, node, 0, rowCounts.byteOffset)
  settle(ground, 1, 0)
  const best = bestFeature(ground, 0)
  const split = best < 0 ? null : splitAt(ground, node, 0, best)
  // The place of the first node is given back as it was.
  ground.masks[0].set(mask)
  ground.found[0].set(found)
  return split
}

function bestFeature({ found, data, rules }: Ground, at: 0 | 1): number {
  let best = -1
  let most = rules.leastGain
  for (let feature = 0; feature < data.features; feature += 1) {
    const gain = found[at][feature * FOUND] as number
    if (gain > most) [best, most] = [feature, gain]
  }
  return best
}

function splitAt(ground: Ground, node: GrowNode, at: 0 | 1, feature: number): Split {
  const found = ground.found[at].subarray(feature * FOUND, (feature + 1) * FOUND)
  const [gain, bin, way, leftG, leftH, , leftOutput, rightOutput] = found as unknown as readonly [number, number, number, number, number, number, number, number]
  const table = new Uint8Array(256)
  const histogram = new Uint32Array(ground.machine.memory.buffer, ground.histograms + node.slot * ground.size + feature * 2048, 512)
  const empty = (place: number): boolean => histogram[2 * place] === 0 && histogram[2 * place + 1] === 0
  // Nothing missing here in training: a missing value goes with the heavier side.
  const missingLeft = empty(MISSING_BIN) ? leftH * 2 >= node.sumH : way === 1
  if (bin >= 0) table.fill(1, 0, bin + 1)
  else {
    const bits = new Uint8Array(found.buffer, found.byteOffset + 64, 32)
    for (let place = 0; place < MISSING_BIN; place += 1) {
      const goes = ((bits[place >> 3] as number) >> (place & 7)) & 1
      table[place] = goes === 1 || (missingLeft && empty(place)) ? 1 : 0
    }
  }
  table[MISSING_BIN] = missingLeft ? 1 : 0
  return { feature, gain, bin, missingLeft, table, leftG, leftH, leftOutput, rightOutput }
}
