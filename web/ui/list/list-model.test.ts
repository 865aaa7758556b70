import { describe, expect, it } from 'vitest'
import { chooseColumns, type ListColumn, sortRows, sortText, toSorting } from './list-model.js'

interface Row {
  readonly n: number | null
}

const columns: readonly ListColumn<Row>[] = [
  { key: 'name', title: '', render: () => null, always: true },
  { key: 'n', title: '', render: () => null, sort: (row) => row.n },
  { key: 'extra', title: '', render: () => null, hidden: true },
]

describe('sorting', () => {
  it('is kept as text in the URL', () => {
    expect(toSorting('-n')).toEqual({ key: 'n', descending: true })
    expect(sortText({ key: 'n', descending: true })).toBe('-n')
    expect(toSorting('')).toBeNull()
    expect(sortText(null)).toBeNull()
  })

  it('keeps rows without a value last in both directions', () => {
    const rows = [{ n: 2 }, { n: null }, { n: 10 }]
    expect(sortRows(rows, columns, toSorting('n')).map(({ n }) => n)).toEqual([2, 10, null])
    expect(sortRows(rows, columns, toSorting('-n')).map(({ n }) => n)).toEqual([10, 2, null])
    expect(sortRows(rows, columns, toSorting('name'))).toBe(rows)
  })
})

describe('columns', () => {
  it('shows what is not hidden, or what was chosen and what names the row', () => {
    const keys = (chosen: readonly string[] | null) => chooseColumns(columns, chosen).map(({ key }) => key)
    expect(keys(null)).toEqual(['name', 'n'])
    expect(keys(['extra'])).toEqual(['name', 'extra'])
  })
})
