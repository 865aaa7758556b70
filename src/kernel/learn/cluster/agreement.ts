import { fail } from '#kernel/error'

/** How many rows two partitions have in common, group by group. */
export interface Contingency {
  readonly cells: Float64Array
  readonly rows: Float64Array
  readonly columns: Float64Array
  readonly total: number
}

/** Labels are whole numbers from 0. Errors: LEARN_EMPTY, LEARN_ROWS_DIFFER, LEARN_LABEL_VALUE. */
export function contingencyOf(first: ArrayLike<number>, second: ArrayLike<number>): Contingency {
  if (first.length === 0) fail('LEARN_EMPTY')
  if (second.length !== first.length) {
    fail('LEARN_ROWS_DIFFER', { column: 'labels', rows: second.length, expected: first.length })
  }
  const height = groupsOf(first)
  const width = groupsOf(second)
  const cells = new Float64Array(height * width)
  const rows = new Float64Array(height)
  const columns = new Float64Array(width)
  for (let at = 0; at < first.length; at += 1) {
    const a = first[at] as number
    const b = second[at] as number
    cells[a * width + b] = (cells[a * width + b] as number) + 1
    rows[a] = (rows[a] as number) + 1
    columns[b] = (columns[b] as number) + 1
  }
  return { cells, rows, columns, total: first.length }
}

/** One more than the greatest label. Error: LEARN_LABEL_VALUE. */
export function groupsOf(labels: ArrayLike<number>): number {
  let groups = 0
  for (let row = 0; row < labels.length; row += 1) {
    const value = labels[row] as number
    if (!(Number.isInteger(value) && value >= 0)) {
      fail('LEARN_LABEL_VALUE', { row: row + 1, value, allowed: '0, 1, 2, …' })
    }
    if (value >= groups) groups = value + 1
  }
  return groups
}

/**
 * Adjusted Rand index (Hubert and Arabie 1985): 1 for the same partition under any names, 0 in expectation for partitions
 * that have nothing to do with each other. Both of one group, or both all apart: 1.
 */
export function adjustedRand(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const { cells, rows, columns, total } = contingencyOf(first, second)
  const pairs = (counts: Float64Array) => counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0)
  const both = pairs(cells)
  const byRows = pairs(rows)
  const byColumns = pairs(columns)
  const all = (total * (total - 1)) / 2
  const expected = all === 0 ? 0 : (byRows * byColumns) / all
  const most = (byRows + byColumns) / 2
  return most === expected ? 1 : (both - expected) / (most - expected)
}

/** Mutual information over the mean of the entropies (Strehl and Ghosh 2002; the arithmetic mean, as scikit-learn): 1 for the same partition, 0 for independent ones. */
export function mutualInformation(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const { cells, rows, columns, total } = contingencyOf(first, second)
  const entropy = (counts: Float64Array) =>
    counts.reduce((sum, count) => (count > 0 ? sum - (count / total) * Math.log(count / total) : sum), 0)
  const mean = (entropy(rows) + entropy(columns)) / 2
  if (mean === 0) return 1
  let information = 0
  cells.forEach((count, cell) => {
    if (count === 0) return
    const a = rows[Math.floor(cell / columns.length)] as number
    const b = columns[cell % columns.length] as number
    information += (count / total) * Math.log((count * total) / (a * b))
  })
  return information / mean
}
