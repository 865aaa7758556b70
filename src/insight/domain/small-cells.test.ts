import { describe, expect, it } from 'vitest'
import { hiddenCells, tooSmall } from './small-cells.js'

const cell = (both: number, rest: number) => ({ only: 0, rest, both })

describe('small cells of a portrait', () => {
  it('INS-6: a cell with fewer than the smallest is hidden, and another with it where one would follow from the rest', () => {
    expect(hiddenCells([cell(30, 50), cell(5, 90), cell(40, 60)], 20, true)).toEqual([true, true, false])
    expect(hiddenCells([cell(30, 50), cell(5, 90), cell(40, 60)], 20, false)).toEqual([false, true, false])
    expect(hiddenCells([cell(30, 50), cell(0, 90)], 20, true)).toEqual([false, false])
    expect(hiddenCells([cell(1, 1), cell(2, 1)], 0, true)).toEqual([false, false])
  })

  it('INS-6: whom the difference of segment and base would tell of is hidden too', () => {
    expect(hiddenCells([cell(95, 5), cell(50, 50), cell(60, 90)], 20, true)).toEqual([true, true, false])
    expect(tooSmall(cell(100, 5), 20)).toBe(true)
    expect(tooSmall(cell(100, 0), 20)).toBe(false)
    expect(tooSmall(cell(100, 25), 20)).toBe(false)
  })
})
