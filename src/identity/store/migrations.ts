import type { LedgerMigration } from '#platform/ledger'

export const identityMigrations: readonly LedgerMigration[] = []
