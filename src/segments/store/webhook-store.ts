import { sql, type Insertable, type Selectable } from 'kysely'
import { fail } from '#kernel/error'
import type { LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { SegmentTables } from './life-tables.js'

export type StoredWebhook = Selectable<SegmentTables['segment_webhook']>

/** Adds a receiver; the same address twice fails. @throws AppError SEGMENT_WEBHOOK_REPEATED */
export async function insertWebhook(tx: LedgerTransaction, row: Insertable<SegmentTables['segment_webhook']>): Promise<StoredWebhook> {
  const added = await tx.withTables<SegmentTables>().insertInto('segment_webhook').values(row).onConflict((conflict) => conflict.doNothing()).returningAll().executeTakeFirst()
  return added ?? fail('SEGMENT_WEBHOOK_REPEATED', {}, 'url')
}

export async function webhooksOf(db: LedgerDb, segment: string): Promise<StoredWebhook[]> {
  return db.withTables<SegmentTables>().selectFrom('segment_webhook').selectAll().where('segment', '=', segment).where('active', '=', true).orderBy('id').execute()
}

/** Segments somebody outside is told of. */
export async function toldSegments(db: LedgerDb): Promise<string[]> {
  const rows = await db.withTables<SegmentTables>().selectFrom('segment_webhook').select('segment').distinct().where('active', '=', true).orderBy('segment').execute()
  return rows.map(({ segment }) => segment)
}

/** Ends a receiver. @throws AppError NOT_FOUND */
export async function endWebhook(tx: LedgerTransaction, id: number, segment: string): Promise<StoredWebhook> {
  const row = await tx.withTables<SegmentTables>().updateTable('segment_webhook').set({ active: false }).where('id', '=', id).where('segment', '=', segment).where('active', '=', true).returningAll().executeTakeFirst()
  return row ?? fail('NOT_FOUND', { what: `webhook ${id}` })
}

type Progress = Partial<Pick<StoredWebhook, 'done_run' | 'sending_run' | 'sent_to'>>

/** A part arrived: what is told of so far. */
export async function markSent(db: LedgerDb, id: number, status: number, progress: Progress): Promise<void> {
  await db.withTables<SegmentTables>().updateTable('segment_webhook').set({ ...progress, failures: 0, last_status: status, last_at: sql<string>`now()` }).where('id', '=', id).execute()
}

/** A part did not arrive. */
export async function markFailed(db: LedgerDb, id: number, status: number): Promise<void> {
  await db.withTables<SegmentTables>().updateTable('segment_webhook').set((found) => ({ failures: found('failures', '+', 1), last_status: status, last_at: sql<string>`now()` })).where('id', '=', id).execute()
}
