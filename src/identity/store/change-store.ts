import { sql, type Selectable } from 'kysely'
import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import type { Actor } from '#platform/access/contract'
import type { LedgerDb } from '#platform/ledger'
import type { ChangeKind } from '../contract.js'
import type { IdentityTables } from './identity-tables.js'

export type StoredChange = Selectable<IdentityTables['identity_change']>

export interface NewChange {
  readonly kind: ChangeKind
  readonly custIds?: readonly string[]
  readonly undoOf?: number
  readonly undoMerge?: number | undefined
  readonly note?: string | undefined
  readonly rulesVersion?: number | null
}

/** Writes down that a change is to come; its id. */
export async function insertChange(db: LedgerDb, change: NewChange, by: Actor): Promise<number> {
  const row = await db
    .withTables<IdentityTables>()
    .insertInto('identity_change')
    .values({
      kind: change.kind,
      cust_ids: [...(change.custIds ?? [])],
      undo_of: change.undoOf ?? null,
      undo_merge: change.undoMerge ?? null,
      note: change.note ?? null,
      rules_version: change.rulesVersion ?? null,
      actor_id: by.id,
      actor_name: by.name,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The change is in force; `runId` holds its lineage. */
export async function endChange(db: LedgerDb, id: number, done: { runId: number; merges: number; customers: number }): Promise<void> {
  await db
    .withTables<IdentityTables>()
    .updateTable('identity_change')
    .set({ status: 'applied', run_id: done.runId, merges: done.merges, customers: done.customers, applied_at: sql<string>`now()` })
    .where('id', '=', id)
    .execute()
}

export async function failChange(db: LedgerDb, id: number): Promise<void> {
  await db.withTables<IdentityTables>().updateTable('identity_change').set({ status: 'failed' }).where('id', '=', id).where('status', '=', 'pending').execute()
}

export async function setChangeJob(db: LedgerDb, id: number, jobId: string): Promise<void> {
  await db.withTables<IdentityTables>().updateTable('identity_change').set({ job_id: jobId }).where('id', '=', id).execute()
}

/** @throws AppError NOT_FOUND */
export async function getChange(db: LedgerDb, id: string): Promise<StoredChange> {
  if (!/^\d{1,15}$/.test(id)) return fail('NOT_FOUND', { what: `change ${id}` })
  const row = await db.withTables<IdentityTables>().selectFrom('identity_change').selectAll().where('id', '=', Number(id)).executeTakeFirst()
  return row ?? fail('NOT_FOUND', { what: `change ${id}` })
}

/** Changes that took (a merge of) a change back, or are about to. */
export async function undoesOf(db: LedgerDb, id: number): Promise<StoredChange[]> {
  return db.withTables<IdentityTables>().selectFrom('identity_change').selectAll().where('undo_of', '=', id).where('status', '!=', 'failed').execute()
}

/** Changes by the run that holds their lineage. */
export async function changesOfRuns(db: LedgerDb, runIds: readonly number[]): Promise<StoredChange[]> {
  if (runIds.length === 0) return []
  return db.withTables<IdentityTables>().selectFrom('identity_change').selectAll().where('run_id', 'in', [...runIds]).orderBy('id', 'desc').execute()
}

/** Newest first. */
export async function pageChanges(db: LedgerDb, page: { cursor?: string | undefined; limit: number; kind?: ChangeKind | undefined }) {
  const before = page.cursor === undefined ? null : Number(decodeCursor(page.cursor)[0])
  const rows = await db
    .withTables<IdentityTables>()
    .selectFrom('identity_change')
    .selectAll()
    .$if(before !== null, (found) => found.where('id', '<', before ?? 0))
    .$if(page.kind !== undefined, (found) => found.where('kind', '=', page.kind ?? 'link'))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > page.limit && last !== undefined ? encodeCursor([last.id]) : null }
}

/** Changes with a note that name these customers or moved them in one of these runs. */
export async function notedChanges(db: LedgerDb, custIds: readonly string[], runIds: readonly number[]): Promise<number[]> {
  const rows = await db
    .withTables<IdentityTables>()
    .selectFrom('identity_change')
    .select('id')
    .where('note', 'is not', null)
    .where(sql<boolean>`(cust_ids && ${[...custIds]}::text[] or run_id = any(${[...runIds]}::bigint[]))`)
    .execute()
  return rows.map(({ id }) => id)
}

export async function dropNotes(db: LedgerDb, ids: readonly number[]): Promise<void> {
  await db.withTables<IdentityTables>().updateTable('identity_change').set({ note: null }).where(sql<boolean>`id = any(${[...ids]}::bigint[])`).execute()
}
