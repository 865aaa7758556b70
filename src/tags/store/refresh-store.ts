import type { Generated, Selectable } from 'kysely'
import type { LedgerDb, LedgerTransaction } from '#platform/ledger'

type RefreshTables = {
  tag_refresh_choice: { id: Generated<number>; at: Generated<string>; by_name: string; is_on: boolean; why: string }
}

export type StoredChoice = Selectable<RefreshTables['tag_refresh_choice']>

/** The newest word on whether tags are rebuilt by themselves; undefined: nobody said anything. */
export function newestChoice(db: LedgerDb): Promise<StoredChoice | undefined> {
  return db.withTables<RefreshTables>().selectFrom('tag_refresh_choice').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()
}

export async function addChoice(tx: LedgerTransaction, choice: { readonly by_name: string; readonly is_on: boolean; readonly why: string }): Promise<void> {
  await tx.withTables<RefreshTables>().insertInto('tag_refresh_choice').values(choice).execute()
}
