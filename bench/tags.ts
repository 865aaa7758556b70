import { stringify } from 'yaml'
import { actor, openBenchApp, type BenchApp } from './bench-app.js'
import { pairs, report, rowOf, type Row } from './measure.js'

// Rebuild of the tag snapshot: 20 tags over attributes and 10 transactions a customer, against one INSERT SELECT by hand.
const SIZES = (process.env['QUNCE_BENCH_SIZES'] ?? '1000000,5000000').split(',').map(Number)
const ROUNDS = Number(process.env['QUNCE_BENCH_ROUNDS'] ?? 5)
const ASOF = '2026-06-30'
const PER_CUSTOMER = 10

const attribute = (field: string) => ({ kind: 'attr', table: 'customer', field })
const window = (n: number) => ({ kind: 'last', n, unit: 'd' })
const credit = { kind: 'compare', left: { kind: 'field', field: 'dir' }, op: '=', value: 'C' }

interface BenchTag {
  readonly key: string
  readonly value: unknown
  /** The same by hand, over `c` (customers) and `t` (their transactions, grouped). */
  readonly hand: string
  /** Aggregate of the transactions it needs. */
  readonly grouped?: string
}

const since = (days: number) => `ts >= toDateTime64('${ASOF} 00:00:00', 3, 'Asia/Shanghai') - toIntervalDay(${days - 1})`
const AGE = `if(birth_date IS NULL, NULL, toInt64(age('year', birth_date, toDate32('${ASOF}'))))`

const BENCH_TAGS: readonly BenchTag[] = [
  { key: 'gender', value: attribute('gender'), hand: 'gender' },
  { key: 'city', value: attribute('city_code'), hand: 'city_code' },
  { key: 'age', value: { kind: 'age', of: attribute('birth_date') }, hand: AGE },
  {
    key: 'age-band',
    value: { kind: 'bucket', of: { kind: 'age', of: attribute('birth_date') }, edges: [25, 35, 45, 55, 65], labels: ['a', 'b', 'c', 'd', 'e', 'f'] },
    hand: `multiIf(${AGE} IS NULL, NULL, ${AGE} < 25, 'a', ${AGE} < 35, 'b', ${AGE} < 45, 'c', ${AGE} < 55, 'd', ${AGE} < 65, 'e', 'f')`,
  },
  { key: 'days-open', value: { kind: 'daysBetween', from: attribute('open_date'), to: { kind: 'asOf' } }, hand: `dateDiff('day', open_date, toDate32('${ASOF}'))` },
  ...[30, 90, 180].flatMap((n): BenchTag[] => [
    { key: `count-${n}`, value: { kind: 'agg', table: 'txn', fn: 'count', window: window(n) }, hand: `ifNull(t.count_${n}, 0)`, grouped: `countIf(${since(n)}) AS count_${n}` },
    { key: `sum-${n}`, value: { kind: 'agg', table: 'txn', fn: 'sum', field: 'amount', window: window(n) }, hand: `t.sum_${n}`, grouped: `sumIf(amount_minor, ${since(n)}) AS sum_${n}` },
    { key: `inflow-${n}`, value: { kind: 'agg', table: 'txn', fn: 'sum', field: 'amount', window: window(n), filter: credit }, hand: `t.inflow_${n}`, grouped: `sumIf(amount_minor, dir = 'C' AND ${since(n)}) AS inflow_${n}` },
    { key: `largest-${n}`, value: { kind: 'agg', table: 'txn', fn: 'max', field: 'amount', window: window(n) }, hand: `t.largest_${n}`, grouped: `maxIf(amount_minor, ${since(n)}) AS largest_${n}` },
  ]),
  { key: 'days-since-last', value: { kind: 'daysBetween', from: { kind: 'agg', table: 'txn', fn: 'last', field: 'ts', window: { kind: 'all' } }, to: { kind: 'asOf' } }, hand: `dateDiff('day', toDate32(t.last_ts, 'Asia/Shanghai'), toDate32('${ASOF}'))`, grouped: 'max(ts) AS last_ts' },
  { key: 'channels', value: { kind: 'agg', table: 'txn', fn: 'distinct', field: 'channel', window: window(180) }, hand: 't.channels', grouped: `uniqExactIf(channel, ${since(180)}) AS channels` },
  { key: 'average-180', value: { kind: 'agg', table: 'txn', fn: 'avg', field: 'amount', window: window(180) }, hand: 't.average_180', grouped: `avgIf(amount_minor, ${since(180)}) AS average_180` },
]

async function generate(app: BenchApp, customers: number): Promise<{ customer: number; txn: number }> {
  const { runs } = app.context
  for (const table of ['customer', 'txn']) for (const run of await runs.visible('load', table)) await app.context.warehouse.dropRun(`bank_${table}`, run.id)
  await app.forgetLoads()
  const begin = (table: string) => runs.begin({ kind: 'load', subject: table, asOf: ASOF, tables: [`bank_${table}`] })
  const ids = { customer: await begin('customer'), txn: await begin('txn') }
  const person = (n: string) => `toUInt32(${n} + 1), concat('C', toString(${n})), concat('C', toString(${n}))`
  await app.run(`INSERT INTO bank_customer (run_id, cust_no, cust_id, shard_key, row_key, valid_from, gender, city_code, birth_date, open_date) SELECT ${ids.customer}, ${person('number')}, concat('C', toString(number)), '${ASOF}', ['M', 'F', 'U'][number % 3 + 1], concat('city', toString(number % 300)), toDate32('1945-01-01') + number * 7919 % 22000, toDate32('2005-01-01') + number * 104729 % 7000 FROM numbers(${customers})`)
  await app.run(`INSERT INTO bank_txn (run_id, cust_no, cust_id, shard_key, row_key, valid_from, ts, dir, amount_minor, channel) SELECT ${ids.txn}, ${person(`intDiv(number, ${PER_CUSTOMER})`)}, toString(number), '${ASOF}', toDateTime64('2025-07-01 00:00:00', 3, 'UTC') + intHash32(number) % 31000000, ['D', 'C'][number % 2 + 1], toInt64(intHash32(number + 7) % 2000000), concat('ch', toString(intHash32(number) % 6)) FROM numbers(${customers * PER_CUSTOMER})`)
  await runs.commitAll([
    { id: ids.customer, detail: { source: 'bench', target: 0, mode: 'snapshot', loadId: '1', rows: customers } },
    { id: ids.txn, detail: { source: 'bench', target: 0, mode: 'append', loadId: '2', rows: customers * PER_CUSTOMER } },
  ])
  return ids
}

async function race(app: BenchApp, customers: number): Promise<Row> {
  const ids = await generate(app, customers)
  const ours = async () => {
    const built = (await app.job('tags.build', { asOf: ASOF })) as { customers: number; tags: number; runId: number }
    if (built.customers !== customers || built.tags !== BENCH_TAGS.length) throw new Error(`${built.customers} customers, ${built.tags} tags`)
  }
  const grouped = BENCH_TAGS.flatMap((tag) => (tag.grouped === undefined ? [] : [tag.grouped])).join(', ')
  const select = `SELECT c.cust_no, c.cust_id, c.shard_key, c.gender AS a_gender, c.city_code AS a_city, c.birth_date AS a_birth, c.open_date AS a_open, ${BENCH_TAGS.map((tag) => `${tag.hand} AS t_${tag.key.replaceAll('-', '_')}`).join(', ')} FROM (SELECT * FROM bank_customer WHERE run_id = ${ids.customer}) AS c LEFT JOIN (SELECT cust_no, ${grouped} FROM bank_txn WHERE run_id = ${ids.txn} AND ts < toDateTime64('${ASOF} 00:00:00', 3, 'Asia/Shanghai') + toIntervalDay(1) GROUP BY cust_no) AS t ON t.cust_no = c.cust_no`
  await app.run(`CREATE TABLE by_hand ENGINE = MergeTree ORDER BY cust_no AS ${select} LIMIT 0`)
  const peer = () => app.run(`INSERT INTO by_hand ${select}`)
  const times = await pairs(ROUNDS, ours, peer, () => app.run('TRUNCATE TABLE by_hand'))
  await app.run('DROP TABLE by_hand SYNC')
  return rowOf(`snapshot of ${BENCH_TAGS.length} tags, ${customers.toLocaleString('en-US')} customers, ${(customers * PER_CUSTOMER).toLocaleString('en-US')} transactions`, times, '', 'ours also keeps every attribute, counts the rows and commits; peer: one INSERT SELECT with the same aggregates')
}

const app = await openBenchApp()
try {
  const files = BENCH_TAGS.map(({ key, value }) => ({ path: `tag/${key}.yaml`, text: stringify({ kind: 'tag', key, name: { zh: key, en: key }, version: null, body: { facet: 'value', classification: 'C2', compute: { v: 1, kind: 'value', value } } }, { aliasDuplicateObjects: false }) }))
  await app.context.definitions.apply(files, actor)
  const rows: Row[] = []
  for (const customers of SIZES) rows.push(await race(app, customers))
  report(rows, await app.context.warehouse.version())
} finally {
  await app.close()
}
