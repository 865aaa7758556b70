import type { LedgerMigration } from '#platform/ledger'

export const eventsMigrations: readonly LedgerMigration[] = []
