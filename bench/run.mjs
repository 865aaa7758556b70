// npm run bench [-- NAME …]: runs the benchmarks, prints a table and keeps it in bench/RESULTS.md.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const ALL = ['import', 'import-parquet', 'import-memory', 'preview', 'bitsets', 'behaviour', 'tags', 'depth', 'identity', 'events', 'learn-kernels', 'learn-metrics', 'score-engine', 'train-wide', 'distil']
const NEEDED_GB = 12

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !ALL.includes(name))
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(', ')}; there are ${ALL.join(', ')}.`)
  process.exit(1)
}
const disk = statfsSync(tmpdir())
if ((disk.bavail * disk.bsize) / 1e9 < NEEDED_GB) {
  console.error(`The benchmarks need ${NEEDED_GB} GB free in ${tmpdir()}.`)
  process.exit(1)
}

const folder = mkdtempSync(join(tmpdir(), 'qunce-bench-out-'))
let failed = 0
try {
  for (const name of asked.length > 0 ? asked : ALL) keep(name, run(name))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(failed > 0 ? 1 : 0)

function run(name) {
  const out = join(folder, `${name}.json`)
  const env = { ...process.env, TZ: 'UTC', UV_THREADPOOL_SIZE: '16', QUNCE_BENCH_OUT: out }
  console.log(`\n${name}`)
  const ended = spawnSync(process.execPath, ['--max-semi-space-size=64', '--conditions=source', '--import', 'tsx', join(here, `${name}.ts`)], { cwd: dirname(here), env, stdio: 'inherit' })
  if (ended.status === 0 && existsSync(out)) return JSON.parse(readFileSync(out, 'utf8'))
  failed += 1
  return null
}

/** Prints a benchmark's lines and replaces its section of the results. */
function keep(name, result) {
  if (result === null) return
  console.table(result.rows.map(({ what, ours, peer, ratio, goal }) => ({ what, ours, peer, ratio, goal })))
  const file = join(here, 'RESULTS.md')
  const sections = readSections(file)
  const lines = result.rows.map((row) => `| ${[row.what, row.ours, row.peer, row.ratio, row.goal, row.note].join(' | ')} |`)
  sections.set(name, [machine(result.engine), '', '| what | ours | peer | ratio | goal | note |', '| --- | --- | --- | --- | --- | --- |', ...lines].join('\n'))
  const body = ALL.filter((each) => sections.has(each)).map((each) => `## ${each}\n\n${sections.get(each)}\n`)
  writeFileSync(file, `# Benchmarks\n\nMedians of ours and of the peer and the median of the ratios pair by pair, the two alternated in one process after a warm-up. Written by \`npm run bench\`; one alone: \`npm run bench -- import\`. Ratios hold on another machine, milliseconds do not.\n\n${body.join('\n')}`)
}

function readSections(file) {
  if (!existsSync(file)) return new Map()
  return new Map(readFileSync(file, 'utf8').split(/^## /m).slice(1).map((part) => [part.slice(0, part.indexOf('\n')).trim(), part.slice(part.indexOf('\n')).trim()]))
}

function machine(engine) {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  return `${new Date().toISOString().slice(0, 10)}; ${model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB; Node ${process.versions.node}; ClickHouse ${engine} (embedded).`
}
