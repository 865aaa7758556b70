import { expect, it } from 'vitest'
import { draftOf, standingOf, toChange, withoutReason } from './gate-draft.js'

it('keeps reasons by step, never accepts a fixed step, and wants a real reason', () => {
  const draft = { ...draftOf({ accepted: [{ step: 7, why: 'no products', by: { id: '1', name: 'A' }, at: '' }] }), 5: 'never', 9: 'x' }
  expect(toChange(draft)).toEqual({ accepted: [{ step: 7, why: 'no products' }, { step: 9, why: 'x' }] })
  expect(withoutReason(draft)).toEqual([9])
  expect([standingOf(12, 'EMAIL', draft), standingOf(7, 'EMAIL', draft), standingOf(8, 'FILE', draft), standingOf(8, 'EMAIL', draft)]).toEqual(['ALWAYS', 'ACCEPTED', 'FILE_ONLY', 'STOPS'])
})
