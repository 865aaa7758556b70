import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp, readConfig } from '#app'
import { actor, openBenchApp, type BenchApp } from './bench-app.js'
import { clocked, median, quantile, report, say, type Row } from './measure.js'

// Room for products in a tiering: two accounts and two positions a customer over nine categories, read page by page over HTTP.
const CUSTOMERS = Number(process.env['QUNCE_BENCH_SIZES'] ?? '1000000')
const PAGES = 20
const ASOF = '2026-06-30'
const CATEGORIES = ['DEMAND_DEP', 'TIME_DEP', 'WEALTH', 'FUND', 'INSURANCE', 'GOLD', 'LOAN', 'CARD', 'TRUST']

/** Which product a row of a customer is of: skewed, so that sets of categories differ in size. */
const product = (salt: number) => `concat('P', toString(intDiv(intHash32(number * 7 + ${salt}) % 100 * (intHash32(number * 11 + ${salt}) % 100), 1112)))`

async function generate(app: BenchApp): Promise<void> {
  const { runs } = app.context
  const begin = (table: string) => runs.begin({ kind: 'load', subject: table, asOf: ASOF, tables: [`bank_${table}`] })
  const ids = { customer: await begin('customer'), product: await begin('product'), account: await begin('account'), position: await begin('position') }
  const person = (n: string) => `toUInt32(${n} + 1), concat('C', toString(${n})), concat('C', toString(${n}))`
  await app.run(`INSERT INTO bank_customer (run_id, cust_no, cust_id, shard_key, row_key, valid_from, open_date) SELECT ${ids.customer}, ${person('number')}, concat('C', toString(number)), '${ASOF}', toDate32('2006-07-01') + intHash32(number + 3) % 7000 FROM numbers(${CUSTOMERS})`)
  await app.run(`INSERT INTO bank_product (run_id, row_key, valid_from, product_id, category) SELECT ${ids.product}, toString(number), '${ASOF}', concat('P', toString(number)), ['${CATEGORIES.join("', '")}'][number + 1] FROM numbers(${CATEGORIES.length})`)
  for (const [table, id, salt] of [['account', ids.account, 1], ['position', ids.position, 2]] as const) {
    await app.run(`INSERT INTO bank_${table} (run_id, cust_no, cust_id, shard_key, row_key, valid_from, product_id, open_date) SELECT ${id}, ${person('intDiv(number, 2)')}, toString(number), '${ASOF}', ${product(salt)}, toDate32('2020-01-01') FROM numbers(${CUSTOMERS * 2})`)
  }
  const detail = (mode: string, loadId: string, rows: number) => ({ source: 'bench', target: 0, mode, loadId, rows })
  await runs.commitAll([
    { id: ids.customer, detail: detail('snapshot', '1', CUSTOMERS) },
    { id: ids.product, detail: detail('snapshot', '2', CATEGORIES.length) },
    { id: ids.account, detail: detail('snapshot', '3', CUSTOMERS * 2) },
    { id: ids.position, detail: detail('snapshot', '4', CUSTOMERS * 2) },
  ])
}

const daysOpen = { v: 1, kind: 'value', value: { kind: 'daysBetween', from: { kind: 'attr', table: 'customer', field: 'open_date' }, to: { kind: 'asOf' } } }
const tiers = ['T1', 'T2', 'T3', 'T4'].map((code, at) => ({ code, name: { zh: code }, from: at === 0 ? null : at * 1750 }))

async function measured(app: BenchApp): Promise<Row[]> {
  const http = await buildApp(readConfig({ QUNCE_DATA_DIR: join(app.dir, 'data'), QUNCE_LOG_LEVEL: 'silent' }), app)
  const headers = { authorization: `Bearer ${readFileSync(join(app.dir, 'data', 'cli-token'), 'utf8').trim()}` }
  const get = async <Body>(path: string): Promise<Body> => {
    const answer = await http.app.inject({ method: 'GET', url: `/api/v1${path}`, headers })
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body.slice(0, 300)}`)
    return answer.json<Body>()
  }
  try {
    const { runs } = await get<{ runs: { runId: number }[] }>('/tierings/age')
    const place = `/tierings/age/runs/${runs[0]?.runId ?? 0}`
    const walk = async (query: string) => {
      const times: number[] = []
      const page = { cursor: '', total: 0 }
      for (let at = 0; at < PAGES; at += 1) {
        times.push(
          await clocked(async () => {
            const { nextCursor, total } = await get<{ nextCursor: string | null; total: number }>(`${place}/whitespace?limit=50&${query}${page.cursor}`)
            if (nextCursor === null) throw new Error(`${query}: only ${total} customers`)
            Object.assign(page, { cursor: `&cursor=${encodeURIComponent(nextCursor)}`, total })
          }),
        )
      }
      const [first = 0, ...next] = times
      return { first: Math.round(first), next: `p50 ${Math.round(quantile(next, 0.5))} ms, p95 ${Math.round(quantile(next, 0.95))} ms`, total: page.total }
    }
    const depth: number[] = []
    for (let round = 0; round < 5; round += 1) depth.push(await clocked(() => get(`${place}/depth?without=${CATEGORIES.slice(0, round).join(',')}`)))
    const again = await clocked(() => get(`${place}/depth`))
    const rows: Row[] = [line('depth of holdings', `${Math.round(median(depth))} ms`, `histograms and categories of every tier; ${Math.round(again)} ms within five minutes of the first`)]
    for (const [what, query] of [['of one tier and category', 'most=9&cell=T2&category=FUND'], ['of the whole run', 'most=9']] as const) {
      const { first, next, total } = await walk(query)
      rows.push(line(`pages of 50 with room for a product, ${what}`, next, `${PAGES - 1} pages after the first, which took ${first} ms; ${total.toLocaleString('en-US')} customers in the list`))
    }
    return rows
  } finally {
    await http.app.close()
  }
}

function line(what: string, ours: string, note: string): Row {
  say(`${what}: ${ours}; ${note}`)
  return { what: `${what}, ${CUSTOMERS.toLocaleString('en-US')} customers, ${(CUSTOMERS * 4).toLocaleString('en-US')} holdings`, ours, peer: '', ratio: '', goal: '', note }
}

const app = await openBenchApp()
try {
  await generate(app)
  await app.context.definitions.apply([{ path: 'tag/days-open.yaml', text: JSON.stringify({ kind: 'tag', key: 'days-open', name: { zh: 'days-open', en: 'days-open' }, version: null, body: { facet: 'value', classification: 'C2', compute: daysOpen } }) }], actor)
  await app.job('tags.build', { asOf: ASOF })
  await app.define('tiering', 'age', { plan: { kind: 'pyramid', measure: daysOpen, tiers } })
  await app.job('segments.tier', { key: 'age', asOf: ASOF })
  report(await measured(app), await app.context.warehouse.version())
} finally {
  await app.close()
}
