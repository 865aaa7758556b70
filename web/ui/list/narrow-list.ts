import type { List } from './use-list.js'

interface Narrowing<Row> {
  readonly typed: string | null
  /** What a row is found by. */
  readonly textOf: (row: Row) => string
  readonly keep?: (row: Row) => boolean
}

/** Filters a list that came whole, as the server would filter a paged one. */
export function narrowList<Row>(list: List<Row>, { typed, textOf, keep }: Narrowing<Row>): List<Row> {
  const parts = (typed ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const rows = list.rows.filter((row) => {
    const text = textOf(row).toLowerCase()
    return parts.every((part) => text.includes(part)) && (keep?.(row) ?? true)
  })
  return { ...list, rows, total: rows.length }
}
