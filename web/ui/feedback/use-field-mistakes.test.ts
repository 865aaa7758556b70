import { expect, it } from 'vitest'
import { toFieldPath } from './use-field-mistakes.js'

it('reads a located path as a form path', () => {
  expect(toFieldPath('rule.all[2].value')).toEqual(['rule', 'all', 2, 'value'])
  expect(toFieldPath('login')).toEqual(['login'])
})
