import { expect, it } from 'vitest'
import type { PortraitCell } from '#insight/contract'
import { orderedCells } from './cell-order.js'

const cell = (code: string, count: number | null, tgi: number | null, hidden = false) => ({ code, count, hidden, tgi: tgi === null ? null : { value: tgi, low: null, high: null }, diff: null }) as unknown as PortraitCell
const cells = [cell('A', 5, 90), cell('B', null, null, true), cell('C', 9, null), cell('D', 7, 130)]
const codes = (by: Parameters<typeof orderedCells>[1]) => orderedCells(cells, by).map(({ code }) => code)

it('puts places in order by a figure, hidden ones last', () => {
  expect(codes('given')).toEqual(['A', 'B', 'C', 'D'])
  expect(codes('count')).toEqual(['C', 'D', 'A', 'B'])
  expect(codes('tgi')).toEqual(['D', 'A', 'C', 'B'])
  expect(codes('diff')).toEqual(['A', 'C', 'D', 'B'])
})
