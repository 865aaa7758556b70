import { statSync } from 'node:fs'
import { join } from 'node:path'
import { openBenchApp, writeCsv, type BenchApp } from './bench-app.js'
import { pairs, report, rowOf, say, type Row } from './measure.js'

const CUSTOMERS = Number(process.env['QUNCE_BENCH_ROWS'] ?? 1_000_000)
const ROUNDS = Number(process.env['QUNCE_BENCH_ROUNDS'] ?? 5)

const customers = {
  purposes: ['SERVICE'],
  format: { type: 'csv' },
  businessDate: '2026-06-30',
  targets: [
    {
      table: 'customer',
      mode: 'snapshot',
      columns: { cust_id: 'cust_id', gender: 'gender', birth_date: 'birth_date', city_code: 'city', occupation_code: 'occupation', open_date: 'open_date', status: 'status', marketing_consent: 'consent' },
      attributes: {
        aum: { type: 'money', name: { zh: '资产', en: 'AUM' }, column: 'aum' },
        score: { type: 'decimal', name: { zh: '评分', en: 'Score' }, column: 'score' },
        logins: { type: 'int', name: { zh: '登录', en: 'Logins' }, column: 'logins' },
        product: { type: 'enum', name: { zh: '产品', en: 'Product' }, column: 'product' },
      },
    },
  ],
}

const CUSTOMER_FILE = `SELECT concat('C', leftPad(toString(number), 9, '0')) AS cust_id, ['M','F','U'][number % 3 + 1] AS gender,
  toString(toDate32('1945-01-01') + number * 7919 % 22000) AS birth_date, concat('city', toString(number % 300)) AS city, concat('job', toString(number % 40)) AS occupation,
  toString(toDate32('2005-01-01') + number * 104729 % 7000) AS open_date, ['ACTIVE','CLOSED','FROZEN'][number % 17 % 3 + 1] AS status, number % 2 AS consent,
  concat(toString(number * 7919 % 900000), '.', leftPad(toString(number % 100), 2, '0')) AS aum, round(number * 31 % 1000 / 7, 4) AS score, number * 13 % 400 AS logins, concat('P', toString(number % 25)) AS product`

const CUSTOMER_TYPES = 'cust_id String, gender LowCardinality(Nullable(String)), birth_date Nullable(Date32), city LowCardinality(Nullable(String)), occupation LowCardinality(Nullable(String)), open_date Nullable(Date32), status LowCardinality(Nullable(String)), consent Nullable(UInt8), aum Nullable(Decimal(18, 2)), score Nullable(Float64), logins Nullable(Int64), product LowCardinality(Nullable(String))'

const transactions = {
  purposes: ['SERVICE'],
  format: { type: 'csv' },
  businessDate: '2026-06-30',
  targets: [
    {
      table: 'txn',
      mode: 'append',
      columns: {
        txn_id: 'txn_id', acct_id: 'acct_id', cust_id: 'cust_id', ts: { from: 'ts', format: 'YYYY-MM-DD HH:mm:ss' }, type: 'type', dir: 'dir', amount: 'amount', balance_after: 'balance',
        channel: 'channel', cpty_id: 'cpty', memo_class: 'memo', status: 'status',
      },
    },
  ],
}

const TXN_FILE = `SELECT concat('T', leftPad(toString(number), 10, '0')) AS txn_id, concat('A', toString(number * 31 % ${CUSTOMERS})) AS acct_id, concat('C', leftPad(toString(number * 7919 % ${CUSTOMERS}), 9, '0')) AS cust_id,
  formatDateTime(toDateTime('2025-06-30 00:00:00', 'UTC') + number * 104729 % 31536000, '%Y-%m-%d %H:%i:%S') AS ts, concat('type', toString(number % 12)) AS type, ['D','C'][number % 2 + 1] AS dir,
  concat(toString(number * 37 % 20000), '.', leftPad(toString(number % 100), 2, '0')) AS amount, concat(toString(number * 41 % 800000), '.50') AS balance, concat('ch', toString(number % 6)) AS channel,
  concat('M', toString(number % 5000)) AS cpty, concat('m', toString(number % 20)) AS memo, 'OK' AS status`

const TXN_TYPES = "txn_id String, acct_id Nullable(String), cust_id String, ts Nullable(DateTime64(3, 'UTC')), type LowCardinality(Nullable(String)), dir LowCardinality(Nullable(String)), amount Nullable(Decimal(18, 2)), balance Nullable(Decimal(18, 2)), channel LowCardinality(Nullable(String)), cpty Nullable(String), memo LowCardinality(Nullable(String)), status LowCardinality(Nullable(String))"

const MINOR = (name: string) => `toInt64(${name} * 100) AS ${name}_minor`
const TABLE = 'ORDER BY cust_id SETTINGS fsync_after_insert = 1, fsync_part_directory = 1'

interface Import {
  readonly name: string
  readonly file: string
  readonly types: string
  /** What the peer selects from the file: money as minor units, as ours is stored. */
  readonly select: string
}

async function race(app: BenchApp, each: Import, rows: number): Promise<Row> {
  const from = `file('${each.file}', 'CSVWithNames', '${each.types.replace(/'/g, "\\'")}')`
  const types = await app.rows<{ name: string; type: string }>(`DESCRIBE (SELECT ${each.select} FROM ${from})`)
  const columns = types.map(({ name, type }) => `\`${name}\` ${type}`).join(', ')
  await app.run(`CREATE TABLE peer (${columns}) ENGINE = MergeTree ${TABLE}`)
  const megabytes = Math.round(statSync(each.file).size / 1e6)
  say(`${each.name}: ${rows} rows, ${megabytes} MB`)
  const ours = async () => {
    const result = (await app.job('data.load', { source: each.name, file: { path: each.file }, trustedPath: true })) as { report: { accepted: number } }
    if (result.report.accepted !== rows) throw new Error(`${result.report.accepted} rows accepted, not ${rows}`)
  }
  const peer = () => app.run(`INSERT INTO peer SELECT ${each.select} FROM ${from}`)
  const clean = async () => {
    await app.forgetLoads()
    await app.run('TRUNCATE TABLE peer')
  }
  const times = await pairs(ROUNDS, ours, peer, clean)
  await app.run('DROP TABLE peer SYNC')
  return rowOf(`load ${rows.toLocaleString('en-US')} ${each.name} (12 columns, ${megabytes} MB CSV)`, times, '≤ 2', 'ours also hashes the file, checks every value and key, numbers customers, profiles every column; peer: INSERT SELECT FROM file()')
}

const app = await openBenchApp()
try {
  const place = (name: string) => join(app.dir, name)
  await writeCsv(app, place('customers.csv'), `${CUSTOMER_FILE} FROM numbers(${CUSTOMERS})`)
  await writeCsv(app, place('txn.csv'), `${TXN_FILE} FROM numbers(${2 * CUSTOMERS})`)
  await app.define('source', 'customers', customers)
  await app.define('source', 'transactions', transactions)
  const rows = [
    await race(app, { name: 'customers', file: place('customers.csv'), types: CUSTOMER_TYPES, select: `* EXCEPT (aum), ${MINOR('aum')}` }, CUSTOMERS),
    await race(app, { name: 'transactions', file: place('txn.csv'), types: TXN_TYPES, select: `* EXCEPT (amount, balance), ${MINOR('amount')}, ${MINOR('balance')}` }, 2 * CUSTOMERS),
  ]
  report(rows, await app.context.warehouse.version())
} finally {
  await app.close()
}
