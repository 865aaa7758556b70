import { expect, it } from 'vitest'
import { chooseNurture, chooseTactic, planValues, plansOf } from './choose-tactic.js'
import type { Nurture, Tactic } from '../contract-tactic.js'

const always = { v: 1 as const, kind: 'rule' as const, rule: { kind: 'always' as const } }
const tactic = (key: string, more: Partial<Tactic> = {}): Tactic => ({ key, name: { zh: key }, ...more })
const facts = (worth: readonly number[], no: readonly number[] = []) => ({ holds: (at: number) => !no.includes(at), worth: (at: number) => worth[at] ?? Number.NaN })

it('MDL-27: the tactic worth most of those that fit; without a worth it comes last; a tie goes to the first', () => {
  const tactics = [tactic('sms'), tactic('call'), tactic('wecom', { categories: ['FUND'] })]
  expect(chooseTactic(tactics, 'FUND', facts([0.1, 0.2, 0.3]))).toEqual({ key: 'wecom', worth: 0.3 })
  expect(chooseTactic(tactics, 'WEALTH', facts([0.1, 0.2, 0.3]))).toEqual({ key: 'call', worth: 0.2 })
  expect(chooseTactic(tactics, 'WEALTH', facts([0.1, 0.2], [1]))).toEqual({ key: 'sms', worth: 0.1 })
  expect(chooseTactic(tactics, 'WEALTH', facts([Number.NaN, -0.2]))).toEqual({ key: 'call', worth: -0.2 })
  expect(chooseTactic(tactics, 'WEALTH', facts([Number.NaN, Number.NaN]))).toEqual({ key: 'sms', worth: null })
  expect(chooseTactic(tactics, 'WEALTH', facts([0.2, 0.2]))).toEqual({ key: 'sms', worth: 0.2 })
  expect(chooseTactic(tactics, 'WEALTH', facts([], [0, 1]))).toBeNull()
})

it('MDL-27: the first nurturing plan that fits the category and the customer', () => {
  const plan = (key: string, categories?: string[]): Nurture => ({ key, name: { zh: key }, steps: [{ afterDays: 3, name: { zh: '回访' } }], ...(categories === undefined ? {} : { categories }) })
  const plans = [plan('fund', ['FUND']), plan('any')]
  expect(chooseNurture(plans, 'FUND', () => true)).toBe('fund')
  expect(chooseNurture(plans, 'FUND', (at) => at === 1)).toBe('any')
  expect(chooseNurture(plans, 'WEALTH', () => true)).toBe('any')
  expect(chooseNurture(plans, 'WEALTH', () => false)).toBeNull()
  expect(plansOf({ tactics: [tactic('sms')], nurture: [plan('any')] })).toEqual({ tactics: { sms: { zh: 'sms' } }, nurture: { any: { name: { zh: 'any' }, steps: [{ afterDays: 3, name: { zh: '回访' } }] } } })
  expect(planValues({ tactics: [tactic('sms', { when: always }), tactic('call')] }).map(({ key }) => key)).toEqual(['tactic_when_0'])
})
