import { fail } from '#kernel/error'
import { join, param, sql, type Sql } from '#kernel/sql'
import { numberColumn, type Matrix } from '../data/matrix.js'
import { alignedColumns, type Fitted, type ModelKind } from '../model/fitted.js'

/** Clusters as plain data; a row belongs to the nearest centre, the first of those equally near. */
export interface KMeansModel extends Fitted {
  readonly kind: 'kmeans'
  /** By cluster, in the order of the features. */
  readonly centres: readonly (readonly number[])[]
  /** Weight of each cluster's training rows. */
  readonly sizes: readonly number[]
  /** Weighted sum of squared distances of the training rows to their centres. */
  readonly inertia: number
  readonly rounds: number
  /** False when the rounds ran out first. */
  readonly settled: boolean
}

/**
 * Score = number of the cluster. An explanation gives each feature's part of the squared distance to its centre (base 0).
 * Errors: LEARN_COLUMN_MISSING, LEARN_COLUMN_KIND, LEARN_MISSING; in SQL a row with a NULL has no cluster (NULL).
 */
export const kMeansModel: ModelKind<KMeansModel> = {
  score: (model, matrix) => Float64Array.from(assignClusters(model, matrix)),
  sql(model, column) {
    const features = model.features.map(column)
    const absent = join(features.map((feature) => sql`isNull(${feature})`), sql` OR `)
    const distances = model.centres.map((centre) => join(features.map((feature, at) => gapSql(feature, centre[at] as number)), sql` + `))
    const nearest = sql`arrayMap(distances -> indexOf(distances, arrayMin(distances)) - 1, [[${join(distances)}]])[1]`
    return sql`if(${absent}, NULL, toFloat64(${nearest}))`
  },
  explain(model, matrix, row) {
    const centre = model.centres[assignClusters(model, matrix)[row] as number] as readonly number[]
    const columns = alignedColumns(model.features, matrix)
    const reasons = columns.map((column, at) => {
      const value = numberColumn(column).values[row] as number
      return { feature: column.name, value, effect: (value - (centre[at] as number)) ** 2 }
    })
    return { base: 0, reasons }
  },
}

/** Nearest centre of every row. */
export function assignClusters(model: KMeansModel, matrix: Matrix): Int32Array {
  const columns = alignedColumns(model.features, matrix).map((column) => numberColumn(column))
  for (const { name, values } of columns) {
    const row = values.findIndex((value) => Number.isNaN(value))
    if (row >= 0) fail('LEARN_MISSING', { column: name, row: row + 1 })
  }
  return Int32Array.from({ length: matrix.rows }, (_, row) => nearest(model.centres, columns.map(({ values }) => values[row] as number)))
}

function nearest(centres: KMeansModel['centres'], point: readonly number[]): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  centres.forEach((centre, at) => {
    const gap = centre.reduce((sum, value, d) => sum + ((point[d] as number) - value) ** 2, 0)
    if (gap < least) [best, least] = [at, gap]
  })
  return best
}

function gapSql(feature: Sql, centre: number): Sql {
  return sql`pow(assumeNotNull(${feature}) - ${param(centre, 'Float64')}, 2)`
}
