import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fail } from '#kernel/error'

const PATIENCE_MS = 120_000

/** Keeps two processes from creating or starting the same cluster at once; a lock left by a dead process is taken over. */
export async function withStartLock<T>(ledgerDir: string, work: () => Promise<T>): Promise<T> {
  const path = join(ledgerDir, 'starting')
  const deadline = Date.now() + PATIENCE_MS
  while (!(await tryTake(path))) {
    if (Date.now() > deadline) fail('DATA_DIR_LOCKED', { dir: ledgerDir })
    await pause(25)
  }
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

async function tryTake(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx', mode: 0o600 })
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
  }
  const holder = Number(await readFile(path, 'utf8').catch(() => ''))
  if (holder > 0 && !isAlive(holder)) await rm(path, { force: true })
  return false
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}
