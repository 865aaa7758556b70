export interface OverlapCounts {
  readonly sizes: readonly number[]
  readonly pairs: readonly { readonly a: number; readonly b: number; readonly both: number }[]
}

/** Counts an asker may be shown: none that is small, and no overlap whose difference to a size would be; null where hidden. */
export function hideOverlap({ sizes, pairs }: OverlapCounts, minCell: number) {
  const isSmall = (count: number) => count > 0 && count < minCell
  return {
    sizes: sizes.map((size) => (isSmall(size) ? null : size)),
    pairs: pairs.map(({ a, b, both }) => {
      const tells = [both, (sizes[a] ?? 0) - both, (sizes[b] ?? 0) - both, sizes[a] ?? 0, sizes[b] ?? 0].some(isSmall)
      return { a, b, both: tells ? null : both }
    }),
  }
}
