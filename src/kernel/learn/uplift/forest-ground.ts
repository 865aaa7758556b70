import type { Column } from '../data/matrix.js'
import { contentOrder } from '../data/row-order.js'
import { binOf, quantileCuts } from '../metrics/quantile.js'
import type { Ground } from './ground.js'
import { meanOf } from './propensity.js'

/** One feature cut into bins, rows in the order of what stands in them. The last bin is the missing. */
export interface BinnedFeature {
  readonly kind: 'number' | 'category'
  readonly bins: Uint16Array
  /** Bins without the missing. */
  readonly count: number
  /** Bin b holds values from cuts[b - 1] up to but not cuts[b]. */
  readonly cuts: readonly number[]
}

/** What the trees of a forest share. Places are rows in content order. */
export interface ForestGround {
  readonly features: readonly BinnedFeature[]
  readonly treated: Uint8Array
  readonly outcome: Float64Array
  /** What a row counts for: its weight, evened out where the propensity differs. */
  readonly counts: Float64Array
  /** Places of each of the four groups treated × outcome not 0. */
  readonly groups: readonly Uint32Array[]
}

/**
 * The ground of a forest. With chances by row, treated rows count ē/e and untreated (1 - ē)/(1 - e), ē the treated share, so
 * that an arm keeps about its size; with null all rows of an arm count alike.
 */
export function forestGround(ground: Ground, chances: Float64Array | null, bins: number): ForestGround {
  const { matrix, treatment, outcome, weights, seed } = ground
  const order = contentOrder(matrix, seed, [treatment, outcome, weights])
  const share = meanOf(treatment, weights)
  const counts = Float64Array.from(order, (row) => {
    const chance = chances === null ? share : (chances[row] as number)
    return (weights[row] as number) * (treatment[row] === 1 ? share / chance : (1 - share) / (1 - chance))
  })
  const groups: number[][] = [[], [], [], []]
  order.forEach((row, place) => {
    if ((counts[place] as number) > 0) {
      groups[2 * (treatment[row] as number) + (outcome[row] === 0 ? 0 : 1)]?.push(place)
    }
  })
  return {
    features: matrix.columns.map((column) => binned(column, order, bins, weights)),
    treated: Uint8Array.from(order, (row) => treatment[row] as number),
    outcome: Float64Array.from(order, (row) => outcome[row] as number),
    counts,
    groups: groups.map((places) => Uint32Array.from(places)),
  }
}

function binned(column: Column, order: Uint32Array, bins: number, weights: Float64Array): BinnedFeature {
  if (column.kind === 'category') {
    const count = column.levels.length
    const found = Uint16Array.from(order, (row) => {
      const code = column.codes[row] as number
      return code < 0 ? count : code
    })
    return { kind: 'category', bins: found, count, cuts: [] }
  }
  const cuts = quantileCuts(column.values, bins, weights)
  const count = cuts.length + 1
  const found = Uint16Array.from(order, (row) => {
    const value = column.values[row] as number
    return value === value ? binOf(cuts, value) : count
  })
  return { kind: 'number', bins: found, count, cuts }
}
