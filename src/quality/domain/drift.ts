/** How a bucket is filled in the reference window and now. */
export interface Bucket {
  /** A category, or the upper edge of a number bucket; null for rows without a value. */
  readonly label: string | null
  readonly reference: number
  readonly current: number
}

/**
 * Population stability index: the sum over buckets of (a − e) · ln(a / e), a and e the shares now and in the reference
 * window (Siddiqi, Credit Risk Scorecards, 2006). An empty bucket counts half a row, so that the index stays finite.
 * Null when either window is empty.
 */
export function stabilityIndex(buckets: readonly Bucket[]): number | null {
  const total = (of: 'reference' | 'current') => buckets.reduce((sum, bucket) => sum + bucket[of], 0)
  const [expected, actual] = [total('reference'), total('current')]
  if (expected === 0 || actual === 0) return null
  return buckets.reduce((sum, bucket) => {
    if (bucket.reference === 0 && bucket.current === 0) return sum
    const e = Math.max(bucket.reference, 0.5) / expected
    const a = Math.max(bucket.current, 0.5) / actual
    return sum + (a - e) * Math.log(a / e)
  }, 0)
}

/** Counts at or below rising edges, as counts between them; what is above the last edge is the last bucket. */
export function bucketsOf(edges: readonly number[], upTo: { reference: readonly number[]; current: readonly number[] }, total: { reference: number; current: number }): Bucket[] {
  const between = (of: 'reference' | 'current', at: number) => {
    const here = at < edges.length ? (upTo[of][at] ?? 0) : total[of]
    return here - (at === 0 ? 0 : (upTo[of][at - 1] ?? 0))
  }
  return [...edges.map(String), 'above'].map((label, at) => ({ label, reference: between('reference', at), current: between('current', at) }))
}

/** Rising edges without repeats. */
export function risingEdges(quantiles: readonly number[]): number[] {
  return [...new Set(quantiles)].sort((one, two) => one - two)
}
