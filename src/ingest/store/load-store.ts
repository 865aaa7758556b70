import { sql, type Selectable } from 'kysely'
import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import type { Actor } from '#platform/access/contract'
import type { Ledger, LedgerDb } from '#platform/ledger'
import type { Load, LoadReport } from '../contract.js'
import type { IngestTables } from './ingest-tables.js'

export interface NewLoad {
  readonly source: string
  readonly sourceVersion: number
  readonly sourceName: { zh: string; en?: string | undefined }
  readonly fileName: string
  readonly businessDate: string
  readonly jobId: string | null
  readonly actor: Actor
}

/** The row of a load that begins, or of one that waited for a decision and goes on. */
export async function beginLoad(ledger: Ledger, resumes: string | undefined, load: NewLoad): Promise<string> {
  if (resumes === undefined) return insertLoad(ledger, load)
  await ledger.db
    .withTables<IngestTables>()
    .updateTable('load')
    .set({ status: 'running', ended_at: null, job_id: load.jobId, source_version: load.sourceVersion })
    .where('id', '=', Number(resumes))
    .where('status', 'in', ['waiting', 'failed'])
    .execute()
  return resumes
}

async function insertLoad(ledger: Ledger, load: NewLoad): Promise<string> {
  const row = await ledger.db
    .withTables<IngestTables>()
    .insertInto('load')
    .values({
      source: load.source,
      source_version: load.sourceVersion,
      source_name: JSON.stringify(load.sourceName),
      file_name: load.fileName,
      business_date: load.businessDate,
      job_id: load.jobId,
      actor_id: load.actor.id,
      actor_name: load.actor.name,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return String(row.id)
}

export interface LoadEnd {
  readonly status: 'loaded' | 'unchanged' | 'failed' | 'cancelled'
  readonly sha256?: string
  readonly bytes?: number
  readonly rejectRun?: number
  readonly report?: LoadReport
}

export async function endLoad(db: LedgerDb, id: string, end: LoadEnd): Promise<void> {
  await db
    .withTables<IngestTables>()
    .updateTable('load')
    .set({
      status: end.status,
      ended_at: sql`now()`,
      ...(end.sha256 === undefined ? {} : { sha256: end.sha256 }),
      ...(end.bytes === undefined ? {} : { bytes: end.bytes }),
      ...(end.rejectRun === undefined ? {} : { reject_run: end.rejectRun }),
      ...(end.report === undefined ? {} : { report: JSON.stringify(end.report) }),
    })
    .where('id', '=', Number(id))
    .where('status', '=', 'running')
    .execute()
}

/** The load of the same bytes with the same mapping, when there is one. */
export async function loadedBefore(ledger: Ledger, source: string, version: number, sha256: string): Promise<string | null> {
  const row = await ledger.db
    .withTables<IngestTables>()
    .selectFrom('load')
    .select('id')
    .where('source', '=', source)
    .where('source_version', '=', version)
    .where('sha256', '=', sha256)
    .where('status', '=', 'loaded')
    .executeTakeFirst()
  return row === undefined ? null : String(row.id)
}

/** A crashed job's load is no longer running. */
export async function failOrphanLoads(ledger: Ledger, jobId: string): Promise<void> {
  await ledger.db
    .withTables<IngestTables>()
    .updateTable('load')
    .set({ status: 'failed', ended_at: sql`now()` })
    .where('job_id', '=', jobId)
    .where('status', '=', 'running')
    .execute()
}

export async function listLoads(
  ledger: Ledger,
  page: { cursor?: string | undefined; limit: number; source?: string | undefined; status?: Load['status'] | undefined },
): Promise<{ items: Load[]; nextCursor: string | null; total: number }> {
  const db = ledger.db.withTables<IngestTables>()
  const before = page.cursor === undefined ? null : Number(decodeCursor(page.cursor)[0])
  const rows = await db
    .selectFrom('load')
    .selectAll()
    .$if(before !== null, (found) => found.where('id', '<', before ?? 0))
    .$if(page.source !== undefined, (found) => found.where('source', '=', page.source ?? ''))
    .$if(page.status !== undefined, (found) => found.where('status', '=', page.status ?? 'loaded'))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  const counted = await db
    .selectFrom('load')
    .select((found) => found.fn.countAll<string>().as('n'))
    .$if(page.source !== undefined, (found) => found.where('source', '=', page.source ?? ''))
    .$if(page.status !== undefined, (found) => found.where('status', '=', page.status ?? 'loaded'))
    .executeTakeFirstOrThrow()
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  const nextCursor = rows.length > page.limit && last ? encodeCursor([last.id]) : null
  return { items: items.map(toLoad), nextCursor, total: Number(counted.n) }
}

export async function getLoad(ledger: Ledger, id: string): Promise<Load & { rejectRun: number | null }> {
  if (!/^\d{1,18}$/.test(id)) return fail('NOT_FOUND', { what: `load ${id}` })
  const row = await ledger.db.withTables<IngestTables>().selectFrom('load').selectAll().where('id', '=', Number(id)).executeTakeFirst()
  if (!row) return fail('NOT_FOUND', { what: `load ${id}` })
  return { ...toLoad(row), rejectRun: row.reject_run }
}

type LoadRow = Selectable<IngestTables['load']>

function toLoad(row: LoadRow): Load {
  return {
    id: String(row.id),
    source: row.source,
    sourceVersion: row.source_version,
    sourceName: row.source_name,
    fileName: row.file_name,
    sha256: row.sha256,
    bytes: row.bytes,
    businessDate: row.business_date,
    status: row.status,
    report: row.report,
    jobId: row.job_id,
    by: row.actor_name,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  }
}
