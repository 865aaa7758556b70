import { expect, it } from 'vitest'
import { labelled, neverSaid } from './labelled.js'

const labels = { RICH: { zh: '富裕', en: 'Rich' }, NEW: { zh: '新客', en: 'New' } }

it('codes are called as the definition says, the others keep their names', () => {
  const type = { type: 'enum' as const, values: [{ code: 'RICH', zh: 'RICH', en: 'RICH' }, { code: 'POOR', zh: '一般', en: 'Ordinary' }] }
  expect(labelled(type, labels).values).toEqual([{ code: 'RICH', zh: '富裕', en: 'Rich' }, { code: 'POOR', zh: '一般', en: 'Ordinary' }, { code: 'NEW', zh: '新客', en: 'New' }])
  expect(labelled({ type: 'string' }, labels).values?.map(({ code }) => code)).toEqual(['RICH', 'NEW'])
  expect(labelled({ type: 'money', ccy: 'CNY' }, labels)).toEqual({ type: 'money', ccy: 'CNY' })
  expect(labelled(type, undefined)).toBe(type)
})

it('a code the tag never has is not named', () => {
  expect(neverSaid({ type: 'enum', values: [{ code: 'RICH', zh: 'R', en: 'R' }] }, labels)).toEqual(['NEW'])
  expect(neverSaid({ type: 'enum' }, labels)).toEqual([])
  expect(neverSaid({ type: 'int' }, labels)).toEqual(['RICH', 'NEW'])
  expect(neverSaid({ type: 'int' }, undefined)).toEqual([])
})
