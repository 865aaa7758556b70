/** Ones in 16 bytes. */
// @ts-ignore: decorator
@inline
function ones(bits: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(i8x16.popcnt(bits)))
}

/** Sum of four 32-bit counts. */
// @ts-ignore: decorator
@inline
function summed(counts: v128): i32 {
  return i32x4.extract_lane(counts, 0) + i32x4.extract_lane(counts, 1) + i32x4.extract_lane(counts, 2) + i32x4.extract_lane(counts, 3)
}

/** One step of a program over `length` bytes (a multiple of 16) from `from` on; `top` is where its result goes. */
// @ts-ignore: decorator
@inline
function step(kind: i32, top: usize, other: usize, length: usize): void {
  for (let at: usize = 0; at < length; at += 16) {
    const right = v128.load(other + at)
    const left = v128.load(top + at)
    let bits = right
    if (kind == 1) bits = v128.and(left, right)
    else if (kind == 2) bits = v128.or(left, right)
    else if (kind == 3) bits = v128.andnot(left, right)
    v128.store(top + at, bits)
  }
}

/**
 * Runs a program over bitsets of `bytes` bytes (a multiple of 16), a block at a time, and adds up the ones of its result.
 * A step is two words: what to do, and the address of a bitset or 0. 0 puts a bitset on the stack; 1, 2 and 3 take the
 * bitset at the address, or, where it is 0, the top of the stack, and leave left AND, OR, AND NOT it. `stack` has room for
 * `block` bytes a level. Where `out` is not 0 the result is written there.
 */
export function bitsetProgram(bytes: i32, block: i32, program: usize, steps: i32, stack: usize, out: usize): i32 {
  let total: i32 = 0
  for (let from = 0; from < bytes; from += block) {
    const length = <usize>min(block, bytes - from)
    let top: usize = stack - <usize>block
    for (let at = 0; at < steps; at++) {
      const kind = load<i32>(program + (<usize>at << 3))
      const address = load<u32>(program + (<usize>at << 3), 4)
      if (kind == 0) {
        top += <usize>block
        memory.copy(top, <usize>address + <usize>from, length)
        continue
      }
      let other: usize = <usize>address + <usize>from
      if (address == 0) {
        other = top
        top -= <usize>block
      }
      if (kind == 1) step(1, top, other, length)
      else if (kind == 2) step(2, top, other, length)
      else step(3, top, other, length)
    }
    let counts = i32x4.splat(0)
    for (let at: usize = 0; at < length; at += 16) counts = i32x4.add(counts, ones(v128.load(stack + at)))
    total += summed(counts)
    if (out) memory.copy(out + <usize>from, stack, length)
  }
  return total
}

/** Ones of left AND right; the quick way for two. */
export function bitsetBoth(bytes: i32, left: usize, right: usize): i32 {
  let counts = i32x4.splat(0)
  for (let at: usize = 0; at < <usize>bytes; at += 16) counts = i32x4.add(counts, ones(v128.and(v128.load(left + at), v128.load(right + at))))
  return summed(counts)
}

/** Ones of three together. */
export function bitsetThree(bytes: i32, a: usize, b: usize, c: usize): i32 {
  let counts = i32x4.splat(0)
  for (let at: usize = 0; at < <usize>bytes; at += 16) counts = i32x4.add(counts, ones(v128.and(v128.and(v128.load(a + at), v128.load(b + at)), v128.load(c + at))))
  return summed(counts)
}

/** Sets the bits of `count` numbers (u32) in a bitset. */
export function bitsetFill(bits: usize, numbers: usize, count: i32): void {
  for (let at: usize = 0; at < <usize>count; at++) {
    const number = load<u32>(numbers + (at << 2))
    const place = bits + <usize>(number >> 3)
    store<u8>(place, load<u8>(place) | (<u8>1 << <u8>(number & 7)))
  }
}

/**
 * How many are in exactly which of several bitsets: `out` (u32) holds one count for each of the 2^sets combinations, bit i
 * of its place for the i-th bitset. Only those in `within` are counted where that is not 0.
 */
export function bitsetRegions(bytes: i32, sets: i32, addresses: usize, within: usize, out: usize): void {
  for (let at: usize = 0; at < <usize>bytes; at += 8) {
    split(at, 0, sets, 0, within ? load<u64>(within + at) : ~(<u64>0), addresses, out)
  }
}

function split(at: usize, set: i32, sets: i32, code: i32, bits: u64, addresses: usize, out: usize): void {
  if (bits == 0) return
  if (set == sets) {
    const place = out + (<usize>code << 2)
    store<u32>(place, load<u32>(place) + <u32>popcnt<u64>(bits))
    return
  }
  const own = load<u64>(<usize>load<u32>(addresses + (<usize>set << 2)) + at)
  split(at, set + 1, sets, code, bits & ~own, addresses, out)
  split(at, set + 1, sets, code | (1 << set), bits & own, addresses, out)
}
