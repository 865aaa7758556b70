import { expect, it } from 'vitest'
import { tieringSchema } from '#segments/contract'
import { alikeBody, atSize, comparedTags } from './alike-body.js'

it('compares by tags of numbers, in a body the server takes', () => {
  const tag = (key: string, type: string) => ({ key, name: { zh: key, en: key }, type })
  const vocabulary = { tags: [tag('aum-30d', 'money'), tag('band', 'enum'), tag('logins', 'int')], attributes: [], facts: [], segments: [], asOf: null }
  const tags = comparedTags(vocabulary)
  expect(tags.map(({ key }) => key)).toEqual(['aum-30d', 'logins'])
  const parsed = tieringSchema.parse(alikeBody('young', tags, { without: [], evenSo: ['logins'], exclude: ['old'], suppressed: true }))
  expect(parsed.plan).toMatchObject({ kind: 'alike', learner: 'boosting', exclude: { segments: ['old'], suppressed: true }, features: [{ key: 'aum_30d' }, { key: 'logins', evenSo: true }], bands: [{ code: 'TOP1' }, { code: 'TOP5' }, { code: 'TOP10' }] })
})

it('tells of a size what lies between two points of the curve', () => {
  const curve = [{ from: 0.9, customers: 10, seeds: 0.2, lift: 4 }, { from: 0.5, customers: 30, seeds: 0.6, lift: 2 }]
  expect(atSize(curve, 20)).toEqual({ from: 0.7, seeds: 0.4, lift: 3 })
  expect(atSize(curve, 5)).toEqual({ from: 0.9, seeds: 0.1, lift: 4 })
  expect(atSize(curve, 99)).toEqual({ from: 0.5, seeds: 0.6, lift: 2 })
  expect(atSize([], 5)).toBeNull()
})
