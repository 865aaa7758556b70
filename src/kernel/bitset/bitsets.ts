import { fail } from '#kernel/error'
import { createArena, type Machine } from '#kernel/learn'

/** Which customers: those of a set, or of others taken together, in common, or the first without the rest. */
export type BitsetRule = string | { readonly kind: 'and' | 'or' | 'minus'; readonly of: readonly BitsetRule[] }

/** Sets of numbers below a limit as bits in a machine's memory: counted in fractions of a millisecond at ten million. */
export interface Bitsets {
  /** Numbers are below this. */
  readonly limit: number
  has(key: string): boolean
  /** Keeps a set of numbers (u32) under a key; the set longest unused goes when there is no room. */
  put(key: string, numbers: Uint32Array): void
  /** How many a rule takes. @throws AppError when a set is not kept: see `has`. */
  count(rule: BitsetRule): number
  /** The numbers a rule takes, ascending. */
  members(rule: BitsetRule): Uint32Array
  /**
   * How many are in exactly which of several sets: 2^n counts, bit i of the place for the i-th set; place 0 counts who is
   * in none. Only those `within` another set, where one is named.
   */
  regions(keys: readonly string[], within?: string): Uint32Array
}

/** Sets whose regions are counted at once: 2^10 counts. */
export const MOST_REGIONS = 10

/** Bytes a program works on at a time: a block and its operands stay in the first cache. */
const BLOCK = 4096
const DEEPEST = 16
const MOST_STEPS = 256
const KINDS = { and: 1, or: 2, minus: 3 } as const

/**
 * Room for `slots` sets of numbers below `limit` in a machine's memory, which they take over whole.
 * Counting is population count over 128-bit lanes (Muła, Kurz, Lemire, "Faster population counts using AVX2 instructions",
 * Computer Journal 61, 2018, for the idea of counting in registers).
 */
export function createBitsets(machine: Machine, limit: number, slots: number): Bitsets {
  const bytes = Math.ceil(limit / 128) * 16
  const arena = createArena(machine)
  const program = arena.i32(2 * MOST_STEPS)
  const stack = arena.u8(BLOCK * DEEPEST)
  const result = arena.u8(bytes)
  const counts = arena.u32(2 ** MOST_REGIONS)
  const chosen = arena.u32(MOST_REGIONS)
  const numbers = arena.u32(Math.min(limit, 1 << 16))
  const bits = Array.from({ length: slots }, () => arena.u8(bytes))
  const free = bits.map((_, at) => at)
  /** Slots by key, the longest unused first. */
  const kept = new Map<string, number>()
  const addressOf = (key: string): number => {
    const slot = kept.get(key) ?? fail('BITSET_UNKNOWN', { key })
    kept.delete(key)
    kept.set(key, slot)
    return bits[slot]?.byteOffset ?? 0
  }
  const room = (): number => {
    const oldest = kept.entries().next()
    if (free.length === 0 && oldest.done !== true) {
      kept.delete(oldest.value[0])
      free.push(oldest.value[1])
    }
    return free.pop() ?? 0
  }
  const run = (rule: BitsetRule, out: number): number => {
    const steps = programOf(rule, addressOf)
    if (steps.length > MOST_STEPS) fail('BITSET_TOO_LONG', { limit: MOST_STEPS })
    program.set(steps.flat())
    return machine.call('bitsetProgram', bytes, BLOCK, program.byteOffset, steps.length, stack.byteOffset, out)
  }
  return {
    limit,
    has: (key) => kept.has(key),
    put(key, given) {
      const slot = kept.get(key) ?? room()
      const target = bits[slot] ?? fail('BITSET_UNKNOWN', { key })
      target.fill(0)
      for (let from = 0; from < given.length; from += numbers.length) {
        const some = given.subarray(from, from + numbers.length)
        for (const number of some) if (number >= limit) fail('BITSET_NUMBER', { number, limit })
        numbers.set(some)
        machine.call('bitsetFill', target.byteOffset, numbers.byteOffset, some.length)
      }
      kept.delete(key)
      kept.set(key, slot)
    },
    count(rule) {
      const keys = typeof rule === 'string' ? [rule] : rule.kind === 'and' && rule.of.every((each) => typeof each === 'string') ? rule.of : []
      const [a, b, c] = keys.map((key) => (typeof key === 'string' ? addressOf(key) : 0))
      if (keys.length === 2 && a !== undefined && b !== undefined) return machine.call('bitsetBoth', bytes, a, b)
      if (keys.length === 3 && a !== undefined && b !== undefined && c !== undefined) return machine.call('bitsetThree', bytes, a, b, c)
      return run(rule, 0)
    },
    members(rule) {
      const found = new Uint32Array(run(rule, result.byteOffset))
      let at = 0
      result.forEach((byte, place) => {
        for (let rest = byte; rest > 0; rest &= rest - 1) found[at++] = place * 8 + (31 - Math.clz32(rest & -rest))
      })
      return found
    },
    regions(keys, within) {
      if (keys.length > MOST_REGIONS) fail('BITSET_TOO_LONG', { limit: MOST_REGIONS })
      chosen.set(keys.map(addressOf))
      counts.fill(0)
      const among = within === undefined ? 0 : addressOf(within)
      machine.call('bitsetRegions', bytes, keys.length, chosen.byteOffset, among, counts.byteOffset)
      // Without a set around them, the numbers beyond the limit were counted as being in none.
      if (within === undefined) counts[0] = (counts[0] ?? 0) - (bytes * 8 - limit)
      return counts.slice(0, 2 ** keys.length)
    },
  }
}

/** A rule as steps of the kernel's stack machine: what to do, and the address of a set or 0 for the top of the stack. */
function programOf(rule: BitsetRule, addressOf: (key: string) => number, depth = 1): (readonly [number, number])[] {
  if (typeof rule === 'string') return [[0, addressOf(rule)]]
  if (depth >= DEEPEST) return fail('BITSET_TOO_LONG', { limit: DEEPEST })
  const [first, ...rest] = rule.of
  if (first === undefined) return fail('BITSET_EMPTY')
  const steps = rest.flatMap((each): (readonly [number, number])[] =>
    typeof each === 'string' ? [[KINDS[rule.kind], addressOf(each)]] : [...programOf(each, addressOf, depth + 1), [KINDS[rule.kind], 0]],
  )
  return [...programOf(first, addressOf, depth + 1), ...steps]
}
