import type { LedgerMigration } from '#platform/ledger'

export const customersMigrations: readonly LedgerMigration[] = []
