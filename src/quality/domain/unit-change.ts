export interface UnitChange {
  /** Median now over median before. */
  readonly ratio: number
  /** The whole power of ten the ratio lies near, such as 2 for yuan written as fen; 0 for none. */
  readonly power: number
}

/**
 * Whether a ratio of medians looks like a change of unit: its decimal logarithm lies within `tolerance` of a whole
 * number other than 0. Null when a median is 0 or missing.
 */
export function unitChange(before: number | null, now: number | null, tolerance: number): UnitChange | null {
  if (before === null || now === null || before === 0 || now === 0) return null
  const ratio = Math.abs(now / before)
  const decades = Math.log10(ratio)
  const power = Math.round(decades)
  return { ratio, power: power !== 0 && Math.abs(decades - power) <= tolerance ? power : 0 }
}
