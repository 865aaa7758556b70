import type { Ledger } from '#platform/ledger'
import type { ConnectorTables } from './connector-tables.js'
import type { IngestTables } from './ingest-tables.js'

/** Names with marks of the files of a source that were taken: loaded, unchanged, or waiting for a decision. */
export async function takenFiles(ledger: Ledger, source: string, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set()
  const rows = await ledger.db
    .withTables<ConnectorTables>()
    .selectFrom('source_file')
    .select(['name', 'mark'])
    .where('source', '=', source)
    .where('name', 'in', [...names])
    .execute()
  return new Set(rows.map((row) => takenKey(row)))
}

export function takenKey(file: { readonly name: string; readonly mark: string }): string {
  return JSON.stringify([file.name, file.mark])
}

/** Remembers that a file was taken: this very content is not taken again. */
export async function markTaken(ledger: Ledger, source: string, file: { name: string; mark: string; businessDate: string; loadId: string | null }): Promise<void> {
  const loadId = file.loadId === null ? null : Number(file.loadId)
  await ledger.db
    .withTables<ConnectorTables>()
    .insertInto('source_file')
    .values({ source, name: file.name, mark: file.mark, business_date: file.businessDate, load_id: loadId })
    .onConflict((conflict) => conflict.columns(['source', 'name', 'mark']).doUpdateSet({ load_id: loadId }))
    .execute()
}

/** The mark of the newest file of a source whose load came through, or null: where `since` goes on. */
export async function newestMark(ledger: Ledger, source: string): Promise<string | null> {
  const row = await ledger.db
    .withTables<ConnectorTables & IngestTables>()
    .selectFrom('source_file')
    .innerJoin('load', 'load.id', 'source_file.load_id')
    .select('source_file.mark')
    .where('source_file.source', '=', source)
    .where('load.status', 'in', ['loaded', 'unchanged'])
    .orderBy('source_file.taken_at', 'desc')
    .executeTakeFirst()
  return row?.mark ?? null
}
