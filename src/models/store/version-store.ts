import { sql, type Insertable, type Selectable } from 'kysely'
import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Ledger, LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { Figures, VersionItem, VersionStatus } from '../contract.js'
import { headlineOf } from '../domain/compare-figures.js'
import type { FittedModel } from '../domain/plugged-model.js'
import type { DriftBase, ModelTables } from './model-tables.js'

export type NewVersion = Omit<Insertable<ModelTables['model_version']>, 'number'>

export interface StoredVersion extends VersionItem {
  readonly dataRun: number
  readonly note: string | null
  readonly cause: string | null
  readonly figures: Figures
  readonly fitted: FittedModel
  readonly base: DriftBase
}

const LIGHT = [
  'model', 'number', 'definition_version', 'algorithm', 'status', 'figures', 'trained_by_id', 'trained_by_name', 'trained_at',
  'approved_by_id', 'approved_by_name', 'approved_at', 'promoted_at',
] as const
type LightRow = Pick<Selectable<ModelTables['model_version']>, (typeof LIGHT)[number]>

/** Adds the next version of a model and returns its number. */
export async function insertVersion(tx: LedgerTransaction, version: NewVersion): Promise<number> {
  const db = tx.withTables<ModelTables>()
  await sql`select pg_advisory_xact_lock(hashtext(${`model/${version.model}`}))`.execute(tx)
  const last = await db.selectFrom('model_version').select(({ fn }) => fn.max('number').as('number')).where('model', '=', version.model).executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  await db.insertInto('model_version').values({ ...version, number }).execute()
  return number
}

/** The version a job made, when an earlier attempt of it got that far. */
export async function versionOfJob(ledger: Ledger, jobId: string): Promise<number | null> {
  const row = await ledger.db.withTables<ModelTables>().selectFrom('model_version').select('number').where('job_id', '=', jobId).executeTakeFirst()
  return row?.number ?? null
}

/** Model files that versions need, whatever their status. */
export function listFittedFiles(ledger: Ledger): Promise<{ model: string; file: string }[]> {
  return ledger.db
    .withTables<ModelTables>()
    .selectFrom('model_version')
    .select(['model', sql<string>`fitted #>> '{plug,file}'`.as('file')])
    .where('algorithm', '=', 'onnx')
    .execute()
}

/** Versions of a model, or of all, newest first. */
export async function listVersions(ledger: Ledger, model?: string): Promise<VersionItem[]> {
  const rows = await ledger.db
    .withTables<ModelTables>()
    .selectFrom('model_version')
    .select(LIGHT)
    .$if(model !== undefined, (found) => found.where('model', '=', model ?? ''))
    .orderBy('number', 'desc')
    .execute()
  return rows.map(toItem)
}

/** @throws AppError NOT_FOUND */
export async function getVersion(db: LedgerDb, model: string, number: number): Promise<StoredVersion> {
  const row = await db.withTables<ModelTables>().selectFrom('model_version').selectAll().where('model', '=', model).where('number', '=', number).executeTakeFirst()
  return row === undefined ? fail('NOT_FOUND', { what: `model ${model} version ${number}` }) : toStored(row)
}

/** The one version of a model in a role now, looked up anew each time: what is promoted counts at once. */
export async function versionInRole(db: LedgerDb, model: string, role: 'champion' | 'challenger'): Promise<StoredVersion | null> {
  const row = await db.withTables<ModelTables>().selectFrom('model_version').selectAll().where('model', '=', model).where('status', '=', role).executeTakeFirst()
  return row === undefined ? null : toStored(row)
}

/** The champion before the present one. */
export async function earlierChampion(db: LedgerDb, model: string): Promise<number | null> {
  const row = await db
    .withTables<ModelTables>()
    .selectFrom('model_version')
    .select('number')
    .where('model', '=', model)
    .where('status', '=', 'retired')
    .where('promoted_at', 'is not', null)
    .orderBy('promoted_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number ?? null
}

/** Locks a model's versions for the rest of the transaction, so that two changes of roles cannot cross. */
export async function lockModel(tx: LedgerTransaction, model: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`model/${model}`}))`.execute(tx)
}

export async function setStatus(tx: LedgerTransaction, model: string, number: number, status: VersionStatus): Promise<void> {
  const promoted = status === 'champion' ? { promoted_at: sql<string>`clock_timestamp()` } : {}
  await tx.withTables<ModelTables>().updateTable('model_version').set({ status, ...promoted }).where('model', '=', model).where('number', '=', number).execute()
}

export async function setApproved(tx: LedgerTransaction, model: string, number: number, by: Actor, note: string): Promise<void> {
  const approval = { status: 'approved' as const, approved_by_id: by.id, approved_by_name: by.name, approved_at: sql<string>`now()`, note }
  await tx.withTables<ModelTables>().updateTable('model_version').set(approval).where('model', '=', model).where('number', '=', number).execute()
}

function toItem(row: LightRow): VersionItem {
  return {
    model: row.model,
    number: row.number,
    definitionVersion: row.definition_version,
    algorithm: row.algorithm,
    status: row.status,
    headline: headlineOf(row.figures),
    trainedBy: { id: row.trained_by_id, name: row.trained_by_name },
    trainedAt: row.trained_at,
    approvedBy: row.approved_by_id === null ? null : { id: row.approved_by_id, name: row.approved_by_name ?? '' },
    approvedAt: row.approved_at,
    promotedAt: row.promoted_at,
  }
}

function toStored(row: Selectable<ModelTables['model_version']>): StoredVersion {
  return { ...toItem(row), dataRun: row.data_run, note: row.note, cause: row.cause, figures: row.figures, fitted: row.fitted, base: row.base }
}
