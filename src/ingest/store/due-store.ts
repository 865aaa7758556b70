import { sql, type Selectable } from 'kysely'
import type { Actor } from '#platform/access/contract'
import type { Ledger, LedgerDb } from '#platform/ledger'
import type { Due, FetchedFile, Wait } from '../contract.js'
import type { ConnectorTables } from './connector-tables.js'

export interface NewDue {
  readonly source: string
  readonly due: string
  readonly businessDate: string
  readonly cause: Due['cause']
  readonly missed: number
  readonly actor: Actor
}

/** A due run with who it runs as. */
export interface DueRow extends Due {
  readonly actor: Actor
}

/** Writes a due run down once; null when this source's run of this moment exists already. */
export async function insertDue(db: LedgerDb, due: NewDue): Promise<string | null> {
  const row = await db
    .withTables<ConnectorTables>()
    .insertInto('source_due')
    .values({
      source: due.source,
      due: due.due,
      business_date: due.businessDate,
      cause: due.cause,
      missed: due.missed,
      state: 'WAITING',
      actor: JSON.stringify(due.actor),
    })
    .onConflict((conflict) => conflict.columns(['source', 'due']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row === undefined ? null : String(row.id)
}

/** Runs that have not ended, oldest first. */
export async function openDues(ledger: Ledger): Promise<DueRow[]> {
  const rows = await ledger.db.withTables<ConnectorTables>().selectFrom('source_due').selectAll().where('ended_at', 'is', null).orderBy('id').execute()
  return rows.map(toDue)
}

/** The newest runs of a source. */
export async function recentDues(ledger: Ledger, source: string, limit: number): Promise<Due[]> {
  const rows = await ledger.db.withTables<ConnectorTables>().selectFrom('source_due').selectAll().where('source', '=', source).orderBy('id', 'desc').limit(limit).execute()
  return rows.map(presented)
}

/** The newest run of every source. */
export async function newestDues(ledger: Ledger): Promise<Map<string, Due>> {
  const rows = await ledger.db.withTables<ConnectorTables>().selectFrom('source_due').selectAll().distinctOn('source').orderBy('source').orderBy('id', 'desc').execute()
  return new Map(rows.map((row) => [row.source, presented(row)]))
}

export interface DueChange {
  readonly state: Due['state']
  readonly waitsFor?: readonly Wait[]
  readonly jobId?: string
  readonly attempt?: number
  readonly nextTry?: string | null
  readonly files?: readonly FetchedFile[]
  readonly error?: Due['error']
  readonly ended?: boolean
}

/** Moves an open run on; false when it had moved already. */
export async function changeDue(db: LedgerDb, id: string, from: Due['state'], change: DueChange): Promise<boolean> {
  const done = await db
    .withTables<ConnectorTables>()
    .updateTable('source_due')
    .set({
      state: change.state,
      ...(change.waitsFor === undefined ? {} : { waits_for: JSON.stringify(change.waitsFor) }),
      ...(change.jobId === undefined ? {} : { job_id: change.jobId }),
      ...(change.attempt === undefined ? {} : { attempt: change.attempt }),
      ...(change.nextTry === undefined ? {} : { next_try: change.nextTry }),
      ...(change.files === undefined ? {} : { files: JSON.stringify(change.files) }),
      ...(change.error === undefined ? {} : { error: change.error === null ? null : JSON.stringify(change.error) }),
      ...(change.ended === true ? { ended_at: sql<string>`now()` } : {}),
    })
    .where('id', '=', Number(id))
    .where('state', '=', from)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

type Row = Selectable<ConnectorTables['source_due']>

function toDue(row: Row): DueRow {
  return { ...presented(row), actor: row.actor }
}

function presented(row: Row): Due {
  return {
    id: String(row.id),
    source: row.source,
    due: row.due,
    businessDate: row.business_date,
    cause: row.cause,
    missed: row.missed,
    state: row.state,
    attempt: row.attempt,
    nextTry: row.next_try,
    waitsFor: row.waits_for,
    jobId: row.job_id,
    files: row.files,
    error: row.error,
    endedAt: row.ended_at,
  }
}
