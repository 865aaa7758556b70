import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp, readConfig } from '#app'
import type { BenchApp } from './bench-app.js'
import { clocked, quantile, say, type Row } from './measure.js'

const CUSTOMERS = 60
/** What the page asks for when it is opened, side by side. */
const PARTS = ['', '/holdings', '/timeline', '/identity']

/** Customers spread over the whole bank. */
function someone(at: number, customers: number): string {
  return `C${Math.floor(((at * 0.618_033_988_7) % 1) * customers)}`
}

/** A customer's page as it opens: head, tags and faces, holdings, timeline and identity over HTTP, until the last has come. */
export async function customerPage(app: BenchApp, customers: number, facts: string): Promise<Row> {
  const http = await buildApp(readConfig({ QUNCE_DATA_DIR: app.dir, QUNCE_LOG_LEVEL: 'silent' }), app)
  const headers = { authorization: `Bearer ${readFileSync(join(app.dir, 'data', 'cli-token'), 'utf8').trim()}` }
  const open = async (custId: string) => {
    const answers = await Promise.all(PARTS.map((part) => http.app.inject({ method: 'GET', url: `/api/v1/customers/${custId}${part}`, headers })))
    const bad = answers.find(({ statusCode }) => statusCode !== 200)
    if (bad !== undefined) throw new Error(`${custId}: ${bad.statusCode} ${bad.body.slice(0, 300)}`)
  }
  const times: number[] = []
  try {
    await open(someone(0, customers))
    for (let at = 1; at <= CUSTOMERS; at += 1) times.push(await clocked(() => open(someone(at, customers))))
  } finally {
    await http.app.close()
  }
  const ours = `p50 ${Math.round(quantile(times, 0.5))} ms, p95 ${Math.round(quantile(times, 0.95))} ms`
  say(`a customer's page, ${facts}: ${ours}`)
  return { what: `a customer's page, ${facts}`, ours, peer: '', ratio: '', goal: '10 M customers < 300 ms', note: `${CUSTOMERS} customers one after the other; head with tags and faces, holdings, timeline and identity asked for side by side` }
}
