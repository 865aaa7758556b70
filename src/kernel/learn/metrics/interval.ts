/** A figure with its interval. */
export interface Interval {
  readonly value: number
  /** Standard error. */
  readonly error: number
  readonly low: number
  readonly high: number
  /** Share of samples whose interval holds the true value, such as .95. */
  readonly level: number
  readonly method: 'DeLong' | 'bootstrap' | 'delta' | 'normal'
}
