import type { BalanceHistory, BalanceInput } from '#kernel/learn'
import { DAYS_A_MONTH } from './purchase-history.js'

/** Of customers on a date; days are counted back from it, NaN is none. */
export interface BalanceColumns {
  readonly start: Float64Array
  /** Last day enough was held. */
  readonly kept: Float64Array
  readonly balance: Float64Array
  readonly group: Int32Array
}

export interface KeptBalances {
  readonly history: BalanceHistory
  /** Rows of customers who held enough at some time. */
  readonly rows: Uint32Array
}

/**
 * How long each customer's balance stood, in months from the customer's start; gone once it was last enough more than
 * `quietDays` ago. Who left later is not seen yet: the others are watched up to that day only. Watched from `sinceDays` ago on, where the data begin later than the customer.
 */
export function balanceHistories(columns: BalanceColumns, quietDays: number, sinceDays: number | null): KeptBalances {
  const rows: number[] = []
  const found: (readonly [entry: number, exit: number, left: number, age: number])[] = []
  for (let row = 0; row < columns.start.length; row += 1) {
    const [start, kept] = [columns.start[row] as number, columns.kept[row] as number]
    if (!Number.isFinite(start) || !Number.isFinite(kept) || start < kept) continue
    const left = kept > quietDays ? 1 : 0
    const entry = sinceDays === null ? 0 : Math.max(0, start - sinceDays)
    const exit = Math.max(0, start - (left === 1 ? kept : quietDays))
    if (left === 1 && exit < entry) continue
    rows.push(row)
    found.push([entry / DAYS_A_MONTH, Math.max(entry, exit) / DAYS_A_MONTH, left, start / DAYS_A_MONTH])
  }
  const picked = Uint32Array.from(rows)
  const left = Uint8Array.from(found, (one) => one[2])
  return {
    rows: picked,
    history: {
      entry: Float64Array.from(found, (one) => one[0]),
      exit: Float64Array.from(found, (one) => one[1]),
      age: Float64Array.from(found, (one) => one[3]),
      left,
      balance: Float64Array.from(picked, (row, at) => (left[at] === 1 ? 0 : Math.max(0, columns.balance[row] || 0))),
      group: Int32Array.from(picked, (row) => columns.group[row] as number),
    },
  }
}

/** The earlier date's customers with whether they left in the days after, by their numbers on both dates. */
export function leftAfter(before: KeptBalances, beforeNo: Float64Array, now: KeptBalances, nowNo: Float64Array, months: number): BalanceInput['earlier'] {
  const gone = new Set<number>()
  now.rows.forEach((row, at) => {
    if (now.history.left[at] === 1) gone.add(nowNo[row] as number)
  })
  return { ...before.history, leftAfter: Uint8Array.from(before.rows, (row, at) => (before.history.left[at] === 0 && gone.has(beforeNo[row] as number) ? 1 : 0)), months }
}
