import { mkdir } from 'node:fs/promises'
import { Kysely, PostgresDialect, sql } from 'kysely'
import type pg from 'pg'
import { fail } from '#kernel/error'
import type { Log } from '#platform/log'
import { connectAlone, openPool } from './connection.js'
import { openEmbedded } from './embedded.js'
import { claimInstance } from './instance.js'
import type { Ledger, LedgerDb, NoTables, ServerLock } from './ledger.js'
import type { RootWay } from './place.js'
import { takeServerLock } from './server-lock.js'

export interface LedgerOptions {
  readonly dataDir: string
  /** A PostgreSQL server (15 or later), QUNCE_LEDGER_URL; absent: the embedded one. */
  readonly url?: string | undefined
  readonly log: Log
  /** Connections of the pool; default 10. */
  readonly connections?: number
  /** false leaves fsync off in the embedded server: throw-away data of tests and benchmarks only. */
  readonly durable?: boolean
  /** Forces how root runs the embedded server; default: the first that works. */
  readonly rootWay?: RootWay
  /** Where copies go when nothing else works; default /var/lib/qunce. */
  readonly copyRoot?: string
}

const OLDEST = 15

/**
 * Opens the ledger: starts or adopts the embedded PostgreSQL of the data directory, or connects to a server.
 * @throws AppError LEDGER_START_FAILED, LEDGER_UNAVAILABLE, LEDGER_INSTANCE_MISMATCH, LEDGER_VERSION, LEDGER_ROOT
 */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { dataDir, log, url, rootWay, copyRoot } = options
  await mkdir(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  const connect = (to: string): Promise<Connected> => connectTo(to, options)
  if (url !== undefined) return buildLedger({ ...(await connect(url)), url, dataDir, stop: null })
  const embedded = {
    dataDir,
    durable: options.durable ?? true,
    ...(rootWay === undefined ? {} : { rootWay }),
    ...(copyRoot === undefined ? {} : { copyRoot }),
  }
  const server = await openEmbedded(embedded, log, connect)
  return buildLedger({ ...server.opened, url: server.url, dataDir, stop: () => server.stop() })
}

interface Connected {
  readonly db: LedgerDb
  readonly instanceId: string
}

async function connectTo(url: string, options: LedgerOptions): Promise<Connected> {
  await requireVersion(url)
  const pool = openPool(url, options.log, options.connections ?? 10)
  const db: LedgerDb = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) })
  try {
    return { db, instanceId: await claimInstance(db, options.dataDir) }
  } catch (cause) {
    await db.destroy()
    throw cause
  }
}

async function requireVersion(url: string): Promise<void> {
  const client = await connectAlone(url)
  try {
    const answer = await client.query<{ number: number }>(
      `SELECT current_setting('server_version_num')::int AS number`,
    )
    const major = Math.floor((answer.rows[0]?.number ?? 0) / 10_000)
    if (major < OLDEST) fail('LEDGER_VERSION', { found: major, oldest: OLDEST })
  } finally {
    await client.end()
  }
}

interface Parts {
  readonly db: LedgerDb
  readonly url: string
  readonly instanceId: string
  readonly dataDir: string
  /** Stops the embedded server; null for a server of the bank's. */
  readonly stop: (() => Promise<void>) | null
}

function buildLedger({ db, url, instanceId, dataDir, stop: stopServer }: Parts): Ledger {
  const open = new Set<() => Promise<void>>()
  let closing: Promise<void> | null = null
  const close = async (): Promise<void> => {
    await Promise.all([...open].map((end) => end()))
    await db.destroy()
    await stopServer?.()
  }
  return {
    db,
    url,
    instanceId,
    transaction: (work) => db.transaction().execute(work),
    async version() {
      const answer = await sql<{
        version: string
      }>`SELECT current_setting('server_version') AS version`.execute(db)
      return answer.rows[0]?.version ?? ''
    },
    async holdServerLock(onLost) {
      const lock: ServerLock = await takeServerLock(url, dataDir, onLost)
      const release = async (): Promise<void> => {
        open.delete(release)
        await lock.release()
      }
      open.add(release)
      return { release }
    },
    async listen(channel, onNotice) {
      const client = await connectAlone(url)
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
      client.on('notification', (notice: pg.Notification) => onNotice(notice.payload ?? ''))
      const stop = async (): Promise<void> => {
        open.delete(stop)
        await client.end().catch(() => undefined)
      }
      open.add(stop)
      return stop
    },
    close: () => (closing ??= close()),
  }
}
