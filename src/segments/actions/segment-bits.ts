import { createBitsets, type BitsetRule, type Bitsets } from '#kernel/bitset'
import { singleMachine } from '#kernel/learn'
import { renderInline, type Query } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import { kernelBytes } from '#platform/compute'
import type { Context } from '#platform/context'
import { visibleTo, type TagSnapshot } from '#tags'
import { lastNumberQuery, memberNumbersQuery, visibleNumbersQuery } from '../sql/bits-queries.js'

/** Memory the sets of one server may take. */
const MOST_BYTES = 256 * 1024 ** 2
const MOST_SETS = 200
/** As many as one question names, and the asker's own customers. */
const LEAST_SETS = 24
/** Numbers read at a time. */
const RANGE = 2_000_000

/** Saved segments as bits, as far as somebody may see them. */
export interface SegmentBits {
  /** Customers in each run, of those in `among`. */
  count(rule: BitsetRule): number
  /** See Bitsets. */
  regions(runIds: readonly number[]): Uint32Array
}

interface Kept {
  sets: Bitsets
  /** Sets on their way into memory. */
  readonly coming: Map<string, Promise<void>>
}

/** One cache a server: members of a run change only when somebody is erased, and then it is forgotten. */
const caches = new WeakMap<Context, Kept>()

/** Key of a run's members in a rule. */
export function runBits(runId: number): string {
  return `run ${runId}`
}

/**
 * Brings the members of runs into memory, with the customers of the snapshot the asker may see, and counts over them: an
 * answer in well under a millisecond at ten million customers. Everything asked has to be counted before the next wait:
 * another question may take the room.
 */
export async function openSegmentBits(context: Context, snapshot: TagSnapshot, runIds: readonly number[], actor: Actor): Promise<SegmentBits> {
  const kept = await cacheOf(context, snapshot)
  const visible = visibleTo(actor)
  const among = `snapshot ${snapshot.runId} ${renderInline(visible)}`
  const wanted = new Map<string, (from: number, below: number) => Query<{ numbers: number[] }>>([
    ...runIds.map((runId) => [runBits(runId), (from: number, below: number) => memberNumbersQuery(runId, from, below)] as const),
    [among, (from, below) => visibleNumbersQuery(snapshot.table, visible, from, below)],
  ])
  do await Promise.all([...wanted].map(([key, asked]) => bring(context, kept, key, asked)))
  while ([...wanted.keys()].some((key) => !kept.sets.has(key)))
  return {
    count: (rule) => kept.sets.count(typeof rule === 'string' || rule.kind !== 'and' ? { kind: 'and', of: [rule, among] } : { kind: 'and', of: [...rule.of, among] }),
    regions: (ids) => kept.sets.regions(ids.map(runBits), among),
  }
}

/** Members were taken out of runs: everything is read again. */
export function forgetBits(context: Context): void {
  caches.delete(context)
}

async function cacheOf(context: Context, snapshot: TagSnapshot): Promise<Kept> {
  const [row] = await context.warehouse.query(lastNumberQuery(snapshot.table))
  const needed = Number(row?.most ?? 0) + 1
  const known = caches.get(context)
  if (known !== undefined && known.sets.limit >= needed) return known
  const limit = Math.ceil((needed * 1.25) / 1024) * 1024
  const slots = Math.max(LEAST_SETS, Math.min(MOST_SETS, Math.floor(MOST_BYTES / (limit / 8))))
  const made: Kept = { sets: createBitsets(singleMachine(kernelBytes()), limit, slots), coming: new Map() }
  caches.set(context, made)
  return made
}

/** Reads a set unless it is in memory or on its way. */
async function bring(context: Context, { sets, coming }: Kept, key: string, asked: (from: number, below: number) => Query<{ numbers: number[] }>): Promise<void> {
  if (sets.has(key)) return
  const read = coming.get(key) ?? readNumbers(context, sets.limit, asked).then((numbers) => sets.put(key, numbers)).finally(() => coming.delete(key))
  coming.set(key, read)
  await read
}

async function readNumbers(context: Context, limit: number, asked: (from: number, below: number) => Query<{ numbers: number[] }>): Promise<Uint32Array> {
  const parts: number[][] = []
  for (let from = 0; from < limit; from += RANGE) {
    const [row] = await context.warehouse.query(asked(from, Math.min(from + RANGE, limit)))
    parts.push(row?.numbers ?? [])
  }
  const numbers = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    numbers.set(part, at)
    at += part.length
  }
  return numbers
}
