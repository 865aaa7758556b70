import { expect, it } from 'vitest'
import { alertPath } from './quality-paths.js'

it('an alert of a model opens its drift, one of a rule the rule', () => {
  expect(alertPath('model/churn-90d')).toBe('/models/churn-90d?tab=drift')
  expect(alertPath('segment/young/3')).toBe('/customers/segments/young?tab=life')
  expect(alertPath('customer.key.uniqueness')).toBe('/data/quality/rules/customer.key.uniqueness')
})
