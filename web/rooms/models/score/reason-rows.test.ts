import { expect, it } from 'vitest'
import { reasonRows, sumOf } from './reason-rows.js'

const reasons = [{ feature: 'a', effect: 0.1 }, { feature: 'b', effect: -0.9 }, { feature: 'c', effect: 0.5 }, { feature: 'd', effect: -0.2 }]

it('shows the strongest first and the rest as one, adding up to the same', () => {
  const rows = reasonRows(reasons, 2, ({ feature, effect }) => ({ name: feature, value: effect }), (count) => `${count} more`)
  expect(rows.map(({ name }) => name)).toEqual(['b', 'c', '2 more'])
  expect(rows.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(sumOf(reasons), 12)
})

it('has no rest when all fit', () => {
  expect(reasonRows(reasons, 4, ({ feature, effect }) => ({ name: feature, value: effect }), String)).toHaveLength(4)
})
