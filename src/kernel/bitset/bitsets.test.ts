import { describe, expect, it } from 'vitest'
import { singleMachine } from '#kernel/learn'
import { kernelBytes } from '#platform/compute'
import { createBitsets, type BitsetRule } from './index.js'

const open = (limit: number, slots = 8) => createBitsets(singleMachine(kernelBytes()), limit, slots)

/** Numbers that look random and are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
}

describe('sets of customers as bits', () => {
  it('counts what three small sets have in common, together and apart', () => {
    const sets = open(300)
    sets.put('a', Uint32Array.of(1, 2, 3, 64, 127, 128, 299))
    sets.put('b', Uint32Array.of(2, 3, 64, 200, 299))
    sets.put('c', Uint32Array.of(3, 200, 299, 0))
    expect(sets.count('a')).toBe(7)
    expect(sets.count({ kind: 'and', of: ['a', 'b'] })).toBe(4)
    expect(sets.count({ kind: 'and', of: ['a', 'b', 'c'] })).toBe(2)
    expect(sets.count({ kind: 'or', of: ['a', 'b', 'c'] })).toBe(9)
    expect([...sets.members({ kind: 'minus', of: ['a', { kind: 'or', of: ['b', 'c'] }] })]).toEqual([1, 127, 128])
    // a alone, b alone, both, c alone, …: bit 0 is a, bit 1 b, bit 2 c; 291 of 300 numbers are in none.
    expect([...sets.regions(['a', 'b', 'c'])]).toEqual([291, 3, 0, 2, 1, 0, 1, 2])
    expect([...sets.regions(['a', 'b'], 'c')]).toEqual([1, 0, 1, 2])
  })

  it('any rule over random sets counts and lists what plain sets say', () => {
    const random = seeded(11)
    const limit = 70_001
    const sets = open(limit)
    const plain = new Map<string, Set<number>>()
    for (const key of ['a', 'b', 'c', 'd']) {
      const share = random()
      const members = Array.from({ length: limit }, (_, at) => at).filter(() => random() < share)
      sets.put(key, Uint32Array.from(members))
      plain.set(key, new Set(members))
    }
    const draw = (depth: number): BitsetRule => {
      if (depth === 0 || random() < 0.2) return ['a', 'b', 'c', 'd'][Math.floor(random() * 4)] ?? 'a'
      const kind = (['and', 'or', 'minus'] as const)[Math.floor(random() * 3)] ?? 'and'
      return { kind, of: Array.from({ length: 1 + Math.floor(random() * 3) }, () => draw(depth - 1)) }
    }
    const takes = (rule: BitsetRule, number: number): boolean => {
      if (typeof rule === 'string') return plain.get(rule)?.has(number) === true
      const [first, ...rest] = rule.of.map((each) => takes(each, number))
      if (rule.kind === 'minus') return first === true && !rest.includes(true)
      return rule.kind === 'and' ? first === true && !rest.includes(false) : first === true || rest.includes(true)
    }
    for (let round = 0; round < 25; round += 1) {
      const rule = draw(4)
      const expected = Array.from({ length: limit }, (_, at) => at).filter((number) => takes(rule, number))
      expect(sets.count(rule)).toBe(expected.length)
      expect(Buffer.from(sets.members(rule).buffer).equals(Buffer.from(Uint32Array.from(expected).buffer))).toBe(true)
    }
  })

  it('keeps the sets used last, and says what it does not keep', () => {
    const sets = open(100, 2)
    sets.put('a', Uint32Array.of(1))
    sets.put('b', Uint32Array.of(2))
    expect(sets.count('a')).toBe(1)
    sets.put('c', Uint32Array.of(3, 4))
    expect([sets.has('c'), sets.has('b'), sets.has('a')]).toEqual([true, false, true])
    sets.put('e', Uint32Array.of(5))
    expect([sets.has('c'), sets.has('a')]).toEqual([false, true])
    sets.put('c', Uint32Array.of(3, 4))
    expect(() => sets.count('b')).toThrow(expect.objectContaining({ code: 'BITSET_UNKNOWN' }))
    expect(() => sets.put('d', Uint32Array.of(100))).toThrow(expect.objectContaining({ code: 'BITSET_NUMBER' }))
    expect(() => sets.count({ kind: 'or', of: [] })).toThrow(expect.objectContaining({ code: 'BITSET_EMPTY' }))
  })
})
