import { expect, it } from 'vitest'
import { tieringSchema } from '#segments/contract'
import { alikeBody, comparedTags } from './alike-body.js'

it('compares by tags of numbers, in a body the server takes', () => {
  const tag = (key: string, type: string) => ({ key, name: { zh: key, en: key }, type })
  const vocabulary = { tags: [tag('aum-30d', 'money'), tag('band', 'enum'), tag('logins', 'int')], attributes: [], facts: [], segments: [], asOf: null }
  const tags = comparedTags(vocabulary)
  expect(tags.map(({ key }) => key)).toEqual(['aum-30d', 'logins'])
  const parsed = tieringSchema.parse(alikeBody('young', tags))
  expect(parsed.plan).toMatchObject({ kind: 'alike', learner: 'boosting', features: [{ key: 'aum_30d' }, { key: 'logins' }], bands: [{ code: 'TOP1' }, { code: 'TOP5' }, { code: 'TOP10' }] })
})
