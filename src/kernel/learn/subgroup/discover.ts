import { fail } from '#kernel/error'
import { adjustPValues, differenceOfProportions } from '#kernel/stats'
import type { Matrix } from '../data/matrix.js'
import { createRandom, shuffled } from '../data/random.js'
import { conditionsOf, type Candidate } from './candidates.js'
import type { Subgroup, SubgroupCondition, SubgroupFigures, SubgroupOptions, SubgroupResult } from './contract.js'

interface Found {
  readonly conditions: readonly SubgroupCondition[]
  readonly cover: Uint8Array
  readonly size: number
  readonly rate: number
  readonly quality: number
}

/** Of two subgroups that cover more than this share of the same rows, the worse is not told. */
const ALIKE = 0.8
const FALSE_DISCOVERIES = 0.05
const LEAST_ROWS = 40

/**
 * Subgroups whose rate of a 0/1 label differs: beam search by weighted relative accuracy (Klösgen 1996; Lavrač et al.,
 * JMLR 5 (2004)) on a random half of the rows; each is then tested on the other half against all who are not in it, at a
 * false discovery rate of 5 %. The same rows and seed give the same answer.
 * Errors: LEARN_ROWS_DIFFER, LEARN_PARAM when there are too few rows.
 */
export function discoverSubgroups(matrix: Matrix, label: ArrayLike<number>, options: SubgroupOptions): SubgroupResult {
  if (label.length !== matrix.rows) fail('LEARN_ROWS_DIFFER', { column: 'label', rows: label.length, expected: matrix.rows })
  if (matrix.rows < LEAST_ROWS) fail('LEARN_PARAM', { name: 'rows', value: matrix.rows, allowed: `≥ ${LEAST_ROWS}` })
  const order = [...shuffled(matrix.rows, createRandom(options.seed))]
  const half = Math.floor(matrix.rows / 2)
  const [seen, held] = [order.slice(0, half), order.slice(half)]
  const candidates = conditionsOf(matrix, seen, options.bins)
  const { best, tried } = search(candidates, seen.map((row) => label[row] as number), options)
  const tested = testOn(distinct(best, options.top), matrix, held, label)
  return { rows: matrix.rows, rate: rateOf(order.map((row) => label[row] as number)), subgroups: tested, tried }
}

function rateOf(labels: readonly number[]): number {
  return labels.reduce((sum, each) => sum + each, 0) / Math.max(1, labels.length)
}

function search(candidates: readonly Candidate[], labels: readonly number[], options: SubgroupOptions): { best: Found[]; tried: number } {
  const base = rateOf(labels)
  const least = Math.max(10, Math.ceil(options.leastShare * labels.length))
  const worth = (quality: number) => (options.side === 'both' ? Math.abs(quality) : options.side === 'high' ? quality : -quality)
  const all: Found[] = []
  let beam: readonly Found[] = [{ conditions: [], cover: new Uint8Array(labels.length).fill(1), size: labels.length, rate: base, quality: 0 }]
  let tried = 0
  const isBetter = (found: Found, parent: Found) => found.size >= least && worth(found.quality) > worth(parent.quality)
  const refine = (parent: Found): Found[] => {
    const free = candidates.filter(({ condition }) => parent.conditions.every(({ feature }) => feature !== condition.feature))
    tried += free.length
    return free.map((candidate) => refined(parent, candidate, labels, base)).filter((found) => isBetter(found, parent))
  }
  for (let depth = 0; depth < options.depth; depth += 1) {
    const next = new Map(beam.flatMap(refine).map((found) => [nameOf(found.conditions), found]))
    beam = [...next.values()].sort((a, b) => worth(b.quality) - worth(a.quality)).slice(0, options.beam)
    all.push(...beam)
  }
  return { best: all.sort((a, b) => worth(b.quality) - worth(a.quality) || a.conditions.length - b.conditions.length), tried }
}

/** The order of conditions does not matter. */
function nameOf(conditions: readonly SubgroupCondition[]): string {
  return conditions.map((each) => JSON.stringify(each)).sort().join('&')
}

function refined(parent: Found, { condition, cover: added }: Candidate, labels: readonly number[], base: number): Found {
  const cover = new Uint8Array(labels.length)
  let [size, hits] = [0, 0]
  for (let row = 0; row < labels.length; row += 1) {
    if (parent.cover[row] === 0 || added[row] === 0) continue
    cover[row] = 1
    size += 1
    hits += labels[row] as number
  }
  const rate = size === 0 ? 0 : hits / size
  return { conditions: [...parent.conditions, condition], cover, size, rate, quality: (size / labels.length) * (rate - base) }
}

/** The best, without those that cover nearly the rows of a better one. */
function distinct(best: readonly Found[], top: number): Found[] {
  const kept: Found[] = []
  for (const each of best) {
    if (kept.length >= top) break
    if (kept.every((better) => overlap(better.cover, each.cover) <= ALIKE)) kept.push(each)
  }
  return kept
}

/** Rows of both over rows of either (Jaccard). */
function overlap(a: Uint8Array, b: Uint8Array): number {
  let [both, either] = [0, 0]
  for (let row = 0; row < a.length; row += 1) {
    both += (a[row] as number) & (b[row] as number)
    either += (a[row] as number) | (b[row] as number)
  }
  return either === 0 ? 0 : both / either
}

function testOn(found: readonly Found[], matrix: Matrix, held: readonly number[], label: ArrayLike<number>): Subgroup[] {
  const covers = found.map(({ conditions }) => coverOf(conditions, matrix, held))
  const compared = covers.map((cover) => compare(cover, held, label))
  const qValues = adjustPValues(compared.map(({ pValue }) => pValue))
  return found.map(({ conditions, size, rate, quality }, at) => {
    const { inside, rest, pValue } = compared[at] as Compared
    const qValue = qValues[at] ?? null
    const sameSide = Math.sign(inside.rate - rest.rate) === Math.sign(quality)
    const lift = rest.rate > 0 ? inside.rate / rest.rate : null
    return { conditions, found: { size, rate }, quality, held: { ...inside, restRate: rest.rate, lift, pValue, qValue }, holds: sameSide && qValue !== null && qValue <= FALSE_DISCOVERIES }
  })
}

interface Compared {
  readonly inside: SubgroupFigures
  readonly rest: SubgroupFigures
  readonly pValue: number | null
}

function compare(cover: readonly boolean[], held: readonly number[], label: ArrayLike<number>): Compared {
  const count = (is: boolean) => {
    const rows = held.filter((_, at) => cover[at] === is)
    return { n: rows.length, successes: rows.reduce((sum, row) => sum + (label[row] as number), 0) }
  }
  const [inside, rest] = [count(true), count(false)]
  const figures = ({ n, successes }: typeof inside) => ({ size: n, rate: n === 0 ? 0 : successes / n })
  return { inside: figures(inside), rest: figures(rest), pValue: inside.n === 0 || rest.n === 0 ? null : differenceOfProportions(inside, rest).pValue }
}

/** Which of these rows meet every condition. */
export function coverOf(conditions: readonly SubgroupCondition[], matrix: Matrix, rows: readonly number[]): boolean[] {
  const columns = new Map(matrix.columns.map((column) => [column.name, column]))
  return rows.map((row) =>
    conditions.every((condition) => {
      const column = columns.get(condition.feature)
      if (condition.kind === 'category') return column?.kind === 'category' && column.levels[column.codes[row] as number] === condition.level
      if (column?.kind !== 'number') return false
      const value = column.values[row] as number
      return (condition.above === null || value > condition.above) && (condition.upTo === null || value <= condition.upTo)
    }),
  )
}
