import { fail } from '#kernel/error'
import { denseRows, type Matrix } from '../data/matrix.js'
import { contentOrder } from '../data/row-order.js'
import { groupsOf } from './agreement.js'

export interface SilhouetteOptions {
  /** All rows are looked at up to this many; default 20,000. */
  readonly limit?: number
  /** Rows drawn when there are more, in proportion from each cluster; default 10,000. */
  readonly sample?: number
  readonly seed?: number
}

export interface Silhouette {
  /** Mean over rows, -1 to 1. */
  readonly value: number
  /** Mean of each cluster; NaN for an empty one. */
  readonly byCluster: readonly number[]
  /** Share of rows nearer to another cluster than to their own. */
  readonly negativeShare: number
  /** Rows looked at, and whether they were all. */
  readonly rows: number
  readonly exact: boolean
}

/**
 * Silhouette (Rousseeuw 1987): (b - a) / max(a, b), a the mean Euclidean distance to the own cluster's other rows, b to
 * the nearest other cluster; 0 for a cluster of one. Exact to `limit` rows, on a seeded sample beyond. Number columns
 * only, as they are: standardise first. Errors: LEARN_CLUSTERS, LEARN_ROWS_DIFFER, LEARN_MISSING, LEARN_COLUMN_KIND, LEARN_LABEL_VALUE.
 */
export function silhouette(
  matrix: Matrix,
  labels: ArrayLike<number>,
  options: SilhouetteOptions = {},
): Silhouette {
  const groups = checkClusters(matrix, labels)
  const exact = matrix.rows <= (options.limit ?? 20_000)
  const rows = exact ? null : drawn(matrix, labels, groups, options.sample ?? 10_000, options.seed ?? 1)
  const points = denseRows(matrix)
  const width = matrix.columns.length
  const chosen = rows ?? Uint32Array.from({ length: matrix.rows }, (_, row) => row)
  const own = Int32Array.from(chosen, (row) => labels[row] as number)
  const local = rows === null ? points : packed(points, width, rows)
  return summary(own, groups, distanceSums(local, width, own, groups), exact)
}

function packed(points: Float64Array, width: number, rows: Uint32Array): Float64Array {
  const local = new Float64Array(rows.length * width)
  rows.forEach((row, at) => local.set(points.subarray(row * width, (row + 1) * width), at * width))
  return local
}

/** For each row the sum of its distances to the rows of every cluster. */
function distanceSums(points: Float64Array, width: number, labels: Int32Array, groups: number): Float64Array {
  const rows = labels.length
  const sums = new Float64Array(rows * groups)
  for (let row = 0; row < rows; row += 1) {
    const start = row * width
    const mine = row * groups
    const label = labels[row] as number
    for (let other = row + 1; other < rows; other += 1) {
      const there = other * width
      let square = 0
      for (let at = 0; at < width; at += 1) {
        const gap = (points[start + at] as number) - (points[there + at] as number)
        square += gap * gap
      }
      const distance = Math.sqrt(square)
      const toOther = mine + (labels[other] as number)
      const toMine = other * groups + label
      sums[toOther] = (sums[toOther] as number) + distance
      sums[toMine] = (sums[toMine] as number) + distance
    }
  }
  return sums
}

function summary(labels: Int32Array, groups: number, sums: Float64Array, exact: boolean): Silhouette {
  const sizes = new Float64Array(groups)
  const totals = new Float64Array(groups)
  let negative = 0
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1
  for (let row = 0; row < labels.length; row += 1) {
    const label = labels[row] as number
    const size = sizes[label] as number
    if (size === 1) continue
    const inside = (sums[row * groups + label] as number) / (size - 1)
    const outside = nearestOther(sums.subarray(row * groups, (row + 1) * groups), sizes, label)
    const most = Math.max(inside, outside)
    const value = most === 0 ? 0 : (outside - inside) / most
    totals[label] = (totals[label] as number) + value
    if (value < 0) negative += 1
  }
  const rows = labels.length
  return {
    value: totals.reduce((sum, total) => sum + total, 0) / rows,
    byCluster: Array.from(totals, (total, group) => total / (sizes[group] as number)),
    negativeShare: negative / rows,
    rows,
    exact,
  }
}

function nearestOther(sums: Float64Array, sizes: Float64Array, label: number): number {
  let nearest = Number.POSITIVE_INFINITY
  for (let group = 0; group < sums.length; group += 1) {
    if (group !== label && (sizes[group] as number) > 0) {
      nearest = Math.min(nearest, (sums[group] as number) / (sizes[group] as number))
    }
  }
  return nearest
}

/** Rows in proportion from every cluster, two at least, by what stands in them and the seed. */
function drawn(
  matrix: Matrix,
  labels: ArrayLike<number>,
  groups: number,
  sample: number,
  seed: number,
): Uint32Array {
  const sizes = new Float64Array(groups)
  for (let row = 0; row < matrix.rows; row += 1) {
    sizes[labels[row] as number] = (sizes[labels[row] as number] as number) + 1
  }
  const wanted = sizes.map((size) => Math.min(size, Math.max(2, Math.round((size / matrix.rows) * sample))))
  const rows: number[] = []
  for (const row of contentOrder(matrix, seed)) {
    const label = labels[row] as number
    if ((wanted[label] as number) <= 0) continue
    wanted[label] = (wanted[label] as number) - 1
    rows.push(row)
  }
  return Uint32Array.from(rows)
}

/** At least two clusters with rows, fewer than rows. Gives back one more than the greatest label. */
export function checkClusters(matrix: Matrix, labels: ArrayLike<number>): number {
  if (labels.length !== matrix.rows) {
    fail('LEARN_ROWS_DIFFER', { column: 'labels', rows: labels.length, expected: matrix.rows })
  }
  const groups = groupsOf(labels)
  const used = new Set(Array.from(labels)).size
  if (used < 2 || used >= matrix.rows) fail('LEARN_CLUSTERS', { clusters: used, rows: matrix.rows })
  return groups
}

/** Centres, sizes and squares of clusters. */
export interface Spread {
  readonly points: Float64Array
  readonly width: number
  readonly sizes: Float64Array
  readonly centres: Float64Array
  /** Squared distances to the own centre, summed by cluster. */
  readonly within: Float64Array
}

export function spreadOf(matrix: Matrix, labels: ArrayLike<number>, groups: number): Spread {
  const points = denseRows(matrix)
  const width = matrix.columns.length
  const sizes = new Float64Array(groups)
  const centres = new Float64Array(groups * width)
  const within = new Float64Array(groups)
  for (let row = 0; row < matrix.rows; row += 1) {
    const label = labels[row] as number
    sizes[label] = (sizes[label] as number) + 1
    for (let at = 0; at < width; at += 1) {
      centres[label * width + at] =
        (centres[label * width + at] as number) + (points[row * width + at] as number)
    }
  }
  for (let at = 0; at < centres.length; at += 1) {
    centres[at] = (centres[at] as number) / ((sizes[Math.floor(at / width)] as number) || 1)
  }
  for (let row = 0; row < matrix.rows; row += 1) {
    const label = labels[row] as number
    within[label] = (within[label] as number) + squareTo(points, row * width, centres, label * width, width)
  }
  return { points, width, sizes, centres, within }
}

export function squareTo(
  points: Float64Array,
  from: number,
  centres: Float64Array,
  to: number,
  width: number,
): number {
  let square = 0
  for (let at = 0; at < width; at += 1) {
    const gap = (points[from + at] as number) - (centres[to + at] as number)
    square += gap * gap
  }
  return square
}

/** Calinski and Harabasz 1974: (between / (k - 1)) / (within / (n - k)), sums of squares; greater is better. Infinity where every row sits on its centre. Errors as the silhouette's. */
export function calinskiHarabasz(matrix: Matrix, labels: ArrayLike<number>): number {
  const groups = checkClusters(matrix, labels)
  const { sizes, within } = spreadOf(matrix, labels, groups)
  const all = spreadOf(matrix, new Uint8Array(matrix.rows), 1).within[0] as number
  const inside = within.reduce((sum, value) => sum + value, 0)
  const used = sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0)
  return (all - inside) / (used - 1) / (inside / (matrix.rows - used))
}

/** Davies and Bouldin 1979: mean over clusters of the worst (sᵢ + sⱼ) / dᵢⱼ, s the mean distance to the centre; smaller is better. Errors as the silhouette's. */
export function daviesBouldin(matrix: Matrix, labels: ArrayLike<number>): number {
  const groups = checkClusters(matrix, labels)
  const { points, width, sizes, centres } = spreadOf(matrix, labels, groups)
  const means = new Float64Array(groups)
  for (let row = 0; row < matrix.rows; row += 1) {
    const label = labels[row] as number
    means[label] =
      (means[label] as number) +
      Math.sqrt(squareTo(points, row * width, centres, label * width, width)) / (sizes[label] as number)
  }
  const used = Array.from(sizes.keys()).filter((group) => (sizes[group] as number) > 0)
  const worst = used.map((a) => {
    const against = used
      .filter((b) => b !== a)
      .map((b) => {
        const apart = Math.sqrt(squareTo(centres, a * width, centres, b * width, width))
        return ((means[a] as number) + (means[b] as number)) / apart
      })
    return Math.max(...against)
  })
  return worst.reduce((sum, value) => sum + value, 0) / used.length
}
