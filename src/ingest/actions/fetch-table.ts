import { writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { AppError, fail } from '#kernel/error'
import { resolveHost } from '#platform/http'
import type { DatabaseConnector } from '../contract.js'
import { DEFAULT_PORTS, targetOf } from '../domain/check-connector.js'
import { csvLine } from '../domain/csv-line.js'
import { newestMark } from '../store/source-file-store.js'
import { openConnectorSecret } from './connector-secret.js'
import { dailyFile, MAX_FETCH_BYTES, SAMPLE_ROWS, type Fetcher, type FetchPlace } from './fetcher.js'
import { keepUpload } from './keep-upload.js'
import { openMysql } from './mysql-reader.js'
import { reasonOf } from './outgoing-request.js'
import { openPostgres } from './postgres-reader.js'
import { fetchActor } from './system-actor.js'
import type { TableReader } from './table-reader.js'
import { highestStatement, rowsStatement, type RowBounds } from './table-statement.js'

/** Mark of a file that took rows up to a value: the next one begins above it. */
const SINCE = 'since:'

/** A table of PostgreSQL or MySQL as a CSV file of its rows, read in one snapshot of that database. */
export function databaseFetcher(place: FetchPlace, connector: DatabaseConnector): Fetcher {
  return {
    once: false,
    list: async () => [dailyFile(place, 'csv')],
    take: (file) =>
      reading(place, connector, async (reader) => {
        const columns = await columnsOf(reader, connector)
        const bounds = await boundsOf(place, connector, reader)
        if (bounds === 'nothing') return null
        const counted = { rows: 0 }
        const lines = linesOf(place, reader.rows(rowsStatement(connector, columns, bounds)), columns, counted)
        const upload = await keepUpload(place.context, file.name, Readable.from(lines), fetchActor)
        if (counted.rows === 0) return null
        return { file: { fileId: upload.id }, ...(bounds?.kind === 'since' ? { mark: `${SINCE}${bounds.upTo}` } : {}) }
      }),
    sample: (_file, path) =>
      reading(place, connector, async (reader) => {
        const columns = await columnsOf(reader, connector)
        const lines = [csvLine(columns)]
        for await (const rows of reader.rows(rowsStatement(connector, columns, null, SAMPLE_ROWS))) lines.push(...rows.map(csvLine))
        await writeFile(path, lines.join(''), { mode: 0o600 })
      }),
  }
}

async function* linesOf(place: FetchPlace, batches: AsyncIterable<readonly (readonly (string | null)[])[]>, columns: readonly string[], counted: { rows: number }): AsyncGenerator<Buffer> {
  const head = Buffer.from(csvLine(columns))
  let bytes = head.length
  yield head
  for await (const rows of batches) {
    const part = Buffer.from(rows.map(csvLine).join(''))
    bytes += part.length
    if (bytes > MAX_FETCH_BYTES) throw new AppError('CONNECTOR_TOO_LARGE', { limit: `${MAX_FETCH_BYTES} bytes` }, 'connector.rows')
    counted.rows += rows.length
    place.onBytes(bytes)
    yield part
  }
}

async function boundsOf(place: FetchPlace, connector: DatabaseConnector, reader: TableReader): Promise<RowBounds | 'nothing' | null> {
  if (connector.rows === undefined) return null
  if (connector.rows.kind === 'date') return { kind: 'date', date: place.businessDate }
  const mark = await newestMark(place.context.ledger, place.sourceKey)
  const above = mark?.startsWith(SINCE) === true ? mark.slice(SINCE.length) : null
  const upTo = await reader.one(highestStatement(connector, connector.rows.column))
  return upTo === null || upTo === above ? 'nothing' : { kind: 'since', above, upTo }
}

/** The columns to read; a name the table does not have is told with its place. */
async function columnsOf(reader: TableReader, connector: DatabaseConnector): Promise<string[]> {
  const known = await reader.columns(rowsStatement({ ...connector, orderBy: undefined }, [], null, 0))
  const asked = [...(connector.columns ?? []).map((name, at) => [name, `connector.columns[${at}]`] as const), ...(connector.rows === undefined ? [] : [[connector.rows.column, 'connector.rows.column'] as const])]
  for (const [column, path] of asked) if (!known.includes(column)) fail('CONNECTOR_COLUMN_UNKNOWN', { table: connector.table, column }, path)
  return connector.columns ?? known
}

async function reading<T>(place: FetchPlace, connector: DatabaseConnector, work: (reader: TableReader) => Promise<T>): Promise<T> {
  const { context, signal } = place
  const target = targetOf(connector) ?? fail('CONFLICT')
  const { user, password } = await openConnectorSecret(context, connector.secretRef, ['password'], target.url)
  const found = (await resolveHost(target.url, context.settings.connectorHosts)) ?? fail('CONNECTOR_HOST_NOT_LISTED', { host: target.url.host }, target.path)
  const open = connector.engine === 'mysql' ? openMysql : openPostgres
  const database = { connector, address: found.address, port: connector.port ?? DEFAULT_PORTS[connector.engine], user, password, timeZone: context.settings.timeZone, signal }
  let reader: TableReader | null = null
  try {
    reader = await open(database)
    return await work(reader)
  } catch (error) {
    if (signal.aborted) throw new AppError('CANCELLED')
    if (error instanceof AppError) throw error
    throw new AppError('CONNECTOR_UNREACHABLE', { host: target.url.host, reason: databaseReason(error) }, 'connector', { cause: error })
  } finally {
    await reader?.close().catch(() => undefined)
  }
}

/** What the database said: its code and sentence, which name tables and columns but no row. */
function databaseReason(error: unknown): string {
  const code = reasonOf(error)
  return error instanceof Error && error.message !== code ? `${code} ${error.message}`.slice(0, 300) : code
}
