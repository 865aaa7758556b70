import { statSync } from 'node:fs'
import { join } from 'node:path'
import { openBenchApp } from './bench-app.js'
import { pairs, peakMemory, report, resetPeakMemory, rowOf, say } from './measure.js'

// A load of well-typed Parquet beside the engine's own INSERT SELECT FROM file() into a table of the same columns.
const ROWS = Number(process.env['QUNCE_BENCH_ROWS'] ?? 10_000_000)
const ROUNDS = Number(process.env['QUNCE_BENCH_ROUNDS'] ?? 3)

const source = {
  format: { type: 'parquet' },
  purposes: ['SERVICE'],
  businessDate: '2026-06-30',
  targets: [
    {
      table: 'txn',
      mode: 'append',
      columns: {
        txn_id: 'txn_id', acct_id: 'acct_id', cust_id: 'cust_id', ts: 'ts', type: 'type', dir: 'dir', amount: { from: 'amount', unit: 'minor' }, balance_after: { from: 'balance', unit: 'minor' },
        channel: 'channel', cpty_id: 'cpty', memo_class: 'memo', status: 'status',
      },
    },
  ],
}

const FILE = `SELECT concat('T', leftPad(toString(number), 10, '0')) AS txn_id, concat('A', toString(number * 31 % 1000000)) AS acct_id, concat('C', leftPad(toString(number * 7919 % 1000000), 9, '0')) AS cust_id,
  toDateTime64('2025-06-30 00:00:00', 3, 'UTC') + number * 104729 % 31536000 AS ts, concat('type', toString(number % 12)) AS type, ['D','C'][number % 2 + 1] AS dir,
  toInt64(number * 37 % 2000000) AS amount, toNullable(toInt64(number * 41 % 80000050)) AS balance, concat('ch', toString(number % 6)) AS channel,
  concat('M', toString(number % 5000)) AS cpty, concat('m', toString(number % 20)) AS memo, 'OK' AS status FROM numbers(${ROWS})`

const PEER = "txn_id String, acct_id Nullable(String), cust_id String, ts Nullable(DateTime64(3, 'UTC')), type LowCardinality(Nullable(String)), dir LowCardinality(Nullable(String)), amount Nullable(Int64), balance Nullable(Int64), channel LowCardinality(Nullable(String)), cpty Nullable(String), memo LowCardinality(Nullable(String)), status LowCardinality(Nullable(String))"

const app = await openBenchApp()
try {
  const path = join(app.dir, 'txn.parquet')
  await app.run(`INSERT INTO FUNCTION file('${path}', 'Parquet') ${FILE}`)
  await app.run(`CREATE TABLE peer (${PEER}) ENGINE = MergeTree ORDER BY cust_id SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`)
  await app.define('source', 'transactions', source)
  const megabytes = Math.round(statSync(path).size / 1e6)
  say(`${ROWS} rows, ${megabytes} MB`)
  let peak = 0
  const ours = async () => {
    resetPeakMemory()
    const result = (await app.job('data.load', { source: 'transactions', file: { path }, trustedPath: true })) as { report: { accepted: number } }
    if (result.report.accepted !== ROWS) throw new Error(`${result.report.accepted} rows accepted, not ${ROWS}`)
    peak = Math.max(peak, peakMemory())
  }
  const peer = () => app.run(`INSERT INTO peer SELECT * FROM file('${path}', 'Parquet')`)
  const clean = async () => {
    await app.forgetLoads()
    await app.run('TRUNCATE TABLE peer')
  }
  const times = await pairs(ROUNDS, ours, peer, clean)
  const rate = Math.round(ROWS / (Math.min(...times.ours) / 1000))
  const note = `best ${rate.toLocaleString('en-US')} rows/s, peak memory ${Math.round(peak / 1e6).toLocaleString('en-US')} MB; ours also hashes the file, checks every value and key, numbers customers, profiles every column; peer: INSERT SELECT FROM file()`
  report([rowOf(`load ${ROWS.toLocaleString('en-US')} transactions (12 columns, ${megabytes} MB Parquet)`, times, '≤ 1.5', note)], await app.context.warehouse.version())
} finally {
  await app.close()
}
