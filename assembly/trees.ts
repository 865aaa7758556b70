import { firstOf } from './bins'

/** Sums of slopes and curvatures over tasks: runs of entries (begin, end as i32), two f64 out each. */
export function sumEntries(part: i32, parts: i32, tasks: usize, count: i32, rows: usize, g: usize, h: usize, out: usize): void {
  const stop = (count * (part + 1)) / parts
  for (let task = (count * part) / parts; task < stop; task++) {
    const begin = load<i32>(tasks + (<usize>task << 3))
    const end = load<i32>(tasks + (<usize>task << 3), 4)
    let sumG: f64 = 0
    let sumH: f64 = 0
    for (let at = begin; at < end; at++) {
      const row = <usize>load<u32>(rows + (<usize>at << 3)) << 2
      sumG += <f64>load<f32>(g + row)
      sumH += <f64>load<f32>(h + row)
    }
    store<f64>(out + (<usize>task << 4), sumG)
    store<f64>(out + (<usize>task << 4), sumH, 8)
  }
}

/** Adds each task's value to the scores of its rows. */
export function addToRows(part: i32, parts: i32, tasks: usize, count: i32, rows: usize, values: usize, scores: usize): void {
  const stop = (count * (part + 1)) / parts
  for (let task = (count * part) / parts; task < stop; task++) {
    const begin = load<i32>(tasks + (<usize>task << 3))
    const end = load<i32>(tasks + (<usize>task << 3), 4)
    const value = load<f64>(values + (<usize>task << 3))
    for (let at = begin; at < end; at++) {
      const place = scores + (<usize>load<u32>(rows + (<usize>at << 3)) << 3)
      store<f64>(place, load<f64>(place) + value)
    }
  }
}

/**
 * Adds a tree over binned rows to scores: `nodes` holds feature, left, right, table (i32 each; feature -1 = leaf) and
 * `values` its outputs; a table's 256 bytes say which bins go left.
 */
export function addTree(part: i32, parts: i32, rows: i32, bins: usize, stride: i32, nodes: usize, tables: usize, values: usize, scores: usize): void {
  const end = firstOf(part + 1, parts, rows, 4096)
  for (let row = firstOf(part, parts, rows, 4096); row < end; row++) {
    const own = bins + <usize>row * <usize>stride
    let node: usize = 0
    for (;;) {
      const at = nodes + (node << 4)
      const feature = load<i32>(at)
      if (feature < 0) break
      const goes = load<u8>(tables + (<usize>load<i32>(at, 12) << 8) + <usize>load<u8>(own + <usize>feature))
      node = <usize>(goes ? load<i32>(at, 4) : load<i32>(at, 8))
    }
    const place = scores + (<usize>row << 3)
    store<f64>(place, load<f64>(place) + load<f64>(values + (node << 3)))
  }
}

// A node to score with: feature (-1 = leaf), threshold (f32), missing left, table of codes (0 = number), left, right, value (f64).
const NODE: usize = 32
const ROWS: i32 = 64

/** f64 to f32, never below: x <= t is then the same for any t that an f32 holds. */
export function narrowUp(part: i32, parts: i32, count: i32, from: usize, to: usize): void {
  const end = firstOf(part + 1, parts, count, 64)
  for (let at = firstOf(part, parts, count, 64); at < end; at++) {
    const x = load<f64>(from + (<usize>at << 3))
    let y = <f32>x
    if (<f64>y < x) {
      const bits = reinterpret<i32>(y)
      y = y == 0 ? reinterpret<f32>(1) : reinterpret<f32>(bits > 0 ? bits + 1 : bits - 1)
    }
    store<f32>(to + (<usize>at << 2), y)
  }
}

// @ts-ignore: decorator
@inline
function bits16(x: usize, t: v128): u64 {
  const a = f32x4.gt(v128.load(x), t)
  const b = f32x4.gt(v128.load(x, 16), t)
  const c = f32x4.gt(v128.load(x, 32), t)
  const d = f32x4.gt(v128.load(x, 48), t)
  return <u64>(<u32>i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))))
}

// @ts-ignore: decorator
@inline
function nans16(x: usize): u64 {
  const a = f32x4.ne(v128.load(x), v128.load(x))
  const b = f32x4.ne(v128.load(x, 16), v128.load(x, 16))
  const c = f32x4.ne(v128.load(x, 32), v128.load(x, 32))
  const d = f32x4.ne(v128.load(x, 48), v128.load(x, 48))
  return <u64>(<u32>i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))))
}

/** Which of 64 rows go left at a node. */
// @ts-ignore: decorator
@inline
function leftOf(node: usize, x: usize, missing: u64): u64 {
  const table = <usize>load<u32>(node, 12)
  if (table) return leftByTable(table, x, load<i32>(node, 8))
  const t = v128.load32_splat(node, 4)
  const right = bits16(x, t) | (bits16(x + 64, t) << 16) | (bits16(x + 128, t) << 32) | (bits16(x + 192, t) << 48)
  return load<i32>(node, 8) ? ~right : ~(right | missing)
}

function leftByTable(table: usize, x: usize, missingLeft: i32): u64 {
  let left: u64 = 0
  for (let row = 0; row < ROWS; row++) {
    const code = load<f32>(x + (<usize>row << 2))
    const goes = code >= 0 ? <u64>load<u8>(table + <usize>(<u32>code)) : <u64>missingLeft
    left |= goes << row
  }
  return left
}

/** Leaves of a tree that a byte can number. */
const MOST_LEAVES: i32 = 256

/** All ones in the bytes of 16 rows that go right: x > t, or missing where those go right. */
// @ts-ignore: decorator
@inline
function right16(x: usize, t: v128, missing: v128): v128 {
  const a = v128.load(x)
  const b = v128.load(x, 16)
  const c = v128.load(x, 32)
  const d = v128.load(x, 48)
  const first = i16x8.narrow_i32x4_s(v128.or(f32x4.gt(a, t), v128.and(f32x4.ne(a, a), missing)), v128.or(f32x4.gt(b, t), v128.and(f32x4.ne(b, b), missing)))
  const second = i16x8.narrow_i32x4_s(v128.or(f32x4.gt(c, t), v128.and(f32x4.ne(c, c), missing)), v128.or(f32x4.gt(d, t), v128.and(f32x4.ne(d, d), missing)))
  return i8x16.narrow_i16x8_s(first, second)
}

// @ts-ignore: decorator
@inline
function over16(x: usize, t: v128): v128 {
  const first = i16x8.narrow_i32x4_s(f32x4.gt(v128.load(x), t), f32x4.gt(v128.load(x, 16), t))
  const second = i16x8.narrow_i32x4_s(f32x4.gt(v128.load(x, 32), t), f32x4.gt(v128.load(x, 48), t))
  return i8x16.narrow_i16x8_s(first, second)
}

// @ts-ignore: decorator
@inline
function part16(here: v128, right: v128, to: usize, other: usize): void {
  v128.store(to, v128.andnot(here, right))
  v128.store(other, v128.and(here, right))
}

/** Bytes of 64 rows that go right at a category's node. */
function rightByTable(table: usize, x: usize, missingLeft: i32, out: usize): void {
  for (let row: usize = 0; row < 64; row++) {
    const code = load<f32>(x + (row << 2))
    const goes = code >= 0 ? <i32>load<u8>(table + <usize>(<u32>code)) : missingLeft
    store<u8>(out + row, goes - 1)
  }
}

/** A tree of at most 256 leaves: a byte a row says where it is; no way depends on the data, so none is guessed wrong. */
// @ts-ignore: decorator
@inline
function scoreSmall(nodes: usize, count: i32, x: usize, apart: usize, missing: usize, inside: usize, out: usize): void {
  const all = i8x16.splat(-1)
  v128.store(inside, all)
  v128.store(inside, all, 16)
  v128.store(inside, all, 32)
  v128.store(inside, all, 48)
  const scratch = inside + (<usize>count << 6)
  const values = scratch + 64
  let l0 = i8x16.splat(0)
  let l1 = l0
  let l2 = l0
  let l3 = l0
  let leaves = 0
  for (let at = 0; at < count; at++) {
    const node = nodes + <usize>at * NODE
    const here = inside + (<usize>at << 6)
    const feature = load<i32>(node)
    if (feature < 0) {
      const number = i8x16.splat(<i8>leaves)
      l0 = v128.or(l0, v128.and(number, v128.load(here)))
      l1 = v128.or(l1, v128.and(number, v128.load(here, 16)))
      l2 = v128.or(l2, v128.and(number, v128.load(here, 32)))
      l3 = v128.or(l3, v128.and(number, v128.load(here, 48)))
      store<f64>(values + (<usize>leaves << 3), load<f64>(node, 24))
      leaves++
      continue
    }
    const own = x + <usize>feature * apart
    const to = inside + (<usize>load<u32>(node, 16) << 6)
    const other = inside + (<usize>load<u32>(node, 20) << 6)
    const table = <usize>load<u32>(node, 12)
    if (table) {
      rightByTable(table, own, load<i32>(node, 8), scratch)
      for (let d: usize = 0; d < 64; d += 16) part16(v128.load(here + d), v128.load(scratch + d), to + d, other + d)
      continue
    }
    const t = v128.load32_splat(node, 4)
    if (load<u64>(missing + (<usize>feature << 3)) == 0) {
      part16(v128.load(here), over16(own, t), to, other)
      part16(v128.load(here, 16), over16(own + 64, t), to + 16, other + 16)
      part16(v128.load(here, 32), over16(own + 128, t), to + 32, other + 32)
      part16(v128.load(here, 48), over16(own + 192, t), to + 48, other + 48)
      continue
    }
    const goes = i32x4.splat(load<i32>(node, 8) - 1)
    part16(v128.load(here), right16(own, t, goes), to, other)
    part16(v128.load(here, 16), right16(own + 64, t, goes), to + 16, other + 16)
    part16(v128.load(here, 32), right16(own + 128, t, goes), to + 32, other + 32)
    part16(v128.load(here, 48), right16(own + 192, t, goes), to + 48, other + 48)
  }
  v128.store(scratch, l0)
  v128.store(scratch, l1, 16)
  v128.store(scratch, l2, 32)
  v128.store(scratch, l3, 48)
  for (let row: usize = 0; row < 64; row += 2) {
    const place = out + (row << 3)
    const pair = f64x2.replace_lane(f64x2.splat(load<f64>(values + (<usize>load<u8>(scratch + row) << 3))), 1, load<f64>(values + (<usize>load<u8>(scratch + row, 1) << 3)))
    v128.store(place, f64x2.add(v128.load(place), pair))
  }
}

/**
 * Scores of rows in blocks of 64, every node judged for all of them at once: a node's rows are a word of 64 bits. Columns
 * (f32) lie `rows` (a multiple of 64) apart; scores (f64) are class after class. `masks` is room for each part: a
 * word a feature, then 64 bytes a node, 64 more and an f64 for each of 256 leaves.
 */
export function scoreTrees(part: i32, parts: i32, rows: i32, features: i32, columns: usize, trees: i32, starts: usize, nodes: usize, classes: i32, scores: usize, masks: usize, room: i32): void {
  const own = masks + <usize>part * <usize>room
  const inside = own + (<usize>((features + 7) & ~7) << 3)
  const end = firstOf(part + 1, parts, rows, ROWS)
  for (let row = firstOf(part, parts, rows, ROWS); row < end; row += ROWS) {
    const x = columns + (<usize>row << 2)
    for (let feature = 0; feature < features; feature++) {
      const at = x + <usize>feature * (<usize>rows << 2)
      store<u64>(own + (<usize>feature << 3), nans16(at) | (nans16(at + 64) << 16) | (nans16(at + 128) << 32) | (nans16(at + 192) << 48))
    }
    for (let tree = 0; tree < trees; tree++) {
      const out = scores + ((<usize>(tree % classes) * <usize>rows + <usize>row) << 3)
      const first = load<i32>(starts + (<usize>tree << 2))
      const count = load<i32>(starts + (<usize>tree << 2), 4) - first
      const root = nodes + <usize>first * NODE
      if (count < 2 * MOST_LEAVES) scoreSmall(root, count, x, <usize>rows << 2, own, inside, out)
      else scoreTree(root, count, x, <usize>rows << 2, own, inside, out)
    }
  }
}

// @ts-ignore: decorator
@inline
function scoreTree(nodes: usize, count: i32, x: usize, apart: usize, missing: usize, inside: usize, out: usize): void {
  store<u64>(inside, ~0)
  for (let at = 0; at < count; at++) {
    const node = nodes + <usize>at * NODE
    let here = load<u64>(inside + (<usize>at << 3))
    const feature = load<i32>(node)
    if (feature >= 0) {
      const left = here == 0 ? 0 : leftOf(node, x + <usize>feature * apart, load<u64>(missing + (<usize>feature << 3)))
      store<u64>(inside + (<usize>load<u32>(node, 16) << 3), here & left)
      store<u64>(inside + (<usize>load<u32>(node, 20) << 3), here & ~left)
      continue
    }
    const value = load<f64>(node, 24)
    while (here != 0) {
      const place = out + (<usize>ctz(here) << 3)
      store<f64>(place, load<f64>(place) + value)
      here &= here - 1
    }
  }
}
