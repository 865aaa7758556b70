import { sql } from 'kysely'
import type { LedgerDb } from '#platform/ledger'
import type { IdentifierKind } from '../domain/identifier-format.js'
import { qualityLedger } from './quality-tables.js'

export interface IdentifierCount {
  readonly kind: IdentifierKind
  readonly checked: number
  readonly failed: number
  /** Shapes of wrong values: digits 9, letters x. */
  readonly samples: readonly string[]
}

/** Keeps what was counted while a load's identifiers were sealed; targets of the same load add up. */
export async function writeIdentifierCounts(db: LedgerDb, loadId: string, counts: readonly IdentifierCount[]): Promise<void> {
  if (counts.length === 0) return
  const rows = counts.map(({ kind, checked, failed, samples }) => ({ load_id: Number(loadId), kind, checked, failed, samples: JSON.stringify(samples) }))
  await qualityLedger(db)
    .insertInto('identifier_check')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['load_id', 'kind']).doUpdateSet({
        checked: sql<number>`identifier_check.checked + excluded.checked`,
        failed: sql<number>`identifier_check.failed + excluded.failed`,
      }),
    )
    .execute()
}

/** What was counted for one kind over several loads. */
export async function loadIdentifierCounts(db: LedgerDb, loadIds: readonly string[], kind: IdentifierKind): Promise<IdentifierCount[]> {
  if (loadIds.length === 0) return []
  const rows = await qualityLedger(db).selectFrom('identifier_check').selectAll().where('kind', '=', kind).where('load_id', 'in', loadIds.map(Number)).orderBy('load_id', 'desc').execute()
  return rows.map((row) => ({ kind: row.kind, checked: row.checked, failed: row.failed, samples: row.samples }))
}
