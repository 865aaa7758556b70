import { firstOf } from './bins'
import { exponential } from './gradients'

// The search for a minimum needs fewer digits than its report: products and short sums in 32 bits, four rows at a time,
// are two to three times as fast as in 64.

/** Rows whose sums stay in 32 bits before they go to 64. */
const SHORT: i32 = 256

/** The four sums of four rows' products, one a lane. */
// @ts-ignore: decorator
@inline
function together(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(i8x16.shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23), i8x16.shuffle(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31))
  const cd = f32x4.add(i8x16.shuffle(c, d, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23), i8x16.shuffle(c, d, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31))
  return f32x4.add(i8x16.shuffle(ab, cd, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23), i8x16.shuffle(ab, cd, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31))
}

// @ts-ignore: decorator
@inline
function dots(p: usize, q: usize, r: usize, s: usize, across: usize, slopes: usize): v128 {
  let a = f32x4.splat(0)
  let b = f32x4.splat(0)
  let c = f32x4.splat(0)
  let d = f32x4.splat(0)
  for (let at: usize = 0; at < across; at += 16) {
    const by = v128.load(slopes + at)
    a = f32x4.add(a, f32x4.mul(v128.load(p + at), by))
    b = f32x4.add(b, f32x4.mul(v128.load(q + at), by))
    c = f32x4.add(c, f32x4.mul(v128.load(r + at), by))
    d = f32x4.add(d, f32x4.mul(v128.load(s + at), by))
  }
  return together(a, b, c, d)
}

// @ts-ignore: decorator
@inline
function addFour(p: usize, q: usize, r: usize, s: usize, residuals: v128, across: usize, sums: usize): void {
  const a = f32x4.splat(f32x4.extract_lane(residuals, 0))
  const b = f32x4.splat(f32x4.extract_lane(residuals, 1))
  const c = f32x4.splat(f32x4.extract_lane(residuals, 2))
  const d = f32x4.splat(f32x4.extract_lane(residuals, 3))
  for (let at: usize = 0; at < across; at += 16) {
    const two = f32x4.add(f32x4.mul(v128.load(p + at), a), f32x4.mul(v128.load(q + at), b))
    const other = f32x4.add(f32x4.mul(v128.load(r + at), c), f32x4.mul(v128.load(s + at), d))
    v128.store(sums + at, f32x4.add(v128.load(sums + at), f32x4.add(two, other)))
  }
}

// @ts-ignore: decorator
@inline
function flush(short: usize, sums: usize, across: usize): void {
  for (let at: usize = 0; at < across; at += 8) {
    const to = sums + (at << 1)
    v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(v128.load64_zero(short + at))))
    store<i64>(short + at, 0)
  }
}

/** Of a row past the end: counted nothing. */
// @ts-ignore: decorator
@inline
function pairWeights(weights: usize, row: i32, stop: i32): v128 {
  const w = weights ? v128.load(weights + (<usize>row << 3)) : f64x2.splat(1)
  if (row + 1 < stop) return w
  return row < stop ? f64x2.replace_lane(w, 1, 0) : f64x2.splat(0)
}

/**
 * What `logisticPass` gives, its products in 32 bits. `coefficients` (f64) holds the constant first; `slopes` (f32) those of
 * the columns. `room` (f32) holds a line a part. Rows are read four at a time: two past the last of labels and weights
 * must be there.
 */
export function logisticNarrow(part: i32, parts: i32, rows: i32, chunk: i32, data: usize, stride: i32, coefficients: usize, slopes: usize, labels: usize, weights: usize, out: usize, curves: usize, room: usize): void {
  const across = <usize>stride
  const size = 16 + (across << 1)
  const constant = f64x2.splat(load<f64>(coefficients))
  const short = room + <usize>part * across
  const end = firstOf(part + 1, parts, rows, chunk)
  const one = f64x2.splat(1)
  const none = f64x2.splat(0)
  memory.fill(short, 0, across)
  for (let from = firstOf(part, parts, rows, chunk); from < end; from += chunk) {
    const sums = out + <usize>(from / chunk) * size
    memory.fill(sums, 0, size)
    const stop = min(from + chunk, end)
    const last = data + <usize>(stop - 1) * across
    let loss = none
    let rest = none
    let product = one
    for (let row = from; row < stop; row += 4) {
      const p = data + <usize>row * across
      const q = min(p + across, last)
      const r = min(q + across, last)
      const s = min(r + across, last)
      const z4 = dots(p, q, r, s, across, slopes)
      let residuals = f32x4.splat(0)
      for (let half = 0; half < 2; half++) {
        const at = row + 2 * half
        if (at >= stop) break
        const z = f64x2.add(constant, f64x2.promote_low_f32x4(half ? i8x16.shuffle(z4, z4, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7) : z4))
        const y = f64x2.promote_low_f32x4(v128.load64_zero(labels + (<usize>at << 2)))
        const w = pairWeights(weights, at, stop)
        const small = exponential(f64x2.neg(f64x2.abs(z)))
        const sum = f64x2.add(one, small)
        const share = f64x2.div(v128.bitselect(one, small, f64x2.ge(z, none)), sum)
        const residual = f64x2.mul(w, f64x2.sub(y, share))
        loss = f64x2.add(loss, f64x2.mul(w, f64x2.sub(f64x2.pmax(z, none), f64x2.mul(y, z))))
        rest = f64x2.add(rest, residual)
        if (weights) loss = f64x2.add(loss, f64x2.mul(w, f64x2.replace_lane(f64x2.splat(Math.log(f64x2.extract_lane(sum, 0))), 1, Math.log(f64x2.extract_lane(sum, 1)))))
        // One logarithm for many rows: each factor is at most 2.
        else product = f64x2.mul(product, v128.bitselect(sum, one, f64x2.gt(w, none)))
        const narrow = f32x4.demote_f64x2_zero(residual)
        residuals = half ? i8x16.shuffle(residuals, narrow, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) : narrow
        if (curves) {
          const curve = f32x4.demote_f64x2_zero(f64x2.div(f64x2.mul(w, f64x2.div(small, sum)), sum))
          store<f32>(curves + (<usize>at << 2), f32x4.extract_lane(curve, 0))
          if (at + 1 < stop) store<f32>(curves + (<usize>at << 2), f32x4.extract_lane(curve, 1), 4)
        }
      }
      addFour(p, q, r, s, residuals, across, short)
      if (((row - from) & (SHORT - 1)) == SHORT - 4) {
        flush(short, sums + 16, across)
        loss = f64x2.add(loss, f64x2.replace_lane(f64x2.splat(Math.log(f64x2.extract_lane(product, 0))), 1, Math.log(f64x2.extract_lane(product, 1))))
        product = one
      }
    }
    flush(short, sums + 16, across)
    store<f64>(sums, f64x2.extract_lane(loss, 0) + f64x2.extract_lane(loss, 1) + Math.log(f64x2.extract_lane(product, 0)) + Math.log(f64x2.extract_lane(product, 1)))
    store<f64>(sums, f64x2.extract_lane(rest, 0) + f64x2.extract_lane(rest, 1), 8)
  }
}
