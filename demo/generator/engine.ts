import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drainPending, Session } from 'chdb'
import { identifier, renderInline, sql, type Query, type Sql } from '#kernel/sql'

/** The generator's own engine, apart from any product: one session in a folder of its own. */
export interface Engine {
  run(statement: Sql): Promise<void>
  rows<Row>(query: Query<Row>): Promise<Row[]>
  /** Makes or replaces a table of the session. */
  keep(name: string, select: Sql): Promise<void>
  drop(...names: string[]): Promise<void>
  /** Makes the table the first time, adds to it after. */
  append(name: string, select: Sql): Promise<void>
  /** The same for a table too large for memory: kept on disk, sorted by a column. */
  appendSorted(name: string, by: string, select: Sql): Promise<void>
  /** Makes or replaces a table of rows given as objects. */
  keepRows(name: string, rows: readonly object[]): Promise<void>
  /** Adds rows given as objects. */
  add(table: string, rows: readonly object[]): Promise<void>
  /** Writes a SELECT as one Parquet file; the same rows in the same order give the same bytes. @returns bytes written */
  writeParquet(path: string, select: Sql): Promise<number>
  close(): Promise<void>
}

/** Opens an engine in a new temporary folder, removed by `close`. */
export async function openEngine(): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'qunce-demo-engine-'))
  const session = new Session(folder)
  const run = (statement: Sql) => runIn(session, statement)
  await run(sql`CREATE DATABASE demo ENGINE = Atomic`)
  await run(sql`USE demo`)
  // Small blocks, so that both halves of a small machine get some; long literal lists are ours.
  await run(sql`SET max_block_size = 8192, max_query_size = 16777216`)
  return {
    run,
    ...tables(session, run),
    async rows<Row>(query: Query<Row>) {
      const result = await session.queryAsync(renderInline(query.sql), { format: 'JSONEachRow' })
      return result.text().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Row)
    },
    async writeParquet(path, select) {
      await run(sql`INSERT INTO FUNCTION file(${path}, 'Parquet') ${select} SETTINGS output_format_parquet_compression_method = 'lz4', engine_file_truncate_on_insert = 1`)
      return (await stat(path)).size
    },
    async close() {
      await drainPending()
      session.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The engine repeats the whole statement in its errors, literal lists included: the first and the last words are what is wrong. */
async function runIn(session: Session, statement: Sql): Promise<void> {
  await session.queryAsync(renderInline(statement)).catch((error: unknown) => {
    const text = error instanceof Error ? error.message : String(error)
    throw new Error(text.length > 900 ? `${text.slice(0, 500)} … ${text.slice(-400)}` : text, { cause: error })
  })
}

/** What makes, fills and drops tables. */
function tables(session: Session, run: Engine['run']): Pick<Engine, 'keep' | 'append' | 'appendSorted' | 'keepRows' | 'add' | 'drop'> {
  const made = new Set<string>()
  const keep = async (name: string, select: Sql) => {
    await run(sql`CREATE OR REPLACE TABLE ${identifier(name)} ENGINE = Memory AS ${select}`)
    made.add(name)
  }
  return {
    keep,
    async append(name, select) {
      if (made.has(name)) await run(sql`INSERT INTO ${identifier(name)} ${select}`)
      else await keep(name, select)
    },
    async appendSorted(name, by, select) {
      if (made.has(name)) return run(sql`INSERT INTO ${identifier(name)} ${select}`)
      await run(sql`CREATE OR REPLACE TABLE ${identifier(name)} ENGINE = MergeTree ORDER BY ${identifier(by)} AS ${select}`)
      made.add(name)
    },
    keepRows: (name, rows) => keep(name, sql`SELECT * FROM format('JSONEachRow', ${rows.map((row) => JSON.stringify(row)).join('\n')})`),
    async add(table, rows) {
      if (rows.length > 0) await session.insert({ table, format: 'JSONEachRow', values: Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')) })
    },
    async drop(...names) {
      for (const name of names) {
        await run(sql`DROP TABLE IF EXISTS ${identifier(name)} SYNC`)
        made.delete(name)
      }
    },
  }
}
