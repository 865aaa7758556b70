import { createHash } from 'node:crypto'
import { chmod, chown, cp, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail } from '#kernel/error'
import { copyBinaries, locateBinaries, prepareBinaries, type Binaries } from './binaries.js'
import { runProgram, type RunAs } from './run-as.js'

/** Where the embedded cluster lives and who runs it. */
export interface Place {
  /** `<data>/ledger`: password, server log, pointer file. */
  readonly ledgerDir: string
  /** The PostgreSQL cluster itself. */
  readonly clusterDir: string
  readonly binaries: Binaries
  readonly runAs: RunAs
}

/** How root may run the server; tests force one. */
export type RootWay = 'account' | 'namespace' | 'copy'

export interface PlaceOptions {
  readonly dataDir: string
  readonly rootWay?: RootWay
  /** Where copies go; default /var/lib/qunce. */
  readonly copyRoot?: string
}

type Account = Extract<RunAs, { kind: 'account' }>

/**
 * Chooses where and as whom the server runs. As an ordinary user: in place. As root (design 6.14): an unprivileged
 * account in place, else a user namespace, else a copy that an account can reach, named by a pointer file.
 */
export async function choosePlace(options: PlaceOptions): Promise<Place> {
  const asRoot = process.getuid?.() === 0
  const ledgerDir = join(options.dataDir, 'ledger')
  await mkdir(ledgerDir, { recursive: true, mode: asRoot ? 0o711 : 0o700 })
  const home = locateBinaries()
  const binaries = await prepareBinaries(home, join(ledgerDir, 'lib'))
  const clusterDir = join(ledgerDir, 'pg')
  if (!asRoot) return { ledgerDir, clusterDir, binaries, runAs: { kind: 'self' } }
  const accounts = await accountsFor(options.dataDir, clusterDir)
  const pointed = await readFile(join(ledgerDir, 'pointer'), 'utf8').catch(() => null)
  if (pointed !== null) return copyPlace(ledgerDir, pointed.trim(), binaries, accounts)
  const way = await rootWay(options.rootWay, ledgerDir, binaries, accounts)
  if (way !== null) return { ledgerDir, clusterDir, binaries, runAs: way }
  const folder = join(options.copyRoot ?? '/var/lib/qunce', await folderName(options.dataDir))
  return copyPlace(ledgerDir, folder, binaries, accounts)
}

async function rootWay(
  wanted: RootWay | undefined,
  ledgerDir: string,
  binaries: Binaries,
  accounts: readonly Account[],
): Promise<RunAs | null> {
  const ways: RunAs[] = []
  if (wanted === undefined || wanted === 'account') ways.push(...accounts)
  if (wanted === undefined || wanted === 'namespace') ways.push({ kind: 'namespace' })
  for (const way of ways) if (await isUsable(way, ledgerDir, binaries)) return way
  return null
}

/** Tried, not computed: access lists, mounts and security modules have their say too. */
async function isUsable(runAs: RunAs, folder: string, binaries: Binaries): Promise<boolean> {
  const reach = await runProgram(runAs, binaries, ['/bin/sh', '-c', 'cd "$0"', folder])
  if (reach.code !== 0) return false
  const start = await runProgram(runAs, binaries, [join(binaries.home, 'bin', 'postgres'), '--version'])
  return start.code === 0
}

/** Accounts root may hand over to: who owns the cluster or the data directory already, then known service accounts. */
async function accountsFor(dataDir: string, clusterDir: string): Promise<Account[]> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => ''))
    .split('\n')
    .map((line) => line.split(':'))
  const known = lines.flatMap(([name = '', , uid, gid]): Account[] =>
    Number(uid) > 0 ? [{ kind: 'account', name, uid: Number(uid), gid: Number(gid) }] : [],
  )
  const owners = await Promise.all([clusterDir, dataDir].map((path) => stat(path).catch(() => null)))
  const first = owners.flatMap((owner): Account[] =>
    owner !== null && owner.uid > 0
      ? [{ kind: 'account', name: String(owner.uid), uid: owner.uid, gid: owner.gid }]
      : [],
  )
  const service = ['qunce', 'postgres', 'nobody'].flatMap((name) =>
    known.filter((account) => account.name === name),
  )
  return [...first, ...service]
}

async function folderName(dataDir: string): Promise<string> {
  return createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex')
    .slice(0, 16)
}

async function copyPlace(
  ledgerDir: string,
  folder: string,
  binaries: Binaries,
  accounts: readonly Account[],
): Promise<Place> {
  await mkdir(folder, { recursive: true, mode: 0o711 })
  await chmod(folder, 0o711)
  const clusterDir = join(folder, 'pg')
  for (const account of accounts) {
    const reach = await runProgram(account, binaries, ['/bin/sh', '-c', 'cd "$0"', folder])
    if (reach.code !== 0) continue
    const own = await ownBinaries(folder, binaries, account)
    await moveCluster(join(ledgerDir, 'pg'), clusterDir, account)
    await writeFile(join(ledgerDir, 'pointer'), `${folder}\n`)
    return { ledgerDir, clusterDir, binaries: own, runAs: account }
  }
  return fail('LEDGER_ROOT', { dir: ledgerDir })
}

/** The package's binaries when the account can run them, else a copy beside the cluster. */
async function ownBinaries(folder: string, binaries: Binaries, account: Account): Promise<Binaries> {
  if (await isUsable(account, folder, binaries)) return binaries
  const version = createHash('sha256').update(binaries.home).digest('hex').slice(0, 8)
  const home = join(folder, `native-${version}`)
  await copyBinaries(binaries.home, home)
  return prepareBinaries(home, join(folder, 'lib'))
}

/** Takes along a cluster that was started in place before. */
async function moveCluster(from: string, to: string, account: Account): Promise<void> {
  const isThere = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null
  if (!(await isThere(join(from, 'PG_VERSION'))) || (await isThere(to))) return
  const half = `${to}.half`
  await rm(half, { recursive: true, force: true })
  await cp(from, half, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
  await chown(half, account.uid, account.gid)
  await rename(half, to)
  await rm(from, { recursive: true, force: true })
}
