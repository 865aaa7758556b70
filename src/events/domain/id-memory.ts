import { hashInto } from './text-hash.js'

const SLOTS_LEAST = 1 << 12
const FULL = 0.75

interface Generation {
  /** Pairs of 32-bit halves; 0,0 is free. */
  slots: Uint32Array
  mask: number
  size: number
  /** Everything that arrived from then on is in this or a newer generation. */
  readonly since: number
}

/** Which message ids arrived lately, exactly, in bounded memory (about 11 bytes an id). */
export interface IdMemory {
  /** Remembers an id; false when it was known. */
  add(id: string, now: number): boolean
  has(id: string): boolean
  /** Everything that arrived after this moment is remembered; older arrivals may be forgotten. */
  since(): number
  readonly size: number
}

/**
 * Ids in two to `generations` + 1 open-addressed tables of 64-bit hashes. When the newest is full the oldest is
 * forgotten. Two ids of one hash are taken for one: at 6 million remembered and a billion arriving, one in 3,000 chances.
 */
export function createIdMemory(capacity: number, since: number, generations = 4): IdMemory {
  const each = Math.max(1, Math.ceil(capacity / generations))
  const all: Generation[] = [newGeneration(since)]
  const hash = new Uint32Array(2)
  const knows = (high: number, low: number) => all.some((generation) => find(generation, high, low) < 0)
  const read = (id: string): readonly [number, number] => {
    hashInto(id, hash)
    const [high = 0, low = 0] = hash
    return high === 0 && low === 0 ? [1, 1] : [high, low]
  }
  return {
    add(id, now) {
      const [high, low] = read(id)
      if (knows(high, low)) return false
      let newest = all.at(-1)
      if (newest === undefined || newest.size >= each) {
        newest = newGeneration(now)
        all.push(newest)
        if (all.length > generations + 1) all.shift()
      }
      insert(newest, high, low)
      return true
    },
    has: (id) => knows(...read(id)),
    since: () => all[0]?.since ?? since,
    get size() {
      return all.reduce((sum, generation) => sum + generation.size, 0)
    },
  }
}

function newGeneration(since: number): Generation {
  return { slots: new Uint32Array(SLOTS_LEAST * 2), mask: SLOTS_LEAST - 1, size: 0, since }
}

/** The free slot a pair belongs in, or -1 when the pair is there. */
function find({ slots, mask }: Generation, high: number, low: number): number {
  let at = low & mask
  for (;;) {
    const [a, b] = [slots[at * 2], slots[at * 2 + 1]]
    if (a === 0 && b === 0) return at
    if (a === high && b === low) return -1
    at = (at + 1) & mask
  }
}

function insert(generation: Generation, high: number, low: number): void {
  if (generation.size >= (generation.mask + 1) * FULL) grow(generation)
  const at = find(generation, high, low)
  if (at < 0) return
  generation.slots[at * 2] = high
  generation.slots[at * 2 + 1] = low
  generation.size += 1
}

function grow(generation: Generation): void {
  const old = generation.slots
  generation.mask = generation.mask * 2 + 1
  generation.slots = new Uint32Array(old.length * 2)
  for (let at = 0; at < old.length; at += 2) {
    const [high = 0, low = 0] = [old[at], old[at + 1]]
    if (high === 0 && low === 0) continue
    const free = find(generation, high, low)
    generation.slots[free * 2] = high
    generation.slots[free * 2 + 1] = low
  }
}
