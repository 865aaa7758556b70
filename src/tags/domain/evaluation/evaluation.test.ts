import { describe, expect, it } from 'vitest'
import type { Measure } from '../../contract-evaluation.js'
import { cellLabels, stabilityOfCounts } from './cells.js'
import { driftOf, rhythmOf, staleOf, trendOf, unitChangeOf, type Period } from './field-faults.js'
import { coverageMeasure, freshnessMeasure, gradeOf, redundancyMeasure, stabilityMeasure, unitMeasure, usageMeasure, worthMeasure } from './grade.js'

const periods = (medians: number[], shift = 0): Period[] => medians.map((median, at) => ({ period: `2025-0${at + 1}`, counted: 100, median, quantiles: Array.from({ length: 19 }, (_, q) => median * (0.5 + q / 18) + shift * at) }))

describe('faults of fields', () => {
  it('TAG-14: yuan that turn to fen are a change of unit; a season, a growth and a passing jump are not', () => {
    expect(unitChangeOf(periods([100, 110, 95, 10_200, 9_900]))).toMatchObject({ kind: 'unit-change', since: '2025-04', limit: 100, grade: 'D' })
    expect(unitChangeOf(periods([100, 180, 95, 240, 120]))).toBeNull()
    expect(unitChangeOf(periods([100, 300, 900, 2700, 8100]))).toBeNull()
    expect(unitChangeOf(periods([100, 100, 1000, 100, 100]))).toBeNull()
  })

  it('TAG-14: a field that goes one way drifts; one that swings does not', () => {
    expect(driftOf(periods([10, 12, 15, 19, 25]), 12)).toMatchObject({ kind: 'drift', since: '2025-01', grade: 'D' })
    expect(driftOf(periods([10, 25, 10, 25, 12]), 12)).toBeNull()
    expect(driftOf(periods([10, 25]), 12)).toBeNull()
    expect(trendOf([1, 2, 3])).toBe(1)
  })

  it('TAG-14: a source is stale past its usual gaps, not within them', () => {
    const days = Array.from({ length: 20 }, (_, at) => `2025-09-${String(at + 1).padStart(2, '0')}`)
    expect(staleOf(days, '2025-12-31')).toMatchObject({ kind: 'stale', since: '2025-09-20', value: 102, limit: 7, grade: 'D' })
    expect(staleOf(days, '2025-09-30')).toMatchObject({ grade: 'C' })
    expect(staleOf(days, '2025-09-25')).toBeNull()
    expect(staleOf(['2025-03-31', '2025-06-30', '2025-09-30', '2025-12-31'], '2026-03-31')).toBeNull()
    expect([rhythmOf(days).monthly, rhythmOf(['2025-03-31', '2025-06-30']).perYear]).toEqual([true, 4])
  })
})

describe('grades', () => {
  const one = (name: Measure['name'], grade: Measure['grade']): Measure => ({ name, grade, value: 1, low: null, high: null, params: {} })

  it('TAG-14: no better than the worst mandatory measure, nor than the mean of the others', () => {
    expect(gradeOf([one('coverage', 'A'), one('stability', 'C'), one('usage', 'A')])).toMatchObject({ grade: 'C', because: [{ name: 'stability' }] })
    expect(gradeOf([one('coverage', 'A'), one('discrimination', 'D'), one('usage', 'C'), one('worth', null)]).grade).toBe('C')
    expect(gradeOf([one('coverage', 'A'), one('usage', 'A'), one('worth', null)])).toEqual({ grade: 'A', because: [] })
  })

  it('the limits of the quality card', () => {
    expect([coverageMeasure(60, 100, false).grade, coverageMeasure(59, 100, false).grade, coverageMeasure(1, 100, true).grade]).toEqual(['A', 'B', 'D'])
    expect([freshnessMeasure(1, 'daily').grade, freshnessMeasure(2, 'daily').grade]).toEqual(['A', 'B'])
    expect([0.09, 0.2, 0.4, 0.6].map((psi) => stabilityMeasure(psi, 'x').grade)).toEqual(['A', 'B', 'C', 'D'])
    expect([unitMeasure(100, 10_300).grade, unitMeasure(100, 180).grade, unitMeasure(null, 1).grade]).toEqual(['D', 'A', null])
    expect([usageMeasure(1, 1).grade, usageMeasure(2, 0).grade, usageMeasure(0, 0).grade]).toEqual(['A', 'B', 'C'])
    expect(redundancyMeasure([{ tag: 'x', value: 0.99 }]).grade).toBe('D')
  })

  it('worth: a proven gain is an A, one that has faded a B, none known has no grade', () => {
    const effect = (at: string, diff: number) => ({ strategy: 's', metric: 'm', at, diff, low: diff - 0.01, high: diff + 0.01 })
    expect(worthMeasure([]).grade).toBeNull()
    expect(worthMeasure([effect('2025-01-01', 0.03)]).grade).toBe('A')
    expect(worthMeasure([effect('2025-01-01', 0.06), effect('2025-06-01', 0.02)])).toMatchObject({ grade: 'B', params: { decays: 1 } })
    expect(worthMeasure([effect('2025-01-01', -0.03)]).grade).toBe('D')
  })

  it('stability by hand: (.6-.5) ln 1.2 + (.4-.5) ln .8', () => {
    expect(stabilityOfCounts([50, 50], [60, 40])).toBeCloseTo(0.1 * Math.log(1.2) - 0.1 * Math.log(0.8), 12)
    expect(stabilityOfCounts([0, 0], [1, 1])).toBeNull()
    expect(cellLabels({ kind: 'number', cuts: [1, 2] })).toEqual(['', '< 1', '1 – 2', '≥ 2'])
  })
})
