import { fail } from '#kernel/error'
import type { Insertable, Selectable } from 'kysely'
import type { LedgerDb } from '#platform/ledger'
import type { SegmentTables } from './life-tables.js'

export type StoredSubscription = Selectable<SegmentTables['segment_subscription']>

/** Adds a subscription; the same of the same person again is the one there is. */
export async function insertSubscription(db: LedgerDb, row: Insertable<SegmentTables['segment_subscription']>): Promise<StoredSubscription> {
  const tables = db.withTables<SegmentTables>()
  const added = await tables
    .insertInto('segment_subscription')
    .values(row)
    .onConflict((conflict) => conflict.columns(['segment', 'person_id', 'measure', 'threshold', 'against']).doUpdateSet({ person_name: row.person_name, scope: row.scope, holder: row.holder }))
    .returningAll()
    .executeTakeFirstOrThrow()
  return added
}

export async function subscriptionsOf(db: LedgerDb, segment: string, personId?: string): Promise<StoredSubscription[]> {
  return db
    .withTables<SegmentTables>()
    .selectFrom('segment_subscription')
    .selectAll()
    .where('segment', '=', segment)
    .$if(personId !== undefined, (found) => found.where('person_id', '=', personId ?? ''))
    .orderBy('id')
    .execute()
}

/** Segments somebody watches. */
export async function watchedSegments(db: LedgerDb): Promise<string[]> {
  const rows = await db.withTables<SegmentTables>().selectFrom('segment_subscription').select('segment').distinct().orderBy('segment').execute()
  return rows.map(({ segment }) => segment)
}

/** Remembers what a subscription was measured on, and when it was met. */
export async function markMeasured(db: LedgerDb, id: number, seenRun: number, met: { readonly asOf: string; readonly value: number } | null): Promise<void> {
  const change = { seen_run: seenRun, ...(met === null ? {} : { met_as_of: met.asOf, met_value: met.value }) }
  await db.withTables<SegmentTables>().updateTable('segment_subscription').set(change).where('id', '=', id).execute()
}

/** Takes back a person's own subscription. @throws AppError NOT_FOUND */
export async function deleteSubscription(db: LedgerDb, id: number, segment: string, personId: string): Promise<void> {
  const done = await db.withTables<SegmentTables>().deleteFrom('segment_subscription').where('id', '=', id).where('segment', '=', segment).where('person_id', '=', personId).executeTakeFirst()
  if (done.numDeletedRows !== 1n) fail('NOT_FOUND', { what: `subscription ${id}` })
}
