import { describe, expect, it } from 'vitest'
import { fallingStep } from './falling-step.js'
import { halfOf, isInside, overUsual, readWindow } from './windows.js'
import { whaleOf } from './whale.js'

describe('windows of a clock', () => {
  it('are said from both sides of the date', () => {
    expect(readWindow('date', 0, 0)).toEqual({ word: 'oneDay' })
    expect(readWindow('date', -3, -1)).toEqual({ word: 'beforeOnly', from: 3, to: 1 })
    expect(readWindow('monthday', -1, 3)).toEqual({ word: 'before', from: 1, to: 3 })
    expect([readWindow('date', 0, 2).word, readWindow('date', -2, 0).word]).toEqual(['fromDay', 'toDay'])
    expect(readWindow('anniversary', 2, 5)).toEqual({ word: 'days', from: 2, to: 5 })
  })

  it('end when the last hour does, and name halves of months', () => {
    expect(readWindow('hour', 20, 22)).toEqual({ word: 'hours', from: 20, to: 23 })
    expect(halfOf(1)).toEqual({ month: 1, half: 'first' })
    expect(halfOf(24)).toEqual({ month: 12, half: 'second' })
    expect(readWindow('year', 24, 2)).toEqual({ word: 'halves', from: { month: 12, half: 'second' }, to: { month: 1, half: 'second' } })
  })

  it('go round the end of the year', () => {
    expect([23, 24, 1, 2, 3].map((at) => isInside(at, { from: 24, to: 2 }))).toEqual([false, true, true, true, false])
    expect(overUsual({ events: 3, expected: 2 })).toBe(1.5)
    expect(overUsual({ events: 0, expected: 0 })).toBeNull()
  })
})

describe('the whale curve', () => {
  it('rises above the whole before those who lose money pull it back', () => {
    // Five customers of 60, 50, 10, 0 and -20: 100 in all.
    const whale = whaleOf([{ share: 0.2, total: 60 }, { share: 0.4, total: 110 }, { share: 0.6, total: 120 }, { share: 0.8, total: 120 }, { share: 1, total: 100 }], 100)
    expect(whale?.peak).toEqual({ x: 0.6, y: 1.2 })
    expect(whale?.fifth).toBe(0.6)
    expect(whale?.points).toHaveLength(6)
  })

  it('is not drawn without profit', () => {
    expect(whaleOf([], 100)).toBeNull()
    expect(whaleOf([{ share: 1, total: -5 }], -5)).toBeNull()
  })
})

describe('use by face', () => {
  it('that falls without the intervals touching is said', () => {
    const at = (face: number, low: number, high: number) => ({ face, low, high })
    expect(fallingStep([at(0, 0.05, 0.09), at(800, 0.43, 0.5), at(1200, 0.12, 0.17)])).toEqual({ lower: 800, higher: 1200 })
    expect(fallingStep([at(0, 0.05, 0.09), at(800, 0.43, 0.5), at(1200, 0.4, 0.45)])).toBeNull()
    expect(fallingStep([])).toBeNull()
  })
})
