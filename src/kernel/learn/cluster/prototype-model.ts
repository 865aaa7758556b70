import { param, sql, type Sql } from '#kernel/sql'
import { takeRows, type Column } from '../data/matrix.js'
import { valueAt } from '../linear/model.js'
import { alignedColumns, type Fitted, type ModelKind } from '../model/fitted.js'

/** Mean or mode of every feature, in the features' order; null is the missing level. */
export type PrototypeCentre = readonly (number | string | null)[]

/** Clusters of mixed rows; plain data. */
export interface PrototypeModel extends Fitted {
  readonly kind: 'k_prototypes'
  readonly centres: readonly PrototypeCentre[]
  /** What each feature's numbers are divided by; 1 for categories. */
  readonly scales: readonly number[]
  readonly gamma: number
  /** Σ weight × distance to the own centre. */
  readonly inertia: number
  /** Weight of each cluster in training. */
  readonly sizes: readonly number[]
  readonly rounds: number
  readonly rows: number
}

/**
 * Score: number of the nearest cluster, 0 the largest of training; of equals the first. A missing number brings no distance, a
 * category never seen counts as missing. Reasons: how much nearer each feature puts the row to its own than to the next
 * nearest centre; they add up to the difference of the two distances (base 0).
 */
export const prototypeModel: ModelKind<PrototypeModel> = {
  score(model, matrix) {
    const columns = alignedColumns(model.features, matrix)
    const best = new Float64Array(matrix.rows).fill(Number.POSITIVE_INFINITY)
    const labels = new Float64Array(matrix.rows)
    for (let cluster = 0; cluster < model.centres.length; cluster += 1) {
      distancesTo(model, columns, matrix.rows, cluster).forEach((distance, row) => {
        if (distance >= (best[row] as number)) return
        best[row] = distance
        labels[row] = cluster
      })
    }
    return labels
  },
  sql(model, column) {
    const columns = model.features.map(column)
    const list = model.centres
      .map((_, cluster) => distanceSql(model, columns, cluster))
      .reduce((all, one) => sql`${all}, ${one}`)
    return sql`arrayFirstIndex(d -> d = arrayMin([${list}]), [${list}]) - 1`
  },
  explain(model, matrix, row) {
    const columns = alignedColumns(model.features, takeRows(matrix, [row]))
    const parts = model.centres.map((_, cluster) => columns.map((own, at) => partOf(model, own, at, cluster)))
    const total = (cluster: number) => (parts[cluster] as number[]).reduce((sum, part) => sum + part, 0)
    const order = model.centres.map((_, cluster) => cluster).sort((a, b) => total(a) - total(b) || a - b)
    const [own, next] = [parts[order[0] as number] as number[], parts[order[1] as number] as number[]]
    const reasons = model.features.map(({ name }, at) => ({
      feature: name,
      value: valueAt(matrix, name, row),
      effect: (next[at] as number) - (own[at] as number),
    }))
    return { base: 0, reasons }
  },
}

function partOf(model: PrototypeModel, column: Column, at: number, cluster: number): number {
  const into = new Float64Array(1)
  addPart(into, model, column, at, cluster)
  return into[0] as number
}

function distancesTo(
  model: PrototypeModel,
  columns: readonly Column[],
  rows: number,
  cluster: number,
): Float64Array {
  const distances = new Float64Array(rows)
  columns.forEach((column, at) => {
    addPart(distances, model, column, at, cluster)
  })
  return distances
}

function addPart(
  into: Float64Array,
  model: PrototypeModel,
  column: Column,
  at: number,
  cluster: number,
): void {
  const centre = (model.centres[cluster] as PrototypeCentre)[at] ?? null
  if (column.kind === 'category') {
    const wanted = centre === null ? -1 : column.levels.indexOf(String(centre))
    for (let row = 0; row < into.length; row += 1) {
      if (column.codes[row] !== wanted) into[row] = (into[row] as number) + model.gamma
    }
    return
  }
  const scale = model.scales[at] as number
  for (let row = 0; row < into.length; row += 1) {
    const gap = ((column.values[row] as number) - Number(centre)) / scale
    if (gap === gap) into[row] = (into[row] as number) + gap * gap
  }
}

function distanceSql(model: PrototypeModel, columns: readonly Sql[], cluster: number): Sql {
  return model.features.reduce(
    (sum, feature, at) => {
      const column = columns[at] as Sql
      const centre = (model.centres[cluster] as PrototypeCentre)[at] ?? null
      if (feature.kind === 'number') {
        const gap = sql`(${column} - ${param(Number(centre), 'Float64')}) / ${param(model.scales[at] as number, 'Float64')}`
        return sql`${sum} + ifNull(ifNotFinite(pow(${gap}, 2), 0), 0)`
      }
      const levels = param(feature.levels, 'Array(String)')
      const same =
        centre === null
          ? sql`ifNull(not(${column} IN ${levels}), 1)`
          : sql`ifNull(${column} = ${param(String(centre), 'String')}, 0)`
      return sql`${sum} + if(${same}, 0, ${param(model.gamma, 'Float64')})`
    },
    sql`toFloat64(0)`,
  )
}
