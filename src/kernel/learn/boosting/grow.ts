import { runParts } from '../machine/parts.js'
import { CHUNK, groundParts, type Ground } from './ground.js'
import { buildHistogram, searchNodes, sumsAt, type GrowNode, type Split } from './search.js'
import type { Binner, Tree } from './tree.js'

/** Leaves of a tree just grown, with their rows among the ground's entries. */
export interface Leaf {
  readonly place: number
  readonly begin: number
  readonly end: number
  readonly low: number
  readonly high: number
}

/** A tree without its outputs, its leaves, and its questions by bins. */
export interface Grown {
  readonly tree: Tree
  readonly leaves: readonly Leaf[]
  /** By node: which bins go left, null for leaves. */
  readonly tables: readonly (Uint8Array | null)[]
}

export interface GrowOrder {
  readonly count: number
  /** Rows the tree sees, ascending, a row as often as it counts; all when absent. */
  readonly sample: Uint32Array | null
  readonly seed: number
  /** Features a node may ask about (1 each), asked once a node. */
  mask(): Uint8Array
  /** Called after every node, so that a throw ends the work soon. */
  step(): void
}

/** Largest threshold: every value is on the left, the missing alone on the right. */
const ALL = 3.4028234663852886e38
/** Rounding is at random once a slope has fewer steps than this. */
const FINE = 32_766

/**
 * Grows one tree leaf by leaf, the best split first (Shi 2007), on slopes and curvatures quantised to integers (Shi and
 * others 2022, Quantized Training of Gradient Boosting Decision Trees): sums of integers do not depend on their order.
 */
export function growTree(ground: Ground, order: GrowOrder): Grown {
  quantise(ground, order)
  const draft = newDraft()
  const free = Array.from({ length: ground.slots }, (_, at) => ground.slots - 1 - at)
  const root = plantRoot(ground, order, free)
  draft.add(root)
  const open: GrowNode[] = [root]
  for (let leaves = 1; leaves < ground.rules.leaves; leaves += 1) {
    const at = bestOf(open)
    const node = open[at]
    if (node?.split == null) break
    order.step()
    const children = splitNode(ground, draft, node, node.split)
    open.splice(at, 1, ...children)
    const asked = leaves + 1 < ground.rules.leaves
    searchChildren(ground, order, node, asked ? children : [], free, open)
  }
  return draft.finish(open, ground.binners)
}

function quantise(ground: Ground, order: GrowOrder): void {
  const { machine, data, extremes, rules, settings } = ground
  let [most, high, low] = [0, 0, Number.POSITIVE_INFINITY]
  for (let chunk = 0; chunk < Math.ceil(data.rows / CHUNK); chunk += 1) {
    most = Math.max(most, extremes[chunk * 3] as number)
    high = Math.max(high, extremes[chunk * 3 + 1] as number)
    low = Math.min(low, extremes[chunk * 3 + 2] as number)
  }
  const steps = Math.min(FINE, Math.floor(0x7fffffff / order.count) - 1)
  const random = steps < FINE
  const scaleG = most > 0 ? steps / most : 1
  const scaleH = high > 0 ? steps / high : 1
  // With random rounding a curvature may come out one step away.
  const [least, largest] = random ? [Math.floor(low * scaleH), Math.ceil(high * scaleH)] : [Math.round(low * scaleH), Math.round(high * scaleH)]
  settings.set([1 / scaleG, 1 / scaleH, rules.l2, rules.leafWeight, rules.leafRows, least, largest, rules.smoothing, rules.categoryL2])
  const parts = groundParts(ground, order.count, 16_384)
  const sample = order.sample?.byteOffset ?? 0
  runParts(machine, 'entries', parts, order.count, sample, ground.g.byteOffset, ground.h.byteOffset, scaleG, scaleH, order.seed, random ? 1 : 0, ground.entries.byteOffset)
}

function plantRoot(ground: Ground, order: GrowOrder, free: number[]): GrowNode {
  const slot = free.pop() as number
  const bare = { place: 0, begin: 0, end: order.count, depth: 0, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, slot, split: null }
  const partials = buildHistogram(ground, { ...bare, sumG: 0, sumH: 0 })
  const sums = { sumG: 0, sumH: 0 }
  for (let part = 0; part <= partials; part += 1) {
    const own = sumsAt(ground, part === 0 ? ground.histograms + slot * ground.size : ground.scratch + (part - 1) * ground.size)
    sums.sumG += own.sumG
    sums.sumH += own.sumH
  }
  const root: GrowNode = { ...bare, ...sums }
  searchNodes(ground, [root], partials, [order.mask()])
  return root
}

function bestOf(open: readonly GrowNode[]): number {
  let best = -1
  let most = 0
  open.forEach((node, at) => {
    if (node.split !== null && node.split.gain > most) [best, most] = [at, node.split.gain]
  })
  return best
}

function splitNode(ground: Ground, draft: Draft, node: GrowNode, split: Split): [GrowNode, GrowNode] {
  const middle = node.begin + partRows(ground, node, split)
  const direction = ground.rules.monotone[split.feature] ?? 0
  const fence = (split.leftOutput + split.rightOutput) / 2
  const side = (left: boolean): GrowNode => ({
    place: draft.size() + (left ? 0 : 1),
    begin: left ? node.begin : middle,
    end: left ? middle : node.end,
    depth: node.depth + 1,
    sumG: left ? split.leftG : node.sumG - split.leftG,
    sumH: left ? split.leftH : node.sumH - split.leftH,
    low: direction !== 0 && left === (direction < 0) ? Math.max(node.low, fence) : node.low,
    high: direction !== 0 && left === (direction > 0) ? Math.min(node.high, fence) : node.high,
    slot: -1,
    split: null,
  })
  const children: [GrowNode, GrowNode] = [side(true), side(false)]
  draft.split(node, split, children)
  return children
}

/** Puts the rows that go left first; how many they are. */
function partRows(ground: Ground, node: GrowNode, split: Split): number {
  const { machine, data, entries, left, right, counts, table } = ground
  table.set(split.table)
  const parts = groundParts(ground, node.end - node.begin, 32_768)
  const column = data.columns + split.feature * data.rows
  runParts(machine, 'partition', parts, entries.byteOffset, node.begin, node.end, column, table.byteOffset, left.byteOffset, right.byteOffset, counts.byteOffset)
  if (parts > 1) runParts(machine, 'joinSides', parts, entries.byteOffset, node.begin, node.end, left.byteOffset, right.byteOffset, counts.byteOffset)
  return counts.subarray(0, parts).reduce((sum, count) => sum + count, 0)
}

function searchChildren(ground: Ground, order: GrowOrder, parent: GrowNode, children: readonly GrowNode[], free: number[], open: readonly GrowNode[]): void {
  const { rules } = ground
  const askable = (node: GrowNode): boolean => node.depth < rules.depth && node.end - node.begin >= 2 * Math.max(1, rules.leafRows)
  const held = parent.slot
  parent.slot = -1
  if (!children.some(askable)) {
    if (held >= 0) free.push(held)
    return
  }
  const [a, b] = children as [GrowNode, GrowNode]
  const [small, large] = a.end - a.begin <= b.end - b.begin ? [a, b] : [b, a]
  makeRoom(free, open, held >= 0 ? 1 : 2)
  small.slot = free.pop() as number
  if (held >= 0) {
    const partials = buildHistogram(ground, small)
    large.slot = held
    searchNodes(ground, [small, large], partials, [order.mask(), order.mask()])
  } else {
    searchNodes(ground, [small], buildHistogram(ground, small), [order.mask()])
    large.slot = free.pop() as number
    searchNodes(ground, [large], buildHistogram(ground, large), [order.mask()])
  }
  for (const node of [small, large]) {
    if (!askable(node)) node.split = null
    if (node.split !== null) continue
    free.push(node.slot)
    node.slot = -1
  }
}

/** Takes histograms from the least promising nodes until enough are free. */
function makeRoom(free: number[], open: readonly GrowNode[], needed: number): void {
  if (free.length >= needed) return
  const holders = open.filter((node) => node.slot >= 0).sort((a, b) => (a.split?.gain ?? 0) - (b.split?.gain ?? 0) || b.place - a.place)
  for (const node of holders.slice(0, needed - free.length)) {
    free.push(node.slot)
    node.slot = -1
  }
}

interface Draft {
  size(): number
  add(node: GrowNode): void
  split(node: GrowNode, split: Split, children: readonly [GrowNode, GrowNode]): void
  finish(open: readonly GrowNode[], binners: readonly Binner[]): Grown
}

function newDraft(): Draft {
  const splits: (Split | null)[] = []
  const covers: number[] = []
  const first: number[] = []
  const add = (node: GrowNode): void => {
    splits.push(null)
    covers.push(node.end - node.begin)
    first.push(-1)
  }
  return {
    size: () => splits.length,
    add,
    split(node, split, children) {
      splits[node.place] = split
      first[node.place] = children[0].place
      children.forEach(add)
    },
    finish(open, binners) {
      const of = <Value>(value: (split: Split, place: number) => Value, leaf: Value): Value[] => splits.map((split, place) => (split === null ? leaf : value(split, place)))
      const tree: Tree = {
        feature: of((split) => split.feature, -1),
        threshold: of((split) => thresholdOf(split, binners[split.feature] as Binner), 0),
        levels: of((split) => levelsLeft(split, binners[split.feature] as Binner), null),
        missingLeft: of((split) => split.missingLeft, false),
        left: of((_, place) => first[place] as number, -1),
        right: of((_, place) => (first[place] as number) + 1, -1),
        value: splits.map(() => 0),
        gain: of((split) => split.gain, 0),
        cover: covers,
      }
      return { tree, leaves: open, tables: splits.map((split) => split?.table ?? null) }
    },
  }
}

function thresholdOf(split: Split, binner: Binner): number {
  if (binner.kind === 'category') return 0
  return binner.cuts[split.bin] ?? ALL
}

function levelsLeft(split: Split, binner: Binner): number[] | null {
  if (binner.kind === 'number') return null
  return [...binner.bins.keys()].filter((code) => split.table[binner.bins[code] as number] === 1)
}
