import type { ReactNode } from 'react'

export interface ListColumn<Row> {
  readonly key: string
  readonly title: string
  readonly render: (row: Row) => ReactNode
  /** Numbers right, words left. */
  readonly align?: 'left' | 'right'
  readonly width?: number
  /** `server`: the list route takes `sort=key` or `sort=-key`; a function sorts a list that came whole. */
  readonly sort?: 'server' | ((row: Row) => string | number | null)
  /** Out of sight until chosen. */
  readonly hidden?: boolean
  /** Cannot be taken away: what names the row. */
  readonly always?: boolean
}

export type ListFilter =
  | { readonly kind: 'text'; readonly key: string; readonly label: string }
  | { readonly kind: 'date'; readonly key: string; readonly label: string }
  | {
      readonly kind: 'choice'
      readonly key: string
      readonly label: string
      readonly choices: readonly { readonly value: string; readonly label: string }[]
    }

export interface Sorting {
  readonly key: string
  readonly descending: boolean
}

/** `-name` ↔ descending by name. */
export function toSorting(text: string | null): Sorting | null {
  if (text === null || text === '' || text === '-') return null
  return text.startsWith('-') ? { key: text.slice(1), descending: true } : { key: text, descending: false }
}

export const sortText = (sorting: Sorting | null): string | null =>
  sorting === null ? null : `${sorting.descending ? '-' : ''}${sorting.key}`

function compare(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a).localeCompare(String(b), 'zh-CN')
}

/** Sorts a list that came whole by one of its columns; rows without a value stay last. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly ListColumn<Row>[],
  sorting: Sorting | null,
): readonly Row[] {
  const by = columns.find(({ key }) => key === sorting?.key)?.sort
  if (sorting === null || typeof by !== 'function') return rows
  return rows.toSorted((a, b) => {
    const [left, right] = [by(a), by(b)]
    const order = compare(left, right)
    return left === null || right === null || !sorting.descending ? order : -order
  })
}

/** The columns to show: the URL's choice, else the device's, else those not hidden; `always` columns stay. */
export function chooseColumns<Row>(
  columns: readonly ListColumn<Row>[],
  chosen: readonly string[] | null,
): readonly ListColumn<Row>[] {
  if (chosen === null) return columns.filter(({ hidden }) => hidden !== true)
  return columns.filter(({ key, always }) => always === true || chosen.includes(key))
}
