import { randomUUID } from 'node:crypto'
import { AppError, fail, messageOf } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Ledger } from '#platform/ledger'
import type { Log } from '#platform/log'
import type { JobView } from './contract.js'
import { fromJobError, toJobError } from './job-error.js'
import { endRun, insertRun, jobTables, loadRun, loadRuns, notify, type JobRow } from './job-store.js'
import type { JobFilter, Jobs } from './jobs.js'
import { createPulses } from './pulse.js'
import { createQueue } from './queue.js'
import type { AnyKind } from './worker.js'

export interface JobsOptions {
  readonly ledger: Ledger
  readonly log: Log
  /** Runs at once; default 2. A job that waits for another job holds its place meanwhile. */
  readonly concurrency?: number
}

/** Long work that outlives its request: queued in the ledger, delivered by NOTIFY, one server at a time. */
export function createJobs(options: JobsOptions): Jobs {
  const { ledger, log } = options
  const kinds = new Map<string, AnyKind>()
  const pulses = createPulses(log)
  const queue = createQueue({ ledger, log, kinds }, options.concurrency ?? 2)
  const load = async (id: string): Promise<JobRow> =>
    (await loadRun(ledger, id)) ?? fail('NOT_FOUND', { what: id })

  const start: Jobs['start'] = async (kind, input, actor, extra = {}) => {
    const known = kinds.get(kind) ?? fail('JOB_KIND_UNKNOWN', { kind })
    const id = await insertRun(ledger, {
      id: randomUUID(),
      kind,
      subject: extra.subject ?? null,
      input,
      actor,
      exclusiveKey: known.exclusive?.(input) ?? null,
      idempotencyKey: extra.idempotencyKey ?? null,
      retriedFrom: null,
    })
    await queue.wake()
    return id
  }

  return {
    register(kind) {
      if (kinds.has(kind.kind)) throw new TypeError(`two job kinds are called ${kind.kind}`)
      kinds.set(kind.kind, kind as AnyKind)
    },
    start,
    async wait(id) {
      const row = await queue.untilEnded(id, () => load(id))
      if (row.status === 'done') return row.result?.value
      throw row.error === null ? new AppError('CANCELLED') : fromJobError(row.error)
    },
    cancel: (id) => cancel(ledger, id, (running) => queue.abort(running)),
    async retry(id, actor) {
      const retried = await retryRun(ledger, await load(id), actor)
      await queue.wake()
      return retried
    },
    list: (filter) => listRuns(ledger, kinds, filter),
    get: async (id) => present(await load(id), kinds),
    every: (name, seconds, work) => pulses.add({ name, seconds, work }),
    beginPulses: () => pulses.begin(),
    open: () => queue.open(),
    async close() {
      await pulses.end()
      await queue.close()
    },
  }
}

async function listRuns(ledger: Ledger, kinds: ReadonlyMap<string, AnyKind>, filter: JobFilter): ReturnType<Jobs['list']> {
  const rows = await loadRuns(ledger, filter)
  const items = rows.slice(0, filter.limit).map((row) => present(row, kinds))
  return { items, nextCursor: rows.length > filter.limit ? (items.at(-1)?.id ?? null) : null }
}

async function retryRun(ledger: Ledger, row: JobRow, actor: Actor): Promise<string> {
  if (row.status !== 'failed' && row.status !== 'cancelled') fail('JOB_NOT_ENDED')
  return insertRun(ledger, {
    id: randomUUID(),
    kind: row.kind,
    subject: row.subject,
    input: row.input.value,
    actor,
    exclusiveKey: row.exclusive_key,
    idempotencyKey: null,
    retriedFrom: row.id,
  })
}

async function cancel(ledger: Ledger, id: string, abort: (id: string) => void): Promise<void> {
  const row = await jobTables(ledger)
    .updateTable('job_run')
    .set({ cancel_requested: true })
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'running'])
    .returning('status')
    .executeTakeFirst()
  if (row === undefined) {
    if ((await loadRun(ledger, id)) === null) fail('NOT_FOUND', { what: id })
    fail('JOB_ENDED')
  }
  if (row.status === 'queued') {
    return endRun(ledger, id, { status: 'cancelled', error: toJobError(new AppError('CANCELLED'), id) })
  }
  abort(id)
  await notify(ledger, `cancel:${id}`)
}

function present(row: JobRow, kinds: ReadonlyMap<string, AnyKind>): JobView {
  const kind = kinds.get(row.kind)
  return {
    id: row.id,
    kind: row.kind,
    title: { zh: kind?.titleZh ?? row.kind, en: kind?.titleEn ?? row.kind },
    subject: row.subject,
    status: row.status,
    actorId: row.actor_id,
    actorName: row.actor.name,
    step: row.step,
    done: row.done,
    total: row.total,
    unit: row.unit,
    cancelRequested: row.cancel_requested,
    attempt: row.attempt,
    retriedFrom: row.retried_from,
    // The sentence is made anew: wording may have improved since.
    error:
      row.error === null
        ? null
        : { ...row.error, message: messageOf(fromJobError(row.error).code, row.error.params) },
    result: row.result?.value ?? null,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  }
}
