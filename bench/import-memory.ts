import { statSync } from 'node:fs'
import { join } from 'node:path'
import { openBenchApp, writeCsv } from './bench-app.js'
import { clocked, peakMemory, report, resetPeakMemory, say } from './measure.js'

// Peak memory of one load: a file of 1.2 GB in this process, engine included (PostgreSQL is a process of its own).
const ROWS = Number(process.env['QUNCE_BENCH_ROWS'] ?? 10_000_000)

const source = {
  purposes: ['SERVICE'],
  format: { type: 'csv' },
  businessDate: '2026-06-30',
  targets: [{ table: 'txn', mode: 'append', columns: { txn_id: 'txn_id', cust_id: 'cust_id', ts: { from: 'ts', format: 'YYYY-MM-DD HH:mm:ss' }, amount: 'amount', channel: 'channel', cpty_id: 'memo' } }],
}

const SELECT = `SELECT concat('T', leftPad(toString(number), 10, '0')) AS txn_id, concat('C', leftPad(toString(number * 7919 % 1000000), 9, '0')) AS cust_id,
  formatDateTime(toDateTime('2025-06-30 00:00:00', 'UTC') + number * 104729 % 31536000, '%Y-%m-%d %H:%i:%S') AS ts, concat(toString(number * 37 % 20000), '.50') AS amount, concat('ch', toString(number % 6)) AS channel,
  concat('memo ', leftPad(toString(cityHash64(number)), 20, '0'), leftPad(toString(number % 100000), 40, '-')) AS memo FROM numbers(${ROWS})`

const app = await openBenchApp()
try {
  const path = join(app.dir, 'large.csv')
  await writeCsv(app, path, SELECT)
  await app.define('source', 'large', source)
  const { size } = statSync(path)
  const before = process.memoryUsage().rss
  resetPeakMemory()
  let accepted = 0
  const milliseconds = await clocked(async () => {
    const result = (await app.job('data.load', { source: 'large', file: { path }, trustedPath: true })) as { report: { accepted: number } }
    accepted = result.report.accepted
  })
  if (accepted !== ROWS) throw new Error(`${accepted} rows accepted`)
  const peak = peakMemory()
  say(`peak ${Math.round(peak / 1e6)} MB`)
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6).toLocaleString('en-US')} MB`
  report(
    [{ what: `peak memory of a load of ${megabytes(size)}, ${ROWS.toLocaleString('en-US')} rows`, ours: megabytes(peak), peer: '', ratio: '', goal: 'bounded', note: `resident before: ${megabytes(before)}; the load took ${(milliseconds / 1000).toFixed(0)} s, ${Math.round(size / 1e3 / milliseconds)} MB/s` }],
    await app.context.warehouse.version(),
  )
} finally {
  await app.close()
}
