import { normalQuantile, normalTwoSided } from '#kernel/stats'

/**
 * Customers of three groups that do not overlap: of the segment only, of the base only, of both. Where the base is
 * everyone nobody is of the segment only.
 */
export interface GroupCounts {
  readonly only: number
  readonly rest: number
  readonly both: number
}

export const countsOf = (n: readonly (string | number)[]): GroupCounts => ({ only: Number(n[0] ?? 0), rest: Number(n[1] ?? 0), both: Number(n[2] ?? 0) })
export const segmentOf = ({ only, both }: GroupCounts): number => only + both
export const baseOf = ({ rest, both }: GroupCounts): number => rest + both

export interface ShareEstimate {
  readonly share: number
  readonly baseShare: number
  readonly tgi: { readonly value: number; readonly low: number | null; readonly high: number | null } | null
  readonly diff: { readonly value: number; readonly low: number; readonly high: number } | null
  readonly p: number | null
}

/** Variance of a weighted sum of three independent binomial counts. */
function varianceOf(found: GroupCounts, size: GroupCounts, weight: GroupCounts): number {
  const part = (x: number, n: number, w: number) => (n === 0 ? 0 : w * w * x * (1 - x / n))
  return part(found.only, size.only, weight.only) + part(found.rest, size.rest, weight.rest) + part(found.both, size.both, weight.both)
}

/**
 * Shares of segment and base, their ratio (TGI = share over share of the base, times 100) and their difference, with 95 %
 * intervals and a two-sided z test. Segment and base may share customers: the counts of the three groups are independent,
 * and both figures are functions of them (delta method; the interval of the ratio is on its logarithm).
 */
export function shareEstimate(found: GroupCounts, size: GroupCounts): ShareEstimate | null {
  const [a, b, n, m] = [segmentOf(found), baseOf(found), segmentOf(size), baseOf(size)]
  if (n === 0 || m === 0) return null
  const [share, baseShare] = [a / n, b / m]
  const diff = share - baseShare
  const error = Math.sqrt(varianceOf(found, size, { only: 1 / n, rest: -1 / m, both: 1 / n - 1 / m }))
  const z = normalQuantile(0.975)
  const tested = error > 0
  return {
    share,
    baseShare,
    tgi: baseShare > 0 ? tgiOf(found, size, (share / baseShare) * 100) : null,
    diff: { value: diff, low: diff - z * error, high: diff + z * error },
    p: tested ? normalTwoSided(diff / error) : pooledP(found, size),
  }
}

/** All or none on either side: their own variances are 0, so the pooled one is taken, of people who are not the same. */
function pooledP(found: GroupCounts, size: GroupCounts): number | null {
  const [[a, b], [n, m]] = [apart(found, size), apart(size, size)]
  if (n === 0 || m === 0) return null
  const pooled = (a + b) / (n + m)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
  return error === 0 ? null : normalTwoSided((a / n - b / m) / error)
}

function tgiOf(found: GroupCounts, size: GroupCounts, value: number): ShareEstimate['tgi'] {
  const [a, b] = [segmentOf(found), baseOf(found)]
  if (a === 0) return { value, low: null, high: null }
  const half = normalQuantile(0.975) * Math.sqrt(varianceOf(found, size, { only: 1 / a, rest: -1 / b, both: 1 / a - 1 / b }))
  return { value, low: value * Math.exp(-half), high: value * Math.exp(half) }
}

/**
 * The two groups a test of independence compares: those in the segment with those of the base who are not; where the
 * segment is not inside the base, those of one only with those of the other only.
 */
export function apart(counts: GroupCounts, size: GroupCounts): readonly [segment: number, base: number] {
  if (size.only === 0) return [counts.both, counts.rest]
  if (size.rest === 0) return [counts.only, counts.both]
  return [counts.only, counts.rest]
}
