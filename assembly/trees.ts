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

/**
 * Scores of rows in blocks of 64, every node judged for all of them at once: a node's rows are a word of 64 bits. Columns
 * (f32) lie `rows` (a multiple of 64) apart; scores (f64) are class after class. `masks` is room for each part: two words
 * a node and one a feature.
 */
export function scoreTrees(part: i32, parts: i32, rows: i32, features: i32, columns: usize, trees: i32, starts: usize, nodes: usize, classes: i32, scores: usize, masks: usize, room: i32): void {
  const own = masks + <usize>part * <usize>room
  const inside = own + (<usize>features << 3)
  const end = firstOf(part + 1, parts, rows, ROWS)
  for (let row = firstOf(part, parts, rows, ROWS); row < end; row += ROWS) {
    const x = columns + (<usize>row << 2)
    for (let feature = 0; feature < features; feature++) {
      const at = x + <usize>feature * (<usize>rows << 2)
      store<u64>(own + (<usize>feature << 3), nans16(at) | (nans16(at + 64) << 16) | (nans16(at + 128) << 32) | (nans16(at + 192) << 48))
    }
    for (let tree = 0; tree < trees; tree++) {
      const out = scores + ((<usize>(tree % classes) * <usize>rows + <usize>row) << 3)
      scoreTree(nodes + <usize>load<u32>(starts + (<usize>tree << 2)) * NODE, load<i32>(starts + (<usize>tree << 2), 4) - load<i32>(starts + (<usize>tree << 2)), x, <usize>rows << 2, own, inside, out)
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
