import type { Face } from '#customers/contract'
import type { PortraitTrait } from '../contract-portrait.js'
import { apart, baseOf, countsOf, segmentOf, type GroupCounts } from './group-counts.js'
import { independence, informationValue, jensenShannon } from './divergence.js'
import { meanEstimate, type Moments3 } from './group-means.js'
import { notKnown, otherValues, presentCells, type CellGround, type RawCell } from './portrait-cells.js'

export interface SureBy {
  readonly column: string
  readonly low: readonly string[]
}

/** A tag or an attribute a portrait is drawn of. */
export interface TraitSource {
  readonly key: string
  readonly kind: 'tag' | 'attribute'
  readonly name: { readonly zh: string; readonly en: string }
  readonly facet: string
  readonly type: string
  readonly ccy: string | null
  readonly values: readonly { readonly code: string; readonly zh: string; readonly en: string }[]
  readonly column: string
  readonly reading: 'category' | 'set' | 'number' | 'day'
  readonly face: Face
  /** What a code is called where `values` do not say. */
  readonly nameOf?: (code: string) => { readonly zh: string; readonly en: string }
  /** Column of the tag that tells how sure a value is, and its codes of a guess: guesses count as not known. */
  readonly sure?: SureBy
}

export interface TraitCount {
  readonly code: string
  readonly n: readonly (string | number)[]
}

const MOST = 30
const YES_NO: Readonly<Record<string, { zh: string; en: string }>> = { true: { zh: '是', en: 'Yes' }, false: { zh: '否', en: 'No' } }

/** A trait from its counts by value; p is not adjusted yet. */
export function traitOf(source: TraitSource, counts: readonly TraitCount[], bounds: readonly number[], moments: Moments3 | null, ground: CellGround): PortraitTrait {
  const whole = source.reading !== 'set'
  const cells = isNumeric(source) ? binsOf(counts, bounds) : valuesOf(source, counts)
  const complete = whole ? withOther(cells, ground.size) : cells
  const strength = whole ? ofDistribution(complete, ground.size) : ofSet(complete, ground.size)
  const missing = complete.find(({ code }) => code === null)?.found
  return {
    key: source.key,
    kind: source.kind,
    name: { ...source.name },
    facet: source.facet,
    face: source.face,
    type: source.type,
    ccy: source.ccy,
    covered: coverage(segmentOf(ground.size), missing === undefined ? 0 : segmentOf(missing)),
    baseCovered: coverage(baseOf(ground.size), missing === undefined ? 0 : baseOf(missing)),
    ...strength,
    mean: moments === null || source.reading === 'day' ? null : meanEstimate(moments),
    cells: presentCells(complete, ground, whole),
    more: isNumeric(source) ? 0 : Math.max(0, counts.filter(({ code }) => code !== '').length - MOST),
  }
}

/** The moments of one numeric column, of what the engine answered for many. */
export function momentsAt(numbers: { readonly counts: readonly (readonly (string | number)[])[]; readonly sums: readonly (readonly number[])[]; readonly squares: readonly (readonly number[])[] } | undefined, at: number | undefined): Moments3 | null {
  if (numbers === undefined || at === undefined) return null
  const group = (place: number) => ({ n: Number(numbers.counts[at]?.[place] ?? 0), sum: numbers.sums[at]?.[place] ?? 0, squares: numbers.squares[at]?.[place] ?? 0 })
  return [group(0), group(1), group(2)]
}

const isNumeric = ({ reading }: TraitSource): boolean => reading === 'number' || reading === 'day'
const coverage = (all: number, missing: number): number | null => (all === 0 ? null : (all - missing) / all)

function valuesOf(source: TraitSource, counts: readonly TraitCount[]): RawCell[] {
  const order = new Map(source.values.map((value, at) => [value.code, at]))
  const label = (code: string) => {
    const known = source.values.find((value) => value.code === code)
    return known === undefined ? (YES_NO[code] ?? source.nameOf?.(code) ?? { zh: code, en: code }) : { zh: known.zh, en: known.en }
  }
  const cells = counts
    .filter(({ code }) => code !== '')
    .map(({ code, n }) => ({ code, label: label(code), found: countsOf(n) }))
    .sort((a, b) => baseOf(b.found) + b.found.only - (baseOf(a.found) + a.found.only))
    .slice(0, MOST)
    .sort((a, b) => (order.get(a.code) ?? order.size) - (order.get(b.code) ?? order.size))
  return [...cells, ...missingOf(counts)]
}

/** Bins between bounds: the first is below the lowest bound, each includes its lower bound. */
function binsOf(counts: readonly TraitCount[], bounds: readonly number[]): RawCell[] {
  const found = new Map(counts.map(({ code, n }) => [code, countsOf(n)]))
  const bins = Array.from({ length: bounds.length + 1 }, (_, at): RawCell[] => {
    const here = found.get(`${at}`)
    if (here === undefined) return []
    return [{ code: `${at}`, label: { zh: '', en: '' }, from: at === 0 ? null : (bounds[at - 1] ?? null), to: bounds[at] ?? null, found: here }]
  })
  return [...bins.flat(), ...missingOf(counts)]
}

function missingOf(counts: readonly TraitCount[]): RawCell[] {
  const missing = counts.find(({ code }) => code === '')
  return missing === undefined ? [] : [{ code: null, label: notKnown, found: countsOf(missing.n) }]
}

/** Values beyond those listed, as one cell. */
function withOther(cells: readonly RawCell[], size: GroupCounts): RawCell[] {
  const left = cells.reduce(
    (rest, { found }) => ({ only: rest.only - found.only, rest: rest.rest - found.rest, both: rest.both - found.both }),
    { ...size },
  )
  if (left.only <= 0 && left.rest <= 0 && left.both <= 0) return [...cells]
  return [...cells, { code: '*', label: otherValues, found: left }]
}

type Strength = Pick<PortraitTrait, 'divergence' | 'cramersV' | 'informationValue' | 'p'>

/** Values exclude each other: one distribution against the other. */
function ofDistribution(cells: readonly RawCell[], size: GroupCounts): Strength {
  const segment = cells.map(({ found }) => segmentOf(found))
  const base = cells.map(({ found }) => baseOf(found))
  const pairs = cells.map(({ found }) => apart(found, size))
  const test = independence(pairs.map(([a]) => a), pairs.map(([, b]) => b))
  return { divergence: jensenShannon(segment, base), cramersV: test?.cramersV ?? null, informationValue: informationValue(segment, base), p: test?.p ?? null }
}

/** Several values at once: the one that tells them apart best, its p times the number of values (Bonferroni). */
function ofSet(cells: readonly RawCell[], size: GroupCounts): Strength {
  const each = cells.flatMap((cell) => (cell.code === null ? [] : [ofDistribution([cell, restOf(cell, size)], size)]))
  const best = [...each].sort((a, b) => b.divergence - a.divergence)[0]
  if (best === undefined) return { divergence: 0, cramersV: null, informationValue: null, p: null }
  return { ...best, p: best.p === null ? null : Math.min(1, best.p * each.length) }
}

function restOf({ found }: RawCell, size: GroupCounts): RawCell {
  return { code: '*', label: otherValues, found: { only: size.only - found.only, rest: size.rest - found.rest, both: size.both - found.both } }
}
