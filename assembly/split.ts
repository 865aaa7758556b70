import { FEATURE } from './histogram'

// Places (f64) in the block of settings.
const UNIT_G: usize = 0
const UNIT_H: usize = 8
const L2: usize = 16
const LEAST_H: usize = 24
const LEAST_ROWS: usize = 32
const LOW_H: usize = 40
const HIGH_H: usize = 48
const SMOOTH: usize = 56
const CATEGORY_L2: usize = 64

// Places (f64) in the block of a node.
const SUM_G: usize = 0
const SUM_H: usize = 8
const LOW: usize = 16
const HIGH: usize = 24
const HISTOGRAM: usize = 32
const COUNTS: usize = 40
const MASK: usize = 48
const OUT: usize = 56
export const NODE: usize = 64

/** Bytes of the best split of one feature: gain, bin, missing left, slope and curvature of the left, doubt, both outputs, levels that go left. */
const FOUND: usize = 96

// The search runs on one instance per thread: what it needs is kept here, not passed along.
let unitG: f64 = 0
let unitH: f64 = 0
let l2: f64 = 0
let leastH: f64 = 0
let leastRows: f64 = 0
let lowH: f64 = 0
let highH: f64 = 0
let totalG: f64 = 0
let totalH: f64 = 0
let low: f64 = 0
let high: f64 = 0
let bounded: bool = false
let counts: usize = 0
let totalRows: f64 = 0
let best: f64 = 0
let found: usize = 0

// @ts-ignore: decorator
@inline
function outputOf(g: f64, h: f64): f64 {
  return min(max(-g / (h + l2), low), high)
}

// @ts-ignore: decorator
@inline
function worth(g: f64, h: f64, output: f64): f64 {
  return -(g * output + 0.5 * (h + l2) * output * output)
}

/** Looks at a split with `left` (packed sums) and `rows` (only where rows are counted) on the left; true when it is the best so far. */
// @ts-ignore: decorator
@inline
function better(left: u64, rows: f64, monotone: i32): bool {
  const rawH = <f64>(<u32>left)
  const rawG = <f64>(<i32>((<i64>(left - (left & 0xffffffff))) >> 32))
  const hl = rawH * unitH
  const hr = (totalH - rawH) * unitH
  if (hl < leastH || hr < leastH || rawH == 0 || totalH - rawH == 0) return false
  let doubt = false
  if (counts) {
    if (rows < leastRows || totalRows - rows < leastRows) return false
  } else {
    const less = min(rawH, totalH - rawH)
    if (lowH > 0 && less < leastRows * lowH) return false
    doubt = less <= (leastRows - 1) * highH
  }
  const gl = rawG * unitG
  const gr = (totalG - rawG) * unitG
  let gain: f64
  let wl: f64 = 0
  let wr: f64 = 0
  if (bounded || monotone != 0) {
    wl = outputOf(gl, hl)
    wr = outputOf(gr, hr)
    if ((wr - wl) * <f64>monotone < 0) return false
    gain = worth(gl, hl, wl) + worth(gr, hr, wr)
  } else {
    const a = hl + l2
    const b = hr + l2
    gain = (0.5 * (gl * gl * b + gr * gr * a)) / (a * b)
  }
  if (!(gain > best)) return false
  best = gain
  store<f64>(found, gain)
  store<f64>(found, rawG, 24)
  store<f64>(found, rawH, 32)
  store<f64>(found, doubt ? 1 : 0, 40)
  store<f64>(found, wl, 48)
  store<f64>(found, wr, 56)
  return true
}

function findNumber(histogram: usize, own: usize, bins: i32, monotone: i32): void {
  const missing = load<u64>(histogram, 255 * 8)
  const missingRows = own ? <f64>load<u32>(own, 255 * 4) : 0
  const ways = missing != 0 ? 2 : 1
  for (let way = 0; way < ways; way++) {
    let left: u64 = way ? missing : 0
    let rows: f64 = way ? missingRows : 0
    // The last bin only with the missing alone on the right.
    const stop = way == 0 && ways == 2 ? bins : bins - 1
    for (let bin = 0; bin < stop; bin++) {
      const here = load<u64>(histogram + (<usize>bin << 3))
      if (here == 0) continue
      left += here
      if (own) rows += <f64>load<u32>(own + (<usize>bin << 2))
      if (better(left, rows, monotone)) {
        store<f64>(found, <f64>bin, 8)
        store<f64>(found, <f64>way, 16)
      }
    }
  }
}

/** Levels in order of slope over curvature: the best grouping in two is a prefix (Fisher 1958). */
function findCategory(histogram: usize, own: usize, bins: i32, smooth: f64, order: usize): void {
  let count = 0
  for (let bin = 0; bin < bins; bin++) {
    const sums = load<u64>(histogram + (<usize>bin << 3))
    if (sums == 0) continue
    const h = <f64>(<u32>sums)
    const g = <f64>(<i32>((<i64>(sums - (sums & 0xffffffff))) >> 32))
    const ratio = (g * unitG) / (h * unitH + smooth)
    let at = count
    for (; at > 0 && load<f64>(order + (<usize>(at - 1) << 4)) > ratio; at--) {
      store<f64>(order + (<usize>at << 4), load<f64>(order + (<usize>(at - 1) << 4)))
      store<u64>(order + (<usize>at << 4), load<u64>(order + (<usize>(at - 1) << 4), 8), 8)
    }
    store<f64>(order + (<usize>at << 4), ratio)
    store<u64>(order + (<usize>at << 4), bin, 8)
    count++
  }
  const missing = load<u64>(histogram, 255 * 8)
  const missingRows = own ? <f64>load<u32>(own, 255 * 4) : 0
  const ways = missing != 0 ? 2 : 1
  let taken = -1
  for (let way = 0; way < ways; way++) {
    let left: u64 = way ? missing : 0
    let rows: f64 = way ? missingRows : 0
    const stop = way == 0 && ways == 2 ? count : count - 1
    for (let at = 0; at < stop; at++) {
      const bin = <usize>load<u64>(order + (<usize>at << 4), 8)
      left += load<u64>(histogram + (bin << 3))
      if (own) rows += <f64>load<u32>(own + (bin << 2))
      if (better(left, rows, 0)) {
        store<f64>(found, <f64>way, 16)
        taken = at
      }
    }
  }
  if (taken < 0) return
  store<f64>(found, -1, 8)
  memory.fill(found + 64, 0, 32)
  for (let at = 0; at <= taken; at++) {
    const bin = <usize>load<u64>(order + (<usize>at << 4), 8)
    store<u8>(found + (bin >> 3), load<u8>(found + (bin >> 3), 64) | (<u8>1 << <u8>(bin & 7)), 64)
  }
}

/** Sets the found gain over the node as it is; 0 where nothing is better. */
function find(node: usize, feature: i32, features: usize, settings: usize, order: usize): void {
  const about = features + (<usize>feature << 4)
  const category = load<i32>(about, 4)
  found = <usize>load<f64>(node, OUT) + <usize>feature * FOUND
  store<f64>(found, 0)
  if (load<u8>(<usize>load<f64>(node, MASK) + <usize>feature) == 0) return
  l2 = load<f64>(settings, L2) + (category ? load<f64>(settings, CATEGORY_L2) : 0)
  unitG = load<f64>(settings, UNIT_G)
  unitH = load<f64>(settings, UNIT_H)
  leastH = load<f64>(settings, LEAST_H)
  leastRows = load<f64>(settings, LEAST_ROWS)
  lowH = load<f64>(settings, LOW_H)
  highH = load<f64>(settings, HIGH_H)
  totalG = load<f64>(node, SUM_G)
  totalH = load<f64>(node, SUM_H)
  low = load<f64>(node, LOW)
  high = load<f64>(node, HIGH)
  bounded = low > -Infinity || high < Infinity
  const histogram = <usize>load<f64>(node, HISTOGRAM) + <usize>feature * FEATURE
  counts = <usize>load<f64>(node, COUNTS)
  const own = counts ? counts + (<usize>feature << 10) : 0
  if (own) {
    totalRows = 0
    for (let bin = 0; bin < 256; bin++) totalRows += <f64>load<u32>(own + (<usize>bin << 2))
  }
  const plain = load<f64>(settings, L2)
  const g = totalG * unitG
  const h = totalH * unitH
  const still = min(max(-g / (h + plain), low), high)
  const base = -(g * still + 0.5 * (h + plain) * still * still)
  best = base
  if (category) findCategory(histogram, own, load<i32>(about), load<f64>(settings, SMOOTH), order)
  else findNumber(histogram, own, load<i32>(about), load<i32>(about, 8))
  if (best > base) store<f64>(found, best - base)
}

/**
 * Finishes the histograms of new nodes and finds each one's best split of every feature. `partials` histograms in
 * `scratch` are added to the first node's; with two nodes the second holds its parent's and the first's is taken off it.
 */
export function settle(part: i32, parts: i32, features: i32, allFeatures: i32, about: usize, settings: usize, nodes: i32, block: usize, partials: i32, scratch: usize, orders: usize): void {
  const size = <usize>allFeatures * FEATURE
  const order = orders + <usize>part * 4096
  const stop = (features * (part + 1)) / parts
  for (let feature = (features * part) / parts; feature < stop; feature++) {
    const shift = <usize>feature * FEATURE
    const own = <usize>load<f64>(block, HISTOGRAM) + shift
    for (let partial = 0; partial < partials; partial++) add(own, scratch + <usize>partial * size + shift)
    find(block, feature, about, settings, order)
    if (nodes < 2) continue
    takeOff(<usize>load<f64>(block + NODE, HISTOGRAM) + shift, own)
    find(block + NODE, feature, about, settings, order)
  }
}

function add(to: usize, from: usize): void {
  for (let at: usize = 0; at < FEATURE; at += 16) v128.store(to + at, i64x2.add(v128.load(to + at), v128.load(from + at)))
}

function takeOff(from: usize, part: usize): void {
  for (let at: usize = 0; at < FEATURE; at += 16) v128.store(from + at, i64x2.sub(v128.load(from + at), v128.load(part + at)))
}
