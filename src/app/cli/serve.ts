import { spawn } from 'node:child_process'
import { readConfig } from '../config.js'
import { startServer, type RunningServer } from '../main.js'
import { makeDemoAccounts } from './demo-accounts.js'
import { fillDemo, type BankWanted } from './fill-demo.js'

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** Runs the server until it is told to stop; as a demo it makes the demo's accounts and fills it. */
export async function serve(demo: boolean, bank: BankWanted = { customers: 0, seed: 0 }): Promise<void> {
  const config = readConfig()
  const running: { server: RunningServer | null; next: number | null } = { server: null, next: null }
  const end = onceOnly(running)
  running.server = await startServer(config, {
    demo,
    say: (text) => console.log(text),
    startAsDemo: (customers) => {
      running.next = customers
      end()
    },
  })
  if (demo) await makeDemoAccounts(config)
  for (const signal of STOP_SIGNALS) process.on(signal, end)
  if (bank.customers > 0) await fillDemo(config, bank)
}

function onceOnly(running: { readonly server: RunningServer | null; readonly next: number | null }): () => void {
  let stopping = false
  return () => {
    if (stopping || running.server === null) return
    stopping = true
    console.log('Stopping … 正在停止…')
    running.server.stop().then(
      () => (running.next === null ? process.exit(0) : startDemo(running.next)),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
}

/** The engines hold one directory a process: the demo gets one of its own, and this one waits for it. */
function startDemo(customers: number): void {
  console.log('Starting as a demo … 正在以演示模式启动…')
  const main = process.argv[1] ?? ''
  const child = spawn(process.execPath, [...process.execArgv, main, 'demo', '--customers', String(customers)], { stdio: 'inherit' })
  for (const signal of STOP_SIGNALS) {
    process.removeAllListeners(signal)
    process.on(signal, () => child.kill(signal))
  }
  child.on('exit', (code) => process.exit(code ?? 1))
}
