import { sql } from 'kysely'
import { fail } from '#kernel/error'
import type { Ledger, LedgerMigration, LedgerTransaction } from './ledger.js'

/** Advisory lock `Qunc`, 2: one migration at a time. */
const LOCK = [1_366_650_467, 2] as const

type MigrationTables = {
  qunce_migration: { name: string }
}

/**
 * Brings the schema up to the list, each step in its own transaction, and returns the names it applied. Steps already
 * applied are skipped; safe to call from several processes at once.
 * @throws AppError DATA_DIR_FORMAT when the ledger has steps this version does not know.
 */
export async function migrateLedger(
  ledger: Ledger,
  migrations: readonly LedgerMigration[],
): Promise<string[]> {
  const names = migrations.map((migration) => migration.name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new TypeError(`two ledger migrations are called ${twice}`)
  await ledger.transaction(async (tx) => {
    await lock(tx)
    await sql`CREATE TABLE IF NOT EXISTS qunce_migration (
      name text PRIMARY KEY, position bigint GENERATED ALWAYS AS IDENTITY, applied_at timestamptz NOT NULL DEFAULT now()
    )`.execute(tx)
  })
  await refuseUnknown(ledger, names)
  const applied: string[] = []
  for (const migration of migrations) {
    if (await ledger.transaction((tx) => apply(tx, migration))) applied.push(migration.name)
  }
  return applied
}

async function apply(tx: LedgerTransaction, migration: LedgerMigration): Promise<boolean> {
  await lock(tx)
  const tables = tx.withTables<MigrationTables>()
  const inserted = await tables
    .insertInto('qunce_migration')
    .values({ name: migration.name })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows !== 1n) return false
  await migration.up(tx)
  return true
}

async function refuseUnknown(ledger: Ledger, known: readonly string[]): Promise<void> {
  const rows = await ledger.db
    .withTables<MigrationTables>()
    .selectFrom('qunce_migration')
    .select('name')
    .execute()
  const unknown = rows.map((row) => row.name).filter((name) => !known.includes(name))
  if (unknown.length > 0) fail('DATA_DIR_FORMAT', { found: unknown.join(', '), known: known.length })
}

async function lock(tx: LedgerTransaction): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${LOCK[0]}::int, ${LOCK[1]}::int)`.execute(tx)
}
