import { fail } from '#kernel/error'
import { murmurHash3_32 } from './murmur-hash.js'

/** One arm of an assignment: `share` is its part of all units, in 0..1. */
export interface Arm {
  readonly key: string
  readonly share: number
}

const TWO_TO_32 = 4294967296
const SHARE_TOLERANCE = 1e-9

/** The place of a unit in [0, 1): murmurHash3_32 of utf8(`salt:unit`) / 2^32 (docs/arms.md). */
export function bucketOf(salt: string, unit: string): number {
  return murmurHash3_32(`${salt}:${unit}`) / TWO_TO_32
}

/**
 * Upper ends of the half-open intervals of the arms, in declared order; the last is exactly 1.
 * @throws ARM_SHARES_INVALID when there is no arm, a key repeats, a share is not in (0, 1], or they do not sum to 1.
 */
export function armEnds(arms: readonly Arm[]): readonly number[] {
  const sum = arms.reduce((total, arm) => total + arm.share, 0)
  const inRange = arms.every((arm) => arm.share > 0 && arm.share <= 1)
  const unique = new Set(arms.map((arm) => arm.key)).size === arms.length
  if (arms.length === 0 || !inRange || !unique || Math.abs(sum - 1) > SHARE_TOLERANCE) {
    fail('ARM_SHARES_INVALID', { sum })
  }
  let end = 0
  return arms.map((arm, at) => {
    end += arm.share
    return at === arms.length - 1 ? 1 : end
  })
}

/** The arm whose interval [start, end) holds the bucket. Arms are laid out in declared order. */
export function armOf(bucket: number, arms: readonly Arm[]): string {
  const at = armEnds(arms).findIndex((end) => bucket < end)
  return (arms[at] ?? fail('ARM_BUCKET_INVALID', { bucket })).key
}
