import { expect, it } from 'vitest'
import { demoAccountListSchema, sessionViewSchema, setupValidSchema } from '#platform/access/contract'
import { lightDemoAccounts, lightSession, lightSetupValid } from './light-schemas.js'

const visitor = {
  person: null,
  roles: [],
  permissions: [],
  scope: null,
  csrf: null,
  demo: false,
  setupNeeded: true,
}
const person = {
  ...visitor,
  person: { id: '1', name: '王敏', kind: 'person' },
  roles: ['RM'],
  permissions: ['customer.read'],
  scope: { orgPaths: ['/'], masking: 'masked', minCell: 0 },
  csrf: 'c',
}
const account = { login: 'rm', displayName: '王敏', roles: ['RM'], orgNameZh: null, orgNameEn: null }

it.each([
  [lightSession, sessionViewSchema, visitor],
  [lightSession, sessionViewSchema, person],
  [lightSetupValid, setupValidSchema, { valid: true }],
  [lightDemoAccounts, demoAccountListSchema, { items: [account] }],
] as const)('takes what the contract gives (%#)', (light, contract, value) => {
  expect(light.parse(value)).toEqual(contract.parse(value))
})

it('refuses what the contract refuses', () => {
  for (const wrong of [null, 'text', {}, { ...visitor, demo: 'no' }]) {
    expect(() => lightSession.parse(wrong)).toThrow()
    expect(sessionViewSchema.safeParse(wrong).success).toBe(false)
  }
})
