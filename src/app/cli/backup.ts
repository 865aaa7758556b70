import type { Config } from '../config.js'
import { readBackup } from '../backup/read-backup.js'
import { connect, runningServer } from './connect.js'
import { runJob } from './run-job.js'
import { resolve } from 'node:path'

/** Writes a backup: through the running server when there is one, so that nothing has to stop. */
export async function backupTo(config: Config, folder: string, say: (text: string) => void): Promise<void> {
  const running = await runningServer(config)
  const connection = running ?? (await connect(config))
  try {
    const result = await runJob(connection, '/api/v1/backups', { folder: resolve(folder) }, () => undefined)
    say(`Backup written to ${resolve(folder)} 备份已写入\n${JSON.stringify(result)}`)
  } finally {
    await connection.close()
  }
}

/** Restores a backup into an empty data directory. */
export async function restoreFrom(config: Config, folder: string, say: (text: string) => void): Promise<void> {
  const summary = await readBackup(config, resolve(folder))
  say(`Restored ${summary.tables} tables and ${summary.rows} ledger rows into ${config.dataDir} 已恢复`)
}

