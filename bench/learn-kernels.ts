import { join } from 'node:path'
import {
  auc,
  boostedModel,
  curveOf,
  gradientBoosting,
  kMeans,
  logisticRegressionOn,
  rankingOf,
  scoreBoostedOn,
  type BoostedModel,
  type Machine,
} from '#kernel/learn'
import { kernelBytes, threadedMachine } from '#platform/compute'
import { contest, floats, loadTable, matrixFrom, taken, withPeers, type Table, type Taken } from './learn-contest.js'
import { median, report, type Row } from './measure.js'
import { startPeer, type Answer, type Peer } from './python-peer.js'

// The kernels against scikit-learn and xgboost on the same data in one run, ours and the peer alternated.
const ROUNDS = Number(process.env['QUNCE_BENCH_ROUNDS'] ?? 5)
const LONG_ROUNDS = Math.min(ROUNDS, Number(process.env['QUNCE_BENCH_LONG_ROUNDS'] ?? 3))

type Machines = readonly (readonly [number, Machine])[]

async function kMeansRows(peer: Peer, data: string, machines: Machines): Promise<Row[]> {
  const rows: Row[] = []
  const width = 16
  const values = await floats(join(data, 'km2_x.f32'))
  const count = values.length / width
  const matrix = matrixFrom(values, width, 0, count)
  const given = await floats(join(data, 'km2_init.f32'))
  const lines = (from: Float32Array, picks: readonly number[]) => picks.map((row) => Array.from(from.subarray(row * width, (row + 1) * width)))
  const eight = lines(given, [0, 1, 2, 3, 4, 5, 6, 7])
  const many = lines(values, Array.from({ length: 32 }, (_, at) => at * 9973 + 17))
  for (const [threads, machine] of machines) {
    for (const [k, start, ask] of [[8, eight, { max_iter: 300, tol: 1e-4 }], [32, many, { k: 32, max_iter: 60, tol: 0 }]] as const) {
      if (k === 32 && threads > 1) continue
      let [own, theirs] = [0, 0]
      const estimator = kMeans(machine, { clusters: k, start, rounds: ask.max_iter, tolerance: ask.tol })
      rows.push(
        await contest({
          what: `k-means ${count / 1e6}M x ${width}, k=${k}, ${k === 8 ? 'to convergence' : '60 rounds'}, ${threads} thread(s)`,
          goal: k === 8 ? '≤ 0.50' : '',
          rounds: k === 8 ? ROUNDS : LONG_ROUNDS,
          ours: () => taken(() => (own = estimator.fit(matrix, null).inertia)),
          peer: async () => {
            const answer = await peer.ask({ op: 'kmeans', data: 'km2', algo: 'lloyd', threads, ...ask })
            theirs = answer['inertia'] as number
            return { ms: answer.ms, cpu: answer.cpu ?? Number.NaN }
          },
          quality: () => `inertia over scikit-learn's: ${((own - theirs) / theirs).toExponential(1)}`,
        }),
      )
    }
  }
  return rows
}

async function boostingRows(peer: Peer, table: Table, machines: Machines): Promise<Row[]> {
  const rows: Row[] = []
  const models: string[] = []
  for (const [threads, machine] of machines) {
    for (const op of ['gb_xgb', 'gb_skl']) {
      // xgboost leaves no fewer than 1 of curvature in a leaf, scikit-learn no fewer than 20 rows: each is met on its own terms.
      const estimator = gradientBoosting(machine, { trees: 100, leaves: 31, rate: 0.1, l2: 1, ...(op === 'gb_xgb' ? { leafWeight: 1 } : {}) })
      let model: BoostedModel | null = null
      let answer: Answer | null = null
      const predictions: { readonly ours: Taken; readonly peer: Taken }[] = []
      rows.push(
        await contest({
          what: `boosting, train 500k x 30, 100 trees x 31 leaves, ${threads} thread(s), against ${op === 'gb_xgb' ? 'xgboost' : 'scikit-learn'}`,
          goal: '≤ 0.77',
          rounds: op === 'gb_xgb' ? LONG_ROUNDS : 1,
          ours: () => taken(() => (model = estimator.fit(table.train, table.label))),
          peer: async () => {
            answer = await peer.ask({ op, threads })
            const ours = taken(() => scoreBoostedOn(machine, model ?? estimator.fit(table.train, table.label), table.all))
            predictions.push({ ours, peer: { ms: answer['predict_ms'] as number, cpu: Number.NaN } })
            return { ms: answer.ms, cpu: answer.cpu ?? Number.NaN }
          },
          quality: () => `AUC ${auc(curveOf(rankingOf(table.testLabel, boostedModel.score(model as unknown as BoostedModel, table.test)))).toFixed(5)} against ${(answer?.['auc'] as number).toFixed(5)}`,
        }),
      )
      if (op === 'gb_xgb') {
        models.push(JSON.stringify(model))
        rows.push(predictionRow(threads, predictions.slice(1)))
      }
    }
  }
  const same = models.every((text) => text === models[0])
  return rows.map((row, at) => (at === 0 ? { ...row, note: `${row.note}; ${same ? 'identical' : 'NOT identical'} at ${machines.map(([threads]) => threads).join(' and ')} threads` } : row))
}

function predictionRow(threads: number, all: readonly { readonly ours: Taken; readonly peer: Taken }[]): Row {
  const ratio = median(all.map((pair) => pair.ours.ms / pair.peer.ms))
  return {
    what: `boosting, predict 600k rows, ${threads} thread(s), against xgboost`,
    ours: `${Math.round(median(all.map((pair) => pair.ours.ms)))} ms`,
    peer: `${Math.round(median(all.map((pair) => pair.peer.ms)))} ms`,
    ratio: ratio.toFixed(2),
    goal: '≤ 0.20',
    note: `${(1 / ratio).toFixed(1)} times as fast; probabilities of the model trained in the same round`,
  }
}

async function logisticRows(peer: Peer, data: string, table: Table, machines: Machines): Promise<Row[]> {
  const rows: Row[] = []
  const width = table.train.columns.length
  const matrix = matrixFrom(await floats(join(data, 'lr_x.f32')), width, 0, table.train.rows)
  for (const [threads, machine] of machines) {
    for (const solver of ['lbfgs', 'newton-cholesky']) {
      const estimator = logisticRegressionOn(machine, { l2: 1 })
      let [own, theirs] = [0, 0]
      rows.push(
        await contest({
          what: `logistic regression 500k x 30, ${threads} thread(s), against scikit-learn ${solver}`,
          goal: '≤ 0.40',
          rounds: ROUNDS,
          ours: () => taken(() => (own = penalised(estimator.fit(matrix, table.label)))),
          peer: async () => {
            const answer = await peer.ask({ op: 'lr', solver, threads })
            theirs = answer['obj'] as number
            return { ms: answer.ms, cpu: answer.cpu ?? Number.NaN }
          },
          quality: () => `objective over scikit-learn's: ${((own - theirs) / theirs).toExponential(1)}`,
        }),
      )
    }
  }
  return rows
}

/** Loss and penalty at the minimum: the columns are standardised already, so coefficients are those that are penalised. */
function penalised({ loss, effects }: ReturnType<ReturnType<typeof logisticRegressionOn>['fit']>): number {
  return effects.reduce((sum, effect) => (effect.kind === 'number' ? sum + effect.coefficient ** 2 / 2 : sum), loss)
}

async function main(): Promise<void> {
  await withPeers(async (folder, data) => {
    const peer = startPeer(join(folder, 'peers.py'), data)
    const machines = [1, 2].map((threads) => [threads, threadedMachine(kernelBytes(), threads)] as const)
    try {
      const table = await loadTable(data)
      const rows = [...(await kMeansRows(peer, data, machines)), ...(await boostingRows(peer, table, machines)), ...(await logisticRows(peer, data, table, machines))]
      report(rows, 'not used here; scikit-learn and xgboost of the system')
    } finally {
      peer.close()
      await Promise.all(machines.map(([, machine]) => machine.close()))
    }
  })
}

await main()
