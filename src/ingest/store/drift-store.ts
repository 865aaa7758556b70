import { sql, type Selectable } from 'kysely'
import { decodeCursor, encodeCursor } from '#kernel/id'
import type { Actor } from '#platform/access/contract'
import type { Ledger, LedgerDb } from '#platform/ledger'
import type { Difference, Drift, DriftChoice, FileRef } from '../contract.js'
import { actionsFor, columnOf } from '../domain/drift-choice.js'
import type { ConnectorTables } from './connector-tables.js'
import type { IngestTables } from './ingest-tables.js'

type Both = ConnectorTables & IngestTables

/** Stops a load until somebody decides; its file is kept till then. */
export async function holdLoad(db: LedgerDb, load: { id: string; source: string; sha256: string; bytes: number; file: FileRef; differences: readonly Difference[] }): Promise<void> {
  const tables = db.withTables<Both>()
  await tables.updateTable('load').set({ status: 'waiting', sha256: load.sha256, bytes: load.bytes }).where('id', '=', Number(load.id)).where('status', '=', 'running').execute()
  if ('fileId' in load.file) await tables.updateTable('uploaded_file').set({ held: true }).where('id', '=', load.file.fileId).execute()
  const values = { source: load.source, state: 'pending' as const, differences: JSON.stringify(load.differences), choices: '[]', file: JSON.stringify(load.file) }
  await tables
    .insertInto('load_drift')
    .values({ load_id: Number(load.id), ...values })
    .onConflict((conflict) => conflict.column('load_id').doUpdateSet(values))
    .execute()
}

type DriftRow = Selectable<ConnectorTables['load_drift']>

export async function findDrift(ledger: Ledger, loadId: string): Promise<DriftRow | null> {
  if (!/^\d{1,18}$/.test(loadId)) return null
  return (await ledger.db.withTables<ConnectorTables>().selectFrom('load_drift').selectAll().where('load_id', '=', Number(loadId)).executeTakeFirst()) ?? null
}

/** Writes a decision; false when somebody decided before. */
export async function decideDrift(db: LedgerDb, loadId: string, decision: { state: 'accepted' | 'rejected'; choices: readonly DriftChoice[]; note: string | undefined; actor: Actor }): Promise<boolean> {
  const done = await db
    .withTables<ConnectorTables>()
    .updateTable('load_drift')
    .set({ state: decision.state, choices: JSON.stringify(decision.choices), note: decision.note ?? null, decided_at: sql<string>`now()`, decided_by: decision.actor.name })
    .where('load_id', '=', Number(loadId))
    .where('state', '=', 'pending')
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** A load that waited ends refused. */
export async function refuseWaiting(db: LedgerDb, loadId: string): Promise<void> {
  await db
    .withTables<Both>()
    .updateTable('load')
    .set({ status: 'failed', ended_at: sql<string>`now()` })
    .where('id', '=', Number(loadId))
    .where('status', '=', 'waiting')
    .execute()
}

/** The kept file of a load is no longer needed. */
export async function releaseFile(db: LedgerDb, file: FileRef): Promise<void> {
  if (!('fileId' in file)) return
  await db.withTables<Both>().updateTable('uploaded_file').set({ held: false }).where('id', '=', file.fileId).execute()
}

/** The load whose decision a source waits for, or null. */
export async function pendingLoad(ledger: Ledger, source: string): Promise<string | null> {
  const row = await ledger.db.withTables<ConnectorTables>().selectFrom('load_drift').select('load_id').where('source', '=', source).where('state', '=', 'pending').orderBy('load_id').executeTakeFirst()
  return row === undefined ? null : String(row.load_id)
}

/** Pending decisions by source. */
export async function pendingBySource(ledger: Ledger): Promise<Map<string, string[]>> {
  const rows = await ledger.db.withTables<ConnectorTables>().selectFrom('load_drift').select(['source', 'load_id']).where('state', '=', 'pending').orderBy('load_id').execute()
  const found = new Map<string, string[]>()
  for (const row of rows) found.set(row.source, [...(found.get(row.source) ?? []), String(row.load_id)])
  return found
}

export interface DriftPage {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly state?: Drift['state'] | undefined
  readonly source?: string | undefined
}

/** Decisions, newest first. */
export async function listDrift(ledger: Ledger, page: DriftPage): Promise<{ items: Drift[]; nextCursor: string | null; total: number }> {
  const before = page.cursor === undefined ? null : Number(decodeCursor(page.cursor)[0])
  const { state, source } = page
  const found = ledger.db
    .withTables<Both>()
    .selectFrom('load_drift')
    .innerJoin('load', 'load.id', 'load_drift.load_id')
    .$if(state !== undefined, (rows) => rows.where('load_drift.state', '=', state ?? 'pending'))
    .$if(source !== undefined, (rows) => rows.where('load_drift.source', '=', source ?? ''))
  const counted = await found.select((rows) => rows.fn.countAll<string>().as('n')).executeTakeFirstOrThrow()
  const rows = await found
    .selectAll('load_drift')
    .select(['load.file_name', 'load.business_date'])
    .$if(before !== null, (all) => all.where('load_drift.load_id', '<', before ?? 0))
    .orderBy('load_drift.load_id', 'desc')
    .limit(page.limit + 1)
    .execute()
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return { items: items.map(toDrift), nextCursor: rows.length > page.limit && last ? encodeCursor([last.load_id]) : null, total: Number(counted.n) }
}

function toDrift(row: DriftRow & { file_name: string; business_date: string }): Drift {
  const decided = (difference: Difference) => row.choices.find((choice) => choice.kind === difference.kind && (choice.column ?? '') === columnOf(difference))?.action ?? null
  return {
    loadId: String(row.load_id),
    source: row.source,
    fileName: row.file_name.split(/[\\/]/).at(-1) ?? row.file_name,
    businessDate: row.business_date,
    state: row.state,
    differences: row.differences.map((difference) => ({ ...difference, actions: [...actionsFor(difference)], decided: decided(difference) })),
    note: row.note,
    createdAt: row.created_at,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
  }
}
