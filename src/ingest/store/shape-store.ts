import { sql } from 'kysely'
import type { Ledger, LedgerDb } from '#platform/ledger'
import type { DriftChoice, Shape } from '../contract.js'
import type { ConnectorTables } from './connector-tables.js'

export interface StoredShape {
  /** Columns of the last accepted file; null before the first. */
  readonly shape: Shape | null
  readonly standing: readonly DriftChoice[]
}

export async function loadShape(ledger: Ledger, source: string): Promise<StoredShape> {
  const row = await ledger.db.withTables<ConnectorTables>().selectFrom('source_shape').selectAll().where('source', '=', source).executeTakeFirst()
  if (!row) return { shape: null, standing: [] }
  return { shape: row.load_id === null ? null : row.shape, standing: row.standing }
}

/** Remembers the shape of an accepted load's file. */
export async function saveShape(db: LedgerDb, source: string, shape: Shape, loadId: string): Promise<void> {
  const values = { shape: JSON.stringify(shape), load_id: Number(loadId) }
  await db
    .withTables<ConnectorTables>()
    .insertInto('source_shape')
    .values({ source, standing: '[]', ...values })
    .onConflict((conflict) => conflict.column('source').doUpdateSet({ ...values, updated_at: sql`now()` }))
    .execute()
}

/** Decides the same changes alike from now on; a later choice about the same column replaces an earlier one. */
export async function addStanding(db: LedgerDb, source: string, choices: readonly DriftChoice[]): Promise<void> {
  const row = await db.withTables<ConnectorTables>().selectFrom('source_shape').select('standing').where('source', '=', source).forUpdate().executeTakeFirst()
  const kept = (row?.standing ?? []).filter((old) => !choices.some((choice) => choice.kind === old.kind && choice.column === old.column))
  const standing = JSON.stringify([...kept, ...choices])
  await db
    .withTables<ConnectorTables>()
    .insertInto('source_shape')
    .values({ source, shape: '[]', standing, load_id: null })
    .onConflict((conflict) => conflict.column('source').doUpdateSet({ standing }))
    .execute()
}
