import type { LedgerMigration } from '#platform/ledger'

export const privacyMigrations: readonly LedgerMigration[] = []
