import { describe, expect, it } from 'vitest'
import { firstMeasure, readMeasure, writeMeasure } from './measures.js'

const zh = { language: 'zh-CN', zone: 'Asia/Shanghai' } as const

describe('measures', () => {
  it('are named and written after what they are; what is not known is a line of an account', () => {
    expect(readMeasure('value_36m')).toEqual({ word: 'valueIn', months: 36, form: 'money' })
    expect(readMeasure('purchases_12m')).toEqual({ word: 'purchasesIn', months: 12, form: 'number' })
    expect(readMeasure('ltv_12m')).toEqual({ word: 'ltvIn', months: 12, form: 'money' })
    expect(readMeasure('alive').form).toBe('percent')
    expect(readMeasure('deposit_spread')).toEqual({ word: null, form: 'money' })
  })

  it('write money from minor units, chances in per cent', () => {
    expect(writeMeasure(123_456, 'money', zh)).toBe('¥1,234.56')
    expect(writeMeasure(0.4567, 'percent', zh)).toBe('45.7%')
    expect(writeMeasure(2.345, 'number', zh)).toBe('2.35')
  })

  it('the first to look at is the longest value, the profit or the face', () => {
    expect(firstMeasure(['purchases', 'value_12m', 'purchases_36m', 'value_36m'])).toBe('value_36m')
    expect(firstMeasure(['value_12m', 'income_12m', 'ltv_12m', 'value_36m'])).toBe('ltv_12m')
    expect(firstMeasure(['profit', 'last_profit'])).toBe('profit')
    expect(firstMeasure(['quiet_days'])).toBe('quiet_days')
    expect(firstMeasure([])).toBeUndefined()
  })
})
