import { addMonths } from '#kernel/calendar'

export interface Holdings {
  readonly openAccounts: number
  /** Last business date of a transaction or of an account's opening or end; null when there is none. */
  readonly lastDay: string | null
}

/** Whether the law keeps a customer's data (domain L06, L30, L31); `until` is null while an account is open. */
export interface Retention {
  readonly kept: boolean
  readonly until: string | null
}

/**
 * Identity and transaction data are kept for years after the relationship's last event (anti-money-laundering law 34):
 * meanwhile they are restricted, not erased.
 */
export function retentionOf(holdings: Holdings, years: number, today: string): Retention {
  if (holdings.openAccounts > 0) return { kept: true, until: null }
  if (holdings.lastDay === null) return { kept: false, until: null }
  const until = addMonths(holdings.lastDay, years * 12)
  return { kept: today <= until, until }
}
