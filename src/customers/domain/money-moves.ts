/** Classes of assets money moves between, as `aum_month` has them. */
export const moneyClasses = ['deposit', 'wealth', 'fund', 'insurance', 'gold'] as const
export type MoneyClass = (typeof moneyClasses)[number]

/** A movement of money on a customer's own demand account, by what the bank calls it and its direction (C in, D out). */
export interface MoneyMove {
  readonly by: 'type' | 'memo_class'
  readonly code: string
  readonly dir: 'C' | 'D'
  readonly product: Exclude<MoneyClass, 'deposit'> | 'time'
}

/**
 * Money that comes back from a product (`C`) or goes into one (`D`). Wealth products and funds are told by the type of the
 * transaction, time deposits, insurance and gold, which have no type of their own, by the class of the memo (domain 2.1).
 */
export const productMoves: readonly MoneyMove[] = [
  { by: 'type', code: 'WEALTH_REDEEM', dir: 'C', product: 'wealth' },
  { by: 'type', code: 'WEALTH_BUY', dir: 'D', product: 'wealth' },
  { by: 'type', code: 'FUND_REDEEM', dir: 'C', product: 'fund' },
  { by: 'type', code: 'FUND_BUY', dir: 'D', product: 'fund' },
  { by: 'memo_class', code: 'TIME_CLOSE', dir: 'C', product: 'time' },
  { by: 'memo_class', code: 'TIME_OPEN', dir: 'D', product: 'time' },
  { by: 'memo_class', code: 'INSURANCE', dir: 'C', product: 'insurance' },
  { by: 'memo_class', code: 'INSURANCE', dir: 'D', product: 'insurance' },
  { by: 'memo_class', code: 'GOLD', dir: 'C', product: 'gold' },
  { by: 'memo_class', code: 'GOLD', dir: 'D', product: 'gold' },
]

/** Types of transactions by which money leaves the bank at the customer's wish. */
export const leavingTypes = ['TRF_OUT', 'CASH_OUT', 'BANK_SEC'] as const

/** Earned on what is held, not brought in: part of what is left when inflow and outflow are taken off. */
export const earnedTypes = ['INTEREST'] as const

const codesOf = (by: MoneyMove['by']): string[] => [...new Set(productMoves.filter((move) => move.by === by).map(({ code }) => code))]
/** Types and memo classes of money that only changes its place inside the bank. */
export const insideTypes: readonly string[] = codesOf('type')
export const insideMemos: readonly string[] = codesOf('memo_class')
