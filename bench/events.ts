import { fork } from 'node:child_process'
import { once } from 'node:events'
import { memoryUsage } from 'node:process'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { buildApp, readConfig } from '#app'
import { createWriteKey } from '../src/events/actions/manage-keys.js'
import { actor, openBenchApp, type BenchApp } from './bench-app.js'
import { quantile, report, say, type Row } from './measure.js'

// Durable events a second at 100 a request; the generator is a process on the same cores. Limits instead of a peer.
const SECONDS = Number(process.env['QUNCE_BENCH_SECONDS'] ?? 20)
const CONNECTIONS = Number(process.env['QUNCE_BENCH_CONNECTIONS'] ?? 40)
const WARM_SECONDS = 5

interface Answered {
  readonly times: readonly number[]
  readonly answers: Readonly<Record<string, number>>
}

async function generate(url: string, key: string, seconds: number, perRequest: number): Promise<Answered> {
  const input = JSON.stringify({ url, key, seconds, connections: CONNECTIONS, perRequest })
  const child = fork(fileURLToPath(new URL('./event-generator.mjs', import.meta.url)), [input], { execArgv: [] })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the generator ended with ${String(code)} before it reported`)
  })
  const [answered] = (await Promise.race([once(child, 'message'), ended])) as [Answered]
  ended.catch(() => undefined)
  return answered
}

/** Resident memory once a second while a work runs, bytes. */
async function watched<T>(work: Promise<T>): Promise<{ result: T; memory: number[] }> {
  const memory: number[] = []
  const timer = setInterval(() => memory.push(memoryUsage().rss), 1000)
  const result = await work.finally(() => clearInterval(timer))
  return { result, memory }
}

/** One event a request is no goal: a long run is for batches. */
const SINGLE_SECONDS = Math.min(SECONDS, 20)

async function measure(app: BenchApp, url: string, key: string, perRequest: number, goal: string): Promise<Row> {
  const seconds = perRequest === 1 ? SINGLE_SECONDS : SECONDS
  await generate(url, key, WARM_SECONDS, perRequest)
  const before = await stored(app)
  const cpu = process.cpuUsage()
  const { result, memory } = await watched(generate(url, key, seconds, perRequest))
  const used = process.cpuUsage(cpu)
  const after = await stored(app)
  const taken = (result.answers['200'] ?? 0) * perRequest
  if (after.n - before.n !== taken || after.n !== after.ids) throw new Error(`acknowledged ${taken}, stored ${after.n - before.n}, ids ${after.ids} of ${after.n}`)
  const [p50, p99] = [quantile(result.times, 0.5), quantile(result.times, 0.99)]
  const perEvent = (used.user + used.system) / taken
  const half = memory.slice(Math.floor(memory.length / 2))
  say(`  ${perRequest} a request: answers ${JSON.stringify(result.answers)}, memory ${memory.map((bytes) => Math.round(bytes / 1e6)).join(' ')} MB`)
  return {
    what: `durable events, ${perRequest} a request, ${CONNECTIONS} connections, ${seconds} s`,
    ours: `${Math.round(taken / seconds).toLocaleString('en-US')}/s, p50 ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms`,
    peer: '',
    ratio: '',
    goal,
    note: `${perEvent.toFixed(1)} µs of server processor time an event; memory ${Math.round(Math.max(...half) / 1e6)} MB at most in the second half`,
  }
}

async function stored(app: BenchApp): Promise<{ n: number; ids: number }> {
  const [row] = await app.rows<{ n: string; ids: string }>('SELECT count() AS n, uniqExact(event_id) AS ids FROM bank_app_event')
  return { n: Number(row?.n ?? 0), ids: Number(row?.ids ?? 0) }
}

const app = await openBenchApp()
const http = await buildApp(readConfig({ QUNCE_DATA_DIR: app.dir, QUNCE_LOG_LEVEL: 'silent' }), app)
try {
  await http.app.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(http.app.server.address() as AddressInfo).port}`
  const { key } = await createWriteKey(app.context, { name: 'bench', sourceType: 'segment', origins: [], rateLimit: null }, actor)
  const rows = [await measure(app, url, key, 100, '50,000/s, p99 < 150 ms'), await measure(app, url, key, 1, '')]
  report(rows, await app.context.warehouse.version())
} finally {
  await http.app.close()
  await app.close()
}
