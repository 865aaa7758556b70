import { describe, expect, it } from 'vitest'
import { chainOffers, type ChainInput } from '../index.js'

/**
 * Products: 0 fund R2, 1 fund R4, 2 wealth R1, 3 card without risk. Users 0 to 2 hold (0, 2), (0, 1, 2), nothing.
 * Categories: 0 fund, 1 wealth, 2 card.
 */
const input = (highestRisk: readonly number[], chance: readonly number[]): ChainInput => ({
  interactions: { user: [0, 0, 1, 1, 1], item: [0, 2, 0, 1, 2], weight: [1, 1, 1, 1, 1] },
  users: 3,
  items: 4,
  ranker: { kind: 'item-neighbours', shrink: 0 },
  seed: 1,
  category: [0, 0, 1, 2],
  risk: [2, 4, 1, 0],
  categories: 3,
  asked: { user: [0, 1, 2], highestRisk, chance },
})
const chances = [0.6, 0.3, 0.1, 0.6, 0.3, 0.1, 0.6, 0.3, 0.1]

describe('the chain of an offer', () => {
  it('takes the likeliest category, in it the best product that is not held, and says why', () => {
    const [first, second, third] = chainOffers(input([5, 5, 5], chances))
    // Product 1 is alike 0 and 2: one of two who hold them holds it, cosine 1/√2 each.
    expect(first).toEqual({
      item: 1,
      category: 0,
      chance: 0.6,
      score: expect.closeTo(Math.SQRT2, 12),
      by: 'ranker',
      because: [
        { item: 0, effect: 1 / Math.sqrt(2) },
        { item: 2, effect: 1 / Math.sqrt(2) },
      ],
      unsuited: [],
    })
    // Holds every fund and the wealth product: the card is what is left.
    expect(second).toMatchObject({ item: 3, category: 2, unsuited: [0, 1] })
    // Who holds nothing gets what most hold.
    expect(third).toMatchObject({ item: 0, by: 'popularity', because: [], score: 2 / 3 })
  })

  it('F26: nothing riskier than suits is offered, whatever its rank', () => {
    const [first, , third] = chainOffers(input([2, 5, 0], chances))
    expect(first).toMatchObject({ item: 3, category: 2, unsuited: [0, 1] })
    expect(third).toMatchObject({ item: 3, category: 2, unsuited: [0, 1] })
  })

  it('a category without a chance is not offered; nobody is offered nothing in particular', () => {
    const [first, , third] = chainOffers(
      input([5, 5, 0], [Number.NaN, 0.3, Number.NaN, 0.6, 0.3, 0.1, 0.2, 0.1, Number.NaN]),
    )
    expect(first).toBeNull()
    expect(third).toBeNull()
  })

  it('factors rank as neighbours do here', () => {
    expect(
      chainOffers({ ...input([5, 5, 5], chances), ranker: { kind: 'als', factors: 2 } })[0],
    ).toMatchObject({ item: 1, category: 0, by: 'ranker' })
  })
})
