import { fail } from '#kernel/error'
import { basketOf, transposed, type Interactions } from './interactions.js'
import type { Recommended } from './recommended.js'

export interface NeighbourOptions {
  /** Neighbours an item keeps. Default 50. */
  readonly neighbours?: number
  /** Added to the norms' product: pairs few users share weigh less. Default 10. */
  readonly shrink?: number
}

/** Items like each item, the most alike first: plain data. */
export interface NeighbourModel {
  readonly kind: 'item-neighbours'
  readonly items: number
  readonly neighbours: readonly {
    readonly items: readonly number[]
    readonly similarity: readonly number[]
  }[]
}

/**
 * Item-based collaborative filtering (Sarwar, Karypis, Konstan and Riedl 2001): items are alike as the cosine of who took
 * them, whatever the weights, shrunk towards 0 where few did. Errors: LEARN_PARAM.
 */
export function itemNeighbours(
  rows: Interactions,
  { neighbours = 50, shrink = 10 }: NeighbourOptions = {},
): NeighbourModel {
  if (!(Number.isInteger(neighbours) && neighbours >= 1))
    {fail('LEARN_PARAM', { name: 'neighbours', value: neighbours, allowed: '≥ 1' })}
  if (!(shrink >= 0)) fail('LEARN_PARAM', { name: 'shrink', value: shrink, allowed: '≥ 0' })
  const byItem = transposed(rows)
  const counts = Float64Array.from({ length: rows.items }, (_, item) => basketOf(byItem, item).items.length)
  const found = Array.from({ length: rows.items }, (_, item) => {
    const together = new Float64Array(rows.items)
    for (const user of basketOf(byItem, item).items)
      {for (const other of basketOf(rows, user).items) together[other] = (together[other] ?? 0) + 1}
    const alike = Array.from(together.keys())
      .filter((other) => other !== item && (together[other] ?? 0) > 0)
      .map((other) => ({
        other,
        similarity: (together[other] ?? 0) / (Math.sqrt((counts[item] ?? 0) * (counts[other] ?? 0)) + shrink),
      }))
      .sort((a, b) => b.similarity - a.similarity || a.other - b.other)
      .slice(0, neighbours)
    return { items: alike.map(({ other }) => other), similarity: alike.map(({ similarity }) => similarity) }
  })
  return { kind: 'item-neighbours', items: rows.items, neighbours: found }
}

/** Scores of every item for a basket: similarities to what it holds, summed; held items too. */
export function neighbourScores(model: NeighbourModel, basket: ArrayLike<number>): Float64Array {
  const held = new Set(Array.from(basket))
  return Float64Array.from(model.neighbours, ({ items, similarity }) =>
    items.reduce((sum, other, at) => (held.has(other) ? sum + (similarity[at] ?? 0) : sum), 0),
  )
}

/** The held items an item is recommended for, the largest share first; the effects add up to its score. */
export function neighbourReasons(
  model: NeighbourModel,
  basket: ArrayLike<number>,
  item: number,
): Recommended['because'] {
  const held = new Set(Array.from(basket))
  const { items = [], similarity = [] } = model.neighbours[item] ?? {}
  return items
    .map((other, at) => ({ item: other, effect: similarity[at] ?? 0 }))
    .filter((each) => held.has(each.item))
}
