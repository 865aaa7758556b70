import type { Portrait } from '../contract-portrait.js'
import { baseOf, segmentOf, type GroupCounts } from './group-counts.js'
import { meanEstimate, type Moments3 } from './group-means.js'

const KEYS = ['assets', 'deposit', 'wealth', 'fund', 'insurance', 'gold', 'debt'] as const

/** Sums over persons of one group at a month end. */
export interface MoneySums {
  readonly g: number
  readonly month_end: string
  readonly sums: readonly number[]
  readonly squares: readonly number[]
}

/** Means of assets and debt over all customers of each side: who has no row counts 0. */
export function moneyOf(rows: readonly MoneySums[], size: GroupCounts, ccy: string): Portrait['money'] {
  const month = rows[0]?.month_end ?? null
  if (month === null || segmentOf(size) === 0 || baseOf(size) === 0) return { month: null, ccy, items: [] }
  const items = KEYS.flatMap((key, at) => {
    const moments = momentsOf(rows, size, at)
    const estimate = meanEstimate(moments)
    const [only, rest, both] = moments
    if (estimate === null || (only.sum === 0 && rest.sum === 0 && both.sum === 0)) return []
    const [total, base] = [only.sum + both.sum, rest.sum + both.sum]
    return [{ key, ...estimate, total, shareOfBase: size.only === 0 && base > 0 ? total / base : null }]
  })
  return { month, ccy, items }
}

function momentsOf(rows: readonly MoneySums[], size: GroupCounts, at: number): Moments3 {
  const group = (g: number, n: number) => {
    const row = rows.find((each) => each.g === g)
    return { n, sum: row?.sums[at] ?? 0, squares: row?.squares[at] ?? 0 }
  }
  return [group(1, size.only), group(2, size.rest), group(3, size.both)]
}
