import { once } from 'node:events'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fail } from '#kernel/error'
import { lastLines } from './cluster.js'
import type { Place } from './place.js'
import { spawnAs } from './run-as.js'

/** A running postmaster. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
}

const START_SECONDS = 300
const LOG_LIMIT = 20_000_000

/** What the server is started with; a running one started otherwise is restarted, not adopted. */
export function serverSettings(durable: boolean): readonly string[] {
  return [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=60',
    'shared_buffers=128MB',
    'password_encryption=scram-sha-256',
    'timezone=UTC',
    'log_timezone=UTC',
    'wal_level=minimal',
    'max_wal_senders=0',
    'max_wal_size=512MB',
    'log_statement=none',
    'log_min_error_statement=panic',
    'log_parameter_max_length_on_error=0',
    ...(durable ? [] : ['fsync=off', 'full_page_writes=off']),
  ]
}

/** Starts the server on a free loopback port, in a session of its own so a Ctrl-C in the terminal does not reach it. */
export async function startServer(place: Place, durable: boolean): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const outcome = await tryStart(place, port, durable)
    if ('pid' in outcome) return outcome
    const passes = PASSING.some((words) => outcome.reason.includes(words))
    if (!passes || attempt === ATTEMPTS) return fail('LEDGER_START_FAILED', { reason: outcome.reason })
    await pause(250)
  }
}

/** The port was taken meanwhile; or the processes of a killed postmaster have not noticed yet. */
const PASSING = [
  'ddress already in use',
  'could not bind',
  'shared memory block',
  'terminate any old server processes',
]
const ATTEMPTS = 40

async function tryStart(
  place: Place,
  port: number,
  durable: boolean,
): Promise<Postmaster | { reason: string }> {
  const logPath = join(place.ledgerDir, 'server.log')
  const size = (await stat(logPath).catch(() => null))?.size ?? 0
  if (size > LOG_LIMIT) await rename(logPath, `${logPath}.1`)
  const logFile = await open(logPath, 'a', 0o600)
  const from = (await logFile.stat()).size
  const settings = [...serverSettings(durable), `port=${port}`].flatMap((setting) => ['-c', setting])
  const command = [join(place.binaries.home, 'bin', 'postgres'), '-D', place.clusterDir, ...settings]
  const child = spawnAs(place.runAs, place.binaries, command, {
    stdio: ['ignore', logFile.fd, logFile.fd],
    detached: true,
  })
  let ended: string | null = null
  child.on('error', (cause) => (ended = String(cause)))
  child.on('exit', (code) => (ended ??= `exit ${code ?? 'by signal'}`))
  child.unref()
  await logFile.close()
  const deadline = Date.now() + START_SECONDS * 1000
  while (Date.now() < deadline && (ended as string | null) === null) {
    const found = await readPostmaster(place.clusterDir)
    if (found !== null && found.pid === child.pid && found.ready) return { pid: found.pid, port }
    await pause(5)
  }
  const printed = (await readFile(logPath)).subarray(from).toString()
  return { reason: lastLines(printed) || String(ended) }
}

/** What postmaster.pid says; null when there is none. `ready` once connections are accepted. */
export async function readPostmaster(clusterDir: string): Promise<(Postmaster & { ready: boolean }) | null> {
  const text = await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => null)
  if (text === null) return null
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 1) return null
  return { pid, port: Number(lines[3] ?? 0), ready: (lines[7] ?? '').trim() === 'ready' }
}

/** True when the process lives and, where the system can tell, works in this cluster's folder. */
export async function isOurs(pid: number, clusterDir: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => null)
  if (name !== null && !name.startsWith('postgres')) return false
  const arguments_ = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null)
  return arguments_ === null || arguments_.split('\0').includes(clusterDir)
}

/** Fast shutdown; an immediate one when that takes more than 30 s. Waits until the process is gone. */
export async function stopServer(pid: number): Promise<void> {
  for (const [signal, seconds] of [
    ['SIGINT', 30],
    ['SIGQUIT', 10],
    ['SIGKILL', 10],
  ] as const) {
    if (!send(pid, signal)) return
    const deadline = Date.now() + seconds * 1000
    while (Date.now() < deadline) {
      if (!isAlive(pid)) return
      await pause(10)
    }
  }
}

/** Removes a postmaster.pid whose process is gone or is somebody else's. */
export async function forgetPostmaster(clusterDir: string): Promise<void> {
  await rm(join(clusterDir, 'postmaster.pid'), { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
