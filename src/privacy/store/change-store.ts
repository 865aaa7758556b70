import { sql } from 'kysely'
import type { LedgerDb, LedgerTransaction } from '#platform/ledger'

/** Notes that something a customer said was written just now. */
export async function noteChange(tx: LedgerTransaction, custId: string): Promise<void> {
  await sql`insert into consent_change (cust_id, at) values (${custId}, clock_timestamp()) on conflict (cust_id) do update set at = excluded.at`.execute(tx)
}

/** Of these customers those whose word was written since an instant. */
export async function changedSince(db: LedgerDb, custIds: readonly string[], since: string): Promise<Set<string>> {
  const rows = await sql<{ cust_id: string }>`select cust_id from consent_change where cust_id = any(${[...custIds]}::text[]) and at >= ${since}::timestamptz`.execute(db)
  return new Set(rows.rows.map((row) => row.cust_id))
}
