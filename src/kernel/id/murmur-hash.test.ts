import { describe, expect, it } from 'vitest'
import { murmurHash3_32 } from './murmur-hash.js'

/** Computed once by ClickHouse 26.7 (`select murmurHash3_32(text)`); the same table is in docs/arms.md. */
export const vectors: readonly (readonly [string, number])[] = [
  ['', 0],
  ['a', 1009084850],
  ['ab', 2613040991],
  ['abc', 3017643002],
  ['abcd', 1139631978],
  ['abcde', 3902511862],
  ['hello, world', 345750399],
  ['The quick brown fox jumps over the lazy dog', 776992547],
  ['spring-2026:C000001', 927421368],
  ['spring-2026:C000002', 3240888972],
  ['spring-2026:C000003', 132949390],
  ['wealth-wave-1:10086', 949813057],
  ['wealth-wave-1:10087', 2118554905],
  ['代发提升:6222020200112233', 4050024405],
  ['群策', 3470491567],
  ['客户:张三', 2733267143],
  ['😀:x', 3591200226],
  ['s:', 1046795059],
  ['a b\tc', 1841334305],
  ['0123456789012345678901234567890123456789', 4200700141],
]

describe('murmurHash3_32', () => {
  it.each(vectors)('%s', (text, hash) => {
    expect(murmurHash3_32(text)).toBe(hash)
  })
})
