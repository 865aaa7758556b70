import { auc, curveOf, rankingOf, type Matrix, type TrainedModel, type TrainInput } from '#kernel/learn'
import { createCompute } from '#platform/compute'
import { peakMemory, report, resetPeakMemory, say, type Row } from './measure.js'

// One training as the models room runs it (worker, shared memory, validation, calibration): rows × features, its memory,
// and how soon it ends when it is cancelled. The limit is memory and patience instead of a peer.
const ROWS = Number(process.env['QUNCE_BENCH_ROWS'] ?? 1_000_000)
const FEATURES = Number(process.env['QUNCE_BENCH_FEATURES'] ?? 200)
const TREES = Number(process.env['QUNCE_BENCH_TREES'] ?? 100)
const SIGNAL = 20
const MEGABYTE = 1e6

/** A small stream of numbers in [0, 1) (Lehmer, Park and Miller 1988). */
function dice(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48271) % 2147483647) / 2147483647
}

/** Float32 columns, some missing values, a label of twenty of them with one product. */
function drawn(rows: number, seed: number): { matrix: Matrix; label: Float64Array } {
  const next = dice(seed)
  const score = new Float64Array(rows).fill(-2)
  const columns = Array.from({ length: FEATURES }, (_, at) => {
    const values = new Float32Array(rows)
    const weight = at < SIGNAL ? 0.4 * (at % 3 === 0 ? -1 : 1) : 0
    for (let row = 0; row < rows; row += 1) {
      const value = next() + next() + next() - 1.5
      values[row] = next() < 0.02 ? Number.NaN : value
      score[row] = (score[row] as number) + weight * value * 2
    }
    return { kind: 'number' as const, name: `f${at}`, values }
  })
  const label = Float64Array.from(score, (value) => (next() < 1 / (1 + Math.exp(-value)) ? 1 : 0))
  return { matrix: { rows, columns }, label }
}

const compute = createCompute()
const train = drawn(ROWS, 7)
const validation = drawn(Math.round(ROWS / 10), 11)
const input: TrainInput = {
  target: 'probability',
  algorithm: { kind: 'boosting', trees: TREES, rate: 0.1, leaves: 31, patience: TREES },
  calibration: 'platt',
  ...train,
  validation,
  seed: 1,
}
const before = process.memoryUsage().rss
const task = { module: '#kernel/learn', name: 'trainModel', args: [input], machine: true }
say(`  ${ROWS} rows × ${FEATURES}: ${Math.round(before / MEGABYTE)} MB with the data`)

resetPeakMemory()
const started = performance.now()
const result = await compute.run<TrainedModel>(task)
const seconds = (performance.now() - started) / 1000
const most = peakMemory()
const scores = await compute.run<Float64Array>({ module: '#kernel/learn', name: 'scoreTrained', args: [result, validation.matrix] })

const stop = new AbortController()
const running = compute.run<TrainedModel>(task, stop.signal).then(() => 'done', () => 'ended')
await new Promise((resolve) => setTimeout(resolve, Math.max(1000, (seconds * 1000) / 4)))
const asked = performance.now()
stop.abort()
const how = await running
const latency = performance.now() - asked

const rows: Row[] = [
  {
    what: `training ${ROWS.toLocaleString('en-US')} × ${FEATURES}, ${TREES} trees × 31 leaves, all cores`,
    ours: `${seconds.toFixed(1)} s`, peer: '', ratio: '', goal: 'finishes in bounded memory',
    note: `${Math.round(most / MEGABYTE)} MB at most, ${Math.round(before / MEGABYTE)} MB of them the data; AUC ${auc(curveOf(rankingOf(validation.label, scores))).toFixed(4)} on ${validation.label.length.toLocaleString('en-US')} rows; cancelled at a quarter: ${how} after ${Math.round(latency)} ms (goal 1 s)`,
  },
]
report(rows, 'none')
await compute.close()
