import type { Bin } from './contract.js'
import { informationOf } from './search.js'

/** What was counted in a bin before its evidence is known. */
export interface Count {
  readonly kind: Bin['kind']
  readonly label: string
  readonly rows: number
  readonly bad: number
}

/**
 * Weight of evidence and information value of counted bins (Good 1950; Siddiqi 2006). A bin without rows has WOE 0; one
 * without good or without bad rows gets half a row of what it lacks, and says so.
 */
export function evidenceOf(counts: readonly Count[]): { bins: Bin[]; iv: number } {
  const rows = counts.reduce((sum, count) => sum + count.rows, 0)
  const bad = counts.reduce((sum, count) => sum + count.bad, 0)
  const bins = counts.map((count): Bin => {
    const good = count.rows - count.bad
    const softened = count.rows > 0 && (count.bad <= 1e-9 || good <= 1e-9)
    const half = softened ? 0.5 : 0
    const [up, down] = [(good + half) / (rows - bad), (count.bad + half) / bad]
    const there = count.rows > 0
    return {
      ...count,
      share: count.rows / rows,
      badRate: there ? count.bad / count.rows : 0,
      woe: there ? Math.log(up / down) : 0,
      iv: there ? informationOf(good + half, count.bad + half, rows - bad, bad) : 0,
      softened,
    }
  })
  return { bins, iv: bins.reduce((sum, bin) => sum + bin.iv, 0) }
}
