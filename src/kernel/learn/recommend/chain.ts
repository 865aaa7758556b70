import { alsScorer, fitAls, type AlsOptions } from './als.js'
import { basketOf, interactionsOf, type Interactions, type InteractionTriples } from './interactions.js'
import {
  itemNeighbours,
  neighbourReasons,
  neighbourScores,
  type NeighbourOptions,
} from './item-neighbours.js'
import { bestItems, type Recommended } from './recommended.js'

export type Ranker =
  ({ readonly kind: 'als' } & AlsOptions) | ({ readonly kind: 'item-neighbours' } & NeighbourOptions)

/** Whom to offer what: categories by their chance first, then the products of the category by the ranker. */
export interface ChainInput {
  readonly interactions: InteractionTriples
  readonly users: number
  readonly items: number
  readonly ranker: Ranker
  readonly seed: number
  /** By item: its category's place, -1 for none; and its risk, 0 where it has none. */
  readonly category: ArrayLike<number>
  readonly risk: ArrayLike<number>
  readonly categories: number
  /** By person asked for: the user, the highest risk that suits (0: only what has none), and chances by category, NaN for none. */
  readonly asked: {
    readonly user: ArrayLike<number>
    readonly highestRisk: ArrayLike<number>
    readonly chance: ArrayLike<number>
  }
}

/** One offer; null where nothing suits. */
export interface ChainOffer {
  readonly item: number
  readonly category: number
  readonly chance: number
  readonly score: number
  /** Ranked by what the person holds, or, of who holds nothing, by what most hold. */
  readonly by: 'ranker' | 'popularity'
  readonly because: Recommended['because']
  /** Categories of a higher chance in which nothing suits: their places. */
  readonly unsuited: readonly number[]
}

const REASONS = 3

/**
 * Cross-selling, step by step: of the categories by falling chance the first in which a product suits, and in it the best
 * by the ranker among what is not held and not too risky. Errors: those of `fitAls` and `itemNeighbours`.
 */
export function chainOffers(input: ChainInput): (ChainOffer | null)[] {
  const rows = interactionsOf(input.interactions, input.users, input.items)
  const ranking = rankingBy(rows, input)
  return Array.from(input.asked.user, (user, at) => offerTo(input, ranking(user), at))
}

interface Ranked {
  readonly by: ChainOffer['by']
  readonly held: ArrayLike<number>
  readonly scores: Float64Array
  readonly because: (item: number) => Recommended['because']
}

function rankingBy(rows: Interactions, { ranker, seed }: ChainInput): (user: number) => Ranked {
  const popular = new Float64Array(rows.items)
  for (const item of rows.columns) popular[item] = (popular[item] ?? 0) + 1 / rows.users
  const ranked = ranker.kind === 'als' ? byFactors(rows, ranker, seed) : byNeighbours(rows, ranker)
  return (user) =>
    basketOf(rows, user).items.length === 0
      ? { by: 'popularity', held: [], scores: popular, because: () => [] }
      : ranked(user)
}

function byFactors(rows: Interactions, options: AlsOptions, seed: number): (user: number) => Ranked {
  const scorer = alsScorer(fitAls(rows, options, { seed }))
  return (user) => {
    const { items, weights } = basketOf(rows, user)
    return {
      by: 'ranker',
      held: items,
      scores: scorer.scores(items, weights),
      because: (item) => scorer.reasons(items, weights, item),
    }
  }
}

function byNeighbours(rows: Interactions, options: NeighbourOptions): (user: number) => Ranked {
  const model = itemNeighbours(rows, options)
  return (user) => {
    const { items } = basketOf(rows, user)
    return {
      by: 'ranker',
      held: items,
      scores: neighbourScores(model, items),
      because: (item) => neighbourReasons(model, items, item),
    }
  }
}

function offerTo(
  { category, risk, categories, asked }: ChainInput,
  { by, held, scores, because }: Ranked,
  at: number,
): ChainOffer | null {
  const chanceOf = (place: number): number => asked.chance[at * categories + place] ?? Number.NaN
  const order = Array.from({ length: categories }, (_, place) => place)
    .filter((place) => Number.isFinite(chanceOf(place)))
    .sort((a, b) => chanceOf(b) - chanceOf(a) || a - b)
  const unsuited: number[] = []
  for (const place of order) {
    const [best] = bestItems(
      scores,
      held,
      (item) => category[item] === place && (risk[item] ?? 0) <= (asked.highestRisk[at] ?? 0),
      1,
    )
    if (best !== undefined)
      {return {
        ...best,
        category: place,
        chance: chanceOf(place),
        by,
        because: because(best.item).slice(0, REASONS),
        unsuited,
      }}
    unsuited.push(place)
  }
  return null
}
