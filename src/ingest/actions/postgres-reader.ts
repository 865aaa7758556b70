import pg from 'pg'
import Cursor from 'pg-cursor'
import { BATCH_ROWS, CONNECT_TIMEOUT_MS, QUIET_MS, type DatabasePlace, type TableReader } from './table-reader.js'

type Row = (string | null)[]

/** Values as the server writes them. */
const asText: pg.CustomTypesConfig = { getTypeParser: () => (text: string) => text }

/** Reads a PostgreSQL server through a cursor, in one snapshot of it. */
export async function openPostgres(place: DatabasePlace): Promise<TableReader> {
  const { connector } = place
  const client = new pg.Client({
    host: place.address,
    port: place.port,
    database: connector.database,
    user: place.user,
    password: place.password,
    ssl: connector.tls === 'verify' ? { rejectUnauthorized: true, servername: connector.host } : false,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'qunce',
    keepAlive: true,
    query_timeout: QUIET_MS,
    types: asText,
  })
  // The fault reaches whoever waits for an answer; the event itself must not end the process.
  client.on('error', () => undefined)
  const stop = () => void client.end().catch(() => undefined)
  place.signal.addEventListener('abort', stop, { once: true })
  try {
    await client.connect()
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query("SELECT set_config('TimeZone', $1, true)", [place.timeZone])
  } catch (error) {
    stop()
    throw error
  }
  return {
    async columns({ sql, values }) {
      const result = await client.query({ text: sql, values: [...values], rowMode: 'array' })
      return result.fields.map((field) => field.name)
    },
    async one({ sql, values }) {
      const result = await client.query<Row>({ text: sql, values: [...values], rowMode: 'array' })
      return result.rows[0]?.[0] ?? null
    },
    async *rows({ sql, values }) {
      const cursor = client.query(new Cursor<Row>(sql, [...values], { rowMode: 'array', types: asText }))
      try {
        for (let rows = await cursor.read(BATCH_ROWS); rows.length > 0; rows = await cursor.read(BATCH_ROWS)) yield rows
      } finally {
        await cursor.close()
      }
    },
    async close() {
      place.signal.removeEventListener('abort', stop)
      await client.end()
    },
  }
}
