import { existsSync } from 'node:fs'
import { access, constants, mkdir, stat, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createLog } from '#platform/log'
import { openSecrets } from '#platform/secrets'
import { DATA_FORMAT, readDataDirMark } from '../data-dir.js'
import { printableConfig, type Config } from '../config.js'
import { openContext } from '../open-context.js'
import { productVersion } from '../product-version.js'
import { runningServer } from './connect.js'

interface Finding {
  readonly level: 'ok' | 'warn' | 'fail'
  readonly what: string
  /** What to do, when something is to be done. */
  readonly advice?: string
}

const LOW_DISK = 5 * 1024 ** 3

/** Checks this installation and says what to do; true when nothing failed. */
export async function printDoctor(config: Config, say: (text: string) => void): Promise<boolean> {
  say(`Qunce 群策 ${productVersion()}  Node ${process.versions.node}  ${process.platform}-${process.arch}\n`)
  const findings: Finding[] = [nodeFinding(), await folderFinding(config), ...(await diskFindings(config)), await formatFinding(config)]
  const server = await runningServer(config)
  if (server) findings.push({ level: 'ok', what: 'a server is running on this data directory 服务正在运行' })
  else findings.push(await portFinding(config), ...(await engineFindings(config)))
  findings.push(await keyFinding(config))
  const sign = { ok: '  ok  ', warn: ' warn ', fail: ' FAIL ' }
  for (const finding of findings) say(`${sign[finding.level]} ${finding.what}${finding.advice === undefined ? '' : `\n        ${finding.advice}`}`)
  say('\nSettings 设置')
  for (const { name, value, origin } of printableConfig(config)) say(`  ${name.padEnd(26)} ${value || '-'}  (${origin})`)
  return findings.every((finding) => finding.level !== 'fail')
}

function nodeFinding(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const fits = major > 20 || (major === 20 && minor >= 19)
  return fits ? { level: 'ok', what: `Node ${process.versions.node}` } : { level: 'fail', what: `Node ${process.versions.node}`, advice: 'Install Node 20.19 or later. 请安装 Node 20.19 或更高版本。' }
}

async function folderFinding(config: Config): Promise<Finding> {
  try {
    await mkdir(config.dataDir, { recursive: true })
    await access(config.dataDir, constants.W_OK)
    return { level: 'ok', what: `data directory ${config.dataDir} 数据目录可写` }
  } catch {
    return { level: 'fail', what: `data directory ${config.dataDir} is not writable`, advice: 'Set QUNCE_DATA_DIR to a folder you may write. 请设置可写的 QUNCE_DATA_DIR。' }
  }
}

async function diskFindings(config: Config): Promise<Finding[]> {
  const disk = await statfs(config.dataDir).catch(() => null)
  if (disk === null) return []
  const free = disk.bavail * disk.bsize
  const what = `${(free / 1024 ** 3).toFixed(1)} GiB free 可用磁盘`
  return [free > LOW_DISK ? { level: 'ok', what } : { level: 'warn', what, advice: 'Loads need about four times the size of a file. 装载大约需要文件四倍的空间。' }]
}

async function formatFinding(config: Config): Promise<Finding> {
  const mark = await readDataDirMark(config.dataDir)
  if (mark === null) return { level: 'ok', what: 'new data directory, made at first start 首次启动时创建' }
  if (mark.format > DATA_FORMAT) return { level: 'fail', what: `data format ${mark.format}, this version knows ${DATA_FORMAT}`, advice: 'Use the newer version. 请使用更新的版本。' }
  return { level: 'ok', what: `data format ${mark.format}, ${mark.timeZone}, ${mark.currency}${mark.demo ? ', demo' : ''}` }
}

async function portFinding(config: Config): Promise<Finding> {
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(config.port, config.host, () => probe.close(() => resolve(true)))
  })
  if (free) return { level: 'ok', what: `port ${config.port} is free 端口可用` }
  return { level: 'fail', what: `port ${config.port} is taken 端口被占用`, advice: 'Stop what uses it or set QUNCE_PORT. 请停止占用者，或设置 QUNCE_PORT。' }
}

async function engineFindings(config: Config): Promise<Finding[]> {
  try {
    const opened = await openContext(config, { log: createLog({ level: 'silent' }) })
    try {
      const warehouse = await opened.context.warehouse.version()
      const ledger = await opened.context.ledger.version()
      return [
        { level: 'ok', what: `analytics engine ${config.warehouseUrl === undefined ? '(embedded) ' : ''}ClickHouse ${warehouse}` },
        { level: 'ok', what: `ledger ${config.ledgerUrl === undefined ? '(embedded) ' : ''}PostgreSQL ${ledger}` },
      ]
    } finally {
      await opened.close()
    }
  } catch (error) {
    return [{ level: 'fail', what: `the engines do not open: ${error instanceof Error ? error.message : String(error)}`, advice: 'See the message; another process may hold the data directory. 可能有其他进程正在使用数据目录。' }]
  }
}

async function keyFinding(config: Config): Promise<Finding> {
  const folder = join(config.dataDir, 'keys')
  if (!existsSync(folder)) return { level: 'ok', what: 'keys are made at first start 首次启动时生成密钥' }
  const mode = (await stat(folder)).mode & 0o077
  const { seal } = (await openSecrets({ keyDir: folder })).fingerprint()
  const ids = seal.map((key) => `${key.id} ${key.fingerprint} ${ageOf(key.madeAt)}`).join(', ')
  if (mode !== 0) return { level: 'warn', what: `keys ${ids}`, advice: `Others can read ${folder}: chmod -R go= it. 其他用户可读密钥目录。` }
  return { level: 'warn', what: `keys ${ids} lie beside the data`, advice: 'Keep a copy elsewhere: without it sealed identifiers are lost. 请另行备份密钥。' }
}

const DAY = 86_400_000

function ageOf(madeAt: string | null): string {
  return madeAt === null ? '(age unknown 年限未知)' : `(${Math.floor((Date.now() - Date.parse(madeAt)) / DAY)} days 天)`
}
