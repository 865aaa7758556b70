import { fail } from '#kernel/error'
import type { Ledger } from '#platform/ledger'
import type { IngestTables } from './ingest-tables.js'

export interface Upload {
  readonly id: string
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

export async function insertUpload(ledger: Ledger, upload: Upload & { actorId: string }): Promise<void> {
  await ledger.db
    .withTables<IngestTables>()
    .insertInto('uploaded_file')
    .values({ id: upload.id, name: upload.name, bytes: upload.bytes, sha256: upload.sha256, actor_id: upload.actorId })
    .execute()
}

export async function findUpload(ledger: Ledger, id: string): Promise<Upload> {
  const row = await ledger.db.withTables<IngestTables>().selectFrom('uploaded_file').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return fail('FILE_NOT_FOUND', { path: id }, 'file.fileId')
  return { id: row.id, name: row.name, bytes: row.bytes, sha256: row.sha256 }
}

/** Forgets uploads older than the given instant and returns their ids. */
export async function takeOldUploads(ledger: Ledger, before: Date): Promise<string[]> {
  const rows = await ledger.db
    .withTables<IngestTables>()
    .deleteFrom('uploaded_file')
    .where('created_at', '<', before.toISOString())
    .where('held', '=', false)
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}
