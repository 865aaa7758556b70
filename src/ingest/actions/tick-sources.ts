import type { Context } from '#platform/context'
import type { Schedule } from '../contract.js'
import { arrivedDues, businessDateOfDue, nextDue } from '../domain/next-due.js'
import { insertDue } from '../store/due-store.js'
import { loadSchedules, setNextDue, type ScheduleRow } from '../store/schedule-store.js'
import { publishedSources, type PublishedSource } from './published-sources.js'
import { settleDues } from './settle-dues.js'
import { startDues } from './start-due.js'
import { fetchActor } from './system-actor.js'

/** Does what the clock asks for: ends runs whose job ended, writes down what became due, starts what may start. */
export async function tickSources(context: Context, now: Date): Promise<void> {
  const sources = await publishedSources(context)
  await settleDues(context, sources, now)
  await raiseDues(context, sources, now.toISOString())
  await startDues(context, sources, now)
}

async function raiseDues(context: Context, sources: ReadonlyMap<string, PublishedSource>, now: string): Promise<void> {
  const rows = await loadSchedules(context.ledger)
  for (const [key, { source }] of sources) {
    const row = rows.get(key)
    const schedule = source.schedule ?? null
    if (row?.paused_at != null) continue
    if (schedule === null) {
      if (row?.next_due != null) await setNextDue(context.ledger.db, key, null, null)
      continue
    }
    const due = knownDue(row, schedule)
    if (due === null) await setNextDue(context.ledger.db, key, schedule, nextDue(schedule, now, context.settings.timeZone))
    else await raise(context, key, schedule, due, now)
  }
}

/** The next due moment, when it was computed from this very schedule. */
function knownDue(row: ScheduleRow | undefined, schedule: Schedule): string | null {
  if (row?.next_due == null || row.schedule === null) return null
  return sameSchedule(row.schedule, schedule) ? row.next_due : null
}

function sameSchedule(a: Schedule, b: Schedule): boolean {
  const text = (schedule: Schedule) => JSON.stringify(Object.entries(schedule).sort(([left], [right]) => (left < right ? -1 : 1)))
  return text(a) === text(b)
}

/** One run for everything that became due: what was missed while the server was down is caught up with once. */
async function raise(context: Context, source: string, schedule: Schedule, due: string, now: string): Promise<void> {
  const arrived = arrivedDues(schedule, due, now, context.settings.timeZone)
  if (arrived === null) return
  await context.ledger.transaction(async (tx) => {
    const businessDate = businessDateOfDue(schedule, arrived.due, context.settings.timeZone)
    await insertDue(tx, { source, due: arrived.due, businessDate, cause: arrived.missed > 0 ? 'catch-up' : 'schedule', missed: arrived.missed, actor: fetchActor })
    await setNextDue(tx, source, schedule, arrived.next)
  })
}
