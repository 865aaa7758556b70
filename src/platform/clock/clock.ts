/** Wall clock. */
export interface Clock {
  now(): Date
}

/** Business date, moved only by a day-close operation. */
export interface BusinessClock {
  /** YYYY-MM-DD in the bank's zone. */
  today(): Promise<string>
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still, for tests. */
export function fixedClock(iso: string): Clock {
  return { now: () => new Date(iso) }
}
