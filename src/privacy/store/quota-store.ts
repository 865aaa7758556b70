import { sql } from 'kysely'
import type { LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { PrivacyTables } from './privacy-tables.js'

/**
 * Takes one of a person's unmaskings of a day; the number used, or null when none was left. One statement on one row:
 * two at once never take the same.
 */
export async function takeUnmasking(tx: LedgerTransaction, personId: string, day: string, limit: number): Promise<number | null> {
  if (limit < 1) return null
  const row = await sql<{ used: number }>`
    insert into unmask_use as taken (person_id, day, used) values (${personId}, ${day}, 1)
    on conflict (person_id, day) do update set used = taken.used + 1 where taken.used < ${limit}
    returning used`.execute(tx)
  return row.rows[0]?.used ?? null
}

export async function unmaskingsOf(db: LedgerDb, personId: string, day: string): Promise<number> {
  const row = await db.withTables<PrivacyTables>().selectFrom('unmask_use').select('used').where('person_id', '=', personId).where('day', '=', day).executeTakeFirst()
  return row?.used ?? 0
}
