import { join } from 'node:path'
import { addMissingColumns } from './add-missing-columns.js'
import { createAccess, type Access } from '#platform/access'
import { createAudit } from '#platform/audit'
import { openBusinessClock, systemClock } from '#platform/clock'
import { createCompute } from '#platform/compute'
import type { Context } from '#platform/context'
import { createDefinitions } from '#platform/definition'
import { createJobs, type Jobs } from '#platform/jobs'
import { migrateLedger, openLedger, type Ledger } from '#platform/ledger'
import { createLog, type Log } from '#platform/log'
import { createRuns } from '#platform/runs'
import { openSecrets } from '#platform/secrets'
import { openWarehouse, type Warehouse } from '#platform/warehouse'
import { writeBackup, type BackupInput, type BackupResult } from './backup/write-backup.js'
import type { Config } from './config.js'
import { marketHost } from './demo-market.js'
import { openDataDir, type DataDirMark } from './data-dir.js'
import { productVersion } from './product-version.js'
import { closeRooms, ledgerMigrations, prepareRooms, warehouseTables, wireRooms } from './rooms.js'
import { claimWarehouse } from './warehouse-instance.js'

export interface OpenContext {
  readonly context: Context
  readonly access: Access
  readonly mark: DataDirMark
  /** What start-up found and did, for the log and `doctor`. */
  readonly migrated: readonly string[]
  readonly swept: { readonly abandoned: number; readonly dropped: number }
  close(): Promise<void>
}

export interface OpenOptions {
  readonly demo?: boolean
  /** Cheap settings for tests: no fsync in the ledger. */
  readonly throwAway?: boolean
  /** Does what is due by the clock (schedules of sources): the server only, never a command that ends by itself. */
  readonly pulses?: boolean
  readonly log?: Log
}

/** Opens both engines of a data directory, migrates, sweeps what a crash left, and wires the rooms. */
export async function openContext(config: Config, options: OpenOptions = {}): Promise<OpenContext> {
  const clock = systemClock
  const log = options.log ?? createLog({ level: config.logLevel })
  const fresh = { timeZone: config.timeZone, currency: config.currency, demo: options.demo ?? false }
  const mark = await openDataDir(config.dataDir, fresh, clock.now())
  const ledger = await openLedger({ dataDir: config.dataDir, log, ...(config.ledgerUrl === undefined ? {} : { url: config.ledgerUrl }), durable: options.throwAway !== true })
  let warehouse: Warehouse | null = null
  try {
    await ledger.holdServerLock(() => log.fatal('the ledger lock was lost'))
    const migrated = await migrateLedger(ledger, ledgerMigrations)
    warehouse = openWarehouse({ dataDir: config.dataDir, sessions: config.sessions, ...warehouseSettings(config) })
    await claimWarehouse(warehouse, ledger.instanceId)
    for (const table of warehouseTables) await warehouse.createTable(table)
    await addMissingColumns(warehouse, warehouseTables)
    const opened = await build(config, mark, ledger, warehouse, log, migrated)
    if (options.pulses === true) opened.context.jobs.beginPulses()
    return opened
  } catch (error) {
    await warehouse?.close()
    await ledger.close()
    throw error
  }
}

function warehouseSettings(config: Config) {
  return {
    ...(config.warehouseUrl === undefined ? {} : { url: config.warehouseUrl }),
    ...(config.warehouseCluster === undefined ? {} : { cluster: config.warehouseCluster }),
    ...(config.maxMemory === 0 ? {} : { maxMemory: config.maxMemory }),
  }
}

async function build(
  config: Config,
  mark: DataDirMark,
  ledger: Ledger,
  warehouse: Warehouse,
  log: Log,
  migrated: readonly string[],
): Promise<OpenContext> {
  const clock = systemClock
  const audit = createAudit(ledger, clock)
  const jobs = createJobs({ ledger, log })
  const compute = createCompute({})
  const runs = createRuns(ledger, warehouse, clock)
  const context: Context = {
    warehouse, ledger, runs, jobs, audit, compute, clock, log,
    definitions: createDefinitions(ledger, audit),
    secrets: await openSecrets({ keyDir: join(config.dataDir, 'keys') }),
    businessClock: openBusinessClock(ledger, mark.timeZone, clock),
    settings: {
      dataDir: config.dataDir,
      importDir: config.importDir ?? null,
      exportDir: config.exportDir ?? join(config.dataDir, 'exports'),
      timeZone: mark.timeZone,
      currency: mark.currency,
      demo: mark.demo,
      smtpUrl: config.smtpUrl ?? null,
      smtpFrom: config.smtpFrom ?? null,
      webhookHosts: [...listed(config.webhookHosts), ...(mark.demo ? [marketHost(config.port)] : [])],
      connectorHosts: listed(config.connectorHosts),
      modelHosts: listed(config.modelHosts),
    },
  }
  const access = await createAccess({ ledger, audit, clock, dataDir: config.dataDir, demo: mark.demo, secure: config.behindTlsProxy })
  const swept = await runs.sweep()
  await dropLeftOvers(warehouse)
  wireRooms(context, access)
  await prepareRooms(context)
  registerBackup(context, mark)
  await jobs.open()
  return { context, access, mark, migrated, swept, close: () => closeRooms(context).finally(() => closeAll({ jobs, compute, warehouse, ledger })) }
}

function listed(hosts: string): string[] {
  return hosts.split(',').map((host) => host.trim()).filter((host) => host !== '')
}

function registerBackup(context: Context, mark: DataDirMark): void {
  context.jobs.register<BackupInput, BackupResult>({
    kind: 'system.backup',
    titleZh: '备份',
    titleEn: 'Backup',
    afterCrash: 'fail',
    exclusive: () => 'backup',
    run: (run) => writeBackup(context, mark, productVersion(), run),
  })
}

/** Stage tables no run speaks of: the crash came between naming and creating them. */
async function dropLeftOvers(warehouse: Warehouse): Promise<void> {
  const tables = await warehouse.tables()
  for (const table of tables) if (/^stage_[0-9a-f]{12}$/.test(table)) await warehouse.dropTable(table)
}

interface Parts {
  readonly jobs: Jobs
  readonly compute: { close(): Promise<void> }
  readonly warehouse: Warehouse
  readonly ledger: Ledger
}

// Order matters: stop taking work, wait for what runs, close the analytics sessions, then the ledger.
async function closeAll(parts: Parts): Promise<void> {
  await parts.jobs.close()
  await parts.compute.close()
  await parts.warehouse.close()
  await parts.ledger.close()
}
