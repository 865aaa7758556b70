import type { Violation } from '../domain/check-plan.js'
import type { Owner } from '../domain/event-row.js'
import type { Protocol } from '../domain/record.js'
import type { Entry } from './store-events.js'

/** One of the last events of a key, as it was taken. */
export interface LiveEvent {
  readonly seq: number
  readonly receivedAt: number
  readonly writeKey: string
  readonly protocol: Protocol
  readonly verdict: 'accepted' | 'duplicate' | 'rejected'
  readonly violations: readonly Violation[]
  readonly entry: Entry
  readonly owner: Owner | null
}

export type LiveFilter = (event: LiveEvent) => boolean

/** The last events of every key, in memory: for looking on, never for anything that counts. */
export interface LiveRing {
  /** Whether another event of the key is kept now: a busy key shows a sample, at most so many a second. */
  wants(writeKey: string, now: number): boolean
  add(event: Omit<LiveEvent, 'seq'>): void
  /** Newer than `after` and wanted, oldest first, the newest `limit` of them. */
  after(after: number, limit: number, wanted: LiveFilter): LiveEvent[]
  /** Drops what matches. */
  forget(matches: LiveFilter): void
  readonly position: number
  /** Resolves when something was added, or after `ms`. */
  changed(ms: number, signal: AbortSignal): Promise<void>
}

const KEPT = 500
const A_SECOND = 100
const KEYS = 64

export function createLiveRing(): LiveRing {
  const rings = new Map<string, LiveEvent[]>()
  const watching = new Set<() => void>()
  const kept = new Map<string, { second: number; n: number }>()
  let seq = 0
  return {
    wants(writeKey, now) {
      const second = Math.floor(now / 1000)
      const before = kept.get(writeKey)
      if (before?.second === second) return (before.n += 1) <= A_SECOND
      if (kept.size > KEYS) kept.clear()
      kept.set(writeKey, { second, n: 1 })
      return true
    },
    add(event) {
      seq += 1
      let ring = rings.get(event.writeKey)
      if (ring === undefined) {
        const oldest = rings.size >= KEYS ? rings.keys().next().value : undefined
        if (oldest !== undefined) rings.delete(oldest)
        rings.set(event.writeKey, (ring = []))
      }
      ring[seq % KEPT] = { ...event, seq }
      if (watching.size > 0) for (const wake of [...watching]) wake()
    },
    after(after, limit, wanted) {
      const found = [...rings.values()].flatMap((ring) => ring.filter((event) => event.seq > after && wanted(event)))
      return found.sort((a, b) => a.seq - b.seq).slice(-limit)
    },
    forget(matches) {
      for (const [key, ring] of rings) rings.set(key, without(ring, matches))
    },
    get position() {
      return seq
    },
    changed: (ms, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(end, ms)
        function end(): void {
          clearTimeout(timer)
          watching.delete(end)
          signal.removeEventListener('abort', end)
          resolve()
        }
        watching.add(end)
        signal.addEventListener('abort', end, { once: true })
      }),
  }
}

/** The same ring with holes where events matched. */
function without(ring: readonly LiveEvent[], matches: LiveFilter): LiveEvent[] {
  const left: LiveEvent[] = []
  ring.forEach((event, at) => {
    if (!matches(event)) left[at] = event
  })
  return left
}
