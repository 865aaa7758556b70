import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLedger, type Ledger, type LedgerOptions } from '#platform/ledger'
import { locateBinaries, prepareBinaries } from '../../src/platform/ledger/binaries.js'
import { choosePlace } from '../../src/platform/ledger/place.js'
import { runProgram } from '../../src/platform/ledger/run-as.js'
import { quietLog } from '../kit/ledger.js'

const isRoot = process.getuid?.() === 0
const child = fileURLToPath(new URL('../kit/ledger-child.ts', import.meta.url))
let folder = ''
const children: ChildProcess[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qunce-embedded-'))
})
afterEach(async () => {
  for (const process of children.splice(0)) process.kill('SIGKILL')
  await stopWhatIsLeft()
  await rm(folder, { recursive: true, force: true })
})

/** Only for a test that failed half way: ends the servers whose clusters lie in this test's folder. */
async function stopWhatIsLeft(): Promise<void> {
  const files = await readdir(folder, { recursive: true })
  for (const file of files.filter((name) => name.endsWith('postmaster.pid'))) {
    const pid = Number((await readFile(join(folder, file), 'utf8')).split('\n')[0])
    if (pid > 1) process.kill(pid, 'SIGQUIT')
  }
}

const open = (dataDir: string, more: Partial<LedgerOptions> = {}): Promise<Ledger> =>
  openLedger({ dataDir, log: quietLog, durable: false, ...more })

const pidOf = async (dataDir: string): Promise<number> =>
  Number((await readFile(join(dataDir, 'ledger/pg/postmaster.pid'), 'utf8')).split('\n')[0])

const isGone = async (dataDir: string): Promise<boolean> =>
  (await stat(join(dataDir, 'ledger/pg/postmaster.pid')).catch(() => null)) === null

/** A server in its own process, once it is ready. `as` runs it as another account. */
async function startChild(
  dataDir: string,
  as: string[] = [],
): Promise<{ process: ChildProcess; said: { instanceId: string; milliseconds: number; uid: number } }> {
  const command = [...as, process.execPath, '--conditions=source', '--import', 'tsx', child, dataDir]
  const started = spawn(command[0] ?? '', command.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(started)
  const [line] = (await once(createInterface({ input: started.stdout }), 'line')) as [string]
  return {
    process: started,
    said: JSON.parse(line) as { instanceId: string; milliseconds: number; uid: number },
  }
}

describe('embedded ledger', () => {
  it('is private, loopback only, UTF-8, and starts again in under a second with its data and identity', async () => {
    const dataDir = join(folder, 'data')
    const first = await open(dataDir, { durable: true })
    await sql`CREATE TABLE kept AS SELECT '群策' AS text`.execute(first.db)
    const settings =
      await sql`SELECT current_setting('server_encoding') AS encoding, current_setting('listen_addresses') AS addresses,
      current_setting('unix_socket_directories') AS sockets, current_setting('fsync') AS fsync, current_setting('TimeZone') AS zone`.execute(
        first.db,
      )
    expect(settings.rows[0]).toEqual({
      encoding: 'UTF8',
      addresses: '127.0.0.1',
      sockets: '',
      fsync: 'on',
      zone: 'UTC',
    })
    expect(await first.version()).toMatch(/^18/)
    expect((await stat(join(dataDir, 'ledger/password'))).mode & 0o777).toBe(0o600)
    expect(await readFile(join(dataDir, 'ledger/pg/pg_hba.conf'), 'utf8')).not.toMatch(
      /^[^#].*(trust|md5|\bpassword\b)\s*$/m,
    )
    const wrong = new URL(first.url)
    wrong.password = 'wrong'
    await expect(open(join(folder, 'other'), { url: wrong.href })).rejects.toMatchObject({
      code: 'LEDGER_UNAVAILABLE',
    })
    await first.close()
    expect(await isGone(dataDir)).toBe(true)
    const from = performance.now()
    const second = await open(dataDir, { durable: true })
    expect(performance.now() - from).toBeLessThan(1000)
    expect(second.instanceId).toBe(first.instanceId)
    expect((await sql`SELECT text FROM kept`.execute(second.db)).rows).toEqual([{ text: '群策' }])
    await second.close()
  })

  it('adopts the server of a killed process, keeping its data', async () => {
    const dataDir = join(folder, 'data')
    const { process: killed, said } = await startChild(dataDir)
    const pid = await pidOf(dataDir)
    killed.kill('SIGKILL')
    await once(killed, 'exit')
    const next = await open(dataDir)
    expect(await pidOf(dataDir)).toBe(pid)
    expect(next.instanceId).toBe(said.instanceId)
    await (await next.holdServerLock()).release()
    await next.close()
    expect(await isGone(dataDir)).toBe(true)
  })

  it('restarts a server left behind that was started otherwise', async () => {
    const dataDir = join(folder, 'data')
    const { process: killed } = await startChild(dataDir)
    const pid = await pidOf(dataDir)
    killed.kill('SIGKILL')
    await once(killed, 'exit')
    const next = await open(dataDir, { durable: true })
    expect(await pidOf(dataDir)).not.toBe(pid)
    await next.close()
  })

  it('starts after the server itself was killed', async () => {
    const dataDir = join(folder, 'data')
    const { process: killed, said } = await startChild(dataDir)
    process.kill(await pidOf(dataDir), 'SIGKILL')
    killed.kill('SIGKILL')
    await once(killed, 'exit')
    const next = await open(dataDir)
    expect(next.instanceId).toBe(said.instanceId)
    await next.close()
  })

  it('is not stopped by a second process, which learns that it is in use', async () => {
    const dataDir = join(folder, 'data')
    const { process: server } = await startChild(dataDir)
    const second = await open(dataDir, { durable: true })
    await expect(second.holdServerLock()).rejects.toMatchObject({
      code: 'DATA_DIR_LOCKED',
      params: { dir: dataDir },
    })
    await second.close()
    expect(await isGone(dataDir)).toBe(false)
    server.stdin?.end()
    await once(server, 'exit')
    expect(await isGone(dataDir)).toBe(true)
  })

  it('opens once when two processes start at the same moment', async () => {
    const dataDir = join(folder, 'data')
    const [one, two] = await Promise.all([open(dataDir), open(dataDir)])
    expect(one.instanceId).toBe(two.instanceId)
    await one.close()
    await two.close().catch(() => undefined)
    expect(await isGone(dataDir)).toBe(true)
  })

  it('refuses a data directory of another instance and leaves no server', async () => {
    const dataDir = join(folder, 'data')
    await (await open(dataDir)).close()
    await writeFile(join(dataDir, 'instance.json'), '{"instanceId":"another"}')
    await expect(open(dataDir)).rejects.toMatchObject({ code: 'LEDGER_INSTANCE_MISMATCH' })
    expect(await isGone(dataDir)).toBe(true)
    await rm(join(dataDir, 'ledger'), { recursive: true })
    await expect(open(dataDir)).rejects.toMatchObject({ code: 'LEDGER_INSTANCE_MISMATCH' })
    expect(await isGone(dataDir)).toBe(true)
  })

  it('recovers from a start that was cut off while the cluster was being made', async () => {
    const dataDir = join(folder, 'data')
    await mkdir(join(dataDir, 'ledger/pg.new/base'), { recursive: true })
    await writeFile(join(dataDir, 'ledger/starting'), '999999999')
    await (await open(dataDir)).close()
  })

  it('says why when it cannot start', async () => {
    const dataDir = join(folder, 'data')
    await (await open(dataDir)).close()
    await writeFile(join(dataDir, 'ledger/pg/postgresql.conf'), 'nonsense here = 1 2')
    await expect(open(dataDir)).rejects.toMatchObject({
      code: 'LEDGER_START_FAILED',
      params: { reason: expect.stringContaining('syntax error') },
    })
  })
})

describe('embedded ledger libraries', () => {
  it('are linked again when install scripts were blocked', async () => {
    const home = join(folder, 'package/native')
    await cp(locateBinaries(), home, { recursive: true, verbatimSymlinks: true })
    const links = await removeLinks(home)
    expect(links).toBeGreaterThan(5)
    const self = { kind: 'self' } as const
    expect(
      (await runProgram(self, { home, libraryPath: null }, [join(home, 'bin/postgres'), '--version'])).code,
    ).not.toBe(0)
    const ready = await prepareBinaries(home, join(folder, 'unused'))
    expect(ready).toEqual({ home, libraryPath: null })
    expect(await runProgram(self, ready, [join(home, 'bin/postgres'), '--version'])).toMatchObject({
      code: 0,
    })
  })

  it('are linked in the data directory when the package is read-only', async () => {
    const home = join(folder, 'package/native')
    await cp(locateBinaries(), home, { recursive: true, verbatimSymlinks: true })
    await removeLinks(home)
    const ready = await prepareBinaries(home, join(folder, 'links'), async () => undefined)
    expect(ready.libraryPath).toContain(join(folder, 'links'))
    expect(
      await runProgram({ kind: 'self' }, ready, [join(home, 'bin/postgres'), '--version']),
    ).toMatchObject({ code: 0 })
  })

  async function removeLinks(home: string): Promise<number> {
    const links = JSON.parse(await readFile(join(home, 'pg-symlinks.json'), 'utf8')) as { target: string }[]
    for (const { target } of links) await rm(join(dirname(home), target), { force: true })
    return links.length
  }
})

describe.skipIf(!isRoot)('embedded ledger as root (skipped: not root)', () => {
  it('hands over to an account in place when it can reach the directory', async () => {
    await chmod(folder, 0o711)
    const dataDir = join(folder, 'data')
    const ledger = await open(dataDir, { rootWay: 'account' })
    expect((await stat(`/proc/${await pidOf(dataDir)}`)).uid).not.toBe(0)
    expect((await stat(join(dataDir, 'ledger/pg'))).uid).not.toBe(0)
    await ledger.close()
    expect(await isGone(dataDir)).toBe(true)
  })

  it('uses a user namespace in a directory nobody else can enter', async () => {
    await chmod(folder, 0o700)
    const dataDir = join(folder, 'data')
    expect((await choosePlace({ dataDir })).runAs.kind).toBe('namespace')
    const ledger = await open(dataDir)
    expect((await stat(join(dataDir, 'ledger/pg'))).uid).toBe(0)
    await ledger.close()
    const again = await open(dataDir)
    expect(again.instanceId).toBe(ledger.instanceId)
    await again.close()
    expect(await isGone(dataDir)).toBe(true)
  })

  it('moves between the ways when the directory is opened up or closed', async () => {
    await chmod(folder, 0o711)
    const dataDir = join(folder, 'data')
    const first = await open(dataDir, { rootWay: 'namespace' })
    await first.close()
    const second = await open(dataDir, { rootWay: 'account' })
    await second.close()
    const third = await open(dataDir, { rootWay: 'namespace' })
    expect(third.instanceId).toBe(first.instanceId)
    await third.close()
  })

  it('keeps a copy where an account can reach it when nothing else works, and finds it again', async () => {
    await chmod(folder, 0o711)
    const dataDir = join(folder, 'data')
    const copyRoot = join(folder, 'copies')
    const inPlace = await open(dataDir, { rootWay: 'namespace' })
    await inPlace.close()
    await chmod(dataDir, 0o700)
    const ledger = await open(dataDir, { rootWay: 'copy', copyRoot })
    expect(ledger.instanceId).toBe(inPlace.instanceId)
    const pointer = (await readFile(join(dataDir, 'ledger/pointer'), 'utf8')).trim()
    expect(pointer.startsWith(copyRoot)).toBe(true)
    await ledger.close()
    const again = await open(dataDir)
    expect(again.instanceId).toBe(ledger.instanceId)
    expect((await lstat(join(pointer, 'pg'))).uid).not.toBe(0)
    await again.close()
    expect(await stat(join(pointer, 'pg/postmaster.pid')).catch(() => null)).toBeNull()
  })

  it('runs as an ordinary user', async () => {
    const account = execFileSync('id', ['-u', 'nobody']).toString().trim()
    await chmod(folder, 0o777)
    const dataDir = join(folder, 'data')
    const { process: server, said } = await startChild(dataDir, [
      'setpriv',
      `--reuid=${account}`,
      `--regid=${account}`,
      '--clear-groups',
    ])
    expect(said.uid).toBe(Number(account))
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700)
    server.stdin?.end()
    await once(server, 'exit')
    expect(await isGone(dataDir)).toBe(true)
  })
})
