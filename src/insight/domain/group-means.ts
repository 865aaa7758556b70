import { normalQuantile, normalTwoSided } from '#kernel/stats'

/** Customers with a value in one of the three groups, the sum of their values and of the squares. */
export interface GroupMoments {
  readonly n: number
  readonly sum: number
  readonly squares: number
}
export type Moments3 = readonly [only: GroupMoments, rest: GroupMoments, both: GroupMoments]

export interface MeanEstimate {
  readonly mean: number
  readonly baseMean: number
  readonly diff: number
  readonly low: number | null
  readonly high: number | null
  readonly effect: number | null
  readonly p: number | null
}

const NOISE = 1e-12

const add = (a: GroupMoments, b: GroupMoments): GroupMoments => ({ n: a.n + b.n, sum: a.sum + b.sum, squares: a.squares + b.squares })

/** Sample variance; 0 where only rounding is left. */
function varianceOf({ n, sum, squares }: GroupMoments): number {
  if (n < 2) return 0
  const rest = squares - (sum * sum) / n
  return rest <= squares * NOISE ? 0 : rest / (n - 1)
}

/**
 * Means of segment and base and their difference, with a 95 % interval and a two-sided z test by the variances of the three
 * independent groups (of groups that do not overlap: Welch's variance), and Cohen's d of the customers who are not the
 * same. null where one side has nobody with a value.
 */
export function meanEstimate([only, rest, both]: Moments3): MeanEstimate | null {
  const [segment, base] = [add(only, both), add(rest, both)]
  if (segment.n === 0 || base.n === 0) return null
  const [mean, baseMean] = [segment.sum / segment.n, base.sum / base.n]
  const diff = mean - baseMean
  const part = (group: GroupMoments, weight: number) => weight * weight * group.n * varianceOf(group)
  const error = Math.sqrt(part(only, 1 / segment.n) + part(rest, -1 / base.n) + part(both, 1 / segment.n - 1 / base.n))
  const tested = error > 0 && segment.n > 1 && base.n > 1
  const half = normalQuantile(0.975) * error
  return { mean, baseMean, diff, low: tested ? diff - half : null, high: tested ? diff + half : null, effect: effectOf([only, rest, both]), p: tested ? normalTwoSided(diff / error) : null }
}

/** Cohen's d: difference of the means over the pooled standard deviation. Cohen (1988), section 2.2. */
function effectOf([only, rest, both]: Moments3): number | null {
  const [a, b] = only.n === 0 ? [both, rest] : rest.n === 0 ? [only, both] : [only, rest]
  if (a.n < 2 || b.n < 2) return null
  const pooled = Math.sqrt(((a.n - 1) * varianceOf(a) + (b.n - 1) * varianceOf(b)) / (a.n + b.n - 2))
  return pooled === 0 ? null : (a.sum / a.n - b.sum / b.n) / pooled
}
