import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { auc, bgNbd, curveOf, matrixOf, qini, rankingOf, upliftRankingOf, type BgNbdModel, type Matrix } from '#kernel/learn'
import { contest, floats, taken, withPeers, type Taken } from './learn-contest.js'
import { report, say, type Row } from './measure.js'
import { startPeer, type Answer, type Peer } from './python-peer.js'

// What is sorted, summed and maximised on unique values: plain TypeScript beside numpy, scipy and scikit-learn.
const ROWS = 600_000
const ROUNDS = Number(process.env['QUNCE_BENCH_ROUNDS'] ?? 5)

interface Ranked {
  readonly score: Float64Array
  readonly outcome: Float64Array
  readonly treatment: Uint8Array
}

/** What metric-peers.py ranks too. */
async function ranked(data: string): Promise<Ranked> {
  const { gb } = JSON.parse(readFileSync(join(data, 'meta.json'), 'utf8')) as { gb: { f: number } }
  const [values, labels] = [await floats(join(data, 'gb_x.f32')), await floats(join(data, 'gb_y.f32'))]
  const score = Float64Array.from({ length: ROWS }, (_, row) => 0.8 * (values[row * gb.f] as number) - 0.6 * (values[row * gb.f + 1] as number))
  return { score, outcome: Float64Array.from(labels.subarray(0, ROWS)), treatment: Uint8Array.from({ length: ROWS }, (_, row) => Math.floor((row * 2_654_435_761) / 65_536) % 2) }
}

function timesOf(answer: Answer): Taken {
  return { ms: answer.ms, cpu: answer.cpu ?? Number.NaN }
}

async function rankingRows(peer: Peer, { score, outcome, treatment }: Ranked): Promise<Row[]> {
  const works = [
    { op: 'auc', what: 'AUC', against: 'scikit-learn', work: () => auc(curveOf(rankingOf(outcome, score))) },
    { op: 'qini', what: 'Qini coefficient', against: 'numpy', work: () => qini(upliftRankingOf({ treatment, outcome }, score)).coefficient ?? Number.NaN },
  ]
  const rows: Row[] = []
  for (const { op, what, against, work } of works) {
    let [own, theirs] = [0, 0]
    rows.push(
      await contest({
        what: `${what} of 600k rows, 1 thread, against ${against}`,
        goal: '≤ 0.20',
        rounds: ROUNDS,
        ours: () => taken(() => (own = work())),
        peer: async () => {
          const answer = await peer.ask({ op })
          theirs = answer['value'] as number
          return timesOf(answer)
        },
        quality: () => `${own.toFixed(6)} against ${theirs.toFixed(6)}, apart by ${Math.abs(own - theirs).toExponential(1)}`,
      }),
    )
  }
  return rows
}

function purchases(data: string, name: string): Matrix {
  const bytes = readFileSync(join(data, `bg_${name}.f64`))
  const values = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  const rows = values.length / 3
  return matrixOf(['frequency', 'recency', 'age'].map((column, at) => ({ kind: 'number' as const, name: column, values: values.slice(at * rows, (at + 1) * rows) })))
}

interface Rival {
  readonly who: string
  readonly goal: string
  readonly rounds: number
  readonly ask: () => Promise<Answer>
}

async function fitRow(what: string, rows: Matrix, rival: Rival): Promise<Row> {
  let [model, answer]: [BgNbdModel | null, Answer | null] = [null, null]
  const estimator = bgNbd()
  return contest({
    what: `BG/NBD, ${what}, 1 thread, against ${rival.who}`,
    goal: rival.goal,
    rounds: rival.rounds,
    ours: () => taken(() => (model = estimator.fit(rows, null))),
    peer: async () => timesOf((answer = await rival.ask())),
    quality: () => `parameters ${model?.estimates.values.map((value) => value.toFixed(4)).join(', ')} against ${listed(answer)}`,
  })
}

/** Parameters of either peer: by name in lifetimes, a list in ours. */
function listed(answer: Answer | null): string {
  const given = answer?.['params'] as Record<string, number> | readonly number[]
  const values = Array.isArray(given) ? (given as readonly number[]) : ['r', 'alpha', 'a', 'b'].map((name) => (given as Record<string, number>)[name] ?? Number.NaN)
  return values.map((value) => value.toFixed(4)).join(', ')
}

/** lifetimes itself where this machine has it; the same likelihood in numpy and scipy everywhere. */
async function lifetimeRows(own: Peer, shared: Peer, data: string): Promise<Row[]> {
  const [million, cdnow] = [purchases(data, 'sim'), purchases(data, 'cdnow')]
  const rows = [
    await fitRow('CDNOW, 2,357 customers', cdnow, { who: 'numpy and scipy', goal: '', rounds: ROUNDS, ask: () => own.ask({ op: 'bgnbd-cdnow' }) }),
    await fitRow('1M customers', million, { who: 'numpy and scipy', goal: '', rounds: 1, ask: () => own.ask({ op: 'bgnbd' }) }),
    await fitRow('1M customers', million, { who: 'numpy and scipy on distinct histories', goal: '', rounds: 2, ask: () => own.ask({ op: 'bgnbd-together' }) }),
  ]
  try {
    await shared.ask({ op: 'bgnbd', data: 'cdnow' })
  } catch (mistake) {
    say(`  lifetimes is not installed here: ${String(mistake).slice(0, 120)}`)
    return rows
  }
  rows.push(await fitRow('1M customers', million, { who: 'lifetimes', goal: '≤ 0.033', rounds: 1, ask: () => shared.ask({ op: 'bgnbd', data: 'sim' }) }))
  rows.push(await fitRow('1M customers', million, { who: 'lifetimes on distinct histories', goal: '≤ 0.20', rounds: 1, ask: () => shared.ask({ op: 'bgnbd', data: 'sim', dedup: 1 }) }))
  return rows
}

await withPeers(async (folder, data) => {
  const own = startPeer(fileURLToPath(new URL('metric-peers.py', import.meta.url)), data)
  const shared = startPeer(join(folder, 'peers.py'), data)
  try {
    report([...(await rankingRows(own, await ranked(data))), ...(await lifetimeRows(own, shared, data))], 'not used here; numpy, scipy and scikit-learn of the system')
  } finally {
    own.close()
    shared.close()
  }
})
