/** Customers in exactly some of several segments; null where the number is hidden. */
export interface Region {
  /** Places of the segments they are in. */
  readonly of: readonly number[]
  readonly count: number | null
}

/**
 * Counts of the 2^n regions (bit i of a place for the i-th segment, place 0 left out) as somebody may see them: those below
 * the smallest cell are hidden, and with them the next smallest of every shown total that would give a hidden one away by
 * subtraction (secondary suppression; Hundepool et al., Statistical Disclosure Control, 2012, ch. 4.3). `shown` are the
 * totals on the page: each a mask of the segments whose common customers it counts.
 */
export function regionsShown(counts: Uint32Array, minCell: number, shown: readonly number[]): Region[] {
  const hidden = new Set<number>()
  counts.forEach((count, place) => {
    if (place > 0 && count > 0 && count < minCell) hidden.add(place)
  })
  const partsOf = (mask: number) => [...counts.keys()].filter((place) => place > 0 && (place & mask) === mask && (counts[place] ?? 0) > 0)
  const totals = shown.map(partsOf)
  for (let more = true; more; ) {
    more = false
    for (const parts of totals) {
      const [only, ...others] = parts.filter((place) => hidden.has(place))
      if (only === undefined || others.length > 0) continue
      const next = parts.filter((place) => !hidden.has(place)).sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0))[0]
      if (next === undefined) continue
      hidden.add(next)
      more = true
    }
  }
  const bits = Math.log2(counts.length)
  return [...counts.keys()].slice(1).map((place) => ({
    of: Array.from({ length: bits }, (_, at) => at).filter((at) => (place & (1 << at)) !== 0),
    count: hidden.has(place) ? null : (counts[place] ?? 0),
  }))
}
