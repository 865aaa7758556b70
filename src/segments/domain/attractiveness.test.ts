import { expect, it } from 'vitest'
import type { Tag } from '#tags/contract'
import { attractivenessQuery } from '../contract-attractiveness.js'
import { comparedTags } from './attractive-tags.js'
import { midRank, rated } from './attractiveness.js'

const even = { size: 0.2, growth: 0.2, value: 0.2, reach: 0.2, uplift: 0.2 }

it('SEG-33: percentiles are mid-ranks, by hand', () => {
  expect([10, 20, 20, 40].map((value) => midRank(value, [10, 20, 20, 40]))).toEqual([12.5, 50, 50, 87.5])
  expect(midRank(7, [7])).toBe(50)
})

it('SEG-33: what is not known is left out and the other weights are scaled up', () => {
  const [a, b] = rated([
    { size: 100, growth: 0.1, value: 10, reach: 0.5, uplift: null },
    { size: 50, growth: null, value: 30, reach: 0.5, uplift: null },
  ], even)
  // A: 75 by size, 50 alone by growth, 25 by value, 50 by reach, each a quarter. B: 25, 75 and 50, each a third.
  expect(a).toMatchObject({ ranks: { size: 75, growth: 50, value: 25, reach: 50, uplift: null }, parts: { size: 18.75, growth: 12.5, value: 6.25, reach: 12.5, uplift: null }, score: 50 })
  expect(b?.score).toBeCloseTo(50, 12)
  expect(b?.parts.size).toBeCloseTo(25 / 3, 12)
  // By size and value alone, three to one.
  const weights = { size: 0.75, growth: 0, value: 0.25, reach: 0, uplift: 0 }
  expect(rated([{ size: 100, growth: null, value: 10, reach: null, uplift: null }, { size: 50, growth: null, value: 30, reach: null, uplift: null }], weights).map(({ score }) => score)).toEqual([62.5, 37.5])
  expect(rated([{ size: 1, growth: null, value: null, reach: null, uplift: null }], { ...weights, size: 0 })[0]).toMatchObject({ score: null, parts: { size: null } })
})

it('SEG-33: weights are even where nobody chose, and one counts at least', () => {
  expect(attractivenessQuery.parse({})).toMatchObject(even)
  expect(attractivenessQuery.safeParse({ size: '0', growth: '0', value: '0', reach: '0', uplift: '0' }).success).toBe(false)
})

it('SEG-33: numbers may tell value, effects of uplift models effect; money of value comes first', () => {
  const column = (key: string, type: string) => ({ key, type: { type } })
  const score = (field: 'effect' | 'gain' | 'decile') => ({ facet: 'marketing' as const, compute: { v: 1 as const, kind: 'score' as const, model: 'm', field, maxAgeDays: 45 } })
  const value = (facet: 'attribute' | 'value') => ({ facet, compute: { v: 1 as const, kind: 'value' as const, value: { kind: 'literal' as const, type: 'money' as const, value: 1 } } })
  const columns = [column('band', 'enum'), column('gain', 'money'), column('rent', 'money'), column('aum', 'money'), column('effect', 'decimal'), column('tenth', 'int')]
  const bodies = new Map<string, Pick<Tag, 'facet' | 'compute'>>([['gain', score('gain')], ['rent', value('attribute')], ['aum', value('value')], ['effect', score('effect')], ['tenth', score('decile')]])
  const found = comparedTags(columns, bodies)
  expect([found.values.map(({ key }) => key), found.value?.key, found.effects.map(({ key }) => key)]).toEqual([['gain', 'rent', 'aum', 'effect', 'tenth'], 'aum', ['gain', 'effect']])
  expect(comparedTags(columns.slice(0, 3), bodies).value?.key).toBe('rent')
  expect(comparedTags(columns.slice(0, 2), bodies).value).toBeUndefined()
})
