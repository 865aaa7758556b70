import { expect, it } from 'vitest'
import { monthEndsBefore } from './month-ends.js'

it('gives month ends backwards across the year and in leap years', () => {
  expect(monthEndsBefore('2024-03-15', 4)).toEqual(['2024-02-29', '2024-01-31', '2023-12-31', '2023-11-30'])
})
