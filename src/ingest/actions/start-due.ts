import { messageOf } from '#kernel/error'
import type { Context } from '#platform/context'
import type { Source, Wait } from '../contract.js'
import { pendingLoad } from '../store/drift-store.js'
import { changeDue, openDues, type DueRow } from '../store/due-store.js'
import { loadedFor } from '../store/load-history.js'
import { loadSchedules } from '../store/schedule-store.js'
import type { PublishedSource } from './published-sources.js'

/** A run waits this long for the sources it depends on. */
const WAIT_HOURS = 24

/** Starts every run that waits for nothing more; says what the others wait for. */
export async function startDues(context: Context, sources: ReadonlyMap<string, PublishedSource>, now: Date): Promise<void> {
  const schedules = await loadSchedules(context.ledger)
  for (const due of await openDues(context.ledger)) {
    const published = sources.get(due.source)
    if (due.state !== 'WAITING' && due.state !== 'RETRY') continue
    if (published === undefined) await changeDue(context.ledger.db, due.id, due.state, { state: 'CANCELLED', ended: true })
    else if (due.cause === 'manual' || schedules.get(due.source)?.paused_at == null) await startDue(context, published.source, due, now)
  }
}

/** Starts a run, or notes what it waits for, or gives it up after a day of waiting. */
export async function startDue(context: Context, source: Source, due: DueRow, now: Date): Promise<void> {
  if (due.nextTry !== null && due.nextTry > now.toISOString()) return
  const { db } = context.ledger
  const waitsFor = await waitsOf(context, source, due)
  if (waitsFor.length === 0) return begin(context, due)
  const missing = waitsFor.flatMap((wait) => (wait.kind === 'source' ? [wait.source] : []))
  if (missing.length > 0 && now.getTime() - Date.parse(due.due) > WAIT_HOURS * 3_600_000) {
    const params = { hours: WAIT_HOURS, sources: missing.join(', ') }
    const error = { code: 'DEPENDENCY_NOT_LOADED', message: messageOf('DEPENDENCY_NOT_LOADED', params) }
    await changeDue(db, due.id, due.state, { state: 'FAILED', waitsFor, error, ended: true })
    return
  }
  if (JSON.stringify(waitsFor) !== JSON.stringify(due.waitsFor)) await changeDue(db, due.id, due.state, { state: due.state, waitsFor })
}

async function begin(context: Context, due: DueRow): Promise<void> {
  const attempt = due.attempt + 1
  // The key makes a start that was not noted before a crash the same job again.
  const options = { subject: due.source, idempotencyKey: `due-${due.id}-${attempt}` }
  const jobId = await context.jobs.start('data.fetch', { source: due.source, businessDate: due.businessDate }, due.actor, options)
  await changeDue(context.ledger.db, due.id, due.state, { state: 'RUNNING', jobId, attempt, nextTry: null, waitsFor: [], error: null })
}

async function waitsOf(context: Context, source: Source, due: DueRow): Promise<Wait[]> {
  const pending = await pendingLoad(context.ledger, due.source)
  const after = source.after ?? []
  const loaded = await loadedFor(context.ledger, after, due.businessDate)
  const missing = after.filter((key) => !loaded.has(key)).map((key) => ({ kind: 'source' as const, source: key, businessDate: due.businessDate }))
  return [...(pending === null ? [] : [{ kind: 'decision' as const, loadId: pending }]), ...missing]
}
