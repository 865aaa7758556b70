export interface Scored {
  readonly score: number
  readonly isSeed: boolean
}

export interface AlikeBand {
  /** Least score of the band; null for the rest. */
  readonly from: number | null
  /** Share of the held-out seeds that score at least so much, and of the others. */
  readonly seeds: number
  readonly others: number
  /** `seeds` over `others`: how much likelier a seed is up here; null where no other is. */
  readonly lift: number | null
}

/**
 * What bands from scores on hold of held-out seeds. The others may be alike too, so this is a floor: the score ranks by
 * likeness where seeds are a fair sample of all who are alike (Elkan & Noto 2008), and says nothing of how many those are.
 */
export function alikeBands(cuts: readonly number[], held: readonly Scored[]): AlikeBand[] {
  const [seeds, others] = [held.filter(({ isSeed }) => isSeed), held.filter(({ isSeed }) => !isSeed)]
  const share = (of: readonly Scored[], from: number | null) => (of.length === 0 ? 0 : of.filter(({ score }) => from === null || score >= from).length / of.length)
  return [...cuts, null].map((from) => {
    const [up, all] = [share(seeds, from), share(others, from)]
    return { from, seeds: up, others: all, lift: all === 0 ? null : up / all }
  })
}

/** Shares of the others, from the most alike, at which the curve of sizes is told. */
export const CURVE: readonly number[] = [0.0025, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.125, 0.15, 0.175, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1]

/** The curve of sizes: how many of the others score at least so much, and what of held-out seeds and others does. */
export function alikePoints(scores: readonly number[], sizes: readonly number[], held: readonly Scored[]): { from: number; customers: number; seeds: number; others: number; lift: number | null }[] {
  return alikeBands(scores, held).slice(0, -1).map(({ from, ...shares }, at) => ({ from: from ?? 0, customers: sizes[at] ?? 0, ...shares }))
}
