import { join } from 'node:path'
import { openChdb } from './chdb-driver.js'
import { writeEngineConfig } from './engine-config.js'
import { openServer } from './server-driver.js'
import type { Warehouse } from './warehouse.js'

export interface WarehouseOptions {
  readonly dataDir: string
  /** A server instead of the embedded engine. */
  readonly url?: string
  readonly cluster?: string
  readonly sessions: number
  readonly maxMemory?: number
}

/** Opens the embedded engine in the data directory, or a server when a URL is given. */
export function openWarehouse(options: WarehouseOptions): Warehouse {
  if (options.url !== undefined) {
    return openServer({ url: options.url, ...(options.cluster === undefined ? {} : { cluster: options.cluster }) })
  }
  const path = join(options.dataDir, 'warehouse')
  const configFile = writeEngineConfig(join(options.dataDir, 'config'), { backupDir: join(options.dataDir, 'backup') })
  return openChdb({
    path,
    configFile,
    sessions: options.sessions,
    ...(options.maxMemory === undefined ? {} : { maxMemory: options.maxMemory }),
  })
}
