import { expect, it } from 'vitest'
import { regionRule, regionsInOrder } from './region-rule.js'

it('orders combinations by size, hidden ones last', () => {
  const rows = regionsInOrder([{ of: ['a'], count: 3 }, { of: ['b'], count: null }, { of: ['a', 'b'], count: 9 }])
  expect(rows.map(({ count }) => count)).toEqual([9, 3, null])
})

it('a combination as a rule names the others as left out', () => {
  expect(regionRule(['a'], ['a', 'b'])).toEqual({
    kind: 'all',
    all: [{ kind: 'inSegment', segment: 'a', version: 'latest' }, { kind: 'not', not: { kind: 'inSegment', segment: 'b', version: 'latest' } }],
  })
})
