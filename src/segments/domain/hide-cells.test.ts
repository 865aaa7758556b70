import { expect, it } from 'vitest'
import { hiddenCells } from './hide-cells.js'

const shown = (counts: number[][], minCell: number) => hiddenCells(counts, minCell).map((row, at) => row.map((isHidden, column) => (isHidden ? null : counts[at]?.[column])))

it('SEG-5, SEG-27: a small cell takes the next smallest of its row and column with it, so that no margin tells it', () => {
  expect(shown([[2, 20, 30], [15, 25, 35], [40, 50, 60]], 5)).toEqual([[null, null, 30], [null, null, 35], [40, 50, 60]])
})

it('SEG-5: empty cells are told, and nothing is hidden where nothing is small', () => {
  expect(shown([[0, 7], [9, 0]], 5)).toEqual([[0, 7], [9, 0]])
  expect(shown([[0, 3], [9, 0]], 5)).toEqual([[0, null], [9, 0]])
  expect(shown([], 5)).toEqual([])
})
