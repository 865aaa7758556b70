import { expect, it } from 'vitest'
import { tieringSchema } from '#segments/contract'
import { changedAt, editedKinds, freshCode, movedUp, readTiering, startTiering, without } from './plan-start.js'

it.each(editedKinds)('begins a %s the server takes, and reads it back as it was', (kind) => {
  const start = startTiering(kind, 'aum')
  expect(tieringSchema.parse(start)).toEqual(start)
  expect(readTiering(start)).toEqual(start)
})

it('does not open look-alikes or what is no tiering', () => {
  expect(readTiering({ plan: { kind: 'alike' } })).toBeNull()
  expect(readTiering(null)).toBeNull()
})

it('changes, moves and takes out cells', () => {
  const list = [{ code: 'A' }, { code: 'B' }]
  expect(changedAt(list, 1, { code: 'C' })).toEqual([{ code: 'A' }, { code: 'C' }])
  expect(movedUp(list, 1)).toEqual([{ code: 'B' }, { code: 'A' }])
  expect(movedUp(list, 0)).toEqual(list)
  expect(without(list, 0)).toEqual([{ code: 'B' }])
  expect(freshCode(['T1', 'T3'], 'T')).toBe('T4')
})
