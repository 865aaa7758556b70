import { sql } from 'kysely'
import type { LedgerDb, LedgerTransaction } from '#platform/ledger'
import { qualityLedger } from './quality-tables.js'

/** Keys of rules that are switched off. */
export async function loadSwitchedOff(db: LedgerDb): Promise<Set<string>> {
  const rows = await qualityLedger(db).selectFrom('quality_switch').select('rule').where('off', '=', true).execute()
  return new Set(rows.map((row) => row.rule))
}

export async function writeSwitch(tx: LedgerTransaction, rule: string, off: boolean, by: string): Promise<void> {
  await qualityLedger(tx)
    .insertInto('quality_switch')
    .values({ rule, off, by_name: by })
    .onConflict((conflict) => conflict.column('rule').doUpdateSet({ off, by_name: by, at: sql<string>`now()` }))
    .execute()
}
