import { bucketOf } from '#kernel/id'
import { type Known } from './customer.js'
import { compareKnown, type Evaluator } from './evaluator.js'
import { standing, TIE_SALT, type GroupValues, type TieKey } from './population.js'
import { type TypedPopulation } from './typed.js'

/** What a reading of the population measures of a customer; null for who is not among those it is about. */
export function measuredBy(e: Evaluator, { of, among }: TypedPopulation): Known {
  return among !== null && !e.bool(e, among, true) ? null : e.value(e, of)
}

/** The group of a customer; who lacks what it goes by is of one group with others who do. */
export function groupOf(e: Evaluator, { by }: TypedPopulation): string {
  return JSON.stringify(by.map((each) => e.value(e, each)))
}

/** What orders a customer among equals, worst first; a missing tie-break comes before any. */
export function tieKeyOf(e: Evaluator, node: TypedPopulation, measured: Known): TieKey {
  const { custId } = e.customer
  const ties = node.ties.map(({ of, best }) => {
    const value = e.value(e, of)
    return value === null ? null : turned(Number(value), best)
  })
  return [turned(Number(measured), node.best), ...ties, bucketOf(TIE_SALT, custId), custId]
}

const turned = (value: number, best: 'high' | 'low'): number => (best === 'high' ? value : -value)

/** Orders two keys of one reading. */
export function compareTies(a: TieKey, b: TieKey): number {
  const at = a.findIndex((part, index) => part !== b[index])
  const [left, right] = [a[at] ?? null, b[at] ?? null]
  if (at < 0 || left === right) return 0
  if (left === null) return -1
  return right === null ? 1 : compareKnown({ type: typeof left === 'string' ? 'string' : 'decimal' }, left, right)
}

/** Where a customer stands. @throws TypeError without the statistics of the population */
export function evaluatePopulation(e: Evaluator, node: TypedPopulation): number | null {
  const groups = e.statistics.get(node.path)
  if (groups === undefined) throw new TypeError('a comparison with other customers needs the statistics of the population')
  const value = measuredBy(e, node)
  if (value === null) return null
  const group = groups.get(groupOf(e, node)) ?? []
  return node.ties.length > 0 ? bandOf(tieKeyOf(e, node, value), group as readonly TieKey[], node.tiles) : standing(node, Number(value), group as GroupValues)
}

/** The band of a customer where no two are equal: by how many come before. */
function bandOf(key: TieKey, group: readonly TieKey[], tiles: number): number | null {
  let [low, high] = [0, group.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const there = group[middle]
    if (there !== undefined && compareTies(there, key) < 0) low = middle + 1
    else high = middle
  }
  return group.length === 0 ? null : Math.min(tiles, 1 + Math.floor((low * tiles) / group.length))
}
