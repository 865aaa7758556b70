import { spawnSync } from 'node:child_process'
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { matrixOf, type Matrix } from '#kernel/learn'
import { median, say, type Row } from './measure.js'
import { PYTHON } from './python-peer.js'

/**
 * Runs a work with the folder of the peers (gen_data.py, peers.py), which QUNCE_BENCH_PEERS names, and that of their data,
 * made when it is not there yet; PERF_DATA keeps it between runs.
 */
export async function withPeers(work: (folder: string, data: string) => Promise<void>): Promise<void> {
  const folder = process.env['QUNCE_BENCH_PEERS']
  if (folder === undefined || !existsSync(join(folder, 'peers.py'))) throw new Error('QUNCE_BENCH_PEERS does not name the folder of the peers (gen_data.py, peers.py): nothing to compare with.')
  const own = process.env['PERF_DATA'] === undefined ? mkdtempSync(join(tmpdir(), 'qunce-bench-learn-')) : null
  const data = own ?? (process.env['PERF_DATA'] as string)
  try {
    if (!existsSync(join(data, 'meta.json'))) {
      say('  making the data')
      const made = spawnSync(PYTHON, [join(folder, 'gen_data.py')], { env: { ...process.env, PERF_DATA: data }, stdio: ['ignore', 'ignore', 'inherit'] })
      if (made.status !== 0) throw new Error('gen_data.py failed')
    }
    await work(folder, data)
  } finally {
    if (own !== null) rmSync(own, { recursive: true, force: true })
  }
}

export interface Taken {
  readonly ms: number
  readonly cpu: number
}

/** A file of 32-bit numbers. */
export async function floats(file: string): Promise<Float32Array> {
  const parts: Buffer[] = []
  for await (const part of createReadStream(file)) parts.push(part as Buffer)
  const bytes = Buffer.concat(parts)
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

/** Rows of a table held row after row, as columns f0, f1 …. */
export function matrixFrom(values: Float32Array, width: number, from: number, to: number): Matrix {
  return matrixOf(
    Array.from({ length: width }, (_, at) => {
      const column = new Float32Array(to - from)
      for (let row = from; row < to; row += 1) column[row - from] = values[row * width + at] as number
      return { kind: 'number' as const, name: `f${at}`, values: column }
    }),
  )
}

/** Wall clock and processor time of a work, ms. */
export function taken(work: () => void): Taken {
  const [started, before] = [performance.now(), process.cpuUsage()]
  work()
  const used = process.cpuUsage(before)
  return { ms: performance.now() - started, cpu: (used.user + used.system) / 1000 }
}

export interface Contest {
  readonly what: string
  readonly goal: string
  readonly rounds: number
  ours(): Taken
  peer(): Promise<Taken>
  quality(): string
}

/** Runs both in turn; the first round warms up. The ratio is ours over the peer's, of the wall clock; that of the processor's time stands beside it. */
export async function contest({ what, goal, rounds, ours, peer, quality }: Contest): Promise<Row> {
  const all: { readonly ours: Taken; readonly peer: Taken }[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const first = round % 2 === 0 ? ours() : null
    const theirs = await peer()
    const own = first ?? ours()
    if (round > 0) all.push({ ours: own, peer: theirs })
    say(`  ${what}, round ${round}: ours ${Math.round(own.ms)} ms (${Math.round(own.cpu)} of processor), peer ${Math.round(theirs.ms)} (${Math.round(theirs.cpu)})`)
  }
  const ratio = median(all.map((pair) => pair.ours.ms / pair.peer.ms))
  const cpu = median(all.map((pair) => pair.ours.cpu / pair.peer.cpu))
  return {
    what,
    ours: `${Math.round(median(all.map((pair) => pair.ours.ms)))} ms`,
    peer: `${Math.round(median(all.map((pair) => pair.peer.ms)))} ms`,
    ratio: ratio.toFixed(2),
    goal,
    note: `${(1 / ratio).toFixed(1)} times as fast, ${(1 / cpu).toFixed(1)} by processor time; ${quality()}`,
  }
}

/** The table trees are learned from: training rows, test rows, and all of them. */
export interface Table {
  readonly train: Matrix
  readonly label: Float32Array
  readonly test: Matrix
  readonly testLabel: Float32Array
  readonly all: Matrix
}

export async function loadTable(data: string): Promise<Table> {
  const { gb } = JSON.parse(readFileSync(join(data, 'meta.json'), 'utf8')) as { gb: { n: number; nt: number; f: number } }
  const values = await floats(join(data, 'gb_x.f32'))
  const labels = await floats(join(data, 'gb_y.f32'))
  const end = gb.n + gb.nt
  return { train: matrixFrom(values, gb.f, 0, gb.n), label: labels.slice(0, gb.n), test: matrixFrom(values, gb.f, gb.n, end), testLabel: labels.slice(gb.n), all: matrixFrom(values, gb.f, 0, end) }
}
