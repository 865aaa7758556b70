import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { DataDirMark } from '../data-dir.js'
import { BACKUP_FORMAT, checksums, type Manifest } from './manifest.js'
import { dumpLedger } from './ledger-dump.js'

export interface BackupInput {
  readonly folder: string
}

export interface BackupResult {
  readonly folder: string
  readonly ledgerRows: number
  readonly tables: number
}

/**
 * Writes both engines to a new folder. The ledger is read first, as of one instant; runs committed after it are in the
 * warehouse files but no ledger row speaks of them, so nobody sees them.
 */
export async function writeBackup(context: Context, mark: DataDirMark, version: string, run: JobRun<BackupInput>): Promise<BackupResult> {
  const { folder } = run.input
  await emptyFolder(folder)
  run.progress({ step: 'ledger' })
  await mkdir(join(folder, 'ledger'), { recursive: true, mode: 0o700 })
  const ledger = await dumpLedger(context.ledger, join(folder, 'ledger'))
  run.progress({ step: 'warehouse' })
  const tables = (await context.warehouse.tables()).filter((table) => !table.startsWith('stage_') && table !== 'qunce_instance')
  const own = join(context.settings.dataDir, 'backup', randomUUID())
  await context.warehouse.backup(tables, own)
  await cp(own, join(folder, 'warehouse'), { recursive: true })
  await rm(own, { recursive: true, force: true })
  await copyIfThere(join(context.settings.dataDir, 'models'), join(folder, 'models'))
  run.progress({ step: 'checksums' })
  const manifest: Manifest = {
    format: BACKUP_FORMAT,
    product: version,
    createdAt: context.clock.now().toISOString(),
    instanceId: context.ledger.instanceId,
    mark,
    keys: context.secrets.fingerprint().seal.map(({ id, fingerprint }) => ({ id, fingerprint })),
    ledger,
    warehouse: tables,
    files: await checksums(folder),
  }
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
  const ledgerRows = ledger.reduce((sum, table) => sum + table.rows, 0)
  await context.audit.record(run.actor, { action: 'system.backup', objectKind: 'backup', objectKey: manifest.createdAt, after: { tables: tables.length, ledgerRows } })
  return { folder, ledgerRows, tables: tables.length }
}

/** Files kept beside the engines; a bank that brought none has no folder. */
export async function copyIfThere(from: string, to: string): Promise<void> {
  if (existsSync(from)) await cp(from, to, { recursive: true })
}

async function emptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0) fail('BACKUP_FOLDER_NOT_EMPTY', { folder })
}
