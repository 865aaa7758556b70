import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '#platform/context'
import { SERVER_FILE } from './cli/server-file.js'
import { demoProcessArgs } from './demo-process.js'

/** The simulated market answers on the port after the product's. */
const marketPort = (port: number): number => port + 1

/** Where webhooks of a demo may go. */
export function marketHost(port: number): string {
  return `127.0.0.1:${marketPort(port)}`
}

const running = new WeakMap<Context, ChildProcess>()

/** Where a demo's generated truth lies: beside the data directory, never in it. */
export function truthFolder(context: Context): string {
  return `${context.settings.dataDir}-demo-truth`
}

/**
 * Starts the simulated market of a demo whose bank was generated; nothing happens when it runs or there is no truth. It ends
 * with the product: its input closes.
 */
export async function startDemoMarket(context: Context): Promise<void> {
  const truth = truthFolder(context)
  if (!context.settings.demo || running.has(context) || !existsSync(join(truth, 'truth.json'))) return
  const { dataDir } = context.settings
  const { url } = JSON.parse(await readFile(join(dataDir, SERVER_FILE), 'utf8')) as { url: string }
  const port = marketPort(Number(new URL(url).port))
  const args = [...demoProcessArgs(), 'simulate', '--truth', truth, '--port', String(port), '--data-dir', dataDir, '--until-input-ends']
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'pipe'] })
  running.set(context, child)
  let tail = ''
  child.stderr.on('data', (bytes: Buffer) => (tail = `${tail}${bytes.toString()}`.slice(-2000)))
  child.once('close', (code) => {
    running.delete(context)
    if (code !== 0 && code !== null) context.log.warn({ code, reason: reasonOf(tail) }, 'the simulated market ended')
  })
  child.once('error', (error) => context.log.warn({ reason: String(error) }, 'the simulated market did not start'))
}

/** Ends the simulated market. */
export function stopDemoMarket(context: Context): void {
  running.get(context)?.stdin?.end()
}

/** The line of an error's text that says what was wrong; its first otherwise. */
function reasonOf(printed: string): string {
  const lines = printed.split('\n').map((line) => line.trim()).filter((line) => line !== '')
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1) ?? ''
}
