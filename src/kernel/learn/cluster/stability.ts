import { fail } from '#kernel/error'
import { takeRows, type Matrix } from '../data/matrix.js'
import { createRandom } from '../data/random.js'
import { contentOrder } from '../data/row-order.js'
import { adjustedRand, contingencyOf } from './agreement.js'
import { checkNumbers, type Clusterer } from './gap.js'

export interface ClusterStability {
  readonly clusters: number
  /** Mean adjusted Rand index of the clusters found anew against the first ones, over the rows drawn. */
  readonly agreement: number
  readonly agreements: readonly number[]
  /** Of each first cluster: mean over rounds of the best Jaccard match. Under .6 it should not be trusted, from .85 it is highly stable (Hennig 2007). */
  readonly byCluster: readonly number[]
}

export interface StabilityOptions {
  /** Default 20. */
  readonly rounds?: number
  readonly seed?: number
}

/**
 * Does clustering find the same groups again (Hennig 2007, cluster-wise assessment by bootstrap)? In every round as many
 * rows are drawn with replacement as there are and clustered; both partitions are compared on the distinct rows drawn.
 * Errors: LEARN_CLUSTERS, LEARN_PARAM, and the clusterer's own.
 */
export function clusterStability(
  matrix: Matrix,
  clusters: number,
  cluster: Clusterer,
  options: StabilityOptions = {},
): ClusterStability {
  const rounds = options.rounds ?? 20
  const seed = options.seed ?? 1
  checkNumbers(matrix, [clusters], 2)
  if (!(Number.isInteger(rounds) && rounds >= 1)) {
    fail('LEARN_PARAM', { name: 'rounds', value: rounds, allowed: '≥ 1' })
  }
  const first = cluster(matrix, clusters, seed)
  const order = contentOrder(matrix, seed)
  const agreements: number[] = []
  const matches = new Float64Array(clusters)
  const met = new Float64Array(clusters)
  for (let round = 0; round < rounds; round += 1) {
    const { rows, distinct } = drawRows(order, seed, round)
    const again = cluster(takeRows(matrix, rows), clusters, seed)
    const before = Int32Array.from(distinct, (at) => first[rows[at] as number] as number)
    const after = Int32Array.from(distinct, (at) => again[at] as number)
    agreements.push(adjustedRand(before, after))
    addMatches(before, after, matches, met)
  }
  return {
    clusters,
    agreement: agreements.reduce((sum, value) => sum + value, 0) / rounds,
    agreements,
    byCluster: Array.from(matches, (sum, group) => sum / (met[group] as number)),
  }
}

/** Rows drawn with replacement along the content order, and the places where each comes first. */
function drawRows(
  order: Uint32Array,
  seed: number,
  round: number,
): { rows: Uint32Array; distinct: number[] } {
  const random = createRandom(seed, round)
  const rows = Uint32Array.from(order, () => order[random.below(order.length)] as number)
  const seen = new Uint8Array(order.length)
  const distinct: number[] = []
  rows.forEach((row, at) => {
    if (seen[row] === 1) return
    seen[row] = 1
    distinct.push(at)
  })
  return { rows, distinct }
}

function addMatches(before: Int32Array, after: Int32Array, matches: Float64Array, met: Float64Array): void {
  const { cells, rows, columns } = contingencyOf(before, after)
  const width = columns.length
  rows.forEach((size, group) => {
    if (size === 0) return
    let best = 0
    for (let other = 0; other < width; other += 1) {
      const both = cells[group * width + other] as number
      best = Math.max(best, both / (size + (columns[other] as number) - both))
    }
    matches[group] = (matches[group] as number) + best
    met[group] = (met[group] as number) + 1
  })
}
