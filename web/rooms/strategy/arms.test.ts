import { describe, expect, it } from 'vitest'
import { type ArmValues, designedSplit, drawnSplit, freeArmKey, sumOfPercents, toShare, withControlPercent } from './arms.js'

const arm = (key: string, percent: number, control = false): ArmValues => ({ key, zh: key, en: '', percent, control })

describe('shares', () => {
  it('adds percents without binary noise', () => {
    expect(sumOfPercents([arm('a', 33.33), arm('b', 33.33), arm('c', 33.34, true)])).toBe(100)
    expect([90, 10].map(toShare)).toEqual([0.9, 0.1])
  })

  it('divides what control leaves as it was divided before', () => {
    expect(withControlPercent([arm('a', 60), arm('b', 30), arm('c', 10, true)], 40).map(({ percent }) => percent)).toEqual([40, 20, 40])
    const odd = withControlPercent([arm('a', 30), arm('b', 30), arm('d', 30), arm('c', 10, true)], 20)
    expect(sumOfPercents(odd)).toBe(100)
  })

  it('splits a list by design and as drawn', () => {
    const arms = [{ key: 't', share: 0.9, control: false }, { key: 'c', share: 0.1, control: true }]
    expect(designedSplit(670, arms)).toEqual({ treated: 603, control: 67 })
    expect(drawnSplit({ t: 610, c: 60 }, arms)).toEqual({ treated: 610, control: 60 })
  })

  it('finds a key that is free', () => {
    expect(freeArmKey([{ key: 't' }, { key: 't2' }])).toBe('t3')
  })
})
