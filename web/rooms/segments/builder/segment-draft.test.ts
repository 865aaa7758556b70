import { expect, it } from 'vitest'
import { isKey, keyFrom } from '../../../ui/form/key-of.js'
import { partsOf, ruleOf, toSave } from './segment-draft.js'

const rule = { v: 1, kind: 'rule', rule: { kind: 'always' } } as const

it('keeps the parts of a body the builder does not show', () => {
  expect(toSave({ zh: ' 甲 ', en: ' ', key: 'a' }, { owner: 'li', purposes: ['SERVICE'] }, rule)).toEqual({
    name: { zh: '甲' },
    body: { owner: 'li', purposes: ['SERVICE'], rule },
  })
})

it('keeps and shows the cluster, cell or list a segment is of', () => {
  const body = { rule, tier: { tiering: 'aum', cell: 'H' }, list: { run: 7 } }
  expect(partsOf(body)).toEqual({ tier: { tiering: 'aum', cell: 'H' }, list: { run: 7 } })
  expect(toSave({ zh: '甲', en: '', key: 'a' }, body, rule).body).toEqual(body)
  expect(partsOf({ rule })).toEqual({})
  expect(partsOf('?')).toEqual({})
})

it('reads a rule, or everybody', () => {
  const sample = { kind: 'sample', share: 0.5, salt: 's' } as const
  expect(ruleOf({ rule: { ...rule, rule: sample } })).toEqual(sample)
  expect(ruleOf(null)).toEqual({ kind: 'always' })
})

it('makes a key from a name', () => {
  expect(keyFrom('  Recent spenders (2025)! ')).toBe('recent-spenders-2025')
  expect(isKey(keyFrom('Recent spenders'))).toBe(true)
  expect(isKey('近期')).toBe(false)
})
