import pg from 'pg'
import { fail } from '#kernel/error'
import type { Log } from '#platform/log'

const BIGINT = 20
const DATE = 1082
const TIMESTAMPTZ = 1184

const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [BIGINT]: (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : text),
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: (text) => toInstant(text),
}

/** `2026-01-02 03:04:05.678+00` as an ISO instant in UTC; infinities stay as they are. */
function toInstant(text: string): string {
  const [whole, date, time, fraction = '', offset = '+00'] =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?([+-]\d\d(?::\d\d)?)?/.exec(text) ?? []
  if (whole === undefined || date === undefined || time === undefined) return text
  const zone = offset.length === 3 ? `${offset}:00` : offset
  return new Date(`${date}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}${zone}`).toISOString()
}

const usual = pg.types.getTypeParser as (oid: number) => (text: string) => unknown

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number) => parsers[oid] ?? usual(oid),
}

/** A pool whose values arrive as the Ledger port says. */
export function openPool(url: string, log: Log, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    application_name: 'qunce',
    connectionTimeoutMillis: 15_000,
    options: '-c TimeZone=UTC',
  })
  pool.on('error', (cause) => log.warn({ reason: cause.message }, 'a ledger connection broke'))
  return pool
}

/** One connection outside the pool, for session locks and notices. */
export async function connectAlone(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, types, application_name: 'qunce', keepAlive: true })
  // An unhandled error event would end the process; whoever needs to know listens to 'end'.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (cause) {
    await client.end().catch(() => undefined)
    fail('LEDGER_UNAVAILABLE', { reason: cause instanceof Error ? cause.message : String(cause) })
  }
  return client
}
