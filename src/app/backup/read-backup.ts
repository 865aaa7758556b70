import { randomUUID } from 'node:crypto'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail } from '#kernel/error'
import { createLog } from '#platform/log'
import { migrateLedger, openLedger } from '#platform/ledger'
import { openSecrets } from '#platform/secrets'
import { openWarehouse } from '#platform/warehouse'
import type { Config } from '../config.js'
import { readDataDirMark } from '../data-dir.js'
import { ledgerMigrations } from '../rooms.js'
import { claimWarehouse } from '../warehouse-instance.js'
import { BACKUP_FORMAT, checksums, manifestSchema, type Manifest } from './manifest.js'
import { restoreLedger } from './ledger-dump.js'
import { copyIfThere } from './write-backup.js'

/** Restores a backup into a data directory that has nothing in it yet (but, if values are sealed, its keys). */
export async function readBackup(config: Config, folder: string): Promise<{ tables: number; rows: number }> {
  const manifest = await checkedManifest(folder)
  if ((await readDataDirMark(config.dataDir)) !== null) fail('RESTORE_NOT_EMPTY', { dir: config.dataDir })
  await mkdir(config.dataDir, { recursive: true })
  await checkKeys(config, manifest)
  const log = createLog({ level: 'silent' })
  const ledger = await openLedger({ dataDir: config.dataDir, log, ...(config.ledgerUrl === undefined ? {} : { url: config.ledgerUrl }) })
  try {
    await migrateLedger(ledger, ledgerMigrations)
    const rows = await restoreLedger(ledger, join(folder, 'ledger'), manifest.ledger.map((table) => table.table))
    await restoreWarehouse(config, folder, ledger.instanceId)
    await copyIfThere(join(folder, 'models'), join(config.dataDir, 'models'))
    await writeFile(join(config.dataDir, 'qunce.json'), `${JSON.stringify(manifest.mark, null, 2)}\n`, { mode: 0o600 })
    return { tables: manifest.warehouse.length, rows }
  } finally {
    await ledger.close()
  }
}

async function checkedManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => fail('FILE_NOT_FOUND', { path: join(folder, 'manifest.json') }))
  const manifest = manifestSchema.parse(JSON.parse(text))
  if (manifest.format > BACKUP_FORMAT) fail('DATA_DIR_FORMAT', { found: manifest.format, known: BACKUP_FORMAT })
  const found = await checksums(folder)
  const broken = Object.entries(manifest.files).find(([path, sum]) => found[path] !== sum)
  if (broken) fail('BACKUP_BROKEN', { file: broken[0] })
  return manifest
}

/** A backup never holds keys: they are put into <data>/keys before. */
async function checkKeys(config: Config, manifest: Manifest): Promise<void> {
  const held = (await openSecrets({ keyDir: join(config.dataDir, 'keys') })).fingerprint().seal
  const lacking = manifest.keys.find((key) => !held.some((own) => own.fingerprint === key.fingerprint))
  if (lacking) fail('RESTORE_KEYS', { key: `${lacking.id} ${lacking.fingerprint}`, dir: join(config.dataDir, 'keys') })
}

async function restoreWarehouse(config: Config, folder: string, instanceId: string): Promise<void> {
  const warehouse = openWarehouse({
    dataDir: config.dataDir,
    sessions: 2,
    ...(config.warehouseUrl === undefined ? {} : { url: config.warehouseUrl }),
    ...(config.warehouseCluster === undefined ? {} : { cluster: config.warehouseCluster }),
  })
  const own = join(config.dataDir, 'backup', randomUUID())
  try {
    await cp(join(folder, 'warehouse'), own, { recursive: true })
    await warehouse.restore(own)
    await claimWarehouse(warehouse, instanceId)
  } finally {
    await warehouse.close()
    await rm(own, { recursive: true, force: true })
  }
}
