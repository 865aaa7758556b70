import { expect, it } from 'vitest'
import { metricFormula } from './metric-formula.js'

const base = { outcome: 'buy', better: 'higher' } as const

it('INS-1, INS-2: the formula names outcome, numerator and denominator', () => {
  expect(metricFormula({ ...base, kind: 'proportion', of: 'count' })).toEqual({ zh: '有“buy”结果的客户数 ÷ 客户数', en: 'customers with the outcome "buy" ÷ customers' })
  expect(metricFormula({ ...base, kind: 'mean', of: 'money' })).toEqual({ zh: '“buy”结果的金额合计 ÷ 客户数（没有结果的客户计 0）', en: 'sum of the amount of "buy" ÷ customers (customers without one count as 0)' })
  expect(metricFormula({ ...base, kind: 'mean', of: 'count' }).en).toContain('sum of the count')
})
