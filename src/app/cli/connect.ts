import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CLI_TOKEN_FILE } from '#platform/access'
import { createLog } from '#platform/log'
import { problemSchema, type Problem } from '#platform/http/contract'
import { buildApp } from '../build-app.js'
import type { Config } from '../config.js'
import { openContext } from '../open-context.js'
import { SERVER_FILE } from './server-file.js'

/** The product's API, wherever it runs: a running server, or this process over the data directory. */
export interface Connection {
  readonly kind: 'server' | 'here'
  request(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<unknown>
  close(): Promise<void>
}

/** An answer that is a problem, as an error the command line prints. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.message.en}`)
  }
}

/** Talks to the running server of the data directory when there is one; otherwise opens the directory itself. */
export async function connect(config: Config): Promise<Connection> {
  const running = await runningServer(config)
  return running ?? openHere(config)
}

/** The address of the running server of a data directory, or null. */
export async function runningServer(config: Config): Promise<Connection | null> {
  const file = join(config.dataDir, SERVER_FILE)
  if (!existsSync(file)) return null
  const { url } = JSON.parse(readFileSync(file, 'utf8')) as { url: string }
  const alive = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(3000) }).catch(() => null)
  if (alive?.ok !== true) return null
  const token = readFileSync(join(config.dataDir, CLI_TOKEN_FILE), 'utf8').trim()
  return {
    kind: 'server',
    async request(method, path, body, headers = {}) {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return read(answer.status, await answer.text())
    },
    close: () => Promise.resolve(),
  }
}

async function openHere(config: Config): Promise<Connection> {
  const opened = await openContext(config, { log: createLog({ level: config.logLevel, destination: process.stderr }) })
  const http = await buildApp(config, opened)
  const token = readFileSync(join(config.dataDir, CLI_TOKEN_FILE), 'utf8').trim()
  return {
    kind: 'here',
    async request(method, path, body, headers = {}) {
      const answer = await http.app.inject({
        method,
        url: path,
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      })
      return read(answer.statusCode, answer.payload)
    },
    async close() {
      await http.app.close()
      await opened.close()
    },
  }
}

function read(status: number, text: string): unknown {
  const body: unknown = isJson(text) ? JSON.parse(text) : text
  if (status < 400) return body
  const problem = problemSchema.safeParse(body)
  if (problem.success) throw new ProblemError(problem.data)
  throw new Error(`HTTP ${status}: ${text.slice(0, 500)}`)
}

function isJson(text: string): boolean {
  return /^\s*[[{"]|^\s*(true|false|null|\d)/.test(text)
}
