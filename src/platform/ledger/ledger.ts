import type { Kysely, Transaction } from 'kysely'

/** Any tables: a room narrows it with `ledger.db.withTables<ItsTables>()`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export type NoTables = {}

export type LedgerDb = Kysely<NoTables>
export type LedgerTransaction = Transaction<NoTables>

/** One step of a room's ledger schema. Names are unique over the product and run in room order, then list order. */
export interface LedgerMigration {
  readonly name: string
  up(db: LedgerDb): Promise<void>
}

/** PostgreSQL: definitions, approvals, jobs, audit. */
export interface Ledger {
  readonly db: LedgerDb
  /** Runs in one transaction; a throw rolls back. */
  transaction<T>(work: (tx: LedgerTransaction) => Promise<T>): Promise<T>
  /** Connection string for libraries that open their own pool (the job queue). Holds a password: never log it. */
  readonly url: string
  version(): Promise<string>
  close(): Promise<void>
}
