import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export interface SystemPostgres {
  readonly url: string
  stop(): Promise<void>
}

/** The oldest supported PostgreSQL (15) from the system's packages, or why it cannot be had here. */
export async function startSystemPostgres(): Promise<SystemPostgres | { readonly skipped: string }> {
  const bin = await findBinaries()
  if (bin === null) return { skipped: 'PostgreSQL 15 is not installed in /usr/lib/postgresql' }
  const account = accountForRoot()
  if (account === null) return { skipped: 'running as root and there is no postgres or nobody account' }
  const home = await mkdtemp(join(tmpdir(), 'qunce-pg15-'))
  await chmod(home, 0o711)
  const data = join(home, 'data')
  const passwordFile = join(home, 'pw')
  await writeFile(passwordFile, 'test-only\n')
  if (account !== 'self') await chown(home, account.uid, account.gid)
  const as = account === 'self' ? {} : account
  const initdb = ['-D', data, '-U', 'qunce', '-E', 'UTF8', '--locale=C.UTF-8', '-A', 'scram-sha-256', '-N']
  execFileSync(join(bin, 'initdb'), [...initdb, `--pwfile=${passwordFile}`], {
    ...as,
    cwd: '/',
    stdio: 'ignore',
  })
  const port = await freePort()
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off']
  const flags = settings.flatMap((setting) => ['-c', setting])
  const child = spawn(join(bin, 'postgres'), ['-D', data, ...flags], { ...as, cwd: '/', stdio: 'ignore' })
  const kill = (): unknown => child.kill('SIGQUIT')
  process.once('exit', kill)
  const stop = async (): Promise<void> => {
    process.off('exit', kill)
    if (child.exitCode === null) {
      child.kill('SIGINT')
      await once(child, 'exit')
    }
    await rm(home, { recursive: true, force: true })
  }
  await waitUntilReady(data)
  return { url: `postgres://qunce:test-only@127.0.0.1:${port}/postgres`, stop }
}

async function findBinaries(): Promise<string | null> {
  const versions = await readdir('/usr/lib/postgresql').catch((): string[] => [])
  const bin = versions.includes('15') ? '/usr/lib/postgresql/15/bin' : null
  return bin !== null && existsSync(join(bin, 'initdb')) ? bin : null
}

function accountForRoot(): 'self' | { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return 'self'
  for (const name of ['postgres', 'nobody']) {
    try {
      const uid = Number(execFileSync('id', ['-u', name], { stdio: ['ignore', 'pipe', 'ignore'] }))
      const gid = Number(execFileSync('id', ['-g', name], { stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid, gid }
    } catch {
      continue
    }
  }
  return null
}

async function waitUntilReady(data: string): Promise<void> {
  for (let tries = 0; tries < 2000; tries++) {
    const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
    if (text.split('\n')[7]?.trim() === 'ready') return
    await pause(10)
  }
  throw new Error('PostgreSQL 15 did not start')
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
