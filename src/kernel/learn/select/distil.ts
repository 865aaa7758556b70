import { fail } from '#kernel/error'
import { createRandom, shuffled } from '../data/random.js'
import type { CodedColumn } from './association.js'

/** An outcome by row: 1 yes, 0 no, 255 not of its population. */
export type OutcomeRows = Uint8Array

export interface DistilInput {
  readonly columns: readonly CodedColumn[]
  readonly outcomes: readonly OutcomeRows[]
  /** How many to keep. */
  readonly keep: number
  readonly seed: number
  /** Pairs of halves the choice is repeated on; default 2. */
  readonly repeats?: number
}

/** A tag kept, in order. */
export interface DistilStep {
  readonly column: number
  /** What it tells of the outcomes beyond those before it: nats as a share of the outcomes' entropy, summed over outcomes. */
  readonly adds: number
  /** What it tells alone, the same way. */
  readonly alone: number
  /** Share of the halves that keep it too. */
  readonly steady: number
}

export interface Distilled {
  readonly steps: readonly DistilStep[]
  /** Mean share of kept tags two halves have in common (Jaccard). */
  readonly agreement: number
  readonly rows: number
}

const OUTSIDE = 255

/**
 * Keeps the tags that tell most of the outcomes and least of each other: conditional mutual information maximisation
 * (Fleuret 2004, JMLR 5), with his lazy order, summed over the outcomes, each as a share of its entropy and corrected for
 * what chance alone tells (Miller 1955: degrees of freedom over twice the rows). Steadiness by repeating it on halves.
 * Errors: LEARN_EMPTY, LEARN_PARAM.
 */
export function distil(input: DistilInput, tick?: (share: number) => void): Distilled {
  const { columns, outcomes, keep, seed, repeats = 2 } = input
  const rows = outcomes[0]?.length ?? 0
  if (rows === 0 || columns.length === 0) fail('LEARN_EMPTY')
  if (keep < 1) fail('LEARN_PARAM', { name: 'keep', value: keep, allowed: '≥ 1' })
  const rounds = 1 + 2 * repeats
  const all = Uint32Array.from({ length: rows }, (_, at) => at)
  const chosen = choose(input, all, (share) => tick?.(share / rounds))
  const halves: ReadonlySet<number>[] = []
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const order = shuffled(rows, createRandom(seed, repeat))
    for (const half of [order.slice(0, rows >> 1), order.slice(rows >> 1)]) {
      halves.push(new Set(choose(input, half).map(({ column }) => column)))
      tick?.((1 + halves.length) / rounds)
    }
  }
  const steps = chosen.map((step) => ({ ...step, steady: halves.length === 0 ? 1 : halves.filter((half) => half.has(step.column)).length / halves.length }))
  return { steps, agreement: meanOverlap(halves), rows }
}

interface Candidate {
  /** Least it adds to any of those kept that were looked at, by outcome. */
  readonly least: Float64Array
  alone: number
  bound: number
  seen: number
}

function choose({ columns, outcomes, keep }: DistilInput, rows: Uint32Array, tick?: (share: number) => void): Omit<DistilStep, 'steady'>[] {
  const labels = outcomes.map((outcome) => rowsOf(outcome, rows))
  const taken = columns.map((column) => (column.codes.length === rows.length ? column : { ...column, codes: gather(column.codes, rows) }))
  const entropies = labels.map(entropyOf)
  const blank: CodedColumn = { codes: new Uint8Array(rows.length), cells: 1, ordered: false }
  const candidates = taken.map((column, at): Candidate => {
    const least = Float64Array.from(labels, (label, outcome) => share(column, blank, label, entropies[outcome] ?? 0))
    tick?.((0.5 * (at + 1)) / taken.length)
    const alone = total(least)
    return { least, alone, bound: alone, seen: 0 }
  })
  const kept: number[] = []
  const steps: Omit<DistilStep, 'steady'>[] = []
  const open = new Set(candidates.keys())
  while (kept.length < Math.min(keep, columns.length)) {
    const best = bestOf(candidates, open, (candidate, at) => refresh(candidate, at, { kept, taken, labels, entropies }))
    if (best === null || best.bound <= 0) break
    kept.push(best.at)
    open.delete(best.at)
    steps.push({ column: best.at, adds: best.bound, alone: candidates[best.at]?.alone ?? 0 })
    tick?.(0.5 + (0.5 * kept.length) / keep)
  }
  return steps
}

interface Ground {
  readonly kept: readonly number[]
  readonly taken: readonly CodedColumn[]
  readonly labels: readonly OutcomeRows[]
  readonly entropies: readonly number[]
}

/** Looks at the next of the kept a candidate has not been compared with. */
function refresh(candidate: Candidate, at: number, { kept, taken, labels, entropies }: Ground): boolean {
  const next = kept[candidate.seen]
  if (next === undefined) return false
  const [column, given] = [taken[at] as CodedColumn, taken[next] as CodedColumn]
  labels.forEach((label, outcome) => {
    candidate.least[outcome] = Math.min(candidate.least[outcome] as number, share(column, given, label, entropies[outcome] ?? 0))
  })
  candidate.bound = total(candidate.least)
  candidate.seen += 1
  return true
}

/** The candidate of the highest bound that needs no further look: bounds only fall, so those below it need none. */
function bestOf(candidates: readonly Candidate[], open: ReadonlySet<number>, look: (candidate: Candidate, at: number) => boolean): { at: number; bound: number } | null {
  const order = [...open].sort((a, b) => (candidates[b]?.bound ?? 0) - (candidates[a]?.bound ?? 0) || a - b)
  let best: { at: number; bound: number } | null = null
  for (const at of order) {
    const candidate = candidates[at] as Candidate
    if (best !== null && candidate.bound <= best.bound) break
    while ((best === null || candidate.bound > best.bound) && look(candidate, at)) continue
    if (best === null || candidate.bound > best.bound) best = { at, bound: candidate.bound }
  }
  return best
}

/** I(outcome; column | given) over the outcome's population, corrected for chance, as a share of the outcome's entropy. */
function share(column: CodedColumn, given: CodedColumn, label: OutcomeRows, entropy: number): number {
  if (entropy === 0) return 0
  const { cells } = column
  const counts = new Int32Array(given.cells * cells * 2)
  let n = 0
  for (let row = 0; row < label.length; row += 1) {
    const y = label[row] as number
    if (y === OUTSIDE) continue
    const at = (((given.codes[row] as number) * cells + (column.codes[row] as number)) << 1) + y
    counts[at] = (counts[at] as number) + 1
    n += 1
  }
  let [nats, freedom] = [0, 0]
  for (let group = 0; group < given.cells; group += 1) {
    const found = within(counts, group * cells, cells)
    nats += found.nats
    freedom += found.freedom
  }
  return Math.max(0, nats - freedom / 2) / n / entropy
}

/** n · I(outcome; column) within one value of the given, and its degrees of freedom. */
function within(counts: Int32Array, from: number, cells: number): { nats: number; freedom: number } {
  let [no, yes, filled, nats] = [0, 0, 0, 0]
  for (let cell = from; cell < from + cells; cell += 1) {
    const [n0, n1] = [counts[cell << 1] as number, counts[(cell << 1) + 1] as number]
    if (n0 + n1 === 0) continue
    no += n0
    yes += n1
    filled += 1
    nats += logged(n0) + logged(n1) - logged(n0 + n1)
  }
  if (no === 0 || yes === 0) return { nats: 0, freedom: 0 }
  return { nats: nats - logged(no) - logged(yes) + logged(no + yes), freedom: filled - 1 }
}

function logged(count: number): number {
  return count === 0 ? 0 : count * Math.log(count)
}

function entropyOf(label: OutcomeRows): number {
  let [n, yes] = [0, 0]
  for (const y of label) {
    if (y === OUTSIDE) continue
    n += 1
    yes += y
  }
  if (yes === 0 || yes === n) return 0
  const p = yes / n
  return -p * Math.log(p) - (1 - p) * Math.log(1 - p)
}

function rowsOf(outcome: OutcomeRows, rows: Uint32Array): OutcomeRows {
  return outcome.length === rows.length ? outcome : gather(outcome, rows)
}

function gather(codes: Uint8Array, rows: Uint32Array): Uint8Array {
  const taken = new Uint8Array(rows.length)
  for (let at = 0; at < rows.length; at += 1) taken[at] = codes[rows[at] as number] as number
  return taken
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function meanOverlap(halves: readonly ReadonlySet<number>[]): number {
  const pairs = halves.flatMap((one, at) => halves.slice(at + 1).map((two) => [one, two] as const))
  if (pairs.length === 0) return 1
  const overlaps = pairs.map(([one, two]) => {
    const both = [...one].filter((each) => two.has(each)).length
    return both / Math.max(1, one.size + two.size - both)
  })
  return overlaps.reduce((sum, value) => sum + value, 0) / pairs.length
}
