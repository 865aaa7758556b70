import { firstOf } from './bins'

/** Rows whose extremes and sums belong together; a number of its own, so results do not depend on threads. */
export const CHUNK: i32 = 8192

// @ts-ignore: decorator
@inline
function line(a: f64, b: f64, r: v128): v128 {
  return f64x2.add(f64x2.splat(a), f64x2.mul(f64x2.splat(b), r))
}

/** e^x of two numbers to about 1e-16 (argument reduction by ln 2 in two pieces, Taylor of degree 13). */
// @ts-ignore: decorator
@inline
export function exponential(x: v128): v128 {
  const bounded = f64x2.pmax(f64x2.pmin(x, f64x2.splat(709)), f64x2.splat(-708))
  const k = f64x2.nearest(f64x2.mul(bounded, f64x2.splat(1.4426950408889634)))
  let r = f64x2.sub(bounded, f64x2.mul(k, f64x2.splat(6.93147180369123816490e-1)))
  r = f64x2.sub(r, f64x2.mul(k, f64x2.splat(1.90821492927058770002e-10)))
  // Estrin's scheme: short chains, so that several rows are on their way at once.
  const r2 = f64x2.mul(r, r)
  const r4 = f64x2.mul(r2, r2)
  const a = f64x2.add(line(1, 1, r), f64x2.mul(line(0.5, 0.16666666666666666, r), r2))
  const b = f64x2.add(line(4.1666666666666664e-2, 8.333333333333333e-3, r), f64x2.mul(line(1.388888888888889e-3, 1.984126984126984e-4, r), r2))
  const c = f64x2.add(line(2.48015873015873e-5, 2.7557319223985893e-6, r), f64x2.mul(line(2.755731922398589e-7, 2.505210838544172e-8, r), r2))
  const d = line(2.08767569878681e-9, 1.6059043836821613e-10, r)
  const high = f64x2.add(c, f64x2.mul(d, r4))
  const p = f64x2.add(f64x2.add(a, f64x2.mul(b, r4)), f64x2.mul(high, f64x2.mul(r4, r4)))
  const whole = i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(k))
  return f64x2.mul(p, i64x2.shl(i64x2.add(whole, i64x2.splat(1023)), 52))
}

// @ts-ignore: decorator
@inline
function loadPair(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at))
}

// @ts-ignore: decorator
@inline
function storePair(at: usize, pair: v128): void {
  store<i64>(at, i64x2.extract_lane(f32x4.demote_f64x2_zero(pair), 0))
}

/** Slope and curvature of the loss of two rows at score `s`; `y` the label. Objectives: 0 logistic, 1 squares, 2 Poisson, 3 Tweedie, 4 quantile. */
// @ts-ignore: decorator
@inline
function slope(objective: i32, s: v128, y: v128, param: f64): v128 {
  const one = f64x2.splat(1)
  if (objective == 0) return f64x2.sub(f64x2.div(one, f64x2.add(one, exponential(f64x2.neg(s)))), y)
  if (objective == 1) return f64x2.sub(s, y)
  if (objective == 2) return f64x2.sub(exponential(s), y)
  if (objective == 3) {
    const a = exponential(f64x2.mul(s, f64x2.splat(1 - param)))
    const b = exponential(f64x2.mul(s, f64x2.splat(2 - param)))
    return f64x2.sub(b, f64x2.mul(y, a))
  }
  return v128.bitselect(f64x2.splat(-param), f64x2.splat(1 - param), f64x2.gt(y, s))
}

// @ts-ignore: decorator
@inline
function curvature(objective: i32, s: v128, y: v128, g: v128, param: f64): v128 {
  if (objective == 0) {
    const p = f64x2.add(g, y)
    return f64x2.mul(p, f64x2.sub(f64x2.splat(1), p))
  }
  if (objective == 2) return f64x2.add(g, y)
  if (objective == 3) {
    const a = exponential(f64x2.mul(s, f64x2.splat(1 - param)))
    const b = exponential(f64x2.mul(s, f64x2.splat(2 - param)))
    return f64x2.add(f64x2.mul(f64x2.mul(y, a), f64x2.splat(param - 1)), f64x2.mul(b, f64x2.splat(2 - param)))
  }
  return f64x2.splat(1)
}

/**
 * Slopes and curvatures (f32) of all rows at their scores (f64), times the weights (f32; 0 = none). `extremes` gets three
 * f64 a chunk: largest absolute slope, largest and smallest curvature. Arrays have room for an even number of rows.
 */
export function gradients(part: i32, parts: i32, objective: i32, rows: i32, scores: usize, labels: usize, weights: usize, param: f64, g: usize, h: usize, extremes: usize): void {
  const end = firstOf(part + 1, parts, rows, CHUNK)
  for (let from = firstOf(part, parts, rows, CHUNK); from < end; from += CHUNK) {
    const stop = min(from + CHUNK, end)
    let most = f64x2.splat(0)
    let high = f64x2.splat(0)
    let low = f64x2.splat(Infinity)
    for (let row = from; row < stop; row += 2) {
      const place = <usize>row
      const s = v128.load(scores + (place << 3))
      const y = loadPair(labels + (place << 2))
      let a = slope(objective, s, y, param)
      let b = curvature(objective, s, y, a, param)
      if (weights) {
        const w = loadPair(weights + (place << 2))
        a = f64x2.mul(a, w)
        b = f64x2.mul(b, w)
      }
      storePair(g + (place << 2), a)
      storePair(h + (place << 2), b)
      if (row + 1 == stop) {
        a = f64x2.replace_lane(a, 1, f64x2.extract_lane(a, 0))
        b = f64x2.replace_lane(b, 1, f64x2.extract_lane(b, 0))
      }
      most = f64x2.pmax(most, f64x2.abs(a))
      high = f64x2.pmax(high, b)
      low = f64x2.pmin(low, b)
    }
    storeExtremes(extremes, from / CHUNK, most, high, low)
  }
}

// @ts-ignore: decorator
@inline
function storeExtremes(extremes: usize, chunk: i32, most: v128, high: v128, low: v128): void {
  const out = extremes + <usize>chunk * 24
  store<f64>(out, max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1)))
  store<f64>(out, max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1)), 8)
  store<f64>(out, min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1)), 16)
}

/** Probabilities of `classes` (f32, class after class, `stride` rows apart) from scores (f64, laid out alike): softmax. */
export function softmax(part: i32, parts: i32, rows: i32, stride: i32, classes: i32, scores: usize, out: usize): void {
  const end = firstOf(part + 1, parts, rows, 2)
  for (let row = firstOf(part, parts, rows, 2); row < end; row += 2) {
    let top = v128.load(scores + (<usize>row << 3))
    for (let c = 1; c < classes; c++) top = f64x2.pmax(top, v128.load(scores + ((<usize>c * <usize>stride + <usize>row) << 3)))
    let sum = f64x2.splat(0)
    for (let c = 0; c < classes; c++) sum = f64x2.add(sum, exponential(f64x2.sub(v128.load(scores + ((<usize>c * <usize>stride + <usize>row) << 3)), top)))
    for (let c = 0; c < classes; c++) {
      const place = <usize>c * <usize>stride + <usize>row
      storePair(out + (place << 2), f64x2.div(exponential(f64x2.sub(v128.load(scores + (place << 3)), top)), sum))
    }
  }
}

/** Slopes and curvatures of one class from its probabilities; curvature × classes / (classes - 1) (Friedman 2001). */
export function classGradients(part: i32, parts: i32, rows: i32, own: i32, factor: f64, p: usize, labels: usize, weights: usize, g: usize, h: usize, extremes: usize): void {
  const end = firstOf(part + 1, parts, rows, CHUNK)
  for (let from = firstOf(part, parts, rows, CHUNK); from < end; from += CHUNK) {
    const stop = min(from + CHUNK, end)
    let most: f64 = 0
    let high: f64 = 0
    let low: f64 = Infinity
    for (let row = from; row < stop; row++) {
      const at = <usize>row << 2
      const share = <f64>load<f32>(p + at)
      const w: f64 = weights ? <f64>load<f32>(weights + at) : 1
      const a = w * (share - (load<f32>(labels + at) == <f32>own ? 1 : 0))
      const b = w * factor * share * (1 - share)
      store<f32>(g + at, <f32>a)
      store<f32>(h + at, <f32>b)
      most = max(most, abs(a))
      high = max(high, b)
      low = min(low, b)
    }
    storeExtremes(extremes, from / CHUNK, f64x2.splat(most), f64x2.splat(high), f64x2.splat(low))
  }
}
