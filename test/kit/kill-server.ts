import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { JobView } from '#platform/jobs/contract'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const MAIN = join('src', 'app', 'cli', 'main.ts')
const POLL_MS = 50

/** The real server in a process of its own, over one data directory, that can be killed and started again. */
export interface KillableServer {
  /** Milliseconds until it answers. */
  start(): Promise<number>
  /** kill -9: no handler runs, nothing is flushed. */
  kill(): Promise<void>
  /** Ends it as an operator does, with its ledger. */
  stop(): Promise<void>
  /** Ends whatever still runs and removes the data. */
  dispose(): Promise<void>
  get<Answer>(path: string): Promise<Answer>
  post<Answer>(path: string, body?: unknown): Promise<Answer>
  /** Starts work; gives its job id. */
  begin(path: string, body: unknown): Promise<string>
  /** Waits for a job's end; fails when it failed. */
  ended(jobId: string): Promise<JobView>
}

/** `port` stays over restarts, for clients that keep one address; 0 takes a free one each time. */
export function createKillableServer(dataDir: string, port = 0): KillableServer {
  let child: ChildProcess | null = null
  let url = ''
  let token = ''
  /** What the server printed last, for the message of a failure. */
  let said = ''
  const ask = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 1000)}\n${said.slice(-3000)}`)
    return JSON.parse(text) as Answer
  }
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const ending = child
    child = null
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return
    const gone = once(ending, 'exit')
    ending.kill(signal)
    await gone
  }
  return {
    async start() {
      const started = performance.now()
      child = spawnServer(dataDir, port)
      said = ''
      await ready(child, (text) => (said += text))
      url = (JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')) as { url: string }).url
      token = readFileSync(join(dataDir, 'cli-token'), 'utf8').trim()
      return performance.now() - started
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async dispose() {
      await end('SIGTERM')
      await endLedger(dataDir)
      rmSync(dirname(dataDir), { recursive: true, force: true })
    },
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    begin: async (path, body) => (await ask<{ jobId: string }>('POST', path, body)).jobId,
    async ended(jobId) {
      for (;;) {
        const job = await ask<JobView>('GET', `/api/v1/jobs/${jobId}`)
        if (job.status === 'done') return job
        if (job.status === 'failed' || job.status === 'cancelled') throw new Error(`job ${job.kind} ${job.status}: ${JSON.stringify(job.error)}`)
        await pause(POLL_MS)
      }
    },
  }
}

function spawnServer(dataDir: string, port: number): ChildProcess {
  return spawn(process.execPath, ['--conditions=source', '--import', 'tsx', MAIN, 'start'], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', TZ: 'UTC', UV_THREADPOOL_SIZE: '16', QUNCE_PORT: String(port), QUNCE_DATA_DIR: dataDir, QUNCE_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Resolves when the server says it is ready; fails with what it said when it ends first. */
function ready(child: ChildProcess, tell: (text: string) => void): Promise<void> {
  let said = ''
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString('utf8')
      tell(chunk.toString('utf8'))
      if (said.includes('is ready')) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
  })
}

/** Ends the PostgreSQL a killed server left behind, if any. */
async function endLedger(dataDir: string): Promise<void> {
  const pid = postmaster(dataDir)
  if (pid === null) return
  try {
    process.kill(pid, 'SIGQUIT')
    for (let wait = 0; wait < 100 && postmaster(dataDir) !== null; wait += 1) await pause(50)
  } catch {
    // It has gone already.
  }
}

/** Process id of the embedded PostgreSQL, or null. */
export function postmaster(dataDir: string): number | null {
  try {
    return Number(readFileSync(join(dataDir, 'ledger', 'pg', 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return null
  }
}
