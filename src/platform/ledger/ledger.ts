import type { Kysely, Transaction } from 'kysely'

/** Any tables: a room narrows it with `ledger.db.withTables<ItsTables>()`, ItsTables a `type`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export type NoTables = {}

export type LedgerDb = Kysely<NoTables>
export type LedgerTransaction = Transaction<NoTables>

/** One step of a room's ledger schema. Names are unique over the product and run in room order, then list order. */
export interface LedgerMigration {
  readonly name: string
  up(db: LedgerDb): Promise<void>
}

/** The session lock that makes this process the one server of a ledger. */
export interface ServerLock {
  release(): Promise<void>
}

/**
 * PostgreSQL: definitions, approvals, jobs, audit. Values as they arrive: bigint (and so count and sum of integers) as
 * a number while it is a safe integer, else as a string; numeric as a string; date as `YYYY-MM-DD`; timestamptz as an
 * ISO string in UTC; jsonb parsed. A jsonb column takes an object as it is but an array as `JSON.stringify(array)`.
 */
export interface Ledger {
  readonly db: LedgerDb
  /** Runs in one transaction; a throw rolls back. */
  transaction<T>(work: (tx: LedgerTransaction) => Promise<T>): Promise<T>
  /** Connection string for libraries that open their own pool (the job queue). Holds a password: never log it. */
  readonly url: string
  version(): Promise<string>
  /** Identity of this ledger, equal to `<data>/instance.json`; both engines must agree on it. */
  readonly instanceId: string
  /**
   * Makes this process the one server of the ledger. `onLost` is called when the connection that holds the lock dies.
   * @throws AppError DATA_DIR_LOCKED when another process holds it.
   */
  holdServerLock(onLost?: () => void): Promise<ServerLock>
  /** Calls `onNotice` with the payload of each NOTIFY on the channel; returns a function that stops. */
  listen(channel: string, onNotice: (payload: string) => void): Promise<() => Promise<void>>
  /** Ends connections; stops the embedded server unless another process uses it. */
  close(): Promise<void>
}
