import { describe, expect, it } from 'vitest'
import { categoryOrder, depthRows } from './holding-depth.js'
import { depthOf, heldOf, learnNext, type HeldCount } from './next-product.js'
import { ruleOfLacking } from './space-rule.js'
import { spacesByCategory, whiteSpace, type SpaceGround } from './white-space.js'

/** Of a hundred in cell 0: 10 hold nothing, 40 A, 30 B, 20 both; nobody C. Of ten in cell 1 all hold C. */
const rows: HeldCount[] = [
  { cell: 0, mask: 0, customers: 10 }, { cell: 0, mask: 1, customers: 40 }, { cell: 0, mask: 2, customers: 30 }, { cell: 0, mask: 3, customers: 20 },
  { cell: 1, mask: 4, customers: 10 },
]
const ground: SpaceGround = { all: rows, own: rows, categories: ['A', 'B', 'C'], cell: 0, minCell: 0 }

describe('chances of what is held next', () => {
  it('SEG-32: of who holds the same else, by the rule of succession', () => {
    const next = learnNext(rows, 3, 0)
    // Of 40 with A alone and 20 with A and B, 20 hold B; nobody in the cell holds C.
    expect(next(0, 1)).toEqual([{ category: 1, chance: 21 / 62, way: 'same', support: 60 }])
    expect(next(0, 0)).toEqual([{ category: 0, chance: 41 / 52, way: 'same', support: 50 }, { category: 1, chance: 31 / 42, way: 'same', support: 40 }])
    expect(next(0, 3)).toEqual([])
  })

  it('SEG-32: of fewer than thirty, or too few to be told, by single categories; nothing of a cell of fewer', () => {
    // Prior odds of A 61 / 41; B is lacked by 20 of 60 holders + 1 less: 41 / 62 of them, and 11 / 42 of the others.
    const odds = (61 / 41) * (41 / 62 / (11 / 42))
    const [a] = learnNext(rows, 3, 15)(0, 0)
    expect(a).toMatchObject({ category: 0, way: 'bayes', support: 100 })
    expect(a?.chance).toBeCloseTo(odds / (1 + odds), 12)
    expect(a?.chance).toBeCloseTo(2562 / 3244, 12)
    // Who holds B: held by 20 of 60 with A, by 30 of 40 without; 20 with and 30 without A would do at 21 and not at 20.
    const held = (61 / 41) * (21 / 62 / (31 / 42))
    expect(learnNext(rows, 3, 20)(0, 2)[0]).toEqual({ category: 0, chance: 21 / 52, way: 'same', support: 50 })
    expect(learnNext(rows, 3, 21)(0, 2)[0]?.chance).toBeCloseTo(held / (1 + held), 12)
    expect(learnNext(rows, 3, 0)(1, 0)).toEqual([])
    expect(learnNext(rows, 3, 0)(2, 0)).toEqual([])
  })

  it('SEG-32: who has room for a category, and how many would hold it', () => {
    expect([depthOf(0), depthOf(5), heldOf(5, 3)]).toEqual([0, 2, [0, 2]])
    const one = whiteSpace(ground, { most: 1 })
    expect(one.map(({ mask, customers, first, next }) => [mask, customers, first.category, next.length])).toEqual([[0, 10, 0, 2], [1, 40, 1, 1], [2, 30, 0, 1]])
    expect(whiteSpace(ground, { most: 0 }).map(({ mask }) => mask)).toEqual([0])
    const b = whiteSpace(ground, { most: 1, category: 'B' })
    expect(b.map(({ mask, first }) => [mask, first.chance])).toEqual([[0, 31 / 42], [1, 21 / 62]])
    expect(b[0]?.next.map(({ category }) => category)).toEqual([1, 0])
    expect(whiteSpace({ ...ground, cell: 1 }, { most: 3 })).toEqual([])
    expect(() => whiteSpace(ground, { most: 1, category: 'X' })).toThrow(expect.objectContaining({ code: 'TIERING_CATEGORY_UNKNOWN' }))
    const expected = { A: 10 * (41 / 52) + 30 * (21 / 52), B: 10 * (31 / 42) + 40 * (21 / 62) }
    const found = spacesByCategory(ground, 1)
    expect(found.customers).toBe(80)
    expect(found.items.map(({ category, lacking }) => [category, lacking])).toEqual([['B', 50], ['A', 40], ['C', 0]])
    expect(found.items[0]?.expected).toBeCloseTo(expected.B, 12)
    expect(found.items[1]?.chance).toBeCloseTo(expected.A / 40, 12)
    // 40 lack A and 40 do not; 50 lack B and 30 do not.
    expect(spacesByCategory({ ...ground, minCell: 31 }, 1).items.find(({ category }) => category === 'B')).toMatchObject({ lacking: null, chance: null, expected: null })
  })
})

describe('depth by tier', () => {
  it('SEG-31: counts, share of one, mean and TGI by hand', () => {
    const [first, second, all] = depthRows(['T1', 'T2'], rows, 3, 0)
    expect(first).toMatchObject({ cell: 'T1', customers: 100, depths: [10, 70, 20], single: 0.7 })
    expect(first?.mean).toBeCloseTo(1.1, 12)
    expect(second).toMatchObject({ cell: 'T2', customers: 10, depths: [0, 10, 0], single: 1, mean: 1 })
    expect(all).toMatchObject({ cell: null, customers: 110, depths: [10, 80, 20] })
    // 60 of 100 hold A, 60 of all 110: TGI 110; C is held by the ten of T2 alone.
    expect(first?.held[0]).toMatchObject({ customers: 60, share: 0.6 })
    expect(first?.held[0]?.tgi).toBeCloseTo(110, 9)
    expect(second?.held[2]).toMatchObject({ customers: 10, share: 1 })
    expect(second?.held[2]?.tgi).toBeCloseTo(1100, 9)
    expect(depthRows(['T1'], [], 2, 0)[0]).toMatchObject({ customers: 0, depths: [0, 0], single: null, mean: null })
  })

  it('SEG-31: small counts are hidden with what would tell them', () => {
    const [first, second, all] = depthRows(['T1', 'T2'], rows, 3, 15)
    expect(second).toMatchObject({ customers: null, depths: [null, null, null], single: null, mean: null })
    expect(second?.held).toEqual([{ customers: null, share: null, tgi: null }, { customers: null, share: null, tgi: null }, { customers: null, share: null, tgi: null }])
    // The 10 without anything are hidden in T1 and in all, and with them the next smallest of each line.
    expect(first?.depths).toEqual([null, null, null])
    expect(all?.depths[0]).toBeNull()
    expect(all?.depths.filter((count) => count === null).length).toBeGreaterThan(1)
    expect(first?.mean).toBeNull()
  })

  it('SEG-31: categories in the order of the bank model, others after them', () => {
    expect(categoryOrder(['FUND', 'ZZ', 'DEMAND', 'AA'], ['DEMAND', 'WEALTH', 'FUND'])).toEqual(['DEMAND', 'FUND', 'AA', 'ZZ'])
  })

  it('SEG-32: who lacks a category as a rule of the tables there are', () => {
    expect(ruleOfLacking('FUND', ['loan'], 31).rule).toMatchObject({ kind: 'compare', left: { table: 'loan', fn: 'count', window: { kind: 'all' } }, op: '=', value: 0 })
    expect(ruleOfLacking('FUND', ['account', 'holding'], 31).rule).toMatchObject({ kind: 'all', all: [{ left: { table: 'account' } }, { left: { table: 'holding', window: { kind: 'last', n: 31, unit: 'd' } } }] })
  })
})
