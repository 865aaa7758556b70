import { firstOf } from './bins'

/** Bytes of one feature's histogram: 256 bins, each slope sum (upper 32 bits) and curvature sum (lower 32) in one lane. */
export const FEATURE: usize = 2048

// @ts-ignore: decorator
@inline
function hash(x: u32): u32 {
  let z = x
  z ^= z >> 16
  z *= 0x21f0aaad
  z ^= z >> 15
  z *= 0x735a2d97
  return z ^ (z >> 15)
}

/**
 * One entry a row of the tree: row number below, quantised slope (16 bits signed) and curvature (16 bits) above. Rows are
 * those of `sample` (0 = all). With `random` the rounding is up or down by a number drawn from the row and the seed.
 */
export function entries(part: i32, parts: i32, count: i32, sample: usize, g: usize, h: usize, scaleG: f64, scaleH: f64, seed: i32, random: i32, out: usize): void {
  const end = firstOf(part + 1, parts, count, 4096)
  for (let at = firstOf(part, parts, count, 4096); at < end; at++) {
    const row = sample ? load<u32>(sample + (<usize>at << 2)) : <u32>at
    let upG: f64 = 0.5
    let upH: f64 = 0.5
    if (random) {
      const drawn = hash(row ^ <u32>seed)
      upG = <f64>(drawn >> 16) * (1.0 / 65536)
      upH = <f64>(drawn & 0xffff) * (1.0 / 65536)
    }
    const place = <usize>row << 2
    const a = <i32>floor(<f64>load<f32>(g + place) * scaleG + upG)
    const b = <i32>floor(<f64>load<f32>(h + place) * scaleH + upH)
    store<u64>(out + (<usize>at << 3), <u64>row | (<u64>(((<u32>a) << 16) | (<u32>b & 0xffff)) << 32))
  }
}

/** Bytes of entries whose rows are fetched together. */
const BURST: usize = 32 * 8

/**
 * Histograms of the rows of entries `begin` to `end`, over all features (`features` even, `stride` bytes a row). Part 0
 * writes to `out`, the others to their own place in `scratch`. Sums of integers: the same in any order.
 */
export function histogram(part: i32, parts: i32, rows: usize, begin: i32, end: i32, bins: usize, stride: i32, features: i32, out: usize, scratch: usize): void {
  const size = <usize>features * FEATURE
  const target = part == 0 ? out : scratch + <usize>(part - 1) * size
  memory.fill(target, 0, size)
  const groups = features >> 3
  const rest = (features & 7) >> 1
  let at = rows + (<usize>(begin + firstOf(part, parts, end - begin, 64)) << 3)
  const stop = rows + (<usize>(begin + firstOf(part + 1, parts, end - begin, 64)) << 3)
  let seen: u32 = 0
  while (at < stop) {
    const pause = min(at + BURST, stop)
    // Touches the rows of the burst one after another: their lines are fetched side by side, not each when it is needed.
    for (let next = at; next < pause; next += 8) seen += load<u32>(bins + <usize>load<u32>(next) * <usize>stride)
    for (; at < pause; at += 8) {
      const entry = load<u64>(at)
      addRow(target, bins + <usize>(<u32>entry) * <usize>stride, (<u64>(<i64>(<i32>(entry >> 32) >> 16)) << 32) + ((entry >> 32) & 0xffff), groups, rest)
    }
  }
  store<u32>(scratch - 64 + (<usize>(part & 15) << 2), seen)
}

// @ts-ignore: decorator
@inline
function addRow(target: usize, bins: usize, gh: u64, groups: i32, rest: i32): void {
  let place = target
  let row = bins
  for (let group = 0; group < groups; group++) {
    addAt(place, row, gh)
    place += 8 * FEATURE
    row += 8
  }
  for (let pair = 0; pair < rest; pair++) {
    const a = place + (<usize>load<u8>(row) << 3)
    const b = place + (<usize>load<u8>(row, 1) << 3)
    store<u64>(a, load<u64>(a) + gh)
    store<u64>(b, load<u64>(b, 2048) + gh, 2048)
    place += 2 * FEATURE
    row += 2
  }
}

// @ts-ignore: decorator
@inline
function addAt(place: usize, row: usize, gh: u64): void {
  const a = place + (<usize>load<u8>(row) << 3)
  const b = place + (<usize>load<u8>(row, 1) << 3)
  const c = place + (<usize>load<u8>(row, 2) << 3)
  const d = place + (<usize>load<u8>(row, 3) << 3)
  store<u64>(a, load<u64>(a) + gh)
  store<u64>(b, load<u64>(b, 2048) + gh, 2048)
  store<u64>(c, load<u64>(c, 4096) + gh, 4096)
  store<u64>(d, load<u64>(d, 6144) + gh, 6144)
  const e = place + (<usize>load<u8>(row, 4) << 3)
  const f = place + (<usize>load<u8>(row, 5) << 3)
  const i = place + (<usize>load<u8>(row, 6) << 3)
  const j = place + (<usize>load<u8>(row, 7) << 3)
  store<u64>(e, load<u64>(e, 8192) + gh, 8192)
  store<u64>(f, load<u64>(f, 10240) + gh, 10240)
  store<u64>(i, load<u64>(i, 12288) + gh, 12288)
  store<u64>(j, load<u64>(j, 14336) + gh, 14336)
}

/** Rows a bin holds (u32), by feature: for the few nodes where a smallest number of rows cannot be told from curvature. */
export function countRows(part: i32, parts: i32, rows: usize, begin: i32, end: i32, columns: usize, all: i32, features: i32, out: usize): void {
  const stop = (features * (part + 1)) / parts
  for (let feature = (features * part) / parts; feature < stop; feature++) {
    const target = out + (<usize>feature << 10)
    const column = columns + <usize>feature * <usize>all
    memory.fill(target, 0, 1024)
    for (let at = begin; at < end; at++) {
      const bin = <usize>load<u8>(column + <usize>load<u32>(rows + (<usize>at << 3)))
      const place = target + (bin << 2)
      store<u32>(place, load<u32>(place) + 1)
    }
  }
}

/** How many of the rows go left by a table of 256 bytes. */
export function countLeft(rows: usize, begin: i32, end: i32, column: usize, table: usize): i32 {
  let left = 0
  for (let at = begin; at < end; at++) left += <i32>load<u8>(table + <usize>load<u8>(column + <usize>load<u32>(rows + (<usize>at << 3))))
  return left
}

/**
 * Entries of a node, those that go left before the others, each side in its order. One part does all of it in place; with
 * several, each leaves its two sides in `left` and `right` for `joinSides`, and says in `counts` how many went left.
 */
export function partition(part: i32, parts: i32, rows: usize, begin: i32, end: i32, column: usize, table: usize, left: usize, right: usize, counts: usize): void {
  const from = begin + firstOf(part, parts, end - begin, 64)
  const stop = begin + firstOf(part + 1, parts, end - begin, 64)
  const first = (parts == 1 ? rows : left) + (<usize>from << 3)
  let a = first
  let b = right + (<usize>from << 3)
  let at = rows + (<usize>from << 3)
  const last = rows + (<usize>stop << 3)
  for (; at < last; at += 8) {
    const entry = load<u64>(at)
    const goes = <usize>load<u8>(table + <usize>load<u8>(column + <usize>(<u32>entry)))
    store<u64>(a, entry)
    store<u64>(b, entry)
    a += goes << 3
    b += (1 - goes) << 3
  }
  if (parts == 1) memory.copy(a, right + (<usize>from << 3), last - a)
  store<u32>(counts + (<usize>part << 2), <u32>((a - first) >> 3))
}

/** Puts the sides of `partition`'s parts together. */
export function joinSides(part: i32, parts: i32, rows: usize, begin: i32, end: i32, left: usize, right: usize, counts: usize): void {
  let lefts = 0
  let before = 0
  for (let other = 0; other < parts; other++) {
    const count = load<i32>(counts + (<usize>other << 2))
    if (other < part) before += count
    lefts += count
  }
  const from = firstOf(part, parts, end - begin, 64)
  const count = firstOf(part + 1, parts, end - begin, 64) - from
  const own = load<i32>(counts + (<usize>part << 2))
  memory.copy(rows + (<usize>(begin + before) << 3), left + (<usize>(begin + from) << 3), <usize>own << 3)
  memory.copy(rows + (<usize>(begin + lefts + from - before) << 3), right + (<usize>(begin + from) << 3), <usize>(count - own) << 3)
}
