import type { KeptHistory } from '../../domain/analysis/purchase-history.js'
import type { ReadRows } from '../read-rows.js'

/** Customers read as of a date. */
export interface Read {
  readonly read: ReadRows
  readonly kept: KeptHistory
  readonly groups: readonly string[]
  /** Name of the group of each kept row. */
  readonly group: readonly string[]
}

/** A number of each row; NaN where it is missing. */
export function valuesOf({ matrix }: ReadRows, key: string): Float64Array {
  const column = matrix.columns.find(({ name }) => name === key)
  return column?.kind === 'number' ? Float64Array.from(column.values) : new Float64Array(matrix.rows).fill(Number.NaN)
}
