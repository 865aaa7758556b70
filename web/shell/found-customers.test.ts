import { expect, it } from 'vitest'
import { isCustomerNumber } from './found-customers.js'

it('a customer number is asked for; names, mobiles and words are not', () => {
  expect(['C000123', '1000', 'P-12'].map(isCustomerNumber)).toEqual([true, true, true])
  expect(['1', 'segments', '13800001111', '11010119900307001X', '张伟', 'a1@b.cn', 'C 1'].map(isCustomerNumber)).toEqual([false, false, false, false, false, false, false])
})
