import { expect, it } from 'vitest'
import { chooseOwner, ownershipBy, type OwnedNumber } from './choose-owner.js'

const number = (custId: string, more: Partial<OwnedNumber> = {}): OwnedNumber => ({ custId, mainOrg: 'B1', rm: null, status: 'ACTIVE', openDate: null, valueMinor: 0, ...more })

it('IDN-20: the first preference that tells two apart decides; a number without an org comes last', () => {
  const [a, b, c] = [number('A', { valueMinor: 5, openDate: '2020-01-01' }), number('B', { valueMinor: 9, openDate: '2010-01-01', status: 'CLOSED' }), number('C', { mainOrg: null, valueMinor: 99 })]
  expect(chooseOwner([a, b, c], ['OPEN', 'VALUE'])).toMatchObject({ owner: { custId: 'A' }, because: 'OPEN' })
  expect(chooseOwner([a, b, c], ['VALUE'])).toMatchObject({ owner: { custId: 'B' }, because: 'VALUE' })
  expect(chooseOwner([a, b, c], ['NEWEST'])).toMatchObject({ owner: { custId: 'A' }, because: 'NEWEST' })
})

it('IDN-20: a manager the owner lacks comes from an open number of the same org, never from another branch', () => {
  const owner = number('A')
  expect(ownershipBy(owner, [owner, number('B', { mainOrg: 'B2', rm: 'R2' })])).toEqual({ custId: 'A', mainOrg: 'B1', rm: null })
  expect(ownershipBy(owner, [owner, number('B', { rm: 'R8', status: 'CLOSED' }), number('C', { rm: 'R9' })]).rm).toBe('R9')
  expect(ownershipBy(number('A', { rm: 'R1' }), [number('C', { rm: 'R9' })]).rm).toBe('R1')
})
