import { describe, expect, it } from 'vitest'
import { categories, numbers } from '#kernel/learn'
import { profileOf } from './cluster-profile.js'
import { suggestFeatures, type SuggestInput } from './suggest-features.js'

const money = { type: 'money', ccy: 'CNY' } as const
const all = { minCell: 0 }

describe('profiles of features', () => {
  it('SEG-24: an amount that leans far right goes on a log scale, missing means none', () => {
    const values = [...Array.from({ length: 98 }, (_, at) => at * 10), 900_000, null]
    const found = profileOf(numbers('aum', values), money, all)
    expect(found).toMatchObject({ missing: 0.01, type: 'money', ccy: 'CNY', suggested: { missing: 'zero', log: true }, category: null })
    expect(found.number?.zeros).toBeCloseTo(1 / 99, 9)
    expect(found.number?.quantiles[2]).toBe(490)
    expect(found.number?.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(99)
    expect(found.prepared?.counts.reduce((sum, count) => sum + count, 0)).toBe(100)
    expect(found.why.map(({ en }) => en)).toEqual(['Leans far right (skewness 9.8): log scale', 'Extreme values: 1 % cut off at both ends', 'Missing means none: 0'])
  })

  it('SEG-24: a ratio takes the median, ends are cut where extremes are; the asked preparation is what is drawn', () => {
    const ratio = profileOf(numbers('share', [null, ...Array.from({ length: 50 }, (_, at) => at / 50), 40]), { type: 'decimal' }, { ...all, prepare: { missing: { value: 5 }, log: false, winsorise: null, weight: 1 } })
    expect(ratio.suggested).toEqual({ missing: 'median', log: false, winsorise: { low: 0.01, high: 0.99 }, weight: 1 })
    expect(ratio.prepared?.counts.at(-1)).toBe(1)
    expect(profileOf(numbers('yes', [0, 1, 1, 0]), { type: 'bool' }, all).suggested.winsorise).toBeNull()
  })

  it('SEG-5, SEG-24: warns of what tells nobody apart, hides small levels', () => {
    expect(profileOf(numbers('same', [1, 1, 1]), { type: 'int' }, all).warnings.map(({ en }) => en)).toEqual(['The same for every customer: cannot be used'])
    expect(profileOf(numbers('gone', [null, null, 1, 2]), { type: 'int' }, all).warnings.map(({ zh }) => zh)).toEqual(['50% 的客户缺失'])
    const city = profileOf(categories('city', ['A', 'A', 'A', 'B', null]), { type: 'enum' }, { minCell: 2 })
    expect(city.category).toEqual({ levels: [{ level: 'A', share: 0.75 }], distinct: 2 })
  })

  it('SEG-24: suggests what spreads customers, once each, and says why not the rest', () => {
    const wave = (turn: number) => Array.from({ length: 200 }, (_, at) => Math.sin(at * turn))
    const input = (key: string, values: readonly (number | null)[]): SuggestInput => {
      const column = numbers(key, values)
      const known = Float64Array.from(column.values).map((value) => (Number.isNaN(value) ? 0 : value))
      const mean = known.reduce((sum, value) => sum + value, 0) / known.length
      const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length) || 1
      return { profile: profileOf(column, { type: 'decimal' }, all), prepared: known.map((value) => (value - mean) / deviation) }
    }
    const { taken, dropped } = suggestFeatures([input('a', wave(0.7)), input('b', wave(0.7).map((value) => value * 3 + 1)), input('c', wave(1.9)), input('d', wave(0).map(() => 4))])
    expect(taken.map(({ key }) => key).sort()).toEqual(['a', 'c'])
    expect(dropped.map(({ key, why }) => [key, why.en])).toEqual([['b', 'Moves with "a"'], ['d', 'The same for every customer: cannot be used']])
  })
})
