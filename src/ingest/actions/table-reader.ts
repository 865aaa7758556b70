import type { DatabaseConnector } from '../contract.js'
import type { TableStatement } from './table-statement.js'

/** How to reach a database whose address was checked. */
export interface DatabasePlace {
  readonly connector: DatabaseConnector
  readonly address: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly timeZone: string
  readonly signal: AbortSignal
}

/** One read-only transaction in another database; every value arrives as its text, null where there is none. */
export interface TableReader {
  /** Names of the columns a statement gives, without reading a row. */
  columns(statement: TableStatement): Promise<string[]>
  one(statement: TableStatement): Promise<string | null>
  rows(statement: TableStatement): AsyncIterable<readonly (readonly (string | null)[])[]>
  close(): Promise<void>
}

export const CONNECT_TIMEOUT_MS = 15_000
/** A server that says nothing this long is given up. */
export const QUIET_MS = 10 * 60_000
export const BATCH_ROWS = 2000
