import { expect, it } from 'vitest'
import { tagSchema } from '#tags/contract'
import { correctedTag, probabilityTag, probabilityTagOf } from './adopt-correction.js'

const check = { key: 'hidden', name: { zh: '误判' }, tag: 'preference', tagName: { zh: '偏好', en: 'preference' }, corrected: { code: 'R4', name: { zh: '进取' } }, threshold: 0.6 }

it('the probability of a check is a tag that is found again once published', () => {
  const { key, name, body } = probabilityTag(check, 'C2')
  expect([key, name.zh, tagSchema.safeParse(body).success]).toEqual(['hidden-probability', '偏好判错概率', true])
  expect(probabilityTagOf('hidden', [{ key: 'x', body: {}, version: 1 }, { key, body, version: null }])).toBeNull()
  expect(probabilityTagOf('hidden', [{ key, body, version: 2 }])).toBe(key)
  expect(probabilityTagOf('other', [{ key, body, version: 2 }])).toBeNull()
})

it('the corrected tag says the corrected value from the threshold on, else what the tag says', () => {
  const body = tagSchema.parse({ facet: 'interest', classification: 'C2', owner: 'li', compute: { v: 1, kind: 'value', value: { kind: 'attr', table: 'customer', field: 'x' } } })
  const made = correctedTag(check, { probability: 'hidden-probability', type: { type: 'enum', values: [{ code: 'R1', zh: '谨慎', en: 'Prudent' }] }, body })
  expect(made.key).toBe('preference-corrected')
  expect(tagSchema.safeParse(made.body).success).toBe(true)
  expect(made.body).toMatchObject({
    owner: 'li',
    labels: { R4: { zh: '进取', en: '进取' }, R1: { zh: '谨慎', en: 'Prudent' } },
    compute: { value: { when: [{ if: { left: { tag: 'hidden-probability' }, op: '>=', value: 0.6 }, then: { value: 'R4' } }], else: { kind: 'tag', tag: 'preference' } } },
  })
})
