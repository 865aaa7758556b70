import { expect, it } from 'vitest'
import type { TierDepth } from '#segments/contract'
import { depthAskOf, depthBars, mostSingle } from './depth-ask.js'

const row = (cell: string | null, customers: number | null, depths: (number | null)[], single: number | null = null): TierDepth['rows'][number] => ({ cell, customers, depths, single, mean: null, held: [] })

it('SEG-31: bars of shares, the deepest together, tiers without customers left out', () => {
  const rows = [row('T1', 100, [10, 50, 20, 10, 5, 3, 2], 0.5), row('T2', 0, [0, 0, 0, 0, 0, 0, 0]), row('T3', 10, [0, 8, 2, 0, 0, null, 0], 0.8), row(null, 110, [10, 58, 22, 10, 5, 3, 2], 58 / 110)]
  expect(depthBars(rows)).toEqual({ parts: 6, bars: [{ cell: 'T1', shares: [0.1, 0.5, 0.2, 0.1, 0.05, 0.05] }, { cell: 'T3', shares: [0, 0.8, 0.2, 0, 0, null] }, { cell: null, shares: [10 / 110, 58 / 110, 0.2, 10 / 110, 5 / 110, 5 / 110] }] })
  expect(mostSingle(rows)).toEqual({ cell: 'T3', single: 0.8 })
  expect(mostSingle([row('T1', null, [])])).toBeNull()
})

it('SEG-32: an address asks for one category or none, and for what there is', () => {
  expect(depthAskOf(new URLSearchParams('without=DEMAND,GOLD&cell=T1&category=FUND&most=3'))).toEqual({ without: ['DEMAND', 'GOLD'], cell: 'T1', category: 'FUND', most: 3 })
  expect(depthAskOf(new URLSearchParams('most=x'))).toEqual({ without: [], cell: undefined, category: undefined, most: 1 })
})
