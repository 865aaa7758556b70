import type { TierDepth } from '#segments/contract'

export interface DepthAsk {
  readonly without: readonly string[]
  readonly cell: string | undefined
  readonly category: string | undefined
  readonly most: number
}

/** Categories one may ask for at most. */
export const MOST_CHOICES = [0, 1, 2, 3, 4, 5] as const

/** What the URL asks; what it cannot mean is as it begins. */
export function depthAskOf(search: URLSearchParams): DepthAsk {
  const most = Number(search.get('most') ?? '1')
  return {
    without: (search.get('without') ?? '').split(',').filter((code) => code !== ''),
    cell: search.get('cell') ?? undefined,
    category: search.get('category') ?? undefined,
    most: MOST_CHOICES.find((one) => one === most) ?? 1,
  }
}

/** Most parts a bar has; the last stands for so many and more. */
const PARTS = 6

export interface DepthBar {
  readonly cell: string | null
  /** Share of the tier by number of categories; null where it is hidden. */
  readonly shares: readonly (number | null)[]
}

/** Shares of each tier by how many they hold, the deepest together; tiers without anybody told are left out. */
export function depthBars(rows: TierDepth['rows']): { readonly parts: number; readonly bars: readonly DepthBar[] } {
  const parts = Math.min(PARTS, Math.max(2, ...rows.map(({ depths }) => depths.length)))
  const bars = rows.flatMap(({ cell, customers, depths }) => {
    if (customers === null || customers === 0) return []
    const told = Array.from({ length: parts }, (_, at) => together(at < parts - 1 ? depths.slice(at, at + 1) : depths.slice(at)))
    return [{ cell, shares: told.map((count) => (count === null ? null : count / customers)) }]
  })
  return { parts, bars }
}

const together = (counts: readonly (number | null)[]): number | null => counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0)

/** The tier with the largest share of those who hold one only; null where none is told. */
export function mostSingle(rows: TierDepth['rows']): { readonly cell: string; readonly single: number } | null {
  const told = rows.flatMap(({ cell, single }) => (cell === null || single === null ? [] : [{ cell, single }]))
  return told.toSorted((a, b) => b.single - a.single)[0] ?? null
}
