import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '#platform/log'
import { ensureCluster, OWNER } from './cluster.js'
import { connectAlone } from './connection.js'
import { readInstanceFile } from './instance.js'
import { choosePlace, type Place, type PlaceOptions } from './place.js'
import { isInUse } from './server-lock.js'
import {
  forgetPostmaster,
  isOurs,
  readPostmaster,
  serverSettings,
  startServer,
  stopServer,
  type Postmaster,
} from './server-process.js'
import { withStartLock } from './start-lock.js'

const DATABASE = 'qunce'

export interface EmbeddedOptions extends PlaceOptions {
  readonly durable: boolean
}

/** An embedded server that runs, and what `onReady` made of it. */
export interface EmbeddedServer<Opened> {
  readonly url: string
  readonly opened: Opened
  /** Stops it unless another process uses this ledger. */
  stop(): Promise<void>
}

/**
 * Starts the embedded server of a data directory, or adopts the one a crashed run left behind: adopted only when its
 * instance id matches and it runs with our settings, or when another process uses it.
 */
export async function openEmbedded<Opened>(
  options: EmbeddedOptions,
  log: Log,
  onReady: (url: string) => Promise<Opened>,
): Promise<EmbeddedServer<Opened>> {
  const place = await choosePlace(options)
  return withStartLock(place.ledgerDir, async () => {
    const password = await ensureCluster(place, options.durable)
    const urlOf = (port: number, database = DATABASE): string =>
      `postgres://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
    const adopted = await adoptOrStop(place, options, urlOf, log)
    const server = adopted ?? (await startServer(place, options.durable))
    const url = urlOf(server.port)
    const stop = (): Promise<void> => stopUnlessUsed(place, server, url)
    try {
      if (adopted === null) await writeFile(markOf(place), fingerprint(place, options.durable))
      await ensureDatabase(urlOf(server.port, 'postgres'))
      const opened = await onReady(url)
      log.info(
        { port: server.port, pid: server.pid, as: place.runAs.kind, adopted: adopted !== null },
        'ledger started',
      )
      return { url, opened, stop }
    } catch (cause) {
      await stop()
      throw cause
    }
  })
}

type UrlOf = (port: number, database?: string) => string

/** The server left behind when it is ours, runs as we would start it and matches; otherwise it is stopped. */
async function adoptOrStop(
  place: Place,
  options: EmbeddedOptions,
  urlOf: UrlOf,
  log: Log,
): Promise<Postmaster | null> {
  const left = await readPostmaster(place.clusterDir)
  if (left === null) return null
  if (!(await isOurs(left.pid, place.clusterDir))) {
    await forgetPostmaster(place.clusterDir)
    return null
  }
  const verdict = await examine(urlOf(left.port), await readInstanceFile(options.dataDir))
  const same = (await readFile(markOf(place), 'utf8').catch(() => '')) === fingerprint(place, options.durable)
  if (verdict === 'in use' || (verdict === 'match' && same)) return left
  log.warn({ pid: left.pid, verdict }, 'stopping the ledger server a crashed run left behind')
  await stopServer(left.pid)
  return null
}

async function examine(
  url: string,
  instanceId: string | null,
): Promise<'in use' | 'match' | 'other' | 'unreachable'> {
  try {
    const client = await connectAlone(url)
    const answer = await client
      .query<{ id: string }>('SELECT id FROM qunce_instance')
      .catch(() => ({ rows: [] as { id: string }[] }))
    await client.end()
    if (await isInUse(url)) return 'in use'
    const found = answer.rows[0]?.id
    return found !== undefined && found === instanceId ? 'match' : 'other'
  } catch {
    return 'unreachable'
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = await connectAlone(url)
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
    if (found.rows.length === 0) await client.query('CREATE DATABASE qunce TEMPLATE template0')
  } finally {
    await client.end()
  }
}

async function stopUnlessUsed(place: Place, server: Postmaster, url: string): Promise<void> {
  const running = await readPostmaster(place.clusterDir)
  if (running === null || running.pid !== server.pid) return
  if (await isInUse(url).catch(() => false)) return
  await stopServer(server.pid)
  await rm(markOf(place), { force: true })
}

const markOf = (place: Place): string => join(place.ledgerDir, 'started-with')

function fingerprint(place: Place, durable: boolean): string {
  const parts = [place.binaries.home, place.clusterDir, place.runAs, serverSettings(durable)]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
