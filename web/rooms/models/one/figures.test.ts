import { describe, expect, it } from 'vitest'
import { betterOf, calibrationCurve, differs, gainsCurve, idealCurve, liftAt, perfectCurve, readGroup, readPsi } from './figures.js'

const gain = (shareOfRows: number, share: number) => ({ band: 1, rows: 1, positives: 1, rate: 0, lift: 0, shareOfRows, gain: share, cumulativeLift: 0, lowestScore: 0 })

describe('curves of a version', () => {
  it('begin at nothing and keep the measured bands', () => {
    expect(gainsCurve('m', [gain(0.1, 0.5), gain(1, 1)]).points).toEqual([{ x: 0, y: 0 }, { x: 0.1, y: 0.5 }, { x: 1, y: 1 }])
  })
  it('a perfect order has everything within the share that happens: 40 of 1,000 in the first 4 %', () => {
    expect(perfectCurve('p', { positives: 40, rows: 1000 }).points[1]).toEqual({ x: 0.04, y: 1 })
  })
  it('the ideal line ends at the highest predicted probability', () => {
    const bands = [{ rows: 10, meanProbability: 0.1, rate: 0.2, low: 0.1, high: 0.3 }]
    expect(idealCurve('i', bands).points[1]).toEqual({ x: 0.1, y: 0.1 })
    expect(calibrationCurve('c', bands).points).toEqual([{ x: 0.1, y: 0.2, low: 0.1, high: 0.3 }])
  })
})

describe('reading figures', () => {
  it('finds a lift despite rounding of shares', () => {
    expect(liftAt([{ share: 0.1 + 1e-12, value: 4.9 }], 0.1)).toBe(4.9)
    expect(liftAt([], 0.1)).toBeNull()
  })
  it('reads stability by .1 and .25', () => {
    expect([0.0999, 0.1, 0.2499, 0.25].map(readPsi)).toEqual(['stable', 'watch', 'watch', 'moved'])
  })
  it('tells apart a low group from one with too few rows to say (two-proportion z test)', () => {
    const group = (rows: number, selectedRate: number, selectedRatio: number) => ({ group: 'g', rows, rate: 0, meanScore: 0, selectedRate, selectedRatio, auc: null })
    const most = group(1000, 0.15, 1)
    // .15 of 1,000 and .10 of 1,000: z = .05 / sqrt(.125 × .875 × .002) = 3.38
    expect(readGroup(group(1000, 0.1, 0.67), [most])).toBe('low')
    // .15 of 1,000 and .10 of 60: z = .05 / sqrt(.147 × .853 × (.001 + .0167)) = 1.06
    expect(readGroup(group(60, 0.1, 0.67), [most])).toBe('unsure')
    expect(readGroup(group(1000, 0.12, 0.8), [most])).toBe('fine')
    expect(differs({ share: 0, rows: 10 }, { share: 0, rows: 10 })).toBe(false)
  })
  it('says which version is better only where intervals stand apart', () => {
    const at = (value: number, half: number) => ({ value, low: value - half, high: value + half })
    expect(betterOf(at(0.7, 0.02), at(0.8, 0.02), 'up')).toBe('b')
    expect(betterOf(at(0.7, 0.02), at(0.8, 0.02), 'down')).toBe('a')
    expect(betterOf(at(0.7, 0.06), at(0.8, 0.06), 'up')).toBe('unclear')
    expect(betterOf({ value: 1, low: null, high: null }, at(2, 1), 'up')).toBe('unclear')
  })
})
