import { expect, it } from 'vitest'
import { personChangeSchema, personCreateSchema } from '#platform/access/contract'
import { toChange, toCreate } from './person-values.js'

const values = {
  displayName: ' 王敏 ',
  login: ' wang.min ',
  roles: ['RM' as const],
  empId: ' ',
  disabled: false,
}

it('sends what the contract takes, empty texts as null', () => {
  const created = toCreate({ ...values, password: 'a long password' })
  expect(personCreateSchema.parse(created)).toEqual(created)
  expect(created).toMatchObject({ displayName: '王敏', login: 'wang.min', orgId: null, empId: null })
})

it('leaves the password alone when none is typed', () => {
  const changed = toChange({ ...values, password: '' })
  expect(personChangeSchema.parse(changed)).toEqual(changed)
  expect(changed).not.toHaveProperty('password')
})
