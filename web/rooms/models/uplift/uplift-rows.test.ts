import { describe, expect, it } from 'vitest'
import { bandRows, estimateOf, provenOf, qiniCurves } from './uplift-rows.js'

const interval = (value: number, low: number | null, high: number | null) => ({ value, error: null, low, high, level: 0.95, method: 'bootstrap' })

describe('figures of uplift', () => {
  it('an interval that could not be computed is not shown as an estimate', () => {
    expect(estimateOf(interval(1, 0, 2))).toEqual({ value: 1, low: 0, high: 2 })
    expect(estimateOf(interval(1, null, 2))).toBeNull()
    expect(estimateOf(null)).toBeNull()
  })

  it('proves only what leaves zero', () => {
    expect([interval(0.02, 0.01, 0.03), interval(0.02, -0.01, 0.05), interval(-0.02, -0.03, -0.01), interval(1, null, null)].map(provenOf)).toEqual(['gain', 'unclear', 'loss', 'unclear'])
  })

  it('draws the model against a lot, share by share', () => {
    const points = [{ share: 0, qini: 0, uplift: 0, qiniByChance: 0, upliftByChance: 0 }, { share: 1, qini: 0.02, uplift: 0.02, qiniByChance: 0.02, upliftByChance: 0.02 }]
    const [model, chance] = qiniCurves({ points }, { model: 'm', chance: 'c' })
    expect(model!.points).toEqual([{ x: 0, y: 0 }, { x: 1, y: 0.02 }])
    expect(chance!.isReference).toBe(true)
  })

  it('leaves out bands nothing was observed in', () => {
    const band = (at: number, observed: ReturnType<typeof interval>) => ({ band: at, rows: 100, predicted: 0.1 * at, treatedMean: 0.2, controlMean: 0.1, observed })
    const rows = bandRows({ calibration: { bands: [band(1, interval(0.1, 0.05, 0.15)), band(2, interval(0, null, null))], meanError: 0, slope: 1, intercept: 0 } }, (at, predicted) => `${at} ${predicted}`)
    expect(rows).toEqual([{ name: '1 0.1', value: 0.1, low: 0.05, high: 0.15, n: 100 }])
  })
})
