import type { LedgerMigration } from '#platform/ledger'

export const qualityMigrations: readonly LedgerMigration[] = []
