import { fail } from '#kernel/error'
import { weightsOf, type Estimator } from '../data/fit.js'
import type { Matrix, NumberColumn } from '../data/matrix.js'
import { createRandom, type Random } from '../data/random.js'
import { contentOrder } from '../data/row-order.js'
import { featuresOf } from '../model/fitted.js'
import { centresOf, distanceOf, nearestOf, settled, type Mixed, type Prototypes } from './prototype-rounds.js'
import type { PrototypeCentre, PrototypeModel } from './prototype-model.js'

export interface KPrototypesOptions {
  readonly clusters: number
  /** What one differing category counts for, in squared standard deviations of a number; default .5. */
  readonly gamma?: number
  /** Divide numbers by their standard deviation; default true. */
  readonly standardise?: boolean
  /** Starts by k-means++ seeding, the best one kept; default 5. */
  readonly starts?: number
  /** Most rounds of a start; default 100. */
  readonly rounds?: number
}

/**
 * K-prototypes for numbers and categories together (Huang 1998): least Σ w [Σ (x - mean)² + gamma · number of categories
 * that differ from the mode]. Lloyd rounds from k-means++ seeds (Arthur and Vassilvitskii 2007) drawn along the content
 * of rows; an emptied cluster starts anew at the row farthest from its centre. A missing category is a level of its own;
 * missing numbers are refused. Huang 1997 puts gamma between a third and two thirds of the numbers' deviation. Without
 * categories it is k-means. Clusters are numbered by falling weight. Errors: LEARN_EMPTY, LEARN_PARAM, LEARN_CLUSTERS,
 * LEARN_MISSING, LEARN_WEIGHT.
 */
export function kPrototypes(options: KPrototypesOptions): Estimator<null, PrototypeModel> {
  const plan = planOf(options)
  return {
    fit(matrix, _target, fit = {}) {
      if (matrix.rows === 0) fail('LEARN_EMPTY')
      if (plan.clusters >= matrix.rows) fail('LEARN_CLUSTERS', { clusters: plan.clusters, rows: matrix.rows })
      const weights = weightsOf(matrix.rows, fit.weights)
      const seed = fit.seed ?? 1
      const mixed = mixedOf(matrix, contentOrder(matrix, seed, [weights]), weights, plan)
      let best: Prototypes | null = null
      for (let start = 0; start < plan.starts; start += 1) {
        fit.tick?.(start / plan.starts)
        const found = settled(mixed, seeded(mixed, plan.clusters, createRandom(seed, start)), plan.rounds)
        if (best === null || found.inertia < best.inertia) best = found
      }
      return modelOf(matrix, mixed, best as Prototypes)
    },
  }
}

type Plan = Required<KPrototypesOptions>

function planOf(options: KPrototypesOptions): Plan {
  const plan = { gamma: 0.5, standardise: true, starts: 5, rounds: 100, ...options }
  for (const [name, least] of [
    ['clusters', 2],
    ['starts', 1],
    ['rounds', 1],
  ] as const) {
    if (!(Number.isInteger(plan[name]) && plan[name] >= least)) {
      fail('LEARN_PARAM', { name, value: plan[name], allowed: `≥ ${least}` })
    }
  }
  if (!(plan.gamma >= 0 && Number.isFinite(plan.gamma))) {
    fail('LEARN_PARAM', { name: 'gamma', value: plan.gamma, allowed: '≥ 0' })
  }
  return plan
}

function mixedOf(matrix: Matrix, order: Uint32Array, weights: Float64Array, plan: Plan): Mixed {
  const numbers = matrix.columns.filter((column) => column.kind === 'number')
  const categories = matrix.columns.filter((column) => column.kind === 'category')
  const scales = numbers.map((column) => (plan.standardise ? deviationOf(column, order, weights) : 1))
  const values = new Float64Array(matrix.rows * numbers.length)
  numbers.forEach((column, at) => {
    order.forEach((row, place) => {
      const value = column.values[row] as number
      if (Number.isNaN(value)) fail('LEARN_MISSING', { column: column.name, row: row + 1 })
      values[place * numbers.length + at] = value / (scales[at] as number)
    })
  })
  const codes = new Int32Array(matrix.rows * categories.length)
  categories.forEach((column, at) => {
    order.forEach((row, place) => {
      const code = column.codes[row] as number
      codes[place * categories.length + at] = code < 0 ? column.levels.length : code
    })
  })
  return {
    rows: matrix.rows,
    width: numbers.length,
    values,
    kinds: categories.length,
    codes,
    levels: categories.map((column) => [...column.levels, '\uFFFF']),
    weights: Float64Array.from(order, (row) => weights[row] as number),
    gamma: plan.gamma,
    scales,
  }
}

/** Summed along the order of content, so that shuffled rows give the same bits. */
function deviationOf({ values }: NumberColumn, order: Uint32Array, weights: Float64Array): number {
  let [total, sum, squares] = [0, 0, 0]
  for (const row of order) {
    total += weights[row] as number
    sum += (weights[row] as number) * (values[row] as number)
  }
  const mean = sum / total
  for (const row of order) squares += (weights[row] as number) * ((values[row] as number) - mean) ** 2
  const deviation = Math.sqrt(squares / total)
  // One value throughout (or a missing one, refused later) is not divided.
  return deviation > 1e-12 * (1 + Math.abs(mean)) ? deviation : 1
}

/** K-means++: each further seed with a chance in proportion to its distance from those before. */
function seeded(mixed: Mixed, clusters: number, random: Random): Uint32Array {
  const { rows, weights } = mixed
  const seeds = new Uint32Array(clusters)
  const nearest = new Float64Array(rows).fill(1)
  for (let at = 0; at < clusters; at += 1) {
    seeds[at] = drawnBy(nearest, weights, random.next())
    const centre = centresOf(mixed, seeds.subarray(at, at + 1))
    for (let row = 0; row < rows; row += 1) {
      const distance = distanceOf(mixed, row, centre, 0)
      nearest[row] = at === 0 ? distance : Math.min(nearest[row] as number, distance)
    }
  }
  return seeds
}

function drawnBy(chances: Float64Array, weights: Float64Array, point: number): number {
  let total = 0
  for (let row = 0; row < chances.length; row += 1) {
    total += (chances[row] as number) * (weights[row] as number)
  }
  let left = point * total
  for (let row = 0; row < chances.length; row += 1) {
    left -= (chances[row] as number) * (weights[row] as number)
    if (left < 0) return row
  }
  return chances.length - 1
}

function modelOf(matrix: Matrix, mixed: Mixed, found: Prototypes): PrototypeModel {
  const { width, kinds } = mixed
  const { labels, distances } = nearestOf(mixed, found.centres)
  const sizes = new Float64Array(found.clusters)
  labels.forEach((label, row) => {
    sizes[label] = (sizes[label] as number) + (mixed.weights[row] as number)
  })
  const inertia = distances.reduce((sum, distance, row) => sum + distance * (mixed.weights[row] as number), 0)
  const order = Array.from(sizes.keys()).sort((a, b) => (sizes[b] as number) - (sizes[a] as number) || a - b)
  const centres = order.map((cluster): PrototypeCentre => {
    let [number, category] = [0, 0]
    return matrix.columns.map((column) => {
      if (column.kind === 'number') {
        const at = number
        number += 1
        return (found.centres.means[cluster * width + at] as number) * (mixed.scales[at] as number)
      }
      const code = found.centres.modes[cluster * kinds + category] as number
      category += 1
      return column.levels[code] ?? null
    })
  })
  const scales = matrix.columns.filter((column) => column.kind === 'number')
  return {
    kind: 'k_prototypes',
    features: featuresOf(matrix),
    centres,
    scales: matrix.columns.map((column) =>
      column.kind === 'number' ? (mixed.scales[scales.indexOf(column)] as number) : 1,
    ),
    gamma: mixed.gamma,
    inertia,
    sizes: order.map((cluster) => sizes[cluster] as number),
    rounds: found.rounds,
    rows: matrix.rows,
  }
}
