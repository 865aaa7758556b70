import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '#platform/context'

/** What one request wants stored. */
export interface Part<Entry> {
  /** Records whose owner is looked up when they are stored. */
  readonly entries: readonly Entry[]
  /** Events whose owner is known: finished lines as bytes, and their ids in the same order. */
  readonly lines: Buffer
  readonly ids: readonly string[]
  /** `forgotten` of the lookup the owners of those lines were read from. */
  readonly forgotten: number
  /** Finished lines of the rejects table. */
  readonly rejects: readonly string[]
}

/**
 * Stores the parts of several requests as one; a second call with the same commit changes nothing. With `recheck` the
 * same parts may have been stored under another commit, whose outcome nobody knows.
 */
export type StoreParts<Entry> = (parts: readonly Part<Entry>[], commit: number, recheck: boolean) => Promise<void>

export interface GroupWriter<Entry> {
  /** Resolves when the part is durable; rejects when it could not be stored. */
  write(part: Part<Entry>): Promise<void>
  /** 99th percentile of the last commits, ms. */
  commitMsP99(): number | null
  /** The newest commit number; grows with every commit, across restarts as well. */
  readonly lastCommit: number
  /** Waits until everything written is durable. */
  drain(): Promise<void>
}

interface Waiting<Entry> extends Part<Entry> {
  readonly done: () => void
  readonly failed: (cause: unknown) => void
}

const TRIES = [100, 500, null]
const FIRST_WAIT_MS = 4
const KEPT_TIMES = 200
const MOST_ENTRIES = 20_000
/** So many waiting entries are worth a commit of their own, however lately the last one began. */
const WORTH_A_COMMIT = 1500

/**
 * Group commit: what arrives while one commit runs is stored by the next, at least `everyMs` after it began unless
 * enough waits already, so many requests share one durable insert and parts stay few. A group that cannot be stored is
 * tried part by part: a poison request fails alone.
 */
export function createGroupWriter<Entry>(context: Context, everyMs: () => number, lastStored: number, store: StoreParts<Entry>): GroupWriter<Entry> {
  const queue: Waiting<Entry>[] = []
  const times: number[] = []
  const numbers = { last: lastStored }
  const storeGroup = createStoring(context, numbers, store)
  let running: Promise<void> | null = null
  let begun = 0
  const gate = createGate()

  const loop = async (): Promise<void> => {
    while (queue.length > 0) {
      await gate.wait(Math.max(FIRST_WAIT_MS, begun + everyMs() - performance.now()))
      begun = performance.now()
      const group = takeGroup(queue)
      gate.add(-sizeOf(group))
      await storeGroup(group, false)
      times.push(performance.now() - begun)
      if (times.length > KEPT_TIMES) times.shift()
    }
    // In the same breath as the last look at the queue: a part that comes later starts the loop anew.
    running = null
  }
  return {
    write: (part) =>
      new Promise((done, failed) => {
        queue.push({ ...part, done, failed })
        gate.add(sizeOf([part]))
        running ??= loop()
      }),
    commitMsP99() {
      const sorted = [...times].sort((a, b) => a - b)
      return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? null
    },
    get lastCommit() {
      return numbers.last
    },
    async drain() {
      while (running !== null) await running
    },
  }
}

/** Counts what waits; a wait on it ends early when that is worth a commit. */
function createGate() {
  let waiting = 0
  let open: () => void = () => undefined
  return {
    add(entries: number): void {
      waiting += entries
      if (waiting >= WORTH_A_COMMIT) open()
    },
    async wait(ms: number): Promise<void> {
      if (waiting >= WORTH_A_COMMIT) return
      const early = new AbortController()
      open = () => early.abort()
      await pause(ms, undefined, { signal: early.signal }).catch(() => undefined)
      open = () => undefined
    },
  }
}

function sizeOf<Entry>(parts: readonly Part<Entry>[]): number {
  return parts.reduce((sum, { entries, ids }) => sum + entries.length + ids.length, 0)
}

/** The oldest parts, up to as many entries as one insert should have. */
function takeGroup<Entry>(queue: Waiting<Entry>[]): Waiting<Entry>[] {
  let entries = 0
  const end = queue.findIndex((part) => (entries += part.entries.length + part.ids.length) > MOST_ENTRIES)
  return queue.splice(0, end < 0 ? queue.length : Math.max(1, end))
}

/** Stores a group and tells every part how it went; never rejects. */
function createStoring<Entry>(context: Context, numbers: { last: number }, store: StoreParts<Entry>) {
  const attempt = async (parts: readonly Waiting<Entry>[], commit: number, recheck: boolean): Promise<unknown> => {
    for (const wait of TRIES) {
      try {
        await store(parts, commit, recheck)
        return null
      } catch (cause) {
        context.log.error({ commit, cause: String(cause) }, 'events could not be stored')
        if (wait === null) return cause
        await pause(wait)
      }
    }
    return null
  }
  return async function storeGroup(parts: readonly Waiting<Entry>[], recheck: boolean): Promise<void> {
    numbers.last = Math.max(numbers.last + 1, context.clock.now().getTime() * 1000)
    const cause = await attempt(parts, numbers.last, recheck)
    if (cause !== null && parts.length > 1) {
      for (const part of parts) await storeGroup([part], true)
      return
    }
    for (const part of parts) {
      if (cause === null) part.done()
      else part.failed(cause)
    }
  }
}
