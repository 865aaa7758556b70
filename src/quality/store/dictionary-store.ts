import { sql } from 'kysely'
import type { LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { DictionaryNote } from '../contract.js'
import { qualityLedger } from './quality-tables.js'

export interface Fill {
  readonly column: string
  readonly rows: number
  readonly filled: number
}

/** Keeps how filled a table's columns are, by source, as of the newest check. */
export async function writeFills(db: LedgerDb, at: { table: string; source: string; asOf: string }, fills: readonly Fill[]): Promise<void> {
  if (fills.length === 0) return
  const rows = fills.map(({ column, rows: count, filled }) => ({ table_name: at.table, column_name: column, source: at.source, as_of: at.asOf, row_count: count, filled }))
  await qualityLedger(db)
    .insertInto('dictionary_fill')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['table_name', 'column_name', 'source'])
        .doUpdateSet((found) => ({ as_of: found.ref('excluded.as_of'), row_count: found.ref('excluded.row_count'), filled: found.ref('excluded.filled') }))
        .where('dictionary_fill.as_of', '<=', at.asOf),
    )
    .execute()
}

/** Share of rows with a value by `table.column`, over every source that brings the column. */
export async function loadFillShares(db: LedgerDb): Promise<Map<string, number>> {
  const rows = await qualityLedger(db)
    .selectFrom('dictionary_fill')
    .select(['table_name', 'column_name'])
    .select(sql<number | null>`sum(filled)::double precision / nullif(sum(row_count), 0)`.as('share'))
    .groupBy(['table_name', 'column_name'])
    .execute()
  return new Map(rows.flatMap((row) => (row.share === null ? [] : [[`${row.table_name}.${row.column_name}`, row.share] as const])))
}

export interface StoredNote extends DictionaryNote {
  readonly by: string
  readonly at: string
}

/** Every note, by `table` or `table.column`. */
export async function loadNotes(db: LedgerDb): Promise<Map<string, StoredNote>> {
  const rows = await qualityLedger(db).selectFrom('dictionary_note').selectAll().execute()
  return new Map(
    rows.map((row) => {
      const column = row.column_name === '' ? null : row.column_name
      const note = { table: row.table_name, column, description: row.description, owner: row.owner, attributes: row.attributes, by: row.by_name, at: row.at }
      return [column === null ? row.table_name : `${row.table_name}.${column}`, note]
    }),
  )
}

export async function writeNote(tx: LedgerTransaction, note: DictionaryNote, by: string): Promise<void> {
  const said = { description: JSON.stringify(note.description), owner: note.owner, attributes: JSON.stringify(note.attributes), by_name: by }
  await qualityLedger(tx)
    .insertInto('dictionary_note')
    .values({ table_name: note.table, column_name: note.column ?? '', ...said })
    .onConflict((conflict) => conflict.columns(['table_name', 'column_name']).doUpdateSet({ ...said, at: sql<string>`now()` }))
    .execute()
}
