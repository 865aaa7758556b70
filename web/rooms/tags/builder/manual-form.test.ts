import { expect, it } from 'vitest'
import { emptyManual, fromManual, toManual } from './manual-form.js'

it('a form goes to a document and back; without its set or a named value it is not done', () => {
  const form = { set: 'likes ', type: 'enum' as const, values: [{ code: 'GOLD', zh: '黄金', en: '' }], maxAgeDays: 90 }
  const compute = toManual(form)
  expect(compute).toEqual({ v: 1, kind: 'manual', set: 'likes', type: 'enum', values: [{ code: 'GOLD', zh: '黄金', en: '黄金' }], maxAgeDays: 90 })
  expect(compute === null ? null : fromManual(compute)).toMatchObject({ set: 'likes', type: 'enum', maxAgeDays: 90 })
  expect(toManual(emptyManual)).toBeNull()
  expect(toManual({ ...emptyManual, set: 'vip', type: 'bool' })).toEqual({ v: 1, kind: 'manual', set: 'vip', type: 'bool', maxAgeDays: 365 })
})
