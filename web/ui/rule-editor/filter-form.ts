import type { BoolNode } from '#kernel/rule'

export type FilterMode = 'all' | 'any' | 'none'

/** Conditions on the rows of a fact that belong together; each may be a group itself. */
export interface FilterGroup {
  readonly mode: FilterMode
  readonly rows: readonly BoolNode[]
}

/** The group a condition is; null of one condition. */
export function groupOf(filter: BoolNode): FilterGroup | null {
  if (filter.kind === 'all') return { mode: 'all', rows: filter.all }
  if (filter.kind === 'any') return { mode: 'any', rows: filter.any }
  if (filter.kind !== 'not') return null
  return { mode: 'none', rows: filter.not.kind === 'any' ? filter.not.any : [filter.not] }
}

/** A row filter as the form shows it: one condition is a group of one. */
export const filterRows = (filter: BoolNode | undefined): FilterGroup => (filter === undefined ? { mode: 'all', rows: [] } : (groupOf(filter) ?? { mode: 'all', rows: [filter] }))

/** The condition of a group, brackets and all. */
export function fromGroup({ mode, rows }: FilterGroup): BoolNode {
  if (mode === 'any') return { kind: 'any', any: rows }
  if (mode === 'all') return { kind: 'all', all: rows }
  const [only] = rows
  // A group is not bare: it would be read as what it holds.
  return { kind: 'not', not: rows.length === 1 && only !== undefined && only.kind !== 'any' ? only : { kind: 'any', any: rows } }
}

/** The filter of the form: nothing of no rows, and one row without a group around it. */
export function toFilter(mode: FilterMode, rows: readonly BoolNode[]): BoolNode | undefined {
  const [only] = rows
  if (only === undefined) return undefined
  const isBare = mode !== 'none' && rows.length === 1 && groupOf(only) === null
  return isBare ? only : fromGroup({ mode, rows })
}
