import { expect, it } from 'vitest'
import { rebalanced, weightsAsked, weightsOf } from './weights.js'

const even = { size: 0.2, growth: 0.2, value: 0.2, reach: 0.2, uplift: 0.2 }

it('SEG-33: one weight changes and the others keep their proportion, 1 together', () => {
  expect(rebalanced(even, 'size', 0.6)).toEqual({ size: 0.6, growth: 0.1, value: 0.1, reach: 0.1, uplift: 0.1 })
  expect(rebalanced(even, 'size', 1)).toEqual({ size: 1, growth: 0, value: 0, reach: 0, uplift: 0 })
  expect(rebalanced({ size: 1, growth: 0, value: 0, reach: 0, uplift: 0 }, 'size', 0.2)).toEqual(even)
  // 65 over 4 is 16 and one over.
  const odd = rebalanced(even, 'value', 0.35)
  expect([odd.value, Object.values(odd).toSorted()]).toEqual([0.35, [0.16, 0.16, 0.16, 0.17, 0.35]])
  expect(Object.values(odd).reduce((sum, one) => sum + Math.round(one * 100), 0)).toBe(100)
})

it('SEG-33: the address keeps weights that are not even', () => {
  expect(weightsAsked(even)).toEqual({ 'w-size': null, 'w-growth': null, 'w-value': null, 'w-reach': null, 'w-uplift': null })
  const odd = rebalanced(even, 'reach', 0.5)
  const search = new URLSearchParams(Object.entries(weightsAsked(odd)).flatMap(([key, value]) => (value === null ? [] : [[key, value]])))
  expect(weightsOf(search)).toEqual(odd)
  expect(weightsOf(new URLSearchParams('w-size=7'))).toEqual(even)
  expect(weightsOf(new URLSearchParams('w-size=0&w-growth=0&w-value=0&w-reach=0&w-uplift=0'))).toEqual(even)
})
