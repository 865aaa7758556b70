import { messageOf } from '#kernel/error'
import type { Context } from '#platform/context'
import type { JobView } from '#platform/jobs/contract'
import type { FetchedFile, Retry } from '../contract.js'
import { findDrift } from '../store/drift-store.js'
import { changeDue, openDues, type DueChange, type DueRow } from '../store/due-store.js'
import { loadStatuses } from '../store/load-history.js'
import type { FetchResult } from './fetch-source.js'
import type { PublishedSource } from './published-sources.js'

const LONGEST_WAIT_MINUTES = 1440

/** Ends runs whose job ended and whose decisions were made; plans the next try of those that may have one. */
export async function settleDues(context: Context, sources: ReadonlyMap<string, PublishedSource>, now: Date): Promise<void> {
  for (const due of await openDues(context.ledger)) {
    if (due.state === 'RUNNING' && due.jobId !== null) {
      const job = await context.jobs.get(due.jobId)
      const change = changeAfter(job, due, sources.get(due.source)?.source.retry, now)
      if (change !== null) await changeDue(context.ledger.db, due.id, 'RUNNING', change)
    }
    if (due.state === 'DECISION') await settleDecision(context, due)
  }
}

function changeAfter(job: JobView, due: DueRow, retry: Retry | undefined, now: Date): DueChange | null {
  switch (job.status) {
    case 'queued':
    case 'running':
      return null
    case 'cancelled':
      return { state: 'CANCELLED', ended: true }
    case 'failed': {
      const error = job.error === null ? { code: 'INTERNAL', message: messageOf('INTERNAL') } : { code: job.error.code, message: job.error.message }
      const nextTry = nextTryOf(due.attempt, retry, now)
      return nextTry === null ? { state: 'FAILED', error, ended: true } : { state: 'RETRY', error, nextTry }
    }
    case 'done':
      return afterFetch((job.result as FetchResult).files, due, retry, now)
  }
}

/** Nothing there yet is tried again like a fault: files come late. */
function afterFetch(files: readonly FetchedFile[], due: DueRow, retry: Retry | undefined, now: Date): DueChange {
  if (files.some(({ status }) => status === 'waiting')) return { state: 'DECISION', files }
  if (files.length > 0) return { state: 'DONE', files, ended: true }
  const nextTry = nextTryOf(due.attempt, retry, now)
  return nextTry === null ? { state: 'NOTHING', ended: true } : { state: 'RETRY', nextTry }
}

/** When the next try is: each waits twice as long as the one before. Null when there is none left. */
export function nextTryOf(attempt: number, retry: Retry | undefined, now: Date): string | null {
  if (retry === undefined || attempt > retry.times) return null
  const minutes = Math.min(LONGEST_WAIT_MINUTES, retry.backoffMinutes * 2 ** (attempt - 1))
  return new Date(now.getTime() + minutes * 60_000).toISOString()
}

async function settleDecision(context: Context, due: DueRow): Promise<void> {
  const waiting = due.files.flatMap(({ status, loadId }) => (status === 'waiting' && loadId !== null ? [loadId] : []))
  const statuses = await loadStatuses(context.ledger, waiting)
  if (waiting.some((id) => ['waiting', 'running'].includes(statuses.get(id) ?? ''))) return
  const loaded = waiting.every((id) => ['loaded', 'unchanged'].includes(statuses.get(id) ?? ''))
  const files = due.files.map((file) => (file.status === 'waiting' && loaded ? { ...file, status: 'loaded' as const } : file))
  if (loaded) {
    await changeDue(context.ledger.db, due.id, 'DECISION', { state: 'DONE', files, ended: true })
    return
  }
  const refused = (await Promise.all(waiting.map((id) => findDrift(context.ledger, id)))).some((drift) => drift?.state === 'rejected')
  const error = refused ? { code: 'DRIFT_REJECTED', message: messageOf('DRIFT_REJECTED') } : null
  await changeDue(context.ledger.db, due.id, 'DECISION', { state: 'FAILED', error, ended: true })
}
