#!/usr/bin/env node
// Launcher: installs and builds what is missing, then runs the command line. Needs nothing but Node.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from '../scripts/prepare.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Qunce needs Node 20.19 or later; this is ${process.versions.node}. 需要 Node 20.19 或更高版本。`)
  process.exit(1)
}

await prepare({ root, web: true })

const sessions = Number(process.env.QUNCE_SESSIONS) || 4
const environment = {
  ...process.env,
  // The embedded engine's day follows TZ; each running statement holds a libuv thread.
  TZ: 'UTC',
  UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? String(sessions + 8 + availableParallelism()),
}
const main = join(root, 'dist', 'src', 'app', 'cli', 'main.js')
const child = spawn(process.execPath, ['--enable-source-maps', '--max-semi-space-size=64', main, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: environment,
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1)))
