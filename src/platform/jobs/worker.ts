import { AppError } from '#kernel/error'
import type { Ledger } from '#platform/ledger'
import type { Log } from '#platform/log'
import { toJobError } from './job-error.js'
import { endRun, jobTables, requeueRun, type JobRow } from './job-store.js'
import type { JobKind, JobRun } from './jobs.js'
import { createProgressWriter } from './progress.js'

export type AnyKind = JobKind<unknown, unknown>

/** A run whose process died this often is failed, not resumed: it may be what kills the process. */
const MAX_ATTEMPTS = 5

/** Why a signal was aborted. */
export type AbortReason = 'cancel' | 'shutdown'

export interface Worker {
  readonly ledger: Ledger
  readonly log: Log
  readonly kinds: ReadonlyMap<string, AnyKind>
}

/** Runs a claimed row to its end and stores how it ended. Never rejects on the job's own faults. */
export async function runClaimed(worker: Worker, row: JobRow, controller: AbortController): Promise<void> {
  const { ledger, log } = worker
  const kind = worker.kinds.get(row.kind)
  if (kind === undefined) {
    const error = toJobError(new AppError('JOB_KIND_UNKNOWN', { kind: row.kind }), row.id)
    return endRun(ledger, row.id, { status: 'failed', error })
  }
  const progress = createProgressWriter(ledger, log, row.id)
  const run: JobRun<unknown> = {
    id: row.id,
    input: row.input.value,
    actor: row.actor,
    signal: controller.signal,
    checkpoint: row.checkpoint?.value,
    progress: (report) => progress.report(report),
    save: (checkpoint) => saveCheckpoint(ledger, row.id, checkpoint),
  }
  try {
    const result = await kind.run(run)
    await progress.flush()
    await endRun(ledger, row.id, { status: 'done', result })
  } catch (cause) {
    await progress.flush()
    await endFailed(worker, row, cause, abortReason(controller.signal))
  }
}

/** Ends or requeues a run that its process no longer carries. */
export async function settleInterrupted(worker: Worker, row: JobRow): Promise<void> {
  if (row.cancel_requested) {
    return endRun(worker.ledger, row.id, {
      status: 'cancelled',
      error: toJobError(new AppError('CANCELLED'), row.id),
    })
  }
  const resumes = worker.kinds.get(row.kind)?.afterCrash === 'resume'
  if (resumes && row.attempt < MAX_ATTEMPTS) return requeueRun(worker.ledger, row.id)
  const error = toJobError(new AppError('JOB_INTERRUPTED'), row.id)
  return endRun(worker.ledger, row.id, { status: 'failed', error })
}

async function endFailed(
  worker: Worker,
  row: JobRow,
  cause: unknown,
  reason: AbortReason | null,
): Promise<void> {
  if (reason === 'shutdown') return settleInterrupted(worker, row)
  if (reason === 'cancel') {
    const error = toJobError(new AppError('CANCELLED'), row.id)
    return endRun(worker.ledger, row.id, { status: 'cancelled', error })
  }
  if (!(cause instanceof AppError)) {
    const stack = cause instanceof Error ? cause.stack : String(cause)
    worker.log.error({ job: row.id, kind: row.kind, stack }, 'a job failed')
  }
  return endRun(worker.ledger, row.id, { status: 'failed', error: toJobError(cause, row.id) })
}

function abortReason(signal: AbortSignal): AbortReason | null {
  if (!signal.aborted) return null
  return (signal.reason as { reason?: AbortReason }).reason ?? 'cancel'
}

/** The reason given to `AbortController.abort`: a CANCELLED error that remembers who asked. */
export function abortError(reason: AbortReason): AppError & { reason: AbortReason } {
  return Object.assign(new AppError('CANCELLED'), { reason })
}

async function saveCheckpoint(ledger: Ledger, id: string, checkpoint: unknown): Promise<void> {
  await jobTables(ledger)
    .updateTable('job_run')
    .set({ checkpoint: JSON.stringify({ value: checkpoint }) })
    .where('id', '=', id)
    .execute()
}
