import { sql, type ColumnType, type Generated, type Selectable } from 'kysely'
import { fail } from '#kernel/error'
import type { OnnxShape } from '#platform/compute'
import type { Actor } from '#platform/access/contract'
import type { Ledger, LedgerDb, LedgerMigration } from '#platform/ledger'

export const modelFileMigration: LedgerMigration = {
  name: '3640_model_file',
  async up(db) {
    await sql`
      create table model_file (
        file text primary key,
        name text not null,
        bytes bigint not null,
        shape jsonb not null,
        uploaded_by_id text not null,
        uploaded_by_name text not null,
        uploaded_at timestamptz not null default now()
      )`.execute(db)
  },
}

export type ModelFileTables = {
  model_file: {
    file: string
    name: string
    bytes: number
    shape: ColumnType<OnnxShape, string, string>
    uploaded_by_id: string
    uploaded_by_name: string
    uploaded_at: Generated<string>
  }
}

export type StoredFile = Selectable<ModelFileTables['model_file']>

/** Writes a file down; one that is there already stays as it was. True when it is new. */
export async function insertModelFile(db: LedgerDb, file: { file: string; name: string; bytes: number; shape: OnnxShape }, actor: Actor): Promise<boolean> {
  const row = { file: file.file, name: file.name, bytes: file.bytes, shape: JSON.stringify(file.shape), uploaded_by_id: actor.id, uploaded_by_name: actor.name }
  const done = await db.withTables<ModelFileTables>().insertInto('model_file').values(row).onConflict((conflict) => conflict.column('file').doNothing()).executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

export async function findModelFile(ledger: Ledger, file: string): Promise<StoredFile | null> {
  const row = await ledger.db.withTables<ModelFileTables>().selectFrom('model_file').selectAll().where('file', '=', file).executeTakeFirst()
  return row ?? null
}

/** @throws AppError NOT_FOUND */
export async function getModelFile(ledger: Ledger, file: string): Promise<StoredFile> {
  return (await findModelFile(ledger, file)) ?? fail('NOT_FOUND', { what: `model file ${file}` })
}

/** Newest first. */
export function listModelFiles(ledger: Ledger): Promise<StoredFile[]> {
  return ledger.db.withTables<ModelFileTables>().selectFrom('model_file').selectAll().orderBy('uploaded_at', 'desc').orderBy('file').execute()
}

export async function deleteModelFile(db: LedgerDb, file: string): Promise<void> {
  await db.withTables<ModelFileTables>().deleteFrom('model_file').where('file', '=', file).execute()
}
