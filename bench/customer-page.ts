import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp, readConfig } from '#app'
import type { BenchApp } from './bench-app.js'
import { clocked, quantile, say, type Row } from './measure.js'

const CUSTOMERS = 60
/** What the page asks for when it is opened, side by side. */
const PARTS = ['', '/uses', '/timeline?limit=8']
/** And with the tabs behind it, all at once. */
const TABS = [...PARTS, '/holdings', '/identity', '/loads', '/recurring']

/** Customers spread over the whole bank. */
function someone(at: number, customers: number): string {
  return `C${Math.floor(((at * 0.618_033_988_7) % 1) * customers)}`
}

/** A customer's page over HTTP, until the last answer has come: as it opens (head, tags and segments, newest events), and with every tab behind it asked for at once. */
export async function customerPage(app: BenchApp, customers: number, facts: string): Promise<Row[]> {
  const http = await buildApp(readConfig({ QUNCE_DATA_DIR: app.dir, QUNCE_LOG_LEVEL: 'silent' }), app)
  const headers = { authorization: `Bearer ${readFileSync(join(app.dir, 'data', 'cli-token'), 'utf8').trim()}` }
  const open = async (custId: string, parts: readonly string[]) => {
    const answers = await Promise.all(parts.map((part) => http.app.inject({ method: 'GET', url: `/api/v1/customers/${custId}${part}`, headers })))
    const bad = answers.find(({ statusCode }) => statusCode !== 200)
    if (bad !== undefined) throw new Error(`${custId}: ${bad.statusCode} ${bad.body.slice(0, 300)}`)
  }
  const timed = async (what: string, parts: readonly string[], goal: string): Promise<Row> => {
    const times: number[] = []
    await open(someone(0, customers), parts)
    for (let at = 1; at <= CUSTOMERS; at += 1) times.push(await clocked(() => open(someone(at, customers), parts)))
    const ours = `p50 ${Math.round(quantile(times, 0.5))} ms, p95 ${Math.round(quantile(times, 0.95))} ms`
    say(`${what}, ${facts}: ${ours}`)
    return { what: `${what}, ${facts}`, ours, peer: '', ratio: '', goal, note: `${CUSTOMERS} customers one after the other; ${parts.length} requests side by side` }
  }
  try {
    return [await timed("a customer's page as it opens", PARTS, '10 M customers < 300 ms'), await timed('… with every tab at once', TABS, '')]
  } finally {
    await http.app.close()
  }
}
