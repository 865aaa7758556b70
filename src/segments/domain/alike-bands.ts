import type { RuleReferences } from '#kernel/rule'

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

/** Whether a value reads a tag, an attribute or a fact that decides who is a seed: it would only tell the rule again. */
export function tellsSeeds(value: RuleReferences, seeds: readonly RuleReferences[]): boolean {
  const key = (item: unknown) => JSON.stringify(item)
  return (['tags', 'attrs', 'facts'] as const).some((kind) => {
    const read = new Set(seeds.flatMap((each) => each[kind].map(key)))
    return value[kind].some((item) => read.has(key(item)))
  })
}
