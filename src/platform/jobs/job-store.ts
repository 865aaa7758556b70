import { sql, type Kysely, type Selectable, type Generated, type JSONColumnType } from 'kysely'
import type { Actor } from '#platform/access/contract'
import type { Ledger } from '#platform/ledger'
import type { JobError, JobStatus } from './contract.js'
import type { JobFilter } from './jobs.js'

export interface JobRunTable {
  id: string
  seq: Generated<number>
  kind: string
  subject: string | null
  /** Wrapped in `{value}` so that any JSON value is stored alike. */
  input: JSONColumnType<{ value?: unknown }>
  actor: JSONColumnType<Actor>
  actor_id: string
  status: JobStatus
  step: string | null
  done: number | null
  total: number | null
  unit: 'rows' | 'bytes' | 'customers' | 'steps' | null
  epoch: number | null
  heartbeat: string | null
  checkpoint: JSONColumnType<{ value?: unknown }> | null
  cancel_requested: Generated<boolean>
  error: JSONColumnType<JobError> | null
  result: JSONColumnType<{ value?: unknown }> | null
  attempt: Generated<number>
  retried_from: string | null
  idempotency_key: string | null
  exclusive_key: string | null
  created_at: Generated<string>
  started_at: string | null
  ended_at: string | null
}

export type JobTables = { job_run: JobRunTable }
export type JobRow = Selectable<JobRunTable>

/** NOTIFY channel: `start`, `cancel:<id>`, `ended:<id>`. */
export const CHANNEL = 'qunce_job'

export const jobTables = (ledger: Ledger): Kysely<JobTables> => ledger.db.withTables<JobTables>()

export async function notify(ledger: Ledger, payload: string): Promise<void> {
  await sql`SELECT pg_notify(${CHANNEL}, ${payload})`.execute(ledger.db)
}

export interface NewRun {
  readonly id: string
  readonly kind: string
  readonly subject: string | null
  readonly input: unknown
  readonly actor: Actor
  readonly exclusiveKey: string | null
  readonly idempotencyKey: string | null
  readonly retriedFrom: string | null
}

/** Queues a run; gives the id of the earlier run when its idempotency key was used before. */
export async function insertRun(ledger: Ledger, run: NewRun): Promise<string> {
  const inserted = await jobTables(ledger)
    .insertInto('job_run')
    .values({
      id: run.id,
      kind: run.kind,
      subject: run.subject,
      input: JSON.stringify({ value: run.input }),
      actor: JSON.stringify(run.actor),
      actor_id: run.actor.id,
      status: 'queued',
      exclusive_key: run.exclusiveKey,
      idempotency_key: run.idempotencyKey,
      retried_from: run.retriedFrom,
    })
    .onConflict((conflict) => conflict.columns(['kind', 'idempotency_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted !== undefined) return inserted.id
  const earlier = await jobTables(ledger)
    .selectFrom('job_run')
    .select('id')
    .where('kind', '=', run.kind)
    .where('idempotency_key', '=', run.idempotencyKey)
    .executeTakeFirstOrThrow()
  return earlier.id
}

/** Takes the oldest queued run whose exclusive key is free. */
export async function claimRun(ledger: Ledger, epoch: number): Promise<JobRow | null> {
  const next = jobTables(ledger)
    .selectFrom('job_run as q')
    .select('q.id')
    .where('q.status', '=', 'queued')
    .where((eb) => {
      const busy = eb
        .selectFrom('job_run as r')
        .select('r.id')
        .whereRef('r.exclusive_key', '=', 'q.exclusive_key')
        .where('r.status', '=', 'running')
      return eb.or([eb('q.exclusive_key', 'is', null), eb.not(eb.exists(busy))])
    })
    .orderBy('q.seq')
    .limit(1)
    .forUpdate()
    .skipLocked()
  const row = await jobTables(ledger)
    .updateTable('job_run')
    .set((eb) => ({
      status: 'running',
      epoch,
      heartbeat: sql`now()`,
      started_at: sql`coalesce(started_at, now())`,
      attempt: eb('attempt', '+', 1),
    }))
    .where('id', '=', next)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}

/** Writes the end of a run this process owns. */
export async function endRun(
  ledger: Ledger,
  id: string,
  end: { status: 'done' | 'failed' | 'cancelled'; error?: JobError; result?: unknown },
): Promise<void> {
  await jobTables(ledger)
    .updateTable('job_run')
    .set({
      status: end.status,
      error: end.error === undefined ? null : JSON.stringify(end.error),
      result: end.result === undefined ? null : JSON.stringify({ value: end.result }),
      ended_at: sql`now()`,
    })
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'running'])
    .execute()
  await notify(ledger, `ended:${id}`)
}

/** Puts a run that was interrupted back in the queue. */
export async function requeueRun(ledger: Ledger, id: string): Promise<void> {
  await jobTables(ledger)
    .updateTable('job_run')
    .set({ status: 'queued' })
    .where('id', '=', id)
    .where('status', '=', 'running')
    .execute()
}

export async function loadRun(ledger: Ledger, id: string): Promise<JobRow | null> {
  const row = await jobTables(ledger)
    .selectFrom('job_run')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** Runs a crashed server left running, oldest first. */
export async function loadOrphans(ledger: Ledger, epoch: number): Promise<JobRow[]> {
  return jobTables(ledger)
    .selectFrom('job_run')
    .selectAll()
    .where('status', '=', 'running')
    .where('epoch', '<', epoch)
    .orderBy('seq')
    .execute()
}

/** One more than asked for, so the caller knows whether there is a next page. */
export async function loadRuns(ledger: Ledger, filter: JobFilter): Promise<JobRow[]> {
  let rows = jobTables(ledger)
    .selectFrom('job_run')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(filter.limit + 1)
  if (filter.status !== undefined) rows = rows.where('status', '=', filter.status)
  if (filter.kind !== undefined) rows = rows.where('kind', '=', filter.kind)
  if (filter.subject !== undefined) rows = rows.where('subject', '=', filter.subject)
  if (filter.actorId !== undefined) rows = rows.where('actor_id', '=', filter.actorId)
  if (filter.cursor !== undefined) {
    const after = jobTables(ledger).selectFrom('job_run').select('seq').where('id', '=', filter.cursor)
    rows = rows.where('seq', '<', after)
  }
  return rows.execute()
}
