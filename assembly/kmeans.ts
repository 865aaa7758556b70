import { firstOf } from './bins'

// Rows are f32, `stride` bytes apart, less a shift of their own. Centres lie in tiles of eight: for each dimension eight
// numbers (-2 × centre), then eight squared lengths; what a tile lacks of eight is far away.
const FAR: f32 = 3.0e38

// Nearest centre of four rows: label, squared distance less the row's own length, and the next best.
let label0: i32 = 0
let label1: i32 = 0
let label2: i32 = 0
let label3: i32 = 0
let best0: f32 = 0
let best1: f32 = 0
let best2: f32 = 0
let best3: f32 = 0
let next0: f32 = 0
let next1: f32 = 0
let next2: f32 = 0
let next3: f32 = 0

// @ts-ignore: decorator
@inline
function least(a: v128, b: v128): v128 {
  const m = f32x4.pmin(b, a)
  const n = f32x4.pmin(m, i8x16.shuffle(m, m, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7))
  return f32x4.pmin(n, i8x16.shuffle(n, n, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11))
}

// @ts-ignore: decorator
@inline
function placeOf(a: v128, b: v128, m: v128): i32 {
  return ctz(i32x4.bitmask(f32x4.eq(a, m)) | (i32x4.bitmask(f32x4.eq(b, m)) << 4))
}

/** The least of eight with the one at `place` left out. */
// @ts-ignore: decorator
@inline
function leastBut(a: v128, b: v128, place: i32): f32 {
  const at = i32x4.splat(place)
  const far = f32x4.splat(FAR)
  const first = v128.bitselect(far, a, i32x4.eq(at, i32x4(0, 1, 2, 3)))
  const second = v128.bitselect(far, b, i32x4.eq(at, i32x4(4, 5, 6, 7)))
  return f32x4.extract_lane(least(first, second), 0)
}

// @ts-ignore: decorator
@inline
function nearest4(p: usize, q: usize, r: usize, s: usize, width: i32, tiles: i32, centres: usize, second: bool): void {
  best0 = FAR
  best1 = FAR
  best2 = FAR
  best3 = FAR
  if (second) {
    next0 = FAR
    next1 = FAR
    next2 = FAR
    next3 = FAR
  }
  const across = <usize>width << 2
  let c = centres
  for (let tile = 0; tile < tiles; tile++) {
    const norms = c + (across << 3)
    let a0 = v128.load(norms)
    let b0 = v128.load(norms, 16)
    let a1 = a0
    let b1 = b0
    let a2 = a0
    let b2 = b0
    let a3 = a0
    let b3 = b0
    for (let d: usize = 0; d < across; d += 4) {
      const m = v128.load(c)
      const n = v128.load(c, 16)
      c += 32
      const x = v128.load32_splat(p + d)
      a0 = f32x4.add(a0, f32x4.mul(x, m))
      b0 = f32x4.add(b0, f32x4.mul(x, n))
      const y = v128.load32_splat(q + d)
      a1 = f32x4.add(a1, f32x4.mul(y, m))
      b1 = f32x4.add(b1, f32x4.mul(y, n))
      const z = v128.load32_splat(r + d)
      a2 = f32x4.add(a2, f32x4.mul(z, m))
      b2 = f32x4.add(b2, f32x4.mul(z, n))
      const w = v128.load32_splat(s + d)
      a3 = f32x4.add(a3, f32x4.mul(w, m))
      b3 = f32x4.add(b3, f32x4.mul(w, n))
    }
    c = norms + 32
    const m0 = least(a0, b0)
    const m1 = least(a1, b1)
    const m2 = least(a2, b2)
    const m3 = least(a3, b3)
    const d0 = f32x4.extract_lane(m0, 0)
    const d1 = f32x4.extract_lane(m1, 0)
    const d2 = f32x4.extract_lane(m2, 0)
    const d3 = f32x4.extract_lane(m3, 0)
    const base = tile << 3
    const k0 = placeOf(a0, b0, m0)
    const k1 = placeOf(a1, b1, m1)
    const k2 = placeOf(a2, b2, m2)
    const k3 = placeOf(a3, b3, m3)
    if (second) {
      next0 = min(max(d0, best0), min(next0, leastBut(a0, b0, k0)))
      next1 = min(max(d1, best1), min(next1, leastBut(a1, b1, k1)))
      next2 = min(max(d2, best2), min(next2, leastBut(a2, b2, k2)))
      next3 = min(max(d3, best3), min(next3, leastBut(a3, b3, k3)))
    }
    label0 = d0 < best0 ? base + k0 : label0
    label1 = d1 < best1 ? base + k1 : label1
    label2 = d2 < best2 ? base + k2 : label2
    label3 = d3 < best3 ? base + k3 : label3
    best0 = min(best0, d0)
    best1 = min(best1, d1)
    best2 = min(best2, d2)
    best3 = min(best3, d3)
  }
}

/** Row-major f32 copy of `count` rows staged column by column (`apart` bytes each; f64 where `wide` says 1), less a shift. */
export function spreadRows(part: i32, parts: i32, count: i32, width: i32, room: usize, apart: i32, wide: usize, shift: usize, out: usize, stride: i32): void {
  const end = firstOf(part + 1, parts, count, 64)
  for (let from = firstOf(part, parts, count, 64); from < end; from += 64) {
    const stop = min(from + 64, end)
    for (let column = 0; column < width; column++) {
      const source = room + <usize>column * <usize>apart
      const less = load<f64>(shift + (<usize>column << 3))
      const is64 = load<u8>(wide + <usize>column)
      let to = out + <usize>from * <usize>stride + (<usize>column << 2)
      for (let row = from; row < stop; row++, to += <usize>stride) {
        const value = is64 ? load<f64>(source + (<usize>row << 3)) : <f64>load<f32>(source + (<usize>row << 2))
        store<f32>(to, <f32>(value - less))
      }
    }
  }
}

/** Sums and sums of squares (f64, 2 × width) of each chunk of rows. */
export function rowMoments(part: i32, parts: i32, rows: i32, chunk: i32, data: usize, stride: i32, width: i32, weights: usize, out: usize): void {
  const end = firstOf(part + 1, parts, rows, chunk)
  for (let from = firstOf(part, parts, rows, chunk); from < end; from += chunk) {
    const sums = out + <usize>(from / chunk) * (<usize>width << 4)
    memory.fill(sums, 0, <usize>width << 4)
    const stop = min(from + chunk, end)
    for (let row = from; row < stop; row++) {
      const w: f64 = weights ? <f64>load<f32>(weights + (<usize>row << 2)) : 1
      const own = data + <usize>row * <usize>stride
      let at = sums
      for (let d = 0; d < width; d++, at += 16) {
        const x = <f64>load<f32>(own + (<usize>d << 2))
        v128.store(at, f64x2.add(v128.load(at), f64x2.replace_lane(f64x2.splat(w * x), 1, w * x * x)))
      }
    }
  }
}

/** Moves a row's weight and its weighted numbers into a centre's sums (f64; the weight last). */
// @ts-ignore: decorator
@inline
function addRow(sums: usize, row: usize, width: i32, w: f64): void {
  const end = <usize>width << 2
  const by = f64x2.splat(w)
  let at = sums
  let d: usize = 0
  for (; d + 8 <= end; d += 8, at += 16) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(row + d))
    v128.store(at, f64x2.add(v128.load(at), f64x2.mul(x, by)))
  }
  if (d < end) store<f64>(at, load<f64>(at) + w * <f64>load<f32>(row + d))
  const last = sums + (end << 1)
  store<f64>(last, load<f64>(last) + w)
}

let moved: i32 = 0

// @ts-ignore: decorator
@inline
function relabel(place: usize, now: i32, sums: usize, row: usize, width: i32, weights: usize, number: i32): void {
  const before = <i32>load<u16>(place)
  if (before == now) return
  const w: f64 = weights ? <f64>load<f32>(weights + (<usize>number << 2)) : 1
  const size = <usize>(width + 1) << 3
  store<u16>(place, now)
  addRow(sums + <usize>now * size, row, width, w)
  if (before != 0xffff) addRow(sums + <usize>before * size, row, width, -w)
  moved++
}

/**
 * Lloyd's step: every row to its nearest centre. Each chunk writes what its sums change by (f64, `k` × (width + 1)) and how
 * many rows moved (i32); rows that stay cost nothing there.
 */
export function assignRows(part: i32, parts: i32, rows: i32, chunk: i32, data: usize, stride: i32, width: i32, k: i32, centres: usize, labels: usize, weights: usize, changes: usize, moves: usize): void {
  const tiles = (k + 7) >> 3
  const size = <usize>k * (<usize>(width + 1) << 3)
  const end = firstOf(part + 1, parts, rows, chunk)
  for (let from = firstOf(part, parts, rows, chunk); from < end; from += chunk) {
    const sums = changes + <usize>(from / chunk) * size
    memory.fill(sums, 0, size)
    moved = 0
    const stop = min(from + chunk, end)
    const last = data + <usize>(stop - 1) * <usize>stride
    for (let row = from; row < stop; row += 4) {
      const p = data + <usize>row * <usize>stride
      const q = min(p + <usize>stride, last)
      const r = min(p + 2 * <usize>stride, last)
      const s = min(p + 3 * <usize>stride, last)
      nearest4(p, q, r, s, width, tiles, centres, false)
      const place = labels + (<usize>row << 1)
      relabel(place, label0, sums, p, width, weights, row)
      if (row + 1 < stop) relabel(place + 2, label1, sums, q, width, weights, row + 1)
      if (row + 2 < stop) relabel(place + 4, label2, sums, r, width, weights, row + 2)
      if (row + 3 < stop) relabel(place + 6, label3, sums, s, width, weights, row + 3)
    }
    store<i32>(moves + (<usize>(from / chunk) << 2), moved)
  }
}

// @ts-ignore: decorator
@inline
function lengthOf(row: usize, width: i32): f32 {
  let sum: f32 = 0
  for (let d: usize = 0; d < <usize>width << 2; d += 4) sum += load<f32>(row + d) * load<f32>(row + d)
  return sum
}

/** Distance from a row to a centre (f32 numbers). */
// @ts-ignore: decorator
@inline
function distance(row: usize, centre: usize, width: i32): f32 {
  let sum: f32 = 0
  for (let d: usize = 0; d < <usize>width << 2; d += 4) {
    const gap = load<f32>(row + d) - load<f32>(centre + d)
    sum += gap * gap
  }
  return sqrt(sum)
}

// @ts-ignore: decorator
@inline
function bound(number: i32, now: i32, best: f32, next: f32, length: f32, upper: usize, lower: usize, drifts: usize, drift: f32): void {
  const at = <usize>number << 2
  store<f32>(upper + at, sqrt(max<f32>(0, best + length)) - load<f32>(drifts + (<usize>now << 2)))
  store<f32>(lower + at, sqrt(max<f32>(0, next + length)) + drift)
}

/**
 * Hamerly's step (2010): a row whose bounds say that its centre is still the nearest is not looked at. Bounds are kept less
 * the drift of the centres up to then, so a row that stays is not written either. `plain` holds the centres row by row
 * (f32), `near` half the distance of each to its nearest other, `drifts` how far each has moved in all, `drift` the sum of
 * the largest moves. `list` is room for a chunk's rows (i32), part after part.
 */
export function hamerlyRows(part: i32, parts: i32, rows: i32, chunk: i32, data: usize, stride: i32, width: i32, k: i32, centres: usize, plain: usize, near: usize, drifts: usize, drift: f64, labels: usize, upper: usize, lower: usize, weights: usize, changes: usize, moves: usize, list: usize): void {
  const tiles = (k + 7) >> 3
  const size = <usize>k * (<usize>(width + 1) << 3)
  const own = list + <usize>part * (<usize>chunk << 2)
  const gone = <f32>drift
  const end = firstOf(part + 1, parts, rows, chunk)
  for (let from = firstOf(part, parts, rows, chunk); from < end; from += chunk) {
    const sums = changes + <usize>(from / chunk) * size
    memory.fill(sums, 0, size)
    moved = 0
    const stop = min(from + chunk, end)
    const count = doubtful(from, stop, data, stride, width, plain, near, drifts, gone, labels, upper, lower, own)
    for (let at = 0; at < count; at += 4) {
      const i = load<i32>(own + (<usize>at << 2))
      const j = load<i32>(own + (<usize>min(at + 1, count - 1) << 2))
      const m = load<i32>(own + (<usize>min(at + 2, count - 1) << 2))
      const n = load<i32>(own + (<usize>min(at + 3, count - 1) << 2))
      const p = data + <usize>i * <usize>stride
      const q = data + <usize>j * <usize>stride
      const r = data + <usize>m * <usize>stride
      const s = data + <usize>n * <usize>stride
      nearest4(p, q, r, s, width, tiles, centres, true)
      // The last row may stand in for those that are not there: it is the same each time.
      bound(i, label0, best0, next0, lengthOf(p, width), upper, lower, drifts, gone)
      bound(j, label1, best1, next1, lengthOf(q, width), upper, lower, drifts, gone)
      bound(m, label2, best2, next2, lengthOf(r, width), upper, lower, drifts, gone)
      bound(n, label3, best3, next3, lengthOf(s, width), upper, lower, drifts, gone)
      relabel(labels + (<usize>i << 1), label0, sums, p, width, weights, i)
      relabel(labels + (<usize>j << 1), label1, sums, q, width, weights, j)
      relabel(labels + (<usize>m << 1), label2, sums, r, width, weights, m)
      relabel(labels + (<usize>n << 1), label3, sums, s, width, weights, n)
    }
    store<i32>(moves + (<usize>(from / chunk) << 2), moved)
  }
}

/** Lists the rows whose bounds leave doubt, after their upper bound was made exact. */
function doubtful(from: i32, stop: i32, data: usize, stride: i32, width: i32, plain: usize, near: usize, drifts: usize, gone: f32, labels: usize, upper: usize, lower: usize, list: usize): i32 {
  let count = 0
  for (let row = from; row < stop; row++) {
    const label = <usize>load<u16>(labels + (<usize>row << 1))
    if (label != 0xffff) {
      const at = <usize>row << 2
      const limit = max(load<f32>(lower + at) - gone, load<f32>(near + (label << 2)))
      const drifted = load<f32>(drifts + (label << 2))
      if (load<f32>(upper + at) + drifted <= limit) continue
      const exact = distance(data + <usize>row * <usize>stride, plain + label * (<usize>width << 2), width)
      store<f32>(upper + at, exact - drifted)
      if (exact <= limit) continue
    }
    store<i32>(list + (<usize>count << 2), row)
    count++
  }
  return count
}

/** Adds the chunks' changes, in their order, to the sums of all rows. */
export function addChanges(part: i32, parts: i32, cells: i32, chunks: i32, changes: usize, moves: usize, sums: usize): void {
  const end = firstOf(part + 1, parts, cells, 2)
  for (let chunk = 0; chunk < chunks; chunk++) {
    if (load<i32>(moves + (<usize>chunk << 2)) == 0) continue
    const from = changes + <usize>chunk * (<usize>cells << 3)
    for (let cell = firstOf(part, parts, cells, 2); cell < end; cell++) {
      const at = <usize>cell << 3
      store<f64>(sums + at, load<f64>(sums + at) + load<f64>(from + at))
    }
  }
}
