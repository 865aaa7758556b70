import { setTimeout as pause } from 'node:timers/promises'
import { fail } from '#kernel/error'
import { connectAlone } from './connection.js'
import type { ServerLock } from './ledger.js'

/** Advisory lock `Qunc`, 1: one server process per ledger. */
const LOCK = [1_366_650_467, 1] as const

/** A server that was killed may need a moment until PostgreSQL notices. */
const PATIENCE_MS = 1500

/** Takes the session lock on a connection of its own. @throws AppError DATA_DIR_LOCKED */
export async function takeServerLock(url: string, dir: string, onLost?: () => void): Promise<ServerLock> {
  const client = await connectAlone(url)
  const deadline = Date.now() + PATIENCE_MS
  while (!(await tryLock(client))) {
    if (Date.now() < deadline) {
      await pause(50)
      continue
    }
    await client.end()
    fail('DATA_DIR_LOCKED', { dir })
  }
  let released = false
  client.on('end', () => {
    if (!released) onLost?.()
  })
  return {
    async release() {
      if (released) return
      released = true
      await client.query('SELECT pg_advisory_unlock($1, $2)', [...LOCK]).catch(() => undefined)
      await client.end().catch(() => undefined)
    },
  }
}

/**
 * True when some process is the server of this ledger, or is connected to it. Connections of a process that has just
 * ended or was killed get a moment to go.
 */
export async function isInUse(url: string): Promise<boolean> {
  const client = await connectAlone(url)
  const deadline = Date.now() + PATIENCE_MS
  try {
    while (Date.now() < deadline) {
      if (!(await tryLock(client))) return true
      await client.query('SELECT pg_advisory_unlock_all()')
      if (!(await hasOtherClients(client))) return false
      await pause(20)
    }
    return true
  } finally {
    await client.end()
  }
}

async function hasOtherClients(client: Awaited<ReturnType<typeof connectAlone>>): Promise<boolean> {
  const others = await client.query(
    `SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1`,
  )
  return others.rows.length > 0
}

async function tryLock(client: Awaited<ReturnType<typeof connectAlone>>): Promise<boolean> {
  const answer = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS got', [...LOCK])
  return answer.rows[0]?.got === true
}
