import { expect, it } from 'vitest'
import { clusteringSchema } from '#segments/contract'
import { clusterBody, groupableTags } from './cluster-body.js'

const tag = (key: string, type: string) => ({ key, name: { zh: key, en: key }, type })

it('makes a body the server takes, amounts on a log scale', () => {
  const tags = groupableTags({ tags: [tag('aum-30d', 'money'), tag('band', 'enum'), tag('likes', 'set'), tag('share', 'decimal')], attributes: [], facts: [], segments: [], asOf: null })
  expect(tags.map(({ key }) => key)).toEqual(['aum-30d', 'band', 'share'])
  const wanted = { segment: 'young', tags, from: 3, to: 8, missing: 'median', log: true, criterion: 'vote' } as const
  const parsed = clusteringSchema.parse(clusterBody(wanted))
  expect(parsed.features.map(({ key, prepare }) => [key, prepare.log, prepare.missing])).toEqual([['aum_30d', true, 'median'], ['band', false, 'median'], ['share', false, 'median']])
  expect(parsed.clusters).toEqual({ from: 3, to: 8 })
  expect(clusteringSchema.parse(clusterBody({ ...wanted, segment: null, to: 3 }))).toMatchObject({ clusters: 3, population: { rule: { kind: 'always' } } })
})
