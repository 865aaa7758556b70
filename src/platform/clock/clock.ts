import type { Actor } from '#platform/access/contract'

/** Wall clock. */
export interface Clock {
  now(): Date
}

/** Business date, moved only by a day-close operation. */
export interface BusinessClock {
  /** YYYY-MM-DD in the bank's zone. */
  today(): Promise<string>
  /**
   * Makes `date` the business date; forward only, the same date again changes nothing. `before` is null the first time.
   * @throws AppError BUSINESS_DATE_BACK
   */
  closeDay(date: string, actor: Actor): Promise<{ before: string | null; today: string }>
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still, for tests. */
export function fixedClock(iso: string): Clock {
  return { now: () => new Date(iso) }
}
