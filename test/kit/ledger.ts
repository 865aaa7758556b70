import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createLog } from '#platform/log'
import { migrateLedger, openLedger, type Ledger, type LedgerMigration } from '#platform/ledger'
import { startSystemPostgres } from './system-postgres.js'

/** A log that says nothing. */
export const quietLog = createLog({ level: 'silent' })

interface SharedServer {
  readonly url: string
  users: number
  stop(): Promise<void>
}

let shared: Promise<SharedServer> | null = null

/**
 * A fresh, migrated ledger. One embedded server serves a test file (each call gets its own database); with
 * QUNCE_TEST_LEDGER_URL that server does, with LEDGERS=server the system's PostgreSQL 15. `close()` leaves nothing behind.
 */
export async function openTestLedger(migrations: readonly LedgerMigration[] = []): Promise<Ledger> {
  const server = await (shared ??= startShared())
  server.users++
  const name = `qunce_test_${randomUUID().replaceAll('-', '')}`
  await onServer(server.url, `CREATE DATABASE ${name} TEMPLATE template0`)
  const dataDir = await mkdtemp(join(tmpdir(), 'qunce-ledger-'))
  const ledger = await openLedger({
    dataDir,
    url: withDatabase(server.url, name),
    log: quietLog,
    connections: 8,
  })
  const close = async (): Promise<void> => {
    await ledger.close()
    await onServer(server.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await rm(dataDir, { recursive: true, force: true })
    if (--server.users > 0) return
    shared = null
    await server.stop()
  }
  await migrateLedger(ledger, migrations)
  return { ...ledger, close }
}

async function startShared(): Promise<SharedServer> {
  const given = process.env['QUNCE_TEST_LEDGER_URL']
  if (given !== undefined) return { url: given, users: 0, stop: async () => undefined }
  if (process.env['LEDGERS'] === 'server') {
    const system = await startSystemPostgres()
    if ('skipped' in system) throw new Error(system.skipped)
    return { url: system.url, users: 0, stop: system.stop }
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'qunce-pg-'))
  const ledger = await openLedger({ dataDir, log: quietLog, durable: false, connections: 1 })
  const stop = async (): Promise<void> => {
    await ledger.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { url: ledger.url, users: 0, stop }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function withDatabase(url: string, name: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${name}`
  return parsed.href
}
