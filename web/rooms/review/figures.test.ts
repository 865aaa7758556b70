import { describe, expect, it } from 'vitest'
import type { MetricResult, SplitResult } from '#review/contract'
import { estimateOf, forestRows, writeDiff, writeMean, writeP } from './figures.js'

const locale = { language: 'en', zone: 'UTC' } as const
const ratio = { kind: 'proportion', currency: null } as const
const dollars = { kind: 'mean', currency: 'USD' } as const

describe('figures', () => {
  it('write means and differences in the unit of the metric', () => {
    expect(writeMean(0.1234, ratio, locale)).toBe('12.34%')
    expect(writeDiff(0.0476, ratio, locale)).toBe('+4.76 pp')
    expect(writeMean(1.5612, dollars, locale)).toBe('US$1.56')
    expect(writeDiff(0.356, dollars, locale)).toBe('+US$0.36')
    expect(writeDiff(-0.3125, dollars, locale)).toContain('0.31')
    expect(writeDiff(0.001, dollars, locale)).not.toContain('+')
  })

  it('never write p as zero', () => {
    expect(writeP(2.3e-7, locale)).toBeNull()
    expect(writeP(0.2118, locale)).toBe('0.212')
    expect(writeP(null, locale)).toBe('–')
  })

  it('give no estimate without an interval', () => {
    expect(estimateOf(1, null, 2)).toBeNull()
    expect(estimateOf(1, 0, 2)).toEqual({ value: 1, low: 0, high: 2 })
  })
})

it('a forest leaves out what could not be computed and ends with the overall, money in minor units', () => {
  const overall = { ...dollars, diff: 0.5, ci_low: 0.25, ci_high: 0.75, n_arm: 2, n_control: 3 } as MetricResult
  const value = (name: string, low: number | null) => ({ value: name, label: { zh: name, en: name }, n_arm: 1, n_control: 1, mean_arm: 1, mean_control: 1, diff: 0.1, ci_low: low, ci_high: 0.2, p_value: null, p_adjusted: null })
  const split: SplitResult = { tag: 't', tagName: { zh: 't', en: 't' }, metric: 'm', arm: 'T', heterogeneity: null, rows: [value('a', -0.1), value('b', null)] }
  expect(forestRows(split, overall, ({ zh }) => zh, 'all')).toEqual([
    { name: 'a', value: 10, low: -10, high: 20, n: 2 },
    { name: 'all', value: 50, low: 25, high: 75, n: 5, isOverall: true },
  ])
})
