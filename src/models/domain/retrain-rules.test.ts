import { describe, expect, it } from 'vitest'
import { monitorSchema, type Settled } from '../contract-monitor.js'
import { causeOf, firedBy } from './retrain-rules.js'

const monitor = monitorSchema.parse({ schedule: { kind: 'cron', cron: '0 6 * * *' }, everyDays: 100 })
const settled: Settled = { runId: 1, asOf: '2025-09-30', rows: 500, rate: 0.1, meanScore: 0.1, metric: 'auc', value: 0.76, low: null, high: null, tested: 0.8 }
const calm = { scorePsi: 0.25, features: [{ feature: 'aum', psi: 0.25 }], settled, trainedOn: '2025-09-22', today: '2025-12-31' }

describe('retrain rules', () => {
  it('MDL-15: a limit itself does not fire', () => {
    expect(firedBy(monitor, calm)).toEqual([])
    expect(firedBy(monitor, { ...calm, settled: null })).toEqual([])
  })

  it('MDL-15: each fires by itself, a feature by its name', () => {
    expect(firedBy(monitor, { ...calm, scorePsi: 0.26 })).toEqual([{ rule: 'scorePsi', feature: null, value: 0.26, limit: 0.25 }])
    expect(firedBy(monitor, { ...calm, features: [{ feature: 'aum', psi: 0.4 }, { feature: 'age', psi: 0.1 }] })).toEqual([{ rule: 'featurePsi', feature: 'aum', value: 0.4, limit: 0.25 }])
    expect(firedBy(monitor, { ...calm, settled: { ...settled, value: 0.7 } })).toEqual([{ rule: 'aucDrop', feature: null, value: expect.closeTo(0.1, 12) as number, limit: 0.05 }])
    expect(firedBy(monitor, { ...calm, today: '2026-01-01' })).toEqual([{ rule: 'everyDays', feature: null, value: 101, limit: 100 }])
  })

  it('says why, in both languages', () => {
    expect(causeOf([{ rule: 'featurePsi', feature: 'aum', value: 0.4123, limit: 0.25 }], '2025-12-31')).toBe('2025-12-31：特征稳定性 PSI aum 0.412 > 0.25 / PSI of the feature aum 0.412 > 0.25')
  })
})
