import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { ClickHouseLogLevel, createClient, type ClickHouseClient, type ClickHouseSettings } from '@clickhouse/client'
import { AppError } from '#kernel/error'
import { query as queryOf, sql, type Query, type Sql } from '#kernel/sql'
import { adminCommands } from './admin-commands.js'
import { toQueryError } from './query-error.js'
import { BASE_SETTINGS, insertSettings, prepare, type Prepared } from './statement.js'
import type { Topology } from './table-ddl.js'
import type { InsertFormat, InsertOptions, StatementOptions, StreamFormat, Warehouse } from './warehouse.js'

export interface ServerOptions {
  /** http(s)://user:password@host:port */
  readonly url: string
  readonly database?: string
  /** Name of the cluster when there is more than one shard. */
  readonly cluster?: string
  readonly maxOpenConnections?: number
}

/** A ClickHouse server or cluster over HTTP. */
export function openServer(options: ServerOptions): Warehouse {
  const client = createClient({
    log: { level: ClickHouseLogLevel.OFF },
    url: options.url,
    database: options.database ?? 'qunce',
    request_timeout: 3_600_000,
    max_open_connections: options.maxOpenConnections ?? 16,
    clickhouse_settings: BASE_SETTINGS,
  })
  const topology: Topology = options.cluster === undefined ? { kind: 'single' } : { kind: 'cluster', cluster: options.cluster }
  const base = {
    query: <Row>(query: Query<Row>, given: StatementOptions = {}) => readRows(client, query, given),
    command: (statement: Sql, given: StatementOptions = {}) => runCommand(client, statement, given),
    stream: (query: Query<unknown>, format: StreamFormat, given: StatementOptions = {}) => streamBytes(client, query, format, given),
    insert: (table: string, format: InsertFormat, bytes: Uint8Array, given: InsertOptions = {}) =>
      insertBytes(client, table, format, bytes, given),
  }
  return { ...base, ...adminCommands(base, topology), close: () => client.close() } satisfies Warehouse
}

/** Runs one call under a query id, killing it in the engine when the signal fires. */
async function supervised<T>(
  client: ClickHouseClient,
  prepared: Prepared,
  options: StatementOptions,
  work: (id: string) => Promise<T>,
): Promise<T> {
  if (options.signal?.aborted === true) throw new AppError('CANCELLED')
  const id = randomUUID()
  const onAbort = () => {
    const kill = { query: 'KILL QUERY WHERE query_id = {id:String} ASYNC', query_params: { id } }
    void client.command(kill).catch(() => undefined)
  }
  options.signal?.addEventListener('abort', onAbort, { once: true })
  const poll = options.onProgress === undefined ? undefined : setInterval(() => void readProgress(client, id, options), 250)
  try {
    return await work(id)
  } catch (error) {
    if (isUnreachable(error)) throw new AppError('WAREHOUSE_UNAVAILABLE', {}, undefined, { cause: error })
    throw toQueryError(error, prepared.text, prepared.maxSeconds)
  } finally {
    options.signal?.removeEventListener('abort', onAbort)
    clearInterval(poll)
  }
}

function isUnreachable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET'].includes(String(error.code))
}

async function readProgress(client: ClickHouseClient, id: string, options: StatementOptions): Promise<void> {
  const text = 'SELECT read_rows AS rows, total_rows_approx AS totalRows FROM system.processes WHERE query_id = {id:String}'
  const answer = await client.query({ query: text, query_params: { id }, format: 'JSONEachRow' }).catch(() => null)
  const rows = answer === null ? [] : await answer.json<{ rows: string; totalRows: string }>()
  const row = rows[0]
  if (row) options.onProgress?.({ rows: Number(row.rows), totalRows: Number(row.totalRows) })
}

function settingsOf(prepared: Prepared): ClickHouseSettings {
  return { ...BASE_SETTINGS, ...prepared.settings }
}

async function readRows<Row>(client: ClickHouseClient, query: Query<Row>, options: StatementOptions): Promise<Row[]> {
  const prepared = prepare(query.sql, 'qunce', options, true)
  return supervised(client, prepared, options, async (id) => {
    const answer = await client.query({
      query: prepared.text,
      query_params: prepared.params,
      format: 'JSONEachRow',
      query_id: id,
      clickhouse_settings: settingsOf(prepared),
    })
    return answer.json<Row>()
  })
}

async function runCommand(client: ClickHouseClient, statement: Sql, options: StatementOptions): Promise<void> {
  const prepared = prepare(statement, 'qunce', options, false)
  await supervised(client, prepared, options, (id) =>
    client.command({
      query: prepared.text,
      query_params: prepared.params,
      query_id: id,
      clickhouse_settings: settingsOf(prepared),
    }),
  )
}

async function* streamBytes(
  client: ClickHouseClient,
  query: Query<unknown>,
  format: StreamFormat,
  options: StatementOptions,
): AsyncIterable<Uint8Array> {
  const wrapped = queryOf(sql`${query.sql}`)
  const prepared = prepare(wrapped.sql, 'qunce', { maxSeconds: 0, ...options }, true)
  const answer = await supervised(client, prepared, options, (id) =>
    client.exec({
      query: `${prepared.text} FORMAT ${format}`,
      query_params: prepared.params,
      query_id: id,
      clickhouse_settings: settingsOf(prepared),
    }),
  )
  for await (const chunk of answer.stream) yield chunk as Uint8Array
}

async function insertBytes(
  client: ClickHouseClient,
  table: string,
  format: InsertFormat,
  bytes: Uint8Array,
  options: InsertOptions,
): Promise<void> {
  const settings = insertSettings(options)
  const prepared: Prepared = { text: `INSERT INTO ${table}`, tag: 'qunce', params: {}, settings, maxSeconds: 0 }
  const signal = options.signal === undefined ? {} : { signal: options.signal }
  await supervised(client, prepared, signal, (id) =>
    client.insert({
      table,
      format,
      values: Readable.from([bytes], { objectMode: false }),
      query_id: id,
      clickhouse_settings: { ...BASE_SETTINGS, ...settings },
      ...(options.columns === undefined ? {} : { columns: [...options.columns] as [string, ...string[]] }),
    }),
  )
}
