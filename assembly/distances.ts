import { firstOf } from './bins'

/** Squared distance of a row (f32) to a centre (f64). */
// @ts-ignore: decorator
@inline
function squared(row: usize, centre: usize, width: i32): f64 {
  let pair = f64x2.splat(0)
  let d = 0
  for (; d + 2 <= width; d += 2) {
    const gap = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(row + (<usize>d << 2))), v128.load(centre + (<usize>d << 3)))
    pair = f64x2.add(pair, f64x2.mul(gap, gap))
  }
  let sum = f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1)
  if (d < width) {
    const gap = <f64>load<f32>(row + (<usize>d << 2)) - load<f64>(centre + (<usize>d << 3))
    sum += gap * gap
  }
  return sum
}

/** Weighted sum of squared distances to the own centre, a chunk at a time; with `each` also every row's distance (f32). */
export function inertiaOfRows(part: i32, parts: i32, rows: i32, chunk: i32, data: usize, stride: i32, width: i32, centres: usize, labels: usize, weights: usize, out: usize, each: usize): void {
  const end = firstOf(part + 1, parts, rows, chunk)
  for (let from = firstOf(part, parts, rows, chunk); from < end; from += chunk) {
    const stop = min(from + chunk, end)
    let sum: f64 = 0
    for (let row = from; row < stop; row++) {
      const label = <usize>load<u16>(labels + (<usize>row << 1))
      const gap = squared(data + <usize>row * <usize>stride, centres + label * (<usize>width << 3), width)
      sum += weights ? gap * <f64>load<f32>(weights + (<usize>row << 2)) : gap
      if (each) store<f32>(each + (<usize>row << 2), <f32>gap)
    }
    store<f64>(out + (<usize>(from / chunk) << 3), sum)
  }
}

/**
 * What the weighted sum of distances to the nearest centre would be with each of `tries` more centres (f64), chunk by
 * chunk: `out` holds tries numbers a chunk. `least` is each row's distance so far (f32).
 */
export function trySeeds(part: i32, parts: i32, rows: i32, chunk: i32, data: usize, stride: i32, width: i32, tries: i32, centres: usize, weights: usize, least: usize, out: usize): void {
  const end = firstOf(part + 1, parts, rows, chunk)
  for (let from = firstOf(part, parts, rows, chunk); from < end; from += chunk) {
    const stop = min(from + chunk, end)
    for (let one = 0; one < tries; one++) {
      const centre = centres + <usize>one * (<usize>width << 3)
      let sum: f64 = 0
      for (let row = from; row < stop; row++) {
        const gap = min(<f64>load<f32>(least + (<usize>row << 2)), squared(data + <usize>row * <usize>stride, centre, width))
        sum += weights ? gap * <f64>load<f32>(weights + (<usize>row << 2)) : gap
      }
      store<f64>(out + ((<usize>(from / chunk) * <usize>tries + <usize>one) << 3), sum)
    }
  }
}

/** Takes centres among the seeds: each row's distance to its nearest, and which that is (i32, counted from `first`; 0 = none kept). */
export function takeSeeds(part: i32, parts: i32, rows: i32, data: usize, stride: i32, width: i32, seeds: i32, centres: usize, first: i32, least: usize, owner: usize): void {
  const end = firstOf(part + 1, parts, rows, 64)
  for (let row = firstOf(part, parts, rows, 64); row < end; row++) {
    const own = data + <usize>row * <usize>stride
    let now = load<f32>(least + (<usize>row << 2))
    for (let seed = 0; seed < seeds; seed++) {
      const gap = <f32>squared(own, centres + <usize>seed * (<usize>width << 3), width)
      if (gap >= now) continue
      now = gap
      if (owner) store<i32>(owner + (<usize>row << 2), first + seed)
    }
    store<f32>(least + (<usize>row << 2), now)
  }
}
