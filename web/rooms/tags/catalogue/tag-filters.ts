import type { TagListItem } from '#tags/contract'

/** What the catalogue is narrowed by, each a parameter of the address. */
export const filterKeys = ['facet', 'layer', 'owner', 'class', 'stale', 'grade', 'state'] as const

type Test = (row: TagListItem, value: string) => boolean

const TESTS: Readonly<Record<(typeof filterKeys)[number], Test>> = {
  facet: ({ facet }, value) => facet === value,
  layer: ({ layer }, value) => layer === value,
  owner: ({ owner }, value) => (owner ?? '') === (value === NO_OWNER ? '' : value),
  class: ({ classification }, value) => classification === value,
  stale: ({ stale }, value) => stale === (value === 'stale'),
  grade: ({ grade }, value) => (grade ?? 'none') === value,
  state: ({ version, hasDraft }, value) => (value === 'draft' ? hasDraft : version !== null),
}

/** Stands for tags nobody owns. */
export const NO_OWNER = '-'

/** Whether a tag meets every filter of the address. */
export function fitsFilters(row: TagListItem, search: URLSearchParams): boolean {
  return filterKeys.every((key) => {
    const value = search.get(key)
    return value === null || value === '' || TESTS[key](row, value)
  })
}

/** Owners of the tags, in order. */
export const ownersOf = (rows: readonly TagListItem[]): readonly string[] => [...new Set(rows.flatMap(({ owner }) => (owner === null || owner === '' ? [] : [owner])))].toSorted()

const cell = (value: string | number): string => {
  const text = String(value)
  // A cell that a spreadsheet would take for a formula is written as text.
  const neutral = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(neutral) ? `"${neutral.replaceAll('"', '""')}"` : neutral
}

/** Lines of a CSV file that spreadsheets read as UTF-8. */
export function csvOf(lines: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}
