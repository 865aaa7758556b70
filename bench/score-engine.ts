import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Session } from 'chdb'
import { boostedModel, gradientBoosting, type BoostedModel, type Matrix } from '#kernel/learn'
import { identifier, renderSql } from '#kernel/sql'
import { kernelBytes, threadedMachine } from '#platform/compute'
import { loadTable, withPeers } from './learn-contest.js'
import { clocked, median, report, say, type Row } from './measure.js'
import { startPeer } from './python-peer.js'

// A boosted model of 100 trees printed as SQL and run where the rows are, beside xgboost on rows it has in memory already.
const ROUNDS = Number(process.env['QUNCE_BENCH_ROUNDS'] ?? 5)
const COPIES = 9
const TREES = 100
const CHECKED = 2000

/** The bench data several times over, as a table of the engine. */
function fill(session: Session, data: string, width: number): number {
  const columns = Array.from({ length: width }, (_, at) => `f${at} Float32`).join(', ')
  session.query(`CREATE TABLE rows (row UInt32, ${columns}) ENGINE = MergeTree ORDER BY row`)
  for (let copy = 0; copy < COPIES; copy += 1) session.query(`INSERT INTO rows SELECT rowNumberInAllBlocks() + ${copy * 600_000}, * FROM file('${join(data, 'gb_x.f32')}', 'RowBinary', '${columns}') SETTINGS max_threads = 1`)
  session.query('OPTIMIZE TABLE rows FINAL')
  return Number(session.query('SELECT count() FROM rows', 'TSV'))
}

/** Greatest difference from TypeScript over the first rows. */
function apart(session: Session, score: string, model: BoostedModel, all: Matrix): number {
  const found = session.query(`SELECT ${score} FROM rows WHERE row < ${CHECKED} ORDER BY row`, 'TSV').trim().split('\n').map(Number)
  const own = boostedModel.score(model, { rows: CHECKED, columns: all.columns.map((column) => (column.kind === 'number' ? { ...column, values: column.values.slice(0, CHECKED) } : column)) })
  return found.reduce((most, value, at) => Math.max(most, Math.abs(value - (own[at] as number))), 0)
}

async function timed(session: Session, score: string, rows: number, threads: number, peerMs: number): Promise<Row> {
  const text = `SELECT avg(${score}) FROM rows SETTINGS max_threads = ${threads}, min_count_to_compile_expression = 0, max_query_size = 4000000, max_ast_elements = 500000, max_expanded_ast_elements = 5000000`
  const run = () => clocked(() => Promise.resolve(session.query(text, 'TSV')))
  const first = await run()
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) times.push(await run())
  const ms = median(times)
  const [own, peer] = [rows / ms / 1000, 600_000 / peerMs / 1000]
  say(`  ${threads} thread(s): ${own.toFixed(2)} M rows/s, xgboost ${peer.toFixed(2)}; the first run took ${Math.round(first)} ms`)
  return {
    what: `scoring ${(rows / 1e6).toFixed(1)}M rows x 30 in the engine, ${TREES} trees x 31 leaves, ${threads} thread(s), against xgboost in memory`,
    ours: `${own.toFixed(2)} M rows/s`,
    peer: `${peer.toFixed(2)} M rows/s`,
    ratio: (peer / own).toFixed(2),
    goal: threads === 2 ? '2 M rows/s' : '',
    note: `${(own / peer).toFixed(1)} times as fast; the first run, with compiling, took ${Math.round(first)} ms`,
  }
}

await withPeers(async (folder, data) => {
  const dir = mkdtempSync(join(tmpdir(), 'qunce-score-engine-'))
  const session = new Session(join(dir, 'db'))
  const machine = threadedMachine(kernelBytes(), 2)
  const peer = startPeer(join(folder, 'peers.py'), data)
  try {
    const table = await loadTable(data)
    const model = gradientBoosting(machine, { trees: TREES, leaves: 31, rate: 0.1, l2: 1 }).fit(table.train, table.label)
    const rows = fill(session, data, table.all.columns.length)
    const { text, params } = renderSql(boostedModel.sql(model, (feature) => identifier(feature.name)))
    if (Object.keys(params).length > 0) throw new Error('a model of numbers binds no values')
    const difference = apart(session, text, model, table.all)
    const lines: Row[] = []
    for (const threads of [1, 2]) lines.push(await timed(session, text, rows, threads, (await peer.ask({ op: 'gb_xgb', threads }))['predict_ms'] as number))
    report(lines.map((line) => ({ ...line, note: `${line.note}; TypeScript differs by ${difference.toExponential(1)} at most` })), session.query('SELECT version()', 'TSV').trim())
  } finally {
    peer.close()
    await machine.close()
    session.close()
    rmSync(dir, { recursive: true, force: true })
  }
})
