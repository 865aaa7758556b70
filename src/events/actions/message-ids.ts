import { streamedRows } from '#platform/warehouse'
import type { Context } from '#platform/context'
import type { IntakeSettings } from '../contract.js'
import { createIdMemory } from '../domain/id-memory.js'
import { recentIdsQuery, storedIdsQuery } from '../sql/id-queries.js'
import type { ArrivalRuns } from './arrival-runs.js'

/** Which messages came before: in memory for the last ones, in the store for the rest of the window. */
export interface MessageIds {
  /** `new` and now remembered; `known`; or `ask`: remembered now, but only the store can tell whether it is new. */
  judge(id: string, ts: number, now: number): 'new' | 'known' | 'ask'
  /** Which of these ids the store has. Calls are answered together. */
  stored(ids: readonly string[]): Promise<ReadonlySet<string>>
  /** These may be stored or not: whoever sends one again has it looked up. */
  doubt(ids: readonly string[]): void
  readonly size: number
  since(): number
}

const HOUR_MS = 3_600_000
/** A message is not sent before it happened; clocks and corrections of one message differ by less than this. */
const MARGIN_MS = 600_000
const ASKED_AT_ONCE = 10_000

/**
 * Reads the ids of the last hour's arrivals, then decides: an id in memory is known; one that is not, of an event that
 * happened while memory reached back, is new; one of an older event is looked up in the store.
 */
export async function openMessageIds(context: Context, runs: ArrivalRuns, settings: () => IntakeSettings): Promise<MessageIds> {
  const capacity = settings().rememberedIds
  const opened = context.clock.now().getTime()
  const recent = await readRecent(context, await runs.recent(2), opened - HOUR_MS, Math.floor(capacity / 2))
  const memory = createIdMemory(capacity, recent.since)
  for (const id of recent.ids) memory.add(id, opened)
  const doubtful = new Set<string>()
  const stored = createAsker(context, runs, settings)
  return {
    judge(id, ts, now) {
      const fresh = memory.add(id, now)
      if (doubtful.size > 0 && doubtful.delete(id)) return 'ask'
      if (!fresh) return 'known'
      return ts < memory.since() + MARGIN_MS && now - ts < settings().dedupDays * 24 * HOUR_MS + MARGIN_MS ? 'ask' : 'new'
    },
    stored,
    doubt: (ids) => ids.forEach((id) => doubtful.add(id)),
    get size() {
      return memory.size
    },
    since: () => memory.since(),
  }
}

async function readRecent(context: Context, runs: readonly number[], since: number, limit: number): Promise<{ ids: string[]; since: number }> {
  const ids: string[] = []
  let oldest = since * 1000
  const asked = recentIdsQuery(runs, String(since * 1000), limit)
  for await (const row of streamedRows(context.warehouse, asked)) {
    ids.push(row.event_id)
    oldest = Number(row.x_commit)
  }
  // All of the last hour, or as far back as fits: the oldest commit may be cut, so memory begins after it.
  return { ids, since: ids.length < limit ? since : Math.ceil(oldest / 1000) + 1 }
}

interface Question {
  readonly ids: readonly string[]
  readonly answer: (found: ReadonlySet<string>) => void
  readonly failed: (cause: unknown) => void
}

/** Looks ids up, one statement at a time for everybody who waits. */
function createAsker(context: Context, runs: ArrivalRuns, settings: () => IntakeSettings): MessageIds['stored'] {
  let waiting: Question[] = []
  let running = false
  const work = async (): Promise<void> => {
    running = true
    while (waiting.length > 0) {
      const questions = waiting
      waiting = []
      try {
        const found = await lookUp(context, await runs.recent(settings().dedupDays), questions.flatMap((question) => question.ids))
        for (const question of questions) question.answer(found)
      } catch (cause) {
        for (const question of questions) question.failed(cause)
      }
    }
    running = false
  }
  return (ids) =>
    new Promise((answer, failed) => {
      waiting.push({ ids, answer, failed })
      if (!running) void work()
    })
}

async function lookUp(context: Context, runs: readonly number[], ids: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>()
  if (runs.length === 0) return found
  for (let at = 0; at < ids.length; at += ASKED_AT_ONCE) {
    const rows = await context.warehouse.query(storedIdsQuery(runs, ids.slice(at, at + ASKED_AT_ONCE)), { maxSeconds: 0 })
    for (const row of rows) found.add(row.event_id)
  }
  return found
}
