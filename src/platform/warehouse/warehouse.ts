import type { ColumnType, Query, Sql } from '#kernel/sql'

/** How far a statement has come; `totalRows` is 0 until the engine knows. */
export interface Progress {
  readonly rows: number
  readonly totalRows: number
}

export interface StatementOptions {
  /** Stops the statement in the engine; the promise rejects with CANCELLED. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
  /** Seconds; over it the statement fails with WAREHOUSE_TIMEOUT. Default 60 for queries, none for commands. */
  readonly maxSeconds?: number
  /** Bytes; default from configuration. */
  readonly maxMemory?: number
  /** Threads an INSERT SELECT writes with; default 1. More sort and write faster and hold a block of rows each. */
  readonly insertThreads?: number
  /** Turns expressions into machine code from the first run on: for a long expression over many rows, run once. */
  readonly compiled?: boolean
  /** Never waits behind other people's queries: runs in a lane of its own, one at a time. For event intake. */
  readonly apart?: boolean
}

/** Formats a caller may insert or stream. */
export type InsertFormat = 'CSV' | 'JSONEachRow' | 'JSONCompactEachRow' | 'TabSeparated'
export type StreamFormat = InsertFormat | 'CSVWithNames' | 'Native'

export interface InsertOptions {
  readonly columns?: readonly string[]
  /** Replaying an insert with the same token changes nothing. */
  readonly token?: string
  /** CSV only: the field delimiter (default comma) and whether double quotes quote. */
  readonly csv?: { readonly delimiter: string; readonly quotes: boolean }
  readonly signal?: AbortSignal
  /** As in StatementOptions. */
  readonly apart?: boolean
}

/**
 * The analytics engine: embedded ClickHouse or a server, one dialect. Rooms name logical tables only; 64-bit integers
 * and decimals arrive as strings on both drivers.
 */
export interface Warehouse {
  /** All rows of a query. */
  query<Row>(query: Query<Row>, options?: StatementOptions): Promise<Row[]>
  /** A statement without rows: INSERT SELECT, ALTER, DROP. */
  command(statement: Sql, options?: StatementOptions): Promise<void>
  /** Rows as bytes in a format, chunk by chunk, in bounded memory. */
  stream(query: Query<unknown>, format: StreamFormat, options?: StatementOptions): AsyncIterable<Uint8Array>
  /** Writes bytes already in the format. */
  insert(table: string, format: InsertFormat, bytes: Uint8Array, options?: InsertOptions): Promise<void>
  /** Creates a table if it is absent; the driver adds what one node or a cluster needs. */
  createTable(table: TableDefinition): Promise<void>
  dropTable(name: string): Promise<void>
  /** Adds columns that are absent; existing rows read as the type's default (NULL for Nullable). */
  addColumns(table: string, columns: Readonly<Record<string, ColumnType>>): Promise<void>
  /** Drops the rows of one run of a table partitioned by run_id; nothing happens when there are none. */
  dropRun(table: string, runId: number): Promise<void>
  /** Removes rows from the disk on every node, and waits until they are gone; `where` is over the table's own columns. */
  deleteRows(table: string, where: Sql): Promise<void>
  /**
   * Writes columns of rows anew on every node, and waits until it is done; no column a table is ordered, sharded or
   * partitioned by. Readers see a part of a table before or after, never a row twice; again it changes nothing more.
   */
  updateRows(table: string, values: Readonly<Record<string, Sql>>, where: Sql): Promise<void>
  /** Tables that exist, by name. */
  tables(): Promise<string[]>
  /** Writes the named tables (only these runs of partitioned ones) to a folder the engine may write. */
  backup(tables: readonly string[], folder: string): Promise<void>
  restore(folder: string): Promise<void>
  /** Engine version, for `doctor`. */
  version(): Promise<string>
  /** Waits for what is in flight, then closes. */
  close(): Promise<void>
}

/** A logical table. Per-customer tables name their shard column; small dimensions are copied to every shard. */
export interface TableDefinition {
  readonly name: string
  readonly columns: Readonly<Record<string, ColumnType>>
  /** ORDER BY columns. */
  readonly orderBy: readonly string[]
  /** PARTITION BY column, usually `run_id`. */
  readonly partitionBy?: string
  /** `customer`: sharded by cityHash64(shard_key), which the table must have; `copied`: whole on every shard. */
  readonly spread: 'customer' | 'copied'
  /** Written once, read a few times and dropped: no index, no merges. */
  readonly transient?: boolean
  /** An acknowledged insert survives power loss (1.4x per insert). */
  readonly durable?: boolean
}
