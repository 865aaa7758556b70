import { expect, it } from 'vitest'
import { discoverySchema } from '#segments/contract'
import type { Vocabulary } from '#tags/contract'
import { featuresOf, outcomeAmong, readDiscovery, startDiscovery } from './discovery-draft.js'

const tag = (key: string, type: string) => ({ key, name: { zh: key, en: key }, type }) as Vocabulary['tags'][number]
const vocabulary: Vocabulary = { tags: [tag('aum-30d', 'money'), tag('band', 'enum'), tag('seen', 'date')], attributes: [], facts: [], segments: [], asOf: null }
const rule = (segment: string) => ({ v: 1, kind: 'rule', rule: { kind: 'inSegment', segment, version: 'latest' } }) as const

it('begins with the tags that tell something, in a body the server takes', () => {
  const start = startDiscovery(vocabulary)
  expect(start.features.map(({ key }) => key)).toEqual(['aum_30d', 'band'])
  expect(discoverySchema.parse(start)).toEqual(start)
  expect(readDiscovery(start)).toEqual(start)
  expect(readDiscovery({})).toBeNull()
})

it('keeps formulas and names people gave', () => {
  const own = { key: 'own', name: { zh: '自定' }, value: { v: 1, kind: 'value', value: { kind: 'asOf' } } } as const
  const named = { ...(startDiscovery(vocabulary).features[1] as NonNullable<ReturnType<typeof startDiscovery>['features'][number]>), name: { zh: '改过的名' } }
  expect(featuresOf(['band'], [own, named], vocabulary)).toEqual([own, named])
})

it('counts the outcome among the population', () => {
  expect(outcomeAmong({ population: { v: 1, kind: 'rule', rule: { kind: 'always' } }, outcome: rule('b') })).toEqual(rule('b'))
  expect(outcomeAmong({ population: rule('a'), outcome: rule('b') }).rule).toEqual({ kind: 'all', all: [rule('a').rule, rule('b').rule] })
})
