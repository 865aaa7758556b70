/** First row of a part when `count` rows are cut into `parts` runs that begin at multiples of `step`. */
// @ts-ignore: decorator
@inline
export function firstOf(part: i32, parts: i32, count: i32, step: i32): i32 {
  const steps = (count + step - 1) / step
  const at = <i32>((<i64>steps * <i64>part) / <i64>parts) * step
  return at < count ? at : count
}

/** Bin of a value among 255 ascending cuts (a bin's last value is its cut; unused cuts are infinite). */
// @ts-ignore: decorator
@inline
function binOf(x: f64, cuts: usize): i32 {
  let at: usize = cuts
  at += load<f64>(at, 127 * 8) < x ? 128 * 8 : 0
  at += load<f64>(at, 63 * 8) < x ? 64 * 8 : 0
  at += load<f64>(at, 31 * 8) < x ? 32 * 8 : 0
  at += load<f64>(at, 15 * 8) < x ? 16 * 8 : 0
  at += load<f64>(at, 7 * 8) < x ? 8 * 8 : 0
  at += load<f64>(at, 3 * 8) < x ? 4 * 8 : 0
  at += load<f64>(at, 1 * 8) < x ? 2 * 8 : 0
  at += load<f64>(at) < x ? 8 : 0
  const bin = <i32>((at - cuts) >> 3)
  return x != x ? 255 : bin
}

// @ts-ignore: decorator
@inline
function valueAt(values: usize, wide: i32, row: i32): f64 {
  return wide ? load<f64>(values + (<usize>row << 3)) : <f64>load<f32>(values + (<usize>row << 2))
}

/** Bins of a column of f64 (wide) or f32; NaN is bin 255. */
export function binColumn(part: i32, parts: i32, values: usize, wide: i32, rows: i32, cuts: usize, out: usize): void {
  let row = firstOf(part, parts, rows, 64)
  const end = firstOf(part + 1, parts, rows, 64)
  for (; row + 4 <= end; row += 4) {
    const a = binOf(valueAt(values, wide, row), cuts)
    const b = binOf(valueAt(values, wide, row + 1), cuts)
    const c = binOf(valueAt(values, wide, row + 2), cuts)
    const d = binOf(valueAt(values, wide, row + 3), cuts)
    store<u32>(out + <usize>row, a | (b << 8) | (c << 16) | (d << 24))
  }
  for (; row < end; row++) store<u8>(out + <usize>row, binOf(valueAt(values, wide, row), cuts))
}

const BLOCK: i32 = 256

/** Row-major copy (`stride` bytes a row) of column-major bins. */
export function rowMajorBins(part: i32, parts: i32, columns: usize, out: usize, rows: i32, features: i32, stride: i32): void {
  const end = firstOf(part + 1, parts, rows, BLOCK)
  for (let from = firstOf(part, parts, rows, BLOCK); from < end; from += BLOCK) {
    const count = min(BLOCK, end - from)
    for (let feature = 0; feature < features; feature++) {
      const source = columns + <usize>feature * <usize>rows + <usize>from
      let target = out + <usize>from * <usize>stride + <usize>feature
      for (let at = 0; at < count; at++, target += <usize>stride) store<u8>(target, load<u8>(source + <usize>at))
    }
  }
}
