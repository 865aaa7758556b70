import { type TypedPopulation } from './typed.js'

/** What a group of customers shows of one value: every value of it, in order. */
export type GroupValues = readonly number[]

/** What orders a customer among equals: the value, what breaks ties (missing null), then the hash and the customer. */
export type TieKey = readonly (number | string | null)[]

/** By the path of a reading in its document, then by its group. */
export type PopulationStatistics = ReadonlyMap<string, ReadonlyMap<string, GroupValues | readonly TieKey[]>>

/** The salt of the hash that tells equals apart at last. */
export const TIE_SALT = 'tile'

/** Places of a z-score. */
const PLACES = 1_000_000

/** Where a value stands in its group; null when the group says nothing of it. */
export function standing({ fn, best, tiles }: Pick<TypedPopulation, 'fn' | 'best' | 'tiles'>, value: number, group: GroupValues): number | null {
  if (group.length === 0) return null
  const below = firstAt(group, (each) => each >= value)
  const above = group.length - firstAt(group, (each) => each > value)
  const [better, worse] = best === 'high' ? [above, below] : [below, above]
  switch (fn) {
    case 'rank':
      return 1 + better
    case 'percentile':
      return (group.length - better) / group.length
    case 'tile':
      return Math.min(tiles, 1 + Math.floor((worse * tiles) / group.length))
    case 'zscore':
      return deviationsFrom(value, group)
  }
}

/** How many come before the first that meets a condition which, once met, stays met. */
function firstAt(values: GroupValues, met: (value: number) => boolean): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (met(values[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return low
}

function deviationsFrom(value: number, group: GroupValues): number | null {
  if (group[0] === group.at(-1)) return null
  const mean = group.reduce((total, each) => total + each, 0) / group.length
  const squares = group.reduce((total, each) => total + (each - mean) ** 2, 0)
  return Math.round(((value - mean) / Math.sqrt(squares / (group.length - 1))) * PLACES) / PLACES
}
