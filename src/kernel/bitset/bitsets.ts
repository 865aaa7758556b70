import { fail } from '#kernel/error'
import { createArena, type Arena, type Machine } from '#kernel/learn'

/** Which customers: those of a set, or of others taken together, in common, or the first without the rest. */
export type BitsetRule = string | { readonly kind: 'and' | 'or' | 'minus'; readonly of: readonly BitsetRule[] }

/** Sets of numbers below a limit as bits in a machine's memory: counted in fractions of a millisecond at ten million. */
export interface Bitsets {
  /** Numbers are below this. */
  readonly limit: number
  /** Whether a set is kept; it then counts as used last. */
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
  const kept = createSlots(Array.from({ length: slots }, () => arena.u8(bytes)))
  const run = createProgram(machine, arena, bytes, kept.addressOf)
  const result = arena.u8(bytes)
  const numbers = arena.u32(Math.min(limit, 1 << 16))
  return {
    limit,
    has: kept.has,
    put(key, given) {
      for (const number of given) if (number >= limit) fail('BITSET_NUMBER', { number, limit })
      const target = kept.take(key).fill(0)
      for (let from = 0; from < given.length; from += numbers.length) {
        const some = given.subarray(from, from + numbers.length)
        numbers.set(some)
        machine.call('bitsetFill', target.byteOffset, numbers.byteOffset, some.length)
      }
    },
    count: (rule) => countTogether(machine, bytes, rule, kept.addressOf) ?? run(rule, 0),
    members: (rule) => numbersOf(result, run(rule, result.byteOffset)),
    regions: createRegions(machine, arena, { bytes, limit }, kept.addressOf),
  }
}

interface Slots {
  readonly has: (key: string) => boolean
  readonly addressOf: AddressOf
  /** The slot of a key; of the one longest unused when it is new and none is free. */
  readonly take: (key: string) => Uint8Array
}

function createSlots(bits: readonly Uint8Array[]): Slots {
  const free = [...bits]
  /** By key, the longest unused first. */
  const kept = new Map<string, Uint8Array>()
  const use = (key: string, slot: Uint8Array): Uint8Array => {
    kept.delete(key)
    kept.set(key, slot)
    return slot
  }
  const oldest = (): Uint8Array | undefined => {
    const [entry] = kept
    if (entry !== undefined) kept.delete(entry[0])
    return entry?.[1]
  }
  return {
    has(key) {
      const slot = kept.get(key)
      if (slot !== undefined) use(key, slot)
      return slot !== undefined
    },
    addressOf: (key) => use(key, kept.get(key) ?? fail('BITSET_UNKNOWN', { key })).byteOffset,
    take: (key) => use(key, kept.get(key) ?? free.pop() ?? oldest() ?? fail('BITSET_UNKNOWN', { key })),
  }
}

type AddressOf = (key: string) => number

/** The quick way for two or three sets together; null for every other rule. */
function countTogether(machine: Machine, bytes: number, rule: BitsetRule, addressOf: AddressOf): number | null {
  if (typeof rule === 'string' || rule.kind !== 'and') return null
  const keys = rule.of.filter((each) => typeof each === 'string')
  if (keys.length !== rule.of.length || keys.length < 2 || keys.length > 3) return null
  return machine.call(keys.length === 2 ? 'bitsetBoth' : 'bitsetThree', bytes, ...keys.map(addressOf))
}

/** Runs a rule and counts what it takes; writes the set to `out` where that is not 0. */
function createProgram(machine: Machine, arena: Arena, bytes: number, addressOf: AddressOf): (rule: BitsetRule, out: number) => number {
  const program = arena.i32(2 * MOST_STEPS)
  const stack = arena.u8(BLOCK * DEEPEST)
  return (rule, out) => {
    const steps = programOf(rule, addressOf)
    if (steps.length > MOST_STEPS) fail('BITSET_TOO_LONG', { limit: MOST_STEPS })
    program.set(steps.flat())
    return machine.call('bitsetProgram', bytes, BLOCK, program.byteOffset, steps.length, stack.byteOffset, out)
  }
}

/** Places of the ones of a bitset that has `count` of them, ascending. */
function numbersOf(bits: Uint8Array, count: number): Uint32Array {
  const found = new Uint32Array(count)
  let at = 0
  bits.forEach((byte, place) => {
    for (let rest = byte; rest > 0; rest &= rest - 1) found[at++] = place * 8 + (31 - Math.clz32(rest & -rest))
  })
  return found
}

function createRegions(machine: Machine, arena: Arena, { bytes, limit }: { bytes: number; limit: number }, addressOf: AddressOf): Bitsets['regions'] {
  const counts = arena.u32(2 ** MOST_REGIONS)
  const chosen = arena.u32(MOST_REGIONS)
  return (keys, within) => {
    if (keys.length > MOST_REGIONS) fail('BITSET_TOO_LONG', { limit: MOST_REGIONS })
    chosen.set(keys.map(addressOf))
    counts.fill(0)
    machine.call('bitsetRegions', bytes, keys.length, chosen.byteOffset, within === undefined ? 0 : addressOf(within), counts.byteOffset)
    // Without a set around them, the places beyond the limit were counted as being in none.
    if (within === undefined) counts[0] = (counts[0] ?? 0) - (bytes * 8 - limit)
    return counts.slice(0, 2 ** keys.length)
  }
}

/** A rule as steps of the kernel's stack machine: what to do, and the address of a set or 0 for the top of the stack. */
function programOf(rule: BitsetRule, addressOf: AddressOf, depth = 1): (readonly [number, number])[] {
  if (typeof rule === 'string') return [[0, addressOf(rule)]]
  if (depth >= DEEPEST) return fail('BITSET_TOO_LONG', { limit: DEEPEST })
  const [first, ...rest] = rule.of
  if (first === undefined) return fail('BITSET_EMPTY')
  const steps = rest.flatMap((each): (readonly [number, number])[] =>
    typeof each === 'string' ? [[KINDS[rule.kind], addressOf(each)]] : [...programOf(each, addressOf, depth + 1), [KINDS[rule.kind], 0]],
  )
  return [...programOf(first, addressOf, depth + 1), ...steps]
}
