import { connect } from 'node:net'
import { addAbortSignal } from 'node:stream'
import { createConnection, type Connection, type ConnectionOptions, type FieldPacket, type QueryOptions, type RowDataPacket } from 'mysql2'
import { instantOf } from '#kernel/calendar'
import { AppError } from '#kernel/error'
import { BATCH_ROWS, CONNECT_TIMEOUT_MS, QUIET_MS, type DatabasePlace, type TableReader } from './table-reader.js'
import type { TableStatement } from './table-statement.js'

type Row = (string | null)[]

/** Reads a MySQL server row by row as it sends them, in one snapshot of it. */
export async function openMysql(place: DatabasePlace): Promise<TableReader> {
  const connection = createConnection(connectionOptions(place))
  connection.on('error', () => undefined)
  try {
    await connected(connection)
    // Offsets, not names: a server may lack the tables of zone names.
    await ask(connection, { sql: 'SET time_zone = ?', values: [offsetOf(place.timeZone)] }, place.signal)
    await ask(connection, { sql: 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY', values: [] }, place.signal)
  } catch (error) {
    connection.destroy()
    throw error
  }
  return {
    columns: async (statement) => (await ask(connection, statement, place.signal)).fields.map((field) => field.name),
    one: async (statement) => (await ask(connection, statement, place.signal)).rows[0]?.[0] ?? null,
    rows: (statement) => batches(connection, statement, place.signal),
    close: () => closed(connection, place.signal),
  }
}

function connectionOptions({ connector, address, port, user, password }: DatabasePlace): ConnectionOptions {
  return {
    // The name is for the certificate; the connection goes to the address that was checked.
    host: connector.host,
    stream: () => connect({ host: address, port }),
    database: connector.database,
    user,
    password,
    ...(connector.tls === 'verify' ? { ssl: { rejectUnauthorized: true, verifyIdentity: true } } : {}),
    connectTimeout: CONNECT_TIMEOUT_MS,
    charset: 'utf8mb4',
    rowsAsArray: true,
    typeCast: (field) => field.string('utf8'),
  }
}

async function* batches(connection: Connection, statement: TableStatement, signal: AbortSignal): AsyncGenerator<Row[]> {
  let batch: Row[] = []
  const stream = connection.query(optionsOf(statement)).stream({ highWaterMark: BATCH_ROWS, objectMode: true })
  addAbortSignal(signal, stream)
  for await (const row of stream) {
    batch.push(row as Row)
    if (batch.length < BATCH_ROWS) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

// A connection that was stopped in the middle of an answer is not asked to say good-bye.
async function closed(connection: Connection, signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise<void>((resolve) => connection.end(() => resolve()))
  connection.destroy()
}

function connected(connection: Connection): Promise<void> {
  return new Promise((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve())))
}

function optionsOf({ sql, values }: TableStatement): QueryOptions {
  return { sql, values: [...values], timeout: QUIET_MS }
}

/** The answer to a statement; stopped by the signal, given up when the server says nothing. */
function ask(connection: Connection, statement: TableStatement, signal: AbortSignal): Promise<{ rows: Row[]; fields: FieldPacket[] }> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new AppError('CANCELLED'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    connection.query<RowDataPacket[][]>(optionsOf(statement), (error, rows, fields) => {
      signal.removeEventListener('abort', stop)
      if (error) reject(error)
      else resolve({ rows: rows as unknown as Row[], fields })
    })
  })
}

/** Offset of a zone as MySQL writes it, such as `+08:00`. A zone with summer time has its winter offset. */
function offsetOf(timeZone: string): string {
  const minutes = (Date.parse('2024-01-15T12:00:00Z') - Date.parse(instantOf('2024-01-15', '12:00', timeZone))) / 60_000
  const size = Math.abs(minutes)
  const part = (value: number) => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${part(Math.floor(size / 60))}:${part(size % 60)}`
}
