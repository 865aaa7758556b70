import { sql } from 'kysely'
import type { Ledger, LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { StrategyTables } from './strategy-tables.js'

/** Adds customers; who is on the list already stays as they were. Returns how many are new. */
export async function addIds(tx: LedgerTransaction, custIds: readonly string[], reason: string, by: string): Promise<number> {
  const done = await sql`
    insert into do_not_contact (cust_id, reason, by_id)
    select distinct unnest(${[...custIds]}::text[]), ${reason}, ${by}
    on conflict (cust_id) do nothing`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}

export async function removeId(tx: LedgerTransaction, custId: string): Promise<boolean> {
  const done = await tx.withTables<StrategyTables>().deleteFrom('do_not_contact').where('cust_id', '=', custId).executeTakeFirst()
  return done.numDeletedRows > 0n
}

export async function countIds(db: LedgerDb): Promise<number> {
  const row = await db.withTables<StrategyTables>().selectFrom('do_not_contact').select((found) => found.fn.countAll<string>().as('n')).executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Which of these customers are on the list. */
export async function idsOnList(db: LedgerDb, custIds: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ cust_id: string }>`select cust_id from do_not_contact where cust_id = any(${[...custIds]}::text[])`.execute(db)
  return new Set(rows.rows.map((row) => row.cust_id))
}

/** The whole list in id order, page by page. */
export async function* pagesOfIds(ledger: Ledger, size: number): AsyncIterable<string[]> {
  let after = ''
  for (;;) {
    const rows = await ledger.db.withTables<StrategyTables>().selectFrom('do_not_contact').select('cust_id').where('cust_id', '>', after).orderBy('cust_id').limit(size).execute()
    if (rows.length > 0) yield rows.map((row) => row.cust_id)
    const last = rows.at(-1)
    if (rows.length < size || last === undefined) return
    after = last.cust_id
  }
}
