import { fail } from '#kernel/error'
import { matrixOf, numberColumn, type Matrix, type NumberColumn } from '../data/matrix.js'
import { createRandom, type Random } from '../data/random.js'
import { spreadOf } from './quality.js'

/** Any way of clustering: labels 0, 1, … of the rows for a number of clusters. The same seed must give the same labels. */
export type Clusterer = (matrix: Matrix, clusters: number, seed: number) => ArrayLike<number>

export interface GapOptions {
  /** Reference data sets; default 20. */
  readonly references?: number
  readonly seed?: number
  /** Draws a reference data set; default: evenly from the box the data fill. */
  readonly reference?: (random: Random) => Matrix
}

export interface GapStep {
  readonly clusters: number
  /** ln of the sum of squares within the clusters, of the data and on average of the references. */
  readonly found: number
  readonly expected: number
  readonly gap: number
  /** Standard deviation of the references × √(1 + 1/B). */
  readonly error: number
}

export interface Gap {
  readonly steps: readonly GapStep[]
  /** The smallest number of clusters whose gap is not below the next one's less its error; the last where none is. */
  readonly clusters: number
}

/**
 * Gap statistic (Tibshirani, Walther and Hastie 2001) against rows drawn evenly from the box the data fill, for numbers of
 * clusters that rise (1 may be among them). Number columns only. Errors: LEARN_EMPTY, LEARN_PARAM, LEARN_MISSING, LEARN_COLUMN_KIND.
 */
export function gapStatistic(
  matrix: Matrix,
  clusters: readonly number[],
  cluster: Clusterer,
  options: GapOptions = {},
): Gap {
  const references = options.references ?? 20
  const seed = options.seed ?? 1
  if (matrix.rows === 0) fail('LEARN_EMPTY')
  checkNumbers(matrix, clusters)
  if (!(Number.isInteger(references) && references >= 2)) {
    fail('LEARN_PARAM', { name: 'references', value: references, allowed: '≥ 2' })
  }
  const boxes = Array.from({ length: references }, (_, at) => (options.reference ?? ((random) => evenRows(matrix, random)))(createRandom(seed, at)))
  const steps = clusters.map((count) => {
    const found = logWithin(matrix, count, cluster, seed)
    const others = boxes.map((box) => logWithin(box, count, cluster, seed))
    const expected = others.reduce((sum, value) => sum + value, 0) / references
    const variance = others.reduce((sum, value) => sum + (value - expected) ** 2, 0) / references
    return {
      clusters: count,
      found,
      expected,
      gap: expected - found,
      error: Math.sqrt(variance * (1 + 1 / references)),
    }
  })
  const chosen = steps.find((step, at) => {
    const next = steps[at + 1]
    return next !== undefined && step.gap >= next.gap - next.error
  })
  return { steps, clusters: chosen?.clusters ?? (clusters[clusters.length - 1] as number) }
}

/** Rising whole numbers from `least`, fewer than rows. Errors: LEARN_PARAM, LEARN_CLUSTERS. */
export function checkNumbers(matrix: Matrix, clusters: readonly number[], least = 1): void {
  const rises =
    clusters.length > 0 &&
    clusters.every(
      (count, at) =>
        Number.isInteger(count) && count >= least && (at === 0 || count > (clusters[at - 1] as number)),
    )
  if (!rises) fail('LEARN_PARAM', { name: 'clusters', value: clusters.join(', '), allowed: `${least} < …` })
  const most = clusters[clusters.length - 1] as number
  if (most >= matrix.rows) fail('LEARN_CLUSTERS', { clusters: most, rows: matrix.rows })
}

function logWithin(matrix: Matrix, clusters: number, cluster: Clusterer, seed: number): number {
  const labels = clusters === 1 ? new Uint8Array(matrix.rows) : cluster(matrix, clusters, seed)
  return Math.log(spreadOf(matrix, labels, clusters).within.reduce((sum, value) => sum + value, 0))
}

function evenRows(matrix: Matrix, random: Random): Matrix {
  const columns = matrix.columns.map((column) => evenColumn(numberColumn(column), random))
  return matrixOf(columns)
}

/** As many numbers, drawn evenly between the least and the greatest of a column. */
export function evenColumn(column: NumberColumn, random: Random): NumberColumn {
  const values = Float64Array.from(column.values)
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
  return { kind: 'number', name: column.name, values: values.map(() => low + random.next() * (high - low)) }
}
