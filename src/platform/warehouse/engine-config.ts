import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface EngineConfig {
  /** Folder the engine may write backups to. */
  readonly backupDir: string
  /** Opens a port and a cluster of two shards on this node: the two-shard test topology. */
  readonly twoShardsOn?: number
}

/** Writes the embedded engine's config file and returns its path. */
export function writeEngineConfig(folder: string, config: EngineConfig): string {
  mkdirSync(folder, { recursive: true })
  mkdirSync(config.backupDir, { recursive: true })
  const file = join(folder, 'engine.xml')
  writeFileSync(file, configXml(config))
  return file
}

/**
 * Seconds a table's background work pauses when it found nothing to do, longer each time, and the most that is added by chance.
 * A change of stored rows waits for such a pause: with the engine's own 0.1 and 1 deleting a row takes half a second, with these
 * a twentieth of that.
 */
const BACKGROUND =
  '<background_processing_pool_thread_sleep_seconds_if_nothing_to_do>0.02</background_processing_pool_thread_sleep_seconds_if_nothing_to_do>' +
  '<background_processing_pool_task_sleep_seconds_when_no_work_random_part>0.02</background_processing_pool_task_sleep_seconds_when_no_work_random_part>'

function configXml(config: EngineConfig): string {
  const port = config.twoShardsOn
  const shard = `<shard><replica><host>127.0.0.1</host><port>${port ?? 0}</port></replica></shard>`
  const cluster =
    port === undefined
      ? ''
      : `<tcp_port>${port}</tcp_port><remote_servers><two_shards>${shard}${shard}</two_shards></remote_servers>`
  return `<clickhouse>${BACKGROUND}<backups><allowed_path>${escapeXml(config.backupDir)}/</allowed_path></backups>${cluster}</clickhouse>\n`
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
