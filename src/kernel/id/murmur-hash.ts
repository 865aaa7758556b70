const C1 = 0xcc9e2d51
const C2 = 0x1b873593

/**
 * MurmurHash3 x86 32-bit of the UTF-8 bytes of a text, seed 0, as an unsigned number. Equal to ClickHouse's
 * `murmurHash3_32`. Source: A. Appleby, MurmurHash3.cpp (public domain).
 */
export function murmurHash3_32(text: string): number {
  const bytes = new TextEncoder().encode(text)
  const tail = bytes.length - (bytes.length % 4)
  let hash = 0
  for (let at = 0; at < tail; at += 4) {
    hash ^= scramble(word(bytes, at, 4))
    hash = (Math.imul(rotate(hash, 13), 5) + 0xe6546b64) | 0
  }
  hash ^= scramble(word(bytes, tail, bytes.length - tail))
  return finalise(hash ^ bytes.length)
}

function word(bytes: Uint8Array, start: number, length: number): number {
  let value = 0
  for (let at = 0; at < length; at++) value |= (bytes[start + at] ?? 0) << (8 * at)
  return value
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by))
}

function scramble(value: number): number {
  return Math.imul(rotate(Math.imul(value, C1), 15), C2)
}

function finalise(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
