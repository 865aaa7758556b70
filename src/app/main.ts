import { chmod, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { AppError } from '#kernel/error'
import { createLog } from '#platform/log'
import { isLoopback, type StartAsDemo } from './become-demo.js'
import { buildApp } from './build-app.js'
import { SERVER_FILE } from './cli/server-file.js'
import { startDemoMarket, stopDemoMarket } from './demo-market.js'
import type { Config } from './config.js'
import { openContext } from './open-context.js'

export interface StartOptions {
  readonly demo: boolean
  /** Says something to the person at the terminal. */
  readonly say: (text: string) => void
  /** Starts anew as a demo; absent where the caller cannot. */
  readonly startAsDemo?: StartAsDemo
}

export interface RunningServer {
  readonly url: string
  stop(): Promise<void>
}

/** Starts the server: engines, migrations, rooms, HTTP. */
export async function startServer(config: Config, options: StartOptions): Promise<RunningServer> {
  refuseOpenAddress(config, options.demo)
  const log = createLog({ level: config.logLevel })
  options.say('Opening the engines … 正在启动引擎…')
  const opened = await openContext(config, { log, demo: options.demo, pulses: true })
  if (opened.migrated.length > 0) options.say(`Prepared the data directory (${opened.migrated.length} steps). 数据目录已就绪。`)
  if (opened.swept.abandoned > 0) options.say(`Removed ${opened.swept.abandoned} unfinished run(s) of an earlier stop. 已清理未完成的运行。`)
  const http = await buildApp(config, opened, options.startAsDemo)
  await http.app.listen({ host: config.host, port: config.port })
  const address = http.app.server.address()
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${portOf(address, config.port)}`
  const serverFile = join(config.dataDir, SERVER_FILE)
  await writeFile(serverFile, JSON.stringify({ url, pid: process.pid }))
  await chmod(serverFile, 0o600)
  const shown = url.replace('127.0.0.1', 'localhost')
  options.say(`\n  Qunce 群策 is ready: ${shown}\n`)
  await startDemoMarket(opened.context)
  const token = opened.mark.demo ? null : await opened.access.ensureSetupLink()
  if (token !== null) {
    options.say(`  Set the administrator's password within 30 minutes (single use):\n  请在 30 分钟内用此一次性链接设置管理员密码：\n\n    ${shown}/setup#${token}\n`)
  }
  return {
    url,
    async stop() {
      stopDemoMarket(opened.context)
      await http.app.close()
      await opened.close()
      await rm(serverFile, { force: true })
    },
  }
}

/** Other machines reach the server only behind TLS; a demo never leaves this one. */
function refuseOpenAddress(config: Config, demo: boolean): void {
  if (isLoopback(config.host)) return
  if (demo) throw new AppError('CONFIG_INVALID', { name: 'QUNCE_HOST', reason: 'a demo answers on this machine only' })
  if (!config.behindTlsProxy) {
    throw new AppError('CONFIG_INVALID', { name: 'QUNCE_HOST', reason: 'other addresses need a TLS proxy in front: set QUNCE_BEHIND_TLS_PROXY=true' })
  }
}

function portOf(address: AddressInfo | string | null, configured: number): number {
  return typeof address === 'object' && address !== null ? address.port : configured
}
