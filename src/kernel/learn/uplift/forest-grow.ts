import { createRandom, shuffled, type Random } from '../data/random.js'
import {
  bestSplit,
  CELL,
  fillHistogram,
  ratesOf,
  type Rates,
  type Split,
  type SplitRules,
} from './forest-search.js'
import type { ForestGround } from './forest-ground.js'

/**
 * A tree as plain data, node after node; node 0 is the root and children come after their parent. A number goes left when
 * value < cut, a category when its code is among `levels`; a missing value goes where `missingLeft` says.
 */
export interface UpliftTree {
  /** Place of the feature in the model's list, -1 for a leaf. */
  readonly feature: readonly number[]
  readonly cut: readonly number[]
  readonly levels: readonly (readonly number[] | null)[]
  readonly missingLeft: readonly boolean[]
  readonly left: readonly number[]
  readonly right: readonly number[]
  /** Mean outcome of the arms in every node, by the rows that estimate. */
  readonly treated: readonly number[]
  readonly control: readonly number[]
  /** Rows that estimate. */
  readonly rows: readonly number[]
}

export interface GrowPlan extends SplitRules {
  readonly depth: number
  /** Features asked about at each node. */
  readonly columns: number
  /** Share of rows each tree sees. */
  readonly share: number
  readonly honest: boolean
}

interface Draft {
  feature: number[]
  cut: number[]
  levels: (readonly number[] | null)[]
  missingLeft: boolean[]
  left: number[]
  right: number[]
  treated: number[]
  control: number[]
  rows: number[]
}

interface Work {
  readonly ground: ForestGround
  readonly plan: GrowPlan
  readonly random: Random
  readonly histogram: Float64Array
  readonly draft: Draft
}

/** One tree: rows drawn without replacement alike in treatment and outcome; half of them choose the splits, half estimate. */
export function growUpliftTree(ground: ForestGround, plan: GrowPlan, seed: number, at: number): UpliftTree {
  const random = createRandom(seed, at + 1)
  const { places, estimates } = drawHalves(ground, plan, random)
  const widest = ground.features.reduce((most, feature) => Math.max(most, feature.count), 0)
  const draft: Draft = {
    feature: [],
    cut: [],
    levels: [],
    missingLeft: [],
    left: [],
    right: [],
    treated: [],
    control: [],
    rows: [],
  }
  const work = { ground, plan, random, histogram: new Float64Array((widest + 1) * CELL), draft }
  growNode(work, places, estimates, null, 0)
  return draft
}

function drawHalves(ground: ForestGround, plan: GrowPlan, random: Random) {
  const places: number[] = []
  const estimates: number[] = []
  for (const group of ground.groups) {
    const order = shuffled(group.length, random)
    const taken = Math.min(group.length, Math.ceil(plan.share * group.length))
    for (let at = 0; at < taken; at += 1) {
      const place = group[order[at] as number] as number
      if (!plan.honest || at % 2 === 0) places.push(place)
      if (!plan.honest || at % 2 === 1) estimates.push(place)
    }
  }
  return { places: Uint32Array.from(places).sort(), estimates: Uint32Array.from(estimates).sort() }
}

function growNode(
  work: Work,
  places: Uint32Array,
  estimates: Uint32Array,
  parent: Rates | null,
  depth: number,
): number {
  const { ground, plan, draft } = work
  const node = draft.feature.length
  const rates = ratesOf(ground, places, parent, plan.smoothing)
  const means = ratesOf(ground, estimates, null, 0)
  draft.feature.push(-1)
  draft.cut.push(0)
  draft.levels.push(null)
  draft.missingLeft.push(false)
  draft.left.push(-1)
  draft.right.push(-1)
  draft.treated.push(means.treated)
  draft.control.push(means.control)
  draft.rows.push(estimates.length)
  const split = depth < plan.depth ? findSplit(work, places, estimates, rates) : null
  if (split === null) return node
  draft.feature[node] = split.feature
  // A cut above the last bin parts what is there from what is missing.
  draft.cut[node] =
    split.levels === null ? (ground.features[split.feature]?.cuts[split.bin] ?? Number.MAX_VALUE) : 0
  draft.levels[node] = split.levels
  draft.missingLeft[node] = split.missingLeft
  const goesLeft = sidesOf(ground, split)
  const bins = ground.features[split.feature]?.bins ?? new Uint16Array(0)
  const [chooseLeft, chooseRight] = parted(places, bins, goesLeft)
  const [estimateLeft, estimateRight] = parted(estimates, bins, goesLeft)
  const left = growNode(work, chooseLeft, estimateLeft, rates, depth + 1)
  const right = growNode(work, chooseRight, estimateRight, rates, depth + 1)
  draft.left[node] = left
  draft.right[node] = right
  return node
}

function findSplit(work: Work, places: Uint32Array, estimates: Uint32Array, rates: Rates): Split | null {
  const { ground, plan, histogram, random } = work
  if (places.length < 4 * plan.leafRows) return null
  let best: Split | null = null
  const asked = shuffled(ground.features.length, random).subarray(0, plan.columns)
  for (const at of asked) {
    const feature = ground.features[at]
    if (feature === undefined) continue
    fillHistogram(histogram, ground, feature, places, estimates)
    const split = bestSplit(histogram, feature, at, rates, plan)
    if (split !== null && (best === null || split.gain > best.gain)) best = split
  }
  return best
}

/** 1 for the bins that go left. */
function sidesOf(ground: ForestGround, split: Split): Uint8Array {
  const feature = ground.features[split.feature]
  const count = feature?.count ?? 0
  const left = new Uint8Array(count + 1)
  for (let bin = 0; bin < count; bin += 1) {
    left[bin] = (split.levels === null ? bin <= split.bin : split.levels.includes(bin)) ? 1 : 0
  }
  left[count] = split.missingLeft ? 1 : 0
  return left
}

/** Parts places, each side in its order. */
function parted(places: Uint32Array, bins: Uint16Array, goesLeft: Uint8Array): [Uint32Array, Uint32Array] {
  const left = new Uint32Array(places.length)
  const right = new Uint32Array(places.length)
  let [inLeft, inRight] = [0, 0]
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] as number
    if (goesLeft[bins[place] as number] === 1) {
      left[inLeft] = place
      inLeft += 1
    } else {
      right[inRight] = place
      inRight += 1
    }
  }
  return [left.slice(0, inLeft), right.slice(0, inRight)]
}
