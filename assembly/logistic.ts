import { firstOf } from './bins'
import { exponential } from './gradients'

/** Four numbers of a 32-bit column less its shift and times its factor, worked in 64 bits. */
// @ts-ignore: decorator
@inline
function standard(source: usize, shift: usize, factor: usize): v128 {
  const x = v128.load(source)
  const less = v128.load64_splat(shift)
  const by = v128.load64_splat(factor)
  const low = f32x4.demote_f64x2_zero(f64x2.mul(f64x2.sub(f64x2.promote_low_f32x4(x), less), by))
  const top = f32x4.demote_f64x2_zero(f64x2.mul(f64x2.sub(high(x), less), by))
  return i8x16.shuffle(low, top, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
}

/** A square of four rows and four 32-bit columns, standardised and turned. */
// @ts-ignore: decorator
@inline
function turnFour(source: usize, apart: usize, shift: usize, factor: usize, to: usize, stride: usize): void {
  const a = standard(source, shift, factor)
  const b = standard(source + apart, shift + 8, factor + 8)
  const c = standard(source + 2 * apart, shift + 16, factor + 16)
  const d = standard(source + 3 * apart, shift + 24, factor + 24)
  const ab = i8x16.shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23)
  const cd = i8x16.shuffle(c, d, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23)
  const topAb = i8x16.shuffle(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31)
  const topCd = i8x16.shuffle(c, d, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31)
  v128.store(to, i8x16.shuffle(ab, cd, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23))
  v128.store(to + stride, i8x16.shuffle(ab, cd, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31))
  v128.store(to + 2 * stride, i8x16.shuffle(topAb, topCd, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23))
  v128.store(to + 3 * stride, i8x16.shuffle(topAb, topCd, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31))
}

/** One column of the rows, value after value. */
// @ts-ignore: decorator
@inline
function standardColumn(from: i32, stop: i32, source: usize, is64: bool, less: f64, by: f64, out: usize, stride: usize): void {
  let to = out + <usize>from * stride
  for (let row = from; row < stop; row++, to += stride) {
    const value = is64 ? load<f64>(source + (<usize>row << 3)) : <f64>load<f32>(source + (<usize>row << 2))
    store<f32>(to, <f32>((value - less) * by))
  }
}

/** Row-major f32 copy of rows staged column by column, each less its shift and times its factor. */
export function standardRows(part: i32, parts: i32, count: i32, width: i32, room: usize, apart: i32, wide: usize, shift: usize, factor: usize, out: usize, stride: i32): void {
  const end = firstOf(part + 1, parts, count, 64)
  const across = <usize>stride
  for (let from = firstOf(part, parts, count, 64); from < end; from += 64) {
    const stop = min(from + 64, end)
    let column = 0
    while (column < width) {
      const own = <usize>column
      const four = column + 4 <= width && !(load<u8>(wide + own) | load<u8>(wide + own, 1) | load<u8>(wide + own, 2) | load<u8>(wide + own, 3))
      const whole = four ? from + ((stop - from) & ~3) : from
      for (let row = from; row < whole; row += 4) turnFour(room + own * <usize>apart + (<usize>row << 2), <usize>apart, shift + (own << 3), factor + (own << 3), out + <usize>row * across + (own << 2), across)
      const last = four ? column + 4 : column + 1
      for (; column < last; column++) {
        const at = <usize>column
        standardColumn(whole, stop, room + at * <usize>apart, load<u8>(wide + at) != 0, load<f64>(shift + (at << 3)), load<f64>(factor + (at << 3)), out + (at << 2), across)
      }
    }
    for (; column < stride >> 2; column++) {
      let to = out + <usize>from * across + (<usize>column << 2)
      for (let row = from; row < stop; row++, to += across) store<f32>(to, 0)
    }
  }
}

// @ts-ignore: decorator
@inline
function high(x: v128): v128 {
  return f64x2.promote_low_f32x4(i8x16.shuffle(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7))
}

/** Row times coefficients, in 64 bits; `across` bytes a row, a multiple of 16. */
// @ts-ignore: decorator
@inline
function predictor(row: usize, across: usize, slopes: usize): f64 {
  let a = f64x2.splat(0)
  let b = f64x2.splat(0)
  for (let d: usize = 0; d < across; d += 16) {
    const x = v128.load(row + d)
    const at = slopes + (d << 1)
    a = f64x2.add(a, f64x2.mul(f64x2.promote_low_f32x4(x), v128.load(at)))
    b = f64x2.add(b, f64x2.mul(high(x), v128.load(at, 16)))
  }
  const sum = f64x2.add(a, b)
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}

/** Adds two rows times their residuals. */
// @ts-ignore: decorator
@inline
function addRows(p: usize, q: usize, a: f64, b: f64, across: usize, sums: usize): void {
  const by = f64x2.splat(a)
  const other = f64x2.splat(b)
  for (let d: usize = 0; d < across; d += 16) {
    const x = v128.load(p + d)
    const y = v128.load(q + d)
    const at = sums + (d << 1)
    const low = f64x2.add(f64x2.mul(f64x2.promote_low_f32x4(x), by), f64x2.mul(f64x2.promote_low_f32x4(y), other))
    v128.store(at, f64x2.add(v128.load(at), low))
    const top = f64x2.add(f64x2.mul(high(x), by), f64x2.mul(high(y), other))
    v128.store(at, f64x2.add(v128.load(at, 16), top), 16)
  }
}

/**
 * Loss, slope and (with `curves`) the curvature factors of logistic regression, a chunk at a time. `coefficients` (f64): the
 * constant, one unused, then a slope for each column. `out` (f64) a chunk: loss, sum of residuals, then the slope of each
 * column; `curves` (f32) gets each row's weight × p × (1 - p).
 */
export function logisticPass(part: i32, parts: i32, rows: i32, chunk: i32, data: usize, stride: i32, coefficients: usize, labels: usize, weights: usize, out: usize, curves: usize): void {
  const across = <usize>stride
  const size = 16 + (across << 1)
  const constant = load<f64>(coefficients)
  const slopes = coefficients + 16
  const end = firstOf(part + 1, parts, rows, chunk)
  const one = f64x2.splat(1)
  for (let from = firstOf(part, parts, rows, chunk); from < end; from += chunk) {
    const sums = out + <usize>(from / chunk) * size
    memory.fill(sums, 0, size)
    const stop = min(from + chunk, end)
    let loss: f64 = 0
    let rest: f64 = 0
    let product = one
    for (let row = from; row < stop; row += 2) {
      const p = data + <usize>row * across
      const pair = row + 1 < stop
      const q = pair ? p + across : p
      const z = f64x2.replace_lane(f64x2.splat(constant + predictor(p, across, slopes)), 1, constant + predictor(q, across, slopes))
      const y = f64x2.promote_low_f32x4(v128.load64_zero(labels + (<usize>row << 2)))
      const w = weights ? v128.load(weights + (<usize>row << 3)) : one
      const small = exponential(f64x2.neg(f64x2.abs(z)))
      const sum = f64x2.add(one, small)
      const share = f64x2.div(v128.bitselect(one, small, f64x2.ge(z, f64x2.splat(0))), sum)
      const residual = f64x2.mul(w, f64x2.sub(y, share))
      const plain = f64x2.mul(w, f64x2.sub(f64x2.pmax(z, f64x2.splat(0)), f64x2.mul(y, z)))
      loss += f64x2.extract_lane(plain, 0) + (pair ? f64x2.extract_lane(plain, 1) : 0)
      if (weights) {
        loss += f64x2.extract_lane(w, 0) * Math.log(f64x2.extract_lane(sum, 0))
        if (pair) loss += f64x2.extract_lane(w, 1) * Math.log(f64x2.extract_lane(sum, 1))
      } else {
        // One logarithm for many rows: each factor is at most 2.
        product = f64x2.mul(product, pair ? sum : f64x2.replace_lane(sum, 1, 1))
        if (((row - from) & 511) == 510) {
          loss += Math.log(f64x2.extract_lane(product, 0)) + Math.log(f64x2.extract_lane(product, 1))
          product = one
        }
      }
      const a = f64x2.extract_lane(residual, 0)
      const b = pair ? f64x2.extract_lane(residual, 1) : 0
      rest += a + b
      addRows(p, q, a, b, across, sums + 16)
      if (curves) {
        const curve = f64x2.div(f64x2.mul(w, f64x2.div(small, sum)), sum)
        store<f32>(curves + (<usize>row << 2), <f32>f64x2.extract_lane(curve, 0))
        if (pair) store<f32>(curves + (<usize>row << 2), <f32>f64x2.extract_lane(curve, 1), 4)
      }
    }
    store<f64>(sums, loss + Math.log(f64x2.extract_lane(product, 0)) + Math.log(f64x2.extract_lane(product, 1)))
    store<f64>(sums, rest, 8)
  }
}

const BLOCK: i32 = 1024

/**
 * Sum of curve × row × row (columns and, last, the constant), a chunk at a time: f64, `columns` + 1 lines of `padded` + 1
 * numbers of which those from the diagonal on count. `room` (f32) holds a block's sums, part after part.
 */
export function curvatureRows(part: i32, parts: i32, rows: i32, chunk: i32, data: usize, stride: i32, columns: i32, curves: usize, out: usize, room: usize): void {
  const across = <usize>stride
  const padded = stride >> 2
  const size = <usize>(columns + 1) * (<usize>(padded + 1) << 3)
  const line = across + 16
  const block = room + <usize>part * (<usize>(columns + 1) * line)
  const end = firstOf(part + 1, parts, rows, chunk)
  for (let from = firstOf(part, parts, rows, chunk); from < end; from += chunk) {
    const sums = out + <usize>(from / chunk) * size
    memory.fill(sums, 0, size)
    const stop = min(from + chunk, end)
    for (let begin = from; begin < stop; begin += BLOCK) {
      memory.fill(block, 0, <usize>(columns + 1) * line)
      const pause = min(begin + BLOCK, stop)
      for (let row = begin; row < pause; row += 2) addProducts(data + <usize>row * across, curves + (<usize>row << 2), row + 1 < pause, across, columns, block)
      for (let column = 0; column <= columns; column++) {
        const to = sums + <usize>column * (<usize>(padded + 1) << 3)
        const source = block + <usize>column * line
        for (let d = 0; d <= padded; d++) store<f64>(to + (<usize>d << 3), load<f64>(to + (<usize>d << 3)) + <f64>load<f32>(source + (<usize>d << 2)))
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function addProducts(p: usize, curves: usize, pair: bool, across: usize, columns: i32, block: usize): void {
  const q = pair ? p + across : p
  const a = load<f32>(curves)
  const b: f32 = pair ? load<f32>(curves, 4) : 0
  const line = across + 16
  for (let column = 0; column <= columns; column++) {
    const own = <usize>column << 2
    const u = column < columns ? a * load<f32>(p + own) : a
    const v = column < columns ? b * load<f32>(q + own) : b
    const to = block + <usize>column * line
    if (u == 0 && v == 0) continue
    const x = f32x4.splat(u)
    const y = f32x4.splat(v)
    // From the diagonal's lane on; the constant's line needs its own place only.
    for (let d = column < columns ? own & ~15 : across; d < across; d += 16) {
      v128.store(to + d, f32x4.add(v128.load(to + d), f32x4.add(f32x4.mul(x, v128.load(p + d)), f32x4.mul(y, v128.load(q + d)))))
    }
    store<f32>(to + across, load<f32>(to + across) + u + v)
  }
}

/** Adds a piece of every column to its sums of value less shift and of its square (two f64 a column). */
export function columnMoments(part: i32, parts: i32, count: i32, width: i32, room: usize, apart: i32, wide: usize, shift: usize, out: usize): void {
  const stop = (width * (part + 1)) / parts
  for (let column = (width * part) / parts; column < stop; column++) {
    const source = room + <usize>column * <usize>apart
    const less = f64x2.splat(load<f64>(shift + (<usize>column << 3)))
    const is64 = load<u8>(wide + <usize>column)
    let sum = f64x2.splat(0)
    let squares = f64x2.splat(0)
    let row = 0
    for (; row + 2 <= count; row += 2) {
      const x = f64x2.sub(is64 ? v128.load(source + (<usize>row << 3)) : f64x2.promote_low_f32x4(v128.load64_zero(source + (<usize>row << 2))), less)
      sum = f64x2.add(sum, x)
      squares = f64x2.add(squares, f64x2.mul(x, x))
    }
    let a = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
    let b = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1)
    if (row < count) {
      const x = (is64 ? load<f64>(source + (<usize>row << 3)) : <f64>load<f32>(source + (<usize>row << 2))) - f64x2.extract_lane(less, 0)
      a += x
      b += x * x
    }
    const to = out + (<usize>column << 4)
    store<f64>(to, load<f64>(to) + a)
    store<f64>(to, load<f64>(to, 8) + b, 8)
  }
}
