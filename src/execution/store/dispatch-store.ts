import type { Updateable } from 'kysely'
import type { Ledger, LedgerDb } from '#platform/ledger'
import type { ExecutionTables } from './execution-tables.js'

/** Remembers which job dispatches a list. */
export async function startDispatch(ledger: Ledger, listId: number, jobId: string): Promise<void> {
  await ledger.db
    .withTables<ExecutionTables>()
    .insertInto('dispatch')
    .values({ list_id: listId, job_id: jobId, run_id: null, file_name: null, finished_at: null })
    .onConflict((conflict) => conflict.column('list_id').doUpdateSet({ job_id: jobId, finished_at: null }))
    .execute()
}

export async function updateDispatch(db: LedgerDb, listId: number, change: Updateable<ExecutionTables['dispatch']>): Promise<void> {
  await db.withTables<ExecutionTables>().updateTable('dispatch').set(change).where('list_id', '=', listId).execute()
}

export async function findDispatch(ledger: Ledger, listId: number) {
  const row = await ledger.db.withTables<ExecutionTables>().selectFrom('dispatch').selectAll().where('list_id', '=', listId).executeTakeFirst()
  return row ?? null
}
