import { sql, type Insertable } from 'kysely'
import type { LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { PastContact } from '../domain/channel-policy.js'
import type { ExecutionTables } from './execution-tables.js'

/**
 * Takes the customers for this transaction: whoever decides about one of them at the same time waits until it ends, and
 * then sees its reservations. In id order, so that two never wait for each other.
 */
export async function lockSubjects(tx: LedgerTransaction, custIds: readonly string[]): Promise<void> {
  const ids = [...custIds].sort()
  await sql`insert into contact_subject (cust_id) select unnest(${ids}::text[]) as id order by id on conflict do nothing`.execute(tx)
  await sql`select cust_id from contact_subject where cust_id = any(${ids}::text[]) order by cust_id for update`.execute(tx)
}

/** Contacts reserved or made since a day, by customer. */
export async function recentContacts(db: LedgerDb, custIds: readonly string[], since: string): Promise<Map<string, PastContact[]>> {
  const rows = await db
    .withTables<ExecutionTables>()
    .selectFrom('contact_cap')
    .select(['cust_id', 'channel', 'strategy', 'day'])
    .where(sql<boolean>`cust_id = any(${[...custIds]}::text[])`)
    .where('state', '!=', 'RELEASED')
    .where('day', '>=', since)
    .orderBy('day')
    .orderBy('list_id')
    .execute()
  const found = new Map<string, PastContact[]>()
  for (const { cust_id, ...contact } of rows) found.set(cust_id, [...(found.get(cust_id) ?? []), contact])
  return found
}

export type Reservation = Omit<Insertable<ExecutionTables['contact_cap']>, 'state'>

/** Reserves contacts; call with the customers locked. */
export async function reserveContacts(tx: LedgerTransaction, reservations: readonly Reservation[]): Promise<void> {
  if (reservations.length === 0) return
  await tx
    .withTables<ExecutionTables>()
    .insertInto('contact_cap')
    .values(reservations.map((reservation) => ({ ...reservation, state: 'RESERVED' as const })))
    .onConflict((conflict) => conflict.columns(['list_id', 'cust_id']).doUpdateSet((row) => ({ state: 'RESERVED', day: row.ref('excluded.day') })))
    .execute()
}

/** A reservation becomes a contact made, or is given back. */
export async function settleContacts(db: LedgerDb, listId: number, custIds: readonly string[], state: 'CONFIRMED' | 'RELEASED'): Promise<void> {
  if (custIds.length === 0) return
  await db
    .withTables<ExecutionTables>()
    .updateTable('contact_cap')
    .set({ state })
    .where('list_id', '=', listId)
    .where(sql<boolean>`cust_id = any(${[...custIds]}::text[])`)
    .where('state', '=', 'RESERVED')
    .execute()
}
