import { randomUUID } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { fail } from '#kernel/error'
import type { LedgerDb } from './ledger.js'

/** Advisory lock `Qunc`, 3: one process at a time makes the identity. */
const LOCK = [1_366_650_467, 3] as const

const fileOf = (dataDir: string): string => join(dataDir, 'instance.json')

/** The instance id written in the data directory, or null before the first start. */
export async function readInstanceFile(dataDir: string): Promise<string | null> {
  const text = await readFile(fileOf(dataDir), 'utf8').catch(() => null)
  if (text === null) return null
  return (JSON.parse(text) as { instanceId?: string }).instanceId ?? null
}

/**
 * The identity shared by the ledger row and the data directory's file, made on first start. A directory that knows an
 * id refuses a ledger with another or none: its warehouse would look abandoned to an empty ledger.
 */
export async function claimInstance(db: LedgerDb, dataDir: string): Promise<string> {
  const inFile = await readInstanceFile(dataDir)
  const inLedger = await findOrMake(db, inFile === null)
  if (inLedger === null || (inFile !== null && inFile !== inLedger)) {
    return fail('LEDGER_INSTANCE_MISMATCH', { dir: dataDir, expected: inFile ?? '-', found: inLedger ?? '-' })
  }
  if (inFile === null) {
    await writeFile(`${fileOf(dataDir)}.new`, `${JSON.stringify({ instanceId: inLedger })}\n`, {
      mode: 0o644,
    })
    await rename(`${fileOf(dataDir)}.new`, fileOf(dataDir))
  }
  return inLedger
}

/** The id in the ledger; made when there is none and `make` says so. One process at a time. */
async function findOrMake(db: LedgerDb, make: boolean): Promise<string | null> {
  return db.transaction().execute(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(${LOCK[0]}::int, ${LOCK[1]}::int)`.execute(tx)
    await sql`CREATE TABLE IF NOT EXISTS qunce_instance (
      id text NOT NULL, only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), created_at timestamptz NOT NULL DEFAULT now()
    )`.execute(tx)
    if (make) {
      await sql`INSERT INTO qunce_instance (id) VALUES (${randomUUID()}) ON CONFLICT DO NOTHING`.execute(tx)
    }
    const found = await sql<{ id: string }>`SELECT id FROM qunce_instance`.execute(tx)
    return found.rows[0]?.id ?? null
  })
}
