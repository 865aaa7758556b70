/** An item for a user: its score and which of the user's own items speak for it. */
export interface Recommended {
  readonly item: number
  readonly score: number
  readonly because: readonly { readonly item: number; readonly effect: number }[]
}

/** The best items of a user: not held, allowed, the highest scores first, items of one score by their place. */
export function bestItems(
  scores: ArrayLike<number>,
  basket: ArrayLike<number>,
  allowed: (item: number) => boolean,
  count: number,
): { readonly item: number; readonly score: number }[] {
  const held = new Set(Array.from(basket))
  return Array.from(scores, (score, item) => ({ item, score }))
    .filter(({ item, score }) => !held.has(item) && Number.isFinite(score) && allowed(item))
    .sort((a, b) => b.score - a.score || a.item - b.item)
    .slice(0, count)
}
