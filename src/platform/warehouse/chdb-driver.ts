import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Session } from 'chdb'
import { AppError } from '#kernel/error'
import { renderTyped, type Query, type Sql } from '#kernel/sql'
import { adminCommands } from './admin-commands.js'
import { createFileInserts, type FileInserts } from './file-insert.js'
import { toQueryError } from './query-error.js'
import { openSessionPool, type SessionPool } from './session-pool.js'
import {
  BASE_SETTINGS,
  insertSettings,
  prepare,
  settingTexts,
  taggedText,
  type Prepared,
} from './statement.js'
import type { InsertFormat, InsertOptions, Progress, StatementOptions, Warehouse } from './warehouse.js'

export interface ChdbOptions {
  /** Data directory of the engine. */
  readonly path: string
  readonly configFile?: string
  /** Statements at once. */
  readonly sessions: number
  /** Database; created when absent. Default `qunce`. */
  readonly database?: string
  /** Engine memory limit per statement, bytes. */
  readonly maxMemory?: number
}

const PROGRESS_EVERY_MS = 250

/** The embedded engine: a pool of sessions over one directory, held by one process. */
export function openChdb(options: ChdbOptions): Warehouse {
  const pool = openPool(options)
  const execute = async (statement: Sql, given: StatementOptions, rows: boolean): Promise<string> => {
    const prepared = prepare(statement, `qunce:${randomUUID()}`, given, rows)
    const run = runnerOf(statement, prepared)
    return supervised(pool, prepared, given, async (session) => {
      const result = await run(session)
      return rows ? result.text() : ''
    })
  }

  const base = {
    async query<Row>(query: Query<Row>, given: StatementOptions = {}): Promise<Row[]> {
      return parseLines<Row>(await execute(query.sql, given, true))
    },
    async command(statement: Sql, given: StatementOptions = {}): Promise<void> {
      await execute(statement, given, false)
    },
    stream: (query: Query<unknown>, format: string, given: StatementOptions = {}) =>
      streamRows(pool, query, format, given),
  }
  const files = createFileInserts(join(`${options.path}-inserts`, options.database ?? 'qunce'), (asked) => base.query(asked))
  return {
    ...base,
    insert: (table, format, bytes, given = {}) => insertBytes({ pool, files }, table, format, bytes, given),
    ...adminCommands(base, { kind: 'single' }),
    close: () => pool.close(),
  } satisfies Warehouse
}

function openPool(options: ChdbOptions): SessionPool {
  const database = options.database ?? 'qunce'
  const args = options.configFile === undefined ? [] : [`--config-file=${options.configFile}`]
  const settings = {
    ...BASE_SETTINGS,
    ...(options.maxMemory === undefined ? {} : { max_memory_usage: options.maxMemory }),
  }
  const setUp = [
    `CREATE DATABASE IF NOT EXISTS \`${database}\` ENGINE = Atomic`,
    `USE \`${database}\``,
    ...settingTexts(settings).map((text) => `SET ${text}`),
  ]
  try {
    return openSessionPool(options.path, options.sessions, args, setUp)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (/lock|in use|Cannot open file.*status/i.test(message)) {
      throw new AppError('DATA_DIR_LOCKED', { dir: options.path }, undefined, { cause: error })
    }
    throw error
  }
}

function parseLines<Row>(text: string): Row[] {
  const rows: Row[] = []
  for (const line of text.split('\n')) if (line !== '') rows.push(JSON.parse(line) as Row)
  return rows
}

/** Above this many characters of values a statement binds them: parsing them as text would cost more than waiting. */
const MOST_LITERAL = 262_144

/**
 * How a statement's values reach the engine. The library runs statements with bound parameters one at a time in the whole
 * process (its parameter state is global, and a stream's is not even guarded), so values travel as typed, escaped literals:
 * the same meaning, and statements run side by side. Only very long lists are bound.
 */
function spelled(
  statement: Sql,
  prepared: Prepared,
): { readonly text: string; readonly params?: Prepared['params'] } {
  const long =
    Object.values(prepared.params).reduce<number>((sum, value) => sum + sizeOf(value), 0) > MOST_LITERAL
  if (long) return { text: taggedText(prepared), params: prepared.params }
  return { text: taggedText({ ...prepared, text: renderTyped(statement) }) }
}

function sizeOf(value: Prepared['params'][string]): number {
  if (typeof value === 'string') return value.length
  if (!Array.isArray(value)) return 8
  return value.reduce<number>(
    (sum, item: string | number | bigint) => sum + (typeof item === 'string' ? item.length + 3 : 12),
    0,
  )
}

function runnerOf(statement: Sql, prepared: Prepared) {
  const { text, params } = spelled(statement, prepared)
  const format = 'JSONEachRow'
  return (session: Session) =>
    params === undefined
      ? session.queryAsync(text, { format })
      : session.queryBindAsync(text, params, { format })
}

/** Where a statement runs: among the others, or in the lane nothing else holds up. */
function lane(pool: SessionPool, options: { readonly apart?: boolean }): SessionPool['use'] {
  return (work) => (options.apart === true ? pool.useApart(work) : pool.use(work))
}

/** Runs work in a session, with cancel by KILL from the control session and progress from system.processes. */
async function supervised(
  pool: SessionPool,
  prepared: Prepared,
  options: StatementOptions,
  work: (session: Session) => Promise<string>,
): Promise<string> {
  if (options.signal?.aborted === true) throw new AppError('CANCELLED')
  return lane(
    pool,
    options,
  )(async (session) => {
    const stop = watch(pool.control, prepared.tag, options)
    try {
      return await work(session)
    } catch (error) {
      throw toQueryError(error, prepared.text, prepared.maxSeconds)
    } finally {
      stop()
    }
  })
}

function watch(control: Session, tag: string, options: StatementOptions): () => void {
  const kill = () => {
    void control
      .queryAsync(`KILL QUERY WHERE query LIKE '%${tag}%' AND query NOT LIKE 'KILL%' ASYNC`)
      .catch(() => undefined)
  }
  // A statement may not have reached the engine when the signal fires: repeat until it ends.
  let repeat: NodeJS.Timeout | undefined
  const onAbort = () => {
    kill()
    repeat = setInterval(kill, PROGRESS_EVERY_MS)
  }
  options.signal?.addEventListener('abort', onAbort, { once: true })
  const report = options.onProgress
  const poll =
    report === undefined
      ? undefined
      : setInterval(() => void readProgress(control, tag, report), PROGRESS_EVERY_MS)
  return () => {
    options.signal?.removeEventListener('abort', onAbort)
    clearInterval(repeat)
    clearInterval(poll)
  }
}

async function readProgress(
  control: Session,
  tag: string,
  report: (progress: Progress) => void,
): Promise<void> {
  const text = `SELECT read_rows AS rows, total_rows_approx AS totalRows FROM system.processes WHERE query LIKE '%${tag}%' AND query NOT LIKE '%system.processes%'`
  const result = await control.queryAsync(text, { format: 'JSONEachRow' }).catch(() => null)
  const row = result === null ? undefined : parseLines<{ rows: string; totalRows: string }>(result.text())[0]
  if (row) report({ rows: Number(row.rows), totalRows: Number(row.totalRows) })
}

async function* streamRows(
  pool: SessionPool,
  query: Query<unknown>,
  format: string,
  options: StatementOptions,
): AsyncIterable<Uint8Array> {
  const prepared = prepare(query.sql, `qunce:${randomUUID()}`, { maxSeconds: 0, ...options }, true)
  const { text, params } = spelled(query.sql, prepared)
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  const session = await new Promise<Session>((resolve, reject) => {
    pool.use((free) => (resolve(free), held)).catch(reject)
  })
  const how = { format, ...(options.signal === undefined ? {} : { signal: options.signal }) }
  const stream =
    params === undefined ? session.queryStream(text, how) : session.queryStreamBind(text, params, how)
  try {
    for await (const chunk of stream) yield chunk.raw()
  } catch (error) {
    throw toQueryError(error, prepared.text, prepared.maxSeconds)
  } finally {
    stream.cancel()
    release()
  }
}

async function insertBytes(
  { pool, files }: { readonly pool: SessionPool; readonly files: FileInserts },
  table: string,
  format: InsertFormat,
  bytes: Uint8Array,
  options: InsertOptions,
): Promise<void> {
  if (options.signal?.aborted === true) throw new AppError('CANCELLED')
  const settings = insertSettings(options)
  await lane(
    pool,
    options,
  )(async (session) => {
    try {
      if (files.serves(format, bytes)) await files.insert(table, options.columns, bytes, options.token, (text) => session.queryAsync(text))
      else await session.insert({ table, values: bytes, format, ...(options.columns === undefined ? {} : { columns: options.columns }), settings })
    } catch (error) {
      throw toQueryError(error, `INSERT INTO ${table} FORMAT ${format}`, 0)
    }
  })
}
