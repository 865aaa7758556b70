import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../../test/kit/code-of.js'
import {
  alsScorer,
  basketOf,
  bestItems,
  createRandom,
  fitAls,
  interactionsOf,
  itemNeighbours,
  neighbourReasons,
  neighbourScores,
  type AlsModel,
} from '../index.js'

const rowsOf = (pairs: readonly (readonly [number, number])[], users: number, items: number) =>
  interactionsOf(
    { user: pairs.map(([user]) => user), item: pairs.map(([, item]) => item), weight: pairs.map(() => 1) },
    users,
    items,
  )

describe('interactions', () => {
  it('are sorted, and pairs given twice add up', () => {
    const rows = interactionsOf({ user: [1, 0, 1], item: [2, 1, 2], weight: [3, 1, 4] }, 3, 3)
    expect([...rows.starts]).toEqual([0, 1, 2, 2])
    expect([...basketOf(rows, 1).items]).toEqual([2])
    expect([...basketOf(rows, 1).weights]).toEqual([7])
  })

  it('outside places and weights are refused', () => {
    for (const [user, item, weight] of [
      [3, 0, 1],
      [0, 9, 1],
      [0, 0, 0],
      [0, 0, Number.NaN],
    ] as const) {
      expect(codeOf(() => interactionsOf({ user: [user], item: [item], weight: [weight] }, 2, 2))).toBe(
        'LEARN_PARAM',
      )
    }
  })
})

describe('item neighbours', () => {
  // Items 0 and 1 are taken together by two of three; item 2 by one with item 0.
  const rows = rowsOf(
    [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [2, 0],
      [2, 2],
    ],
    3,
    3,
  )

  it('are alike as the cosine of who took them, by hand', () => {
    const model = itemNeighbours(rows, { shrink: 0 })
    // |0| = 3, |1| = 2, |2| = 1: 0 and 1 share 2, 0 and 2 share 1, 1 and 2 none.
    expect(model.neighbours[0]).toEqual({ items: [1, 2], similarity: [2 / Math.sqrt(6), 1 / Math.sqrt(3)] })
    expect(model.neighbours[2]).toEqual({ items: [0], similarity: [1 / Math.sqrt(3)] })
    expect([...neighbourScores(model, [0])]).toEqual([0, 2 / Math.sqrt(6), 1 / Math.sqrt(3)])
    expect(neighbourReasons(model, [0], 2)).toEqual([{ item: 0, effect: 1 / Math.sqrt(3) }])
    expect(itemNeighbours(rows, { shrink: 1, neighbours: 1 }).neighbours[0]).toEqual({
      items: [1],
      similarity: [2 / (Math.sqrt(6) + 1)],
    })
  })

  it('the best are neither held nor forbidden', () => {
    expect(bestItems([0.9, 0.5, 0.7, 0.5], [0], (item) => item !== 2, 5)).toEqual([
      { item: 1, score: 0.5 },
      { item: 3, score: 0.5 },
    ])
  })
})

describe('alternating least squares', () => {
  it('solves a user as the paper does, by hand', () => {
    // One factor, y = (1, 2), alpha 1, lambda 1; the user holds item 0: c = (2, 1), p = (1, 0).
    // x = (2·1² + 1·2² + 1)⁻¹ · 2·1 = 2/7; scores 2/7 and 4/7.
    const model: AlsModel = { kind: 'als', factors: 1, alpha: 1, lambda: 1, items: 2, itemFactors: [1, 2] }
    const scorer = alsScorer(model)
    expect([...scorer.scores([0], [1])]).toEqual([expect.closeTo(2 / 7, 12), expect.closeTo(4 / 7, 12)])
    expect(scorer.reasons([0], [1], 1)).toEqual([{ item: 0, effect: expect.closeTo(4 / 7, 12) as number }])
    expect([...scorer.scores([], [])]).toEqual([0, 0])
  })

  /** Two tastes of eight items; everybody takes four of the eight of theirs. */
  const random = createRandom(3)
  const pairs = Array.from({ length: 200 }, (_, user) =>
    Array.from({ length: 8 }, (_each, at) => [user, (user % 2) * 8 + at] as const).filter(
      () => random.next() < 0.5,
    ),
  ).flat()
  const rows = rowsOf(pairs, 200, 16)

  it('finds the taste of a user, the same twice, and its reasons add up', () => {
    const model = fitAls(rows, { factors: 4, rounds: 8 }, { seed: 5 })
    expect(fitAls(rows, { factors: 4, rounds: 8 }, { seed: 5 })).toEqual(model)
    const scorer = alsScorer(model)
    let right = 0
    for (let user = 0; user < 200; user += 1) {
      const { items, weights } = basketOf(rows, user)
      const [best] = bestItems(scorer.scores(items, weights), items, () => true, 1)
      if (best !== undefined && Math.floor(best.item / 8) === user % 2) right += 1
    }
    expect(right).toBeGreaterThan(190)
    const { items, weights } = basketOf(rows, 0)
    const scores = scorer.scores(items, weights)
    expect(scorer.reasons(items, weights, 3).reduce((sum, { effect }) => sum + effect, 0)).toBeCloseTo(
      scores[3]!,
      9,
    )
  })

  it('more rounds never fit worse', () => {
    const lossOf = (rounds: number): number => {
      const model = fitAls(rows, { factors: 3, alpha: 5, lambda: 1, rounds }, { seed: 2 })
      const scorer = alsScorer(model)
      // The loss of the paper without the users' penalty, which is the same kind of sum; users solved exactly.
      let loss = model.itemFactors.reduce((sum, value) => sum + value * value, 0)
      for (let user = 0; user < rows.users; user += 1) {
        const { items, weights } = basketOf(rows, user)
        const held = new Set(items)
        scorer.scores(items, weights).forEach((score, item) => {
          loss += held.has(item) ? 6 * (1 - score) ** 2 : score ** 2
        })
      }
      return loss
    }
    expect(lossOf(10)).toBeLessThan(lossOf(1))
  })

  it('wrong use has its code', () => {
    expect(codeOf(() => fitAls(rowsOf([], 2, 2)))).toBe('LEARN_EMPTY')
    for (const options of [{ factors: 0 }, { alpha: 0 }, { lambda: 0 }, { rounds: 0 }])
      {expect(codeOf(() => fitAls(rows, options))).toBe('LEARN_PARAM')}
  })
})
