import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Due } from '../contract.js'
import { businessDateOfDue } from '../domain/next-due.js'
import { insertDue, openDues, recentDues } from '../store/due-store.js'
import { loadSchedule, setPaused } from '../store/schedule-store.js'
import { assertBackfill } from './backfill-source.js'
import { publishedSources, type PublishedSource } from './published-sources.js'
import { startDue } from './start-due.js'

/** Runs a source now, paused or not. It still waits for a pending decision and for the sources it depends on. */
export async function runSource(context: Context, key: string, businessDate: string | undefined, actor: Actor): Promise<Due> {
  const { source } = await published(context, key)
  if (source.connector === undefined || source.connector.kind === 'upload') fail('CONNECTOR_UPLOAD_ONLY', { source: key })
  const now = context.clock.now()
  const date = businessDate ?? businessDateOfDue(source.schedule, now.toISOString(), context.settings.timeZone)
  await context.ledger.transaction(async (tx) => {
    const id = await insertDue(tx, { source: key, due: now.toISOString(), businessDate: date, cause: 'manual', missed: 0, actor })
    if (id === null) fail('CONFLICT')
    await context.audit.record(actor, { action: 'source.run', objectKind: 'source', objectKey: key, after: { businessDate: date } }, tx)
  })
  const due = (await openDues(context.ledger)).filter(({ source: of }) => of === key).at(-1) ?? fail('CONFLICT')
  await startDue(context, source, due, now)
  return (await recentDues(context.ledger, key, 50)).find(({ id }) => id === due.id) ?? fail('CONFLICT')
}

/** Starts a backfill as a job. */
export async function startBackfill(context: Context, key: string, range: { from: string; to: string }, actor: Actor, options: { idempotencyKey?: string }): Promise<string> {
  const { source } = await published(context, key)
  assertBackfill(source, range.from, range.to)
  await context.audit.record(actor, { action: 'source.backfill', objectKind: 'source', objectKey: key, after: range })
  return context.jobs.start('data.backfill', { source: key, ...range }, actor, { subject: key, ...options })
}

/** Stops the schedule of a source; what becomes due meanwhile is not made up for. */
export async function pauseSource(context: Context, key: string, actor: Actor): Promise<void> {
  await published(context, key)
  await context.ledger.transaction(async (tx) => {
    await setPaused(tx, key, actor.name)
    await context.audit.record(actor, { action: 'source.pause', objectKind: 'source', objectKey: key }, tx)
  })
}

/** Lets a paused source run again from its next due moment on. @throws AppError SOURCE_NOT_PAUSED */
export async function resumeSource(context: Context, key: string, actor: Actor): Promise<void> {
  await published(context, key)
  if ((await loadSchedule(context.ledger, key))?.paused_at == null) fail('SOURCE_NOT_PAUSED', { source: key })
  await context.ledger.transaction(async (tx) => {
    await setPaused(tx, key, null)
    await context.audit.record(actor, { action: 'source.resume', objectKind: 'source', objectKey: key }, tx)
  })
}

async function published(context: Context, key: string): Promise<PublishedSource> {
  const found = (await publishedSources(context)).get(key)
  if (found !== undefined) return found
  await context.definitions.get('source', key)
  return fail('SOURCE_NOT_PUBLISHED', { source: key })
}
