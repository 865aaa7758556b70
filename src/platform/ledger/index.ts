export { migrateLedger } from './migrate.js'
export { openLedger, type LedgerOptions } from './open-ledger.js'
export type { Ledger, LedgerDb, LedgerMigration, LedgerTransaction, NoTables, ServerLock } from './ledger.js'
