import { matrixOf, type CategoryColumn, type Column, type Matrix, type NumberColumn } from '../data/matrix.js'
import type { Random } from '../data/random.js'
import type { Machine } from '../machine/machine.js'
import { clusterLabels, type ClusterKernel, type ClusterModel } from './cluster-model.js'
import { assignClusters } from './kmeans-model.js'
import { kMeans } from './kmeans.js'
import { gaussianMixture } from './mixture.js'
import { kPrototypes } from './prototypes.js'
import { evenColumn, type Clusterer } from './gap.js'

export interface KernelChoice {
  readonly kernel: ClusterKernel
  /** K-prototypes: what one differing category counts for, in squared standard deviations. */
  readonly gamma: number
  /** Mixture: shape of a component. */
  readonly covariance: 'full' | 'diagonal'
}

/** A component's variances stay over this share of the overall ones: a column of mostly one value is no cluster by itself. */
const FLOOR = 0.01
/** Gain of a row's mean log-likelihood at which a mixture is settled; coarser while numbers of clusters are compared. */
const TOLERANCE = { fine: 1e-4, coarse: 1e-3 } as const
const ROUNDS = 1000
/** Rows of a mini-batch, at most. */
const BATCH = 4096

/** Clusters of prepared rows by a kernel. Same rows and seed, same clusters. Errors: those of the kernel. */
export function findClusters(machine: Machine, matrix: Matrix, clusters: number, how: KernelChoice & { readonly starts: number; readonly seed: number; readonly pace?: 'fine' | 'coarse' }): ClusterModel {
  const { kernel, starts, seed } = how
  if (kernel === 'kprototypes') return kPrototypes({ clusters, gamma: how.gamma, standardise: false, starts }).fit(matrix, null, { seed })
  const method = kernel === 'kmeans-minibatch' ? { method: 'mini-batch' as const, batch: Math.min(BATCH, matrix.rows) } : {}
  const centres = kMeans(machine, { clusters, starts, ...method }).fit(matrix, null, { seed })
  if (kernel !== 'gaussian-mixture') return centres
  return gaussianMixture({ covariance: how.covariance, regularise: FLOOR, tolerance: TOLERANCE[how.pace ?? 'fine'], rounds: ROUNDS }).fit(matrix, assignClusters(centres, matrix), { seed })
}

/** Rows as numbers whose squared distances are the kernel's own, so that silhouette, gap and the like can be told. */
export interface ClusterSpace {
  readonly matrix: Matrix
  /** Rows drawn evenly from where the data lie: numbers from their range, categories from their levels. Absent where all are numbers: the gap draws those itself. */
  readonly reference?: (random: Random) => Matrix
  readonly cluster: Clusterer
}

/**
 * Numbers stay; a category becomes a column for each level of √(gamma / 2) or 0, so that rows that differ in it are √gamma
 * apart, as k-prototypes has it.
 */
export function spaceOf(machine: Machine, rows: Matrix, how: KernelChoice, starts: number): ClusterSpace {
  const apart = Math.sqrt(how.gamma / 2)
  // A sample is small enough for whole rounds, which find what batches look for.
  const kernel = how.kernel === 'kmeans-minibatch' ? 'kmeans' : how.kernel
  const isMixed = rows.columns.some(({ kind }) => kind === 'category')
  return {
    matrix: isMixed ? spread(rows, apart) : rows,
    ...(isMixed ? { reference: (random: Random) => spread(evenMixed(rows, random), apart) } : {}),
    cluster: (matrix, clusters, seed) => {
      const own = isMixed ? gathered(rows, matrix) : matrix
      return clusterLabels(findClusters(machine, own, clusters, { ...how, kernel, starts, seed, pace: 'coarse' }), own)
    },
  }
}

function spread(rows: Matrix, apart: number): Matrix {
  return matrixOf(rows.columns.flatMap((column): Column[] => (column.kind === 'number' ? [column] : column.levels.map((_, code) => levelColumn(column, code, apart)))))
}

function levelColumn(column: CategoryColumn, code: number, apart: number): NumberColumn {
  return { kind: 'number', name: `${column.name} ${code}`, values: Float64Array.from(column.codes, (own) => (own === code ? apart : 0)) }
}

/** Rows of the space read back as numbers and categories. */
function gathered(like: Matrix, space: Matrix): Matrix {
  let at = 0
  const columns = like.columns.map((column): Column => {
    if (column.kind === 'number') return space.columns[at++] as NumberColumn
    const levels = column.levels.map(() => (space.columns[at++] as NumberColumn).values)
    const codes = Int32Array.from({ length: space.rows }, (_, row) => levels.findIndex((values) => (values[row] as number) > 0))
    return { ...column, codes }
  })
  return { rows: space.rows, columns }
}

function evenMixed(rows: Matrix, random: Random): Matrix {
  const columns = rows.columns.map((column): Column => {
    if (column.kind === 'category') return { ...column, codes: column.codes.map(() => random.below(column.levels.length)) }
    return evenColumn(column, random)
  })
  return matrixOf(columns)
}
