import { sql, type Selectable } from 'kysely'
import type { LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { PrivacyTables } from './privacy-tables.js'

export type ClassRow = Selectable<PrivacyTables['column_class']>
export type NewClass = Omit<ClassRow, 'at'>

export function loadClasses(db: LedgerDb): Promise<ClassRow[]> {
  return db.withTables<PrivacyTables>().selectFrom('column_class').selectAll().orderBy('table_name').orderBy('column_name').execute()
}

export async function putClass(tx: LedgerTransaction, row: NewClass): Promise<void> {
  const { class: dataClass, level, sensitive, why, by_name } = row
  await tx
    .withTables<PrivacyTables>()
    .insertInto('column_class')
    .values(row)
    .onConflict((conflict) => conflict.columns(['table_name', 'column_name']).doUpdateSet({ class: dataClass, level, sensitive, why, by_name, at: sql<string>`now()` }))
    .execute()
}

export async function dropClass(tx: LedgerTransaction, table: string, column: string): Promise<boolean> {
  const done = await tx.withTables<PrivacyTables>().deleteFrom('column_class').where('table_name', '=', table).where('column_name', '=', column).executeTakeFirst()
  return done.numDeletedRows > 0n
}
