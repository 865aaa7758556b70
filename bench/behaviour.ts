import { stringify } from 'yaml'
import type { RuleDocument } from '#kernel/rule'
import { previewSegment } from '../src/segments/actions/preview-segment.js'
import { actor, openBenchApp, type BenchApp } from './bench-app.js'
import { customerPage } from './customer-page.js'
import { clocked, median, report, say, type Row } from './measure.js'

// Rules over behaviour at the size of a large bank: two conditions on events, a rebuild of 60 tags, and a tag that is new.
const SIZES = (process.env['QUNCE_BENCH_SIZES'] ?? '1000000,10000000').split(',').map(Number)
const ROUNDS = Number(process.env['QUNCE_BENCH_ROUNDS'] ?? 5)
const EVENTS_PER_CUSTOMER = 20
const TAGS = 60
const ASOF = '2026-06-30'
const NAMES = ['app_launch', 'login', 'page_view', 'product_detail_view', 'buy_click', 'buy_ok', 'transfer', 'search']
/** Customers inserted at a time: a generation holds so many rows in memory. */
const STEP = 1_000_000

const attribute = (field: string) => ({ kind: 'attr' as const, table: 'customer', field })
const last = (n: number) => ({ kind: 'last' as const, n, unit: 'd' as const })
const named = (value: string) => ({ kind: 'compare' as const, left: { kind: 'field' as const, field: 'name' }, op: '=' as const, value })
const times = (name: string, days: number) => ({ kind: 'agg' as const, table: 'app_event', fn: 'count' as const, window: last(days), filter: named(name) })

/** Fifty aggregates over events in five windows, and ten of attributes. */
function tagValues(): { key: string; value: unknown }[] {
  const aggregates = NAMES.flatMap((name) => [7, 30, 60, 90, 180].map((days) => ({ key: `${name.replaceAll('_', '-')}-${days}`, value: times(name, days) })))
  const more = [7, 30, 60, 90, 180].flatMap((days) => [
    { key: `products-${days}`, value: { kind: 'agg', table: 'app_event', fn: 'distinct', field: 'product_id', window: last(days) } },
    { key: `last-seen-${days}`, value: { kind: 'agg', table: 'app_event', fn: 'last', field: 'name', window: last(days) } },
  ])
  const age = { kind: 'age', of: attribute('birth_date') }
  const plain = [25, 30, 35, 40, 45, 50, 55, 60].map((edge) => ({ key: `age-${edge}`, value: { kind: 'bucket', of: age, edges: [edge], labels: ['a', 'b'] } }))
  return [...aggregates, ...more, ...plain, { key: 'gender', value: attribute('gender') }, { key: 'age', value: age }]
}

const tagFile = (key: string, value: unknown) => ({ path: `tag/${key}.yaml`, text: stringify({ kind: 'tag', key, name: { zh: key, en: key }, version: null, body: { facet: 'value', classification: 'C2', compute: { v: 1, kind: 'value', value } } }, { aliasDuplicateObjects: false }) })

async function generate(app: BenchApp, customers: number): Promise<void> {
  const { runs } = app.context
  const begin = (table: string) => runs.begin({ kind: 'load', subject: table, asOf: ASOF, tables: [`bank_${table}`] })
  const ids = { customer: await begin('customer'), event: await begin('app_event') }
  const person = (n: string) => `toUInt32(${n} + 1), concat('C', toString(${n})), concat('C', toString(${n}))`
  await app.run(`INSERT INTO bank_customer (run_id, cust_no, cust_id, shard_key, row_key, valid_from, gender, city_code, birth_date, open_date) SELECT ${ids.customer}, ${person('number')}, concat('C', toString(number)), '${ASOF}', ['M', 'F', 'U'][number % 3 + 1], concat('city', toString(number % 300)), toDate32('1945-01-01') + number * 7919 % 22000, toDate32('2005-01-01') + number * 104729 % 7000 FROM numbers(${customers})`)
  const names = NAMES.map((name) => `'${name}'`).join(', ')
  for (let from = 0; from < customers; from += STEP) {
    const rows = Math.min(STEP, customers - from) * EVENTS_PER_CUSTOMER
    const owner = `intDiv(number, ${EVENTS_PER_CUSTOMER})`
    // Half a year of events; the draws of one row do not depend on one another.
    await app.run(`INSERT INTO bank_app_event (run_id, cust_no, cust_id, shard_key, row_key, valid_from, ts, name, product_id, props) SELECT ${ids.event}, ${person(owner)}, '', '${ASOF}', toDateTime64('2026-01-02 00:00:00', 3, 'UTC') + intHash32(number) % 15500000, [${names}][intHash32(number + 1) % ${NAMES.length} + 1] AS name, concat('P', toString(intHash32(number + 2) % 300)), if(name = 'product_detail_view', concat('{"dwell_s":', toString(intHash32(number + 3) % 180), ',"from":"home","_received_at":1767312000000}'), '') FROM numbers(${from * EVENTS_PER_CUSTOMER}, ${rows})`)
  }
  await runs.commitAll([
    { id: ids.customer, detail: { source: 'bench', target: 0, mode: 'snapshot', loadId: '1', rows: customers } },
    { id: ids.event, detail: { source: 'bench', target: 0, mode: 'append', loadId: '2', rows: customers * EVENTS_PER_CUSTOMER } },
  ])
}

const RULE: RuleDocument = {
  v: 1, kind: 'rule',
  rule: { kind: 'all', all: [{ kind: 'compare', left: times('product_detail_view', 30), op: '>=', value: 1 }, { kind: 'compare', left: times('buy_ok', 90), op: '=', value: 0 }] },
}
const since = (days: number) => `ts >= toDateTime64('${ASOF} 00:00:00', 3, 'Asia/Shanghai') - toIntervalDay(${days - 1})`
/** The same by hand: everyone, each condition alone, both. */
const BY_HAND = `SELECT count() AS total, countIf(ifNull(seen, 0) >= 1) AS a, countIf(ifNull(bought, 0) = 0) AS b, countIf(ifNull(seen, 0) >= 1 AND ifNull(bought, 0) = 0) AS both FROM (SELECT cust_no FROM bank_customer) AS c LEFT JOIN (SELECT cust_no, countIf(name = 'product_detail_view' AND ${since(30)}) AS seen, countIf(name = 'buy_ok' AND ${since(90)}) AS bought FROM bank_app_event WHERE name IN ('product_detail_view', 'buy_ok') AND ts < toDateTime64('${ASOF} 00:00:00', 3, 'Asia/Shanghai') + toIntervalDay(1) GROUP BY cust_no) AS e ON e.cust_no = c.cust_no`

const dwell = { kind: 'field' as const, field: 'props.dwell_s' }
const looked = named('product_detail_view')
const long = { kind: 'all' as const, all: [looked, { kind: 'compare' as const, left: dwell, op: '>' as const, value: 60 }] }
/** Looked for over a minute in the last month, and for two minutes altogether in the last quarter: a property of the tracking plan, read from its JSON. */
const PROPERTY_RULE: RuleDocument = {
  v: 1, kind: 'rule',
  rule: {
    kind: 'all',
    all: [
      { kind: 'compare', left: { kind: 'agg', table: 'app_event', fn: 'count', window: last(30), filter: long }, op: '>=', value: 1 },
      { kind: 'compare', left: { kind: 'agg', table: 'app_event', fn: 'sum', field: 'props.dwell_s', window: last(90), filter: looked }, op: '>', value: 120 },
    ],
  },
}
const PROPERTY_BY_HAND = `SELECT count() AS total, countIf(ifNull(seen, 0) >= 1) AS a, countIf(ifNull(stayed, 0) > 120) AS b, countIf(ifNull(seen, 0) >= 1 AND ifNull(stayed, 0) > 120) AS both FROM (SELECT cust_no FROM bank_customer) AS c LEFT JOIN (SELECT cust_no, countIf(dwell > 60 AND ${since(30)}) AS seen, sumIf(dwell, ${since(90)}) AS stayed FROM (SELECT cust_no, ts, JSONExtractFloat(props, 'dwell_s') AS dwell FROM bank_app_event WHERE name = 'product_detail_view' AND ${since(90)} AND ts < toDateTime64('${ASOF} 00:00:00', 3, 'Asia/Shanghai') + toIntervalDay(1)) GROUP BY cust_no) AS e ON e.cust_no = c.cust_no`

const planned = { path: 'plan.yaml', text: stringify({ kind: 'tracking-plan-event', key: 'product-detail-view', name: { zh: '浏览产品详情', en: 'Product seen' }, version: null, body: { props: { dwell_s: { type: 'number' } } } }) }

async function behaviour(app: BenchApp, customers: number): Promise<Row[]> {
  return [
    await against(app, customers, 'rule of two behaviour conditions', RULE, BY_HAND),
    await against(app, customers, 'rule of two conditions on an event property', PROPERTY_RULE, PROPERTY_BY_HAND),
  ]
}

async function against(app: BenchApp, customers: number, what: string, rule: RuleDocument, byHand: string): Promise<Row> {
  const preview = (asked: RuleDocument) => previewSegment(app.context, { orgPaths: () => Promise.resolve([]) }, asked, actor, ASOF)
  const found = { ours: [] as number[], hand: [] as number[] }
  for (let round = 0; round <= ROUNDS; round += 1) {
    let ours = -1
    let hand = -2
    const mine = await clocked(async () => void (ours = (await preview(rule)).count ?? 0))
    const theirs = await clocked(async () => void (hand = Number((await app.rows<{ both: string }>(byHand))[0]?.both)))
    if (ours !== hand) throw new Error(`ours counts ${ours}, by hand ${hand}`)
    if (round === 0) continue
    found.ours.push(mine)
    found.hand.push(theirs)
  }
  const ratio = median(found.ours.map((value, at) => value / (found.hand[at] ?? Number.NaN)))
  const row = { what: `${what}, ${customers.toLocaleString('en-US')} customers, ${(customers * EVENTS_PER_CUSTOMER).toLocaleString('en-US')} events`, ours: `${Math.round(median(found.ours))} ms`, peer: `${Math.round(median(found.hand))} ms`, ratio: ratio.toFixed(2), goal: '200 M events < 5 s', note: 'with the waterfall; the same counts; peer: one join of customers with grouped events by hand' }
  say(`${row.what}: ${row.ours}, by hand ${row.peer}`)
  return row
}

async function rebuild(app: BenchApp, customers: number): Promise<Row[]> {
  const built = { milliseconds: 0, tags: 0 }
  built.milliseconds = await clocked(async () => {
    built.tags = ((await app.job('tags.build', { asOf: ASOF })) as { tags: number }).tags
  })
  const size = `${customers.toLocaleString('en-US')} customers, ${(customers * EVENTS_PER_CUSTOMER).toLocaleString('en-US')} events`
  say(`rebuild of ${built.tags} tags, ${size}: ${Math.round(built.milliseconds / 1000)} s`)
  // A tag defined now is not in the snapshot: a rule that names it computes it in place.
  const fresh = await clocked(async () => {
    await app.context.definitions.apply([tagFile(`fresh-${customers}`, times('search', 45))], actor)
    const rule: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'all', all: [{ kind: 'compare', left: { kind: 'tag', tag: `fresh-${customers}` }, op: '>=', value: 1 }] } }
    const { count } = await previewSegment(app.context, { orgPaths: () => Promise.resolve([]) }, rule, actor, ASOF)
    if ((count ?? 0) === 0) throw new Error('the new tag counts nobody')
  })
  return [
    { what: `rebuild of ${built.tags} tags, ${size}`, ours: `${(built.milliseconds / 1000).toFixed(1)} s`, peer: '', ratio: '', goal: '10 M: < 600 s', note: `50 of them aggregates of events in five windows` },
    { what: `a new tag, from its definition to a count with it, ${size}`, ours: `${(fresh / 1000).toFixed(1)} s`, peer: '', ratio: '', goal: '< 30 s', note: 'computed in place until the next rebuild' },
  ]
}

/** Waits until the engine has merged what was written: a bank's engine has, by the time somebody asks. */
async function atRest(app: BenchApp): Promise<void> {
  for (;;) {
    const [merging] = await app.rows<{ n: string }>('SELECT count() AS n FROM system.merges')
    if (Number(merging?.n ?? 0) === 0) return
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}

/** Each size in a product of its own: the newest snapshot is what previews count over. */
async function measure(customers: number): Promise<{ rows: Row[]; engine: string }> {
  const app = await openBenchApp()
  try {
    await app.context.definitions.apply([planned, ...tagValues().map(({ key, value }) => tagFile(key, value))], actor)
    await generate(app, customers)
    await atRest(app)
    return { rows: [...(await behaviour(app, customers)), ...(await rebuild(app, customers)), ...(await customerPage(app, customers, `${customers.toLocaleString('en-US')} customers, ${(customers * EVENTS_PER_CUSTOMER).toLocaleString('en-US')} events`))], engine: await app.context.warehouse.version() }
  } finally {
    await app.close()
  }
}

if (tagValues().length !== TAGS) throw new Error(`${tagValues().length} tags`)
const measured: Awaited<ReturnType<typeof measure>>[] = []
for (const customers of SIZES) measured.push(await measure(customers))
report(measured.flatMap(({ rows }) => rows), measured[0]?.engine ?? '')
