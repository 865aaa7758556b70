import { readFileSync, writeFileSync } from 'node:fs'

/** One line of the results. */
export interface Row {
  readonly what: string
  /** Median of ours and of the peer, and of the ratios pair by pair. */
  readonly ours: string
  readonly peer: string
  readonly ratio: string
  readonly goal: string
  readonly note: string
}

export interface Pairs {
  readonly ours: readonly number[]
  readonly peer: readonly number[]
}

/** Runs two works in turn, ours first in even rounds, `clean` after each; the first round warms up and is not counted. */
export async function pairs(rounds: number, ours: (round: number) => Promise<unknown>, peer: (round: number) => Promise<unknown>, clean: () => Promise<unknown> = () => Promise.resolve()): Promise<Pairs> {
  const times = { ours: [] as number[], peer: [] as number[] }
  const timed = async (name: 'ours' | 'peer', round: number) => {
    const milliseconds = await clocked(() => (name === 'ours' ? ours : peer)(round))
    if (round > 0) times[name].push(milliseconds)
  }
  for (let round = 0; round <= rounds; round += 1) {
    const order = round % 2 === 0 ? (['ours', 'peer'] as const) : (['peer', 'ours'] as const)
    for (const name of order) await timed(name, round)
    await clean()
    say(`  round ${round}${round === 0 ? ' (warm-up)' : ''}: ours ${Math.round(times.ours.at(-1) ?? 0)} ms, peer ${Math.round(times.peer.at(-1) ?? 0)} ms`)
  }
  return times
}

/** Milliseconds a work takes. */
export async function clocked(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Value at a share of the sorted values (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle - 1)] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}

/** Medians and the median of the ratios pair by pair, as a line. */
export function rowOf(what: string, { ours, peer }: Pairs, goal: string, note = ''): Row {
  const ratios = ours.map((value, at) => value / (peer[at] ?? Number.NaN))
  return { what, ours: `${Math.round(median(ours))} ms`, peer: `${Math.round(median(peer))} ms`, ratio: median(ratios).toFixed(2), goal, note }
}

/** Peak resident memory of this process since the last reset, bytes; 0 where the system does not say. */
export function peakMemory(): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

/** Starts the peak anew. */
export function resetPeakMemory(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5')
  } catch {
    // Not Linux, or not allowed: the peak is then that of the whole process.
  }
}

/** Progress for the person at the terminal. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Hands the lines to run.mjs, or prints them. */
export function report(rows: readonly Row[], engine: string): void {
  const out = process.env['QUNCE_BENCH_OUT']
  if (out !== undefined) writeFileSync(out, JSON.stringify({ rows, engine }))
  else console.table(rows)
}
