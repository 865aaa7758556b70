import { randomBytes } from 'node:crypto'
import {
  access,
  chmod,
  chown,
  lchown,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { fail } from '#kernel/error'
import type { Place } from './place.js'
import { runProgram } from './run-as.js'

/** The account inside PostgreSQL that owns everything. */
export const OWNER = 'qunce'

/** Creates the cluster when there is none, gives it to the account that runs it, and returns its password. */
export async function ensureCluster(place: Place, durable: boolean): Promise<string> {
  const passwordFile = join(place.ledgerDir, 'password')
  const exists = await access(join(place.clusterDir, 'PG_VERSION')).then(
    () => true,
    () => false,
  )
  if (!exists) await createCluster(place, passwordFile, durable)
  await giveTo(place)
  return (await readFile(passwordFile, 'utf8')).trim()
}

/** initdb into a folder beside, renamed when complete: a crash half way leaves nothing that looks like a cluster. */
async function createCluster(place: Place, passwordFile: string, durable: boolean): Promise<void> {
  const half = `${place.clusterDir}.new`
  const handOver = `${place.clusterDir}.pw`
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { mode: 0o700 })
  const password = randomBytes(24).toString('base64url')
  await writePrivate(passwordFile, password)
  await writePrivate(handOver, password)
  if (place.runAs.kind === 'account') {
    await chown(half, place.runAs.uid, place.runAs.gid)
    await chown(handOver, place.runAs.uid, place.runAs.gid)
  }
  try {
    await initialise(place, half, handOver, durable)
  } finally {
    await rm(handOver, { force: true })
  }
  await rename(half, place.clusterDir)
}

async function initialise(
  place: Place,
  folder: string,
  passwordFile: string,
  durable: boolean,
): Promise<void> {
  const initdb = join(place.binaries.home, 'bin', 'initdb')
  const fixed = [
    initdb,
    '-D',
    folder,
    '-U',
    OWNER,
    '-E',
    'UTF8',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
  ]
  if (!durable) fixed.push('--no-sync')
  // Without C.UTF-8 in the system (old macOS) the server's own collation of that name serves.
  const locales = [
    ['--locale=C.UTF-8'],
    ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  ]
  let output = ''
  for (const locale of locales) {
    const result = await runProgram(place.runAs, place.binaries, [...fixed, ...locale])
    if (result.code === 0) return
    output = result.output
  }
  fail('LEDGER_START_FAILED', { reason: lastLines(output) })
}

async function writePrivate(path: string, text: string): Promise<void> {
  await rm(path, { force: true })
  await writeFile(path, `${text}\n`, { mode: 0o600 })
  await chmod(path, 0o600)
}

/** A data directory may be started as root one day and under an account the next. */
async function giveTo(place: Place): Promise<void> {
  if (process.getuid?.() !== 0) return
  const owner = place.runAs.kind === 'account' ? place.runAs : { uid: 0, gid: 0 }
  const now = await lstat(place.clusterDir)
  const inside = await lstat(join(place.clusterDir, 'PG_VERSION'))
  if (now.uid === owner.uid && inside.uid === owner.uid) return
  for (const path of await readdir(place.clusterDir, { recursive: true })) {
    await lchown(join(place.clusterDir, path), owner.uid, owner.gid)
  }
  await chown(place.clusterDir, owner.uid, owner.gid)
}

/** The end of a program's output, for an error message. */
export function lastLines(text: string): string {
  return text.trim().split('\n').slice(-3).join(' / ').slice(-600)
}
