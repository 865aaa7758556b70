import { sql, type Selectable } from 'kysely'
import type { Ledger, LedgerDb } from '#platform/ledger'
import type { Schedule } from '../contract.js'
import type { ConnectorTables } from './connector-tables.js'

/** Where a source's schedule stands. */
export type ScheduleRow = Selectable<ConnectorTables['source_schedule']>

export async function loadSchedules(ledger: Ledger): Promise<Map<string, ScheduleRow>> {
  const rows = await ledger.db.withTables<ConnectorTables>().selectFrom('source_schedule').selectAll().execute()
  return new Map(rows.map((row) => [row.source, row]))
}

export async function loadSchedule(ledger: Ledger, source: string): Promise<ScheduleRow | null> {
  return (await ledger.db.withTables<ConnectorTables>().selectFrom('source_schedule').selectAll().where('source', '=', source).executeTakeFirst()) ?? null
}

/** Sets the next due moment and the schedule it was computed from. */
export async function setNextDue(db: LedgerDb, source: string, schedule: Schedule | null, nextDue: string | null): Promise<void> {
  const values = { schedule: schedule === null ? null : JSON.stringify(schedule), next_due: nextDue }
  await db
    .withTables<ConnectorTables>()
    .insertInto('source_schedule')
    .values({ source, ...values })
    .onConflict((conflict) => conflict.column('source').doUpdateSet(values))
    .execute()
}

/** Pauses a source, or lets it run again (`by` null). What was due meanwhile is not made up for. */
export async function setPaused(db: LedgerDb, source: string, by: string | null): Promise<void> {
  const values = { paused_by: by, paused_at: by === null ? null : sql<string>`now()`, next_due: null }
  await db
    .withTables<ConnectorTables>()
    .insertInto('source_schedule')
    .values({ source, ...values })
    .onConflict((conflict) => conflict.column('source').doUpdateSet(values))
    .execute()
}
