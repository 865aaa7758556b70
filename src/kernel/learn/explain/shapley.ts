import type { Column, Matrix } from '../data/matrix.js'
import { quantilesOf } from '../metrics/quantile.js'
import { createRandom, shuffled } from '../data/random.js'
import { valueAt } from '../linear/model.js'
import type { Explanation } from '../model/fitted.js'

/** A value of each feature that stands for nobody in particular: medians, and the most frequent codes. */
export type TypicalRow = Readonly<Record<string, number | string | null>>

/** Features up to which every subset is scored; above it, walks are sampled. */
const EXACT_FEATURES = 7
/** Pairs of a random order of the features and its reverse. */
const PAIRS = 16

export interface ShapleyPlan {
  readonly method: 'exact' | 'sampled'
  readonly features: readonly string[]
  /** Rows to score, in any way: 0 is the typical row, 1 the row asked about. */
  readonly matrix: Matrix
  /** `walks[i]` is one order of the features; `rows[i][k]` is the row with the first k of them exchanged. */
  readonly walks: readonly { readonly order: readonly number[]; readonly rows: readonly number[] }[]
}

/** The typical row of a matrix. Features no row has are missing. */
export function typicalRow(matrix: Matrix): TypicalRow {
  return Object.fromEntries(matrix.columns.map((column) => [column.name, typicalOf(column)]))
}

function typicalOf(column: Column): number | string | null {
  if (column.kind === 'number') {
    const known = Float64Array.from(column.values).filter((value) => !Number.isNaN(value))
    return known.length === 0 ? null : (quantilesOf(known, [0.5])[0] ?? null)
  }
  const counts = new Float64Array(column.levels.length)
  for (const code of column.codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1
  const most = counts.reduce((best, count, at) => (count > (counts[best] ?? 0) ? at : best), 0)
  return (counts[most] ?? 0) > 0 ? (column.levels[most] ?? null) : null
}

/**
 * Rows to score for the Shapley values of one row against a typical one (baseline Shapley, Sundararajan and Najmi 2020):
 * every subset up to seven features, else random orders with their reverses (Castro, Gómez and Tejada 2009; Mitchell
 * et al. 2022). Whatever the orders, the effects add up to the difference of the two scores.
 */
export function planShapley(matrix: Matrix, row: number, typical: TypicalRow, seed: number): ShapleyPlan {
  const features = matrix.columns.map((column) => column.name)
  const method = features.length <= EXACT_FEATURES ? 'exact' : 'sampled'
  const orders =
    method === 'exact' ? permutations(features.map((_, at) => at)) : sampledOrders(features.length, seed)
  const none = Array.from(features, () => '0').join('')
  const places = new Map([
    [none, 0],
    [none.replaceAll('0', '1'), 1],
  ])
  const walks = orders.map((order) => {
    const taken = Array.from(features, () => '0')
    const rows = [0]
    for (const at of order) {
      taken[at] = '1'
      const key = taken.join('')
      const place = places.get(key) ?? places.size
      places.set(key, place)
      rows.push(place)
    }
    return { order, rows }
  })
  return { method, features, walks, matrix: mixed(matrix, row, typical, [...places.keys()]) }
}

/**
 * Shapley values from the scores of a plan's rows: `base` is the score of the typical row; largest effect first. Orders
 * that lead over a row without a score are left out; with none left there are no reasons.
 */
export function shapleyOf(plan: ShapleyPlan, scores: ArrayLike<number>): Explanation {
  const scoreAt = (row: number | undefined): number => scores[row ?? -1] ?? Number.NaN
  const walks = plan.walks.filter(({ rows }) => rows.every((row) => Number.isFinite(scoreAt(row))))
  const effects = new Float64Array(plan.features.length)
  for (const { order, rows } of walks) {
    order.forEach((feature, at) => {
      effects[feature] = (effects[feature] ?? 0) + scoreAt(rows[at + 1]) - scoreAt(rows[at])
    })
  }
  const reasons =
    walks.length === 0
      ? []
      : plan.features.map((feature, at) => ({
          feature,
          value: valueAt(plan.matrix, feature, 1),
          effect: (effects[at] ?? 0) / walks.length,
        }))
  return {
    base: scoreAt(0),
    reasons: reasons.sort(
      (a, b) => Math.abs(b.effect) - Math.abs(a.effect) || (a.feature < b.feature ? -1 : 1),
    ),
  }
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((first) =>
    permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  )
}

function sampledOrders(count: number, seed: number): number[][] {
  const random = createRandom(seed)
  return Array.from({ length: PAIRS }).flatMap(() => {
    const order = [...shuffled(count, random)]
    return [order, order.toReversed()]
  })
}

/** One row a key: of each feature the value asked about where the key says 1, else the typical one. */
function mixed(matrix: Matrix, row: number, typical: TypicalRow, keys: readonly string[]): Matrix {
  const columns = matrix.columns.map((column, at): Column => {
    const usual = typical[column.name] ?? null
    if (column.kind === 'number') {
      const [own, other] = [column.values[row] ?? Number.NaN, typeof usual === 'number' ? usual : Number.NaN]
      return {
        kind: 'number',
        name: column.name,
        values: Float64Array.from(keys, (key) => (key[at] === '1' ? own : other)),
      }
    }
    const [own, other] = [
      column.codes[row] ?? -1,
      typeof usual === 'string' ? column.levels.indexOf(usual) : -1,
    ]
    return { ...column, codes: Int32Array.from(keys, (key) => (key[at] === '1' ? own : other)) }
  })
  return { rows: keys.length, columns }
}
