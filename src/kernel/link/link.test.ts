import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSets, matchProbability, matchWeight, patternCode, patternLevels, settleModel, trainMatches, type LinkField, type PatternCount } from './index.js'

const fields: LinkField[] = [{ name: 'id', levels: 3 }, { name: 'name', levels: 3 }, { name: 'birth', levels: 4 }, { name: 'gender', levels: 3 }]
const m = [[0, 0.02, 0.98], [0, 0.1, 0.9], [0, 0.05, 0.05, 0.9], [0, 0.01, 0.99]]
const u = [[0, 0.999999, 0.000001], [0, 0.99, 0.01], [0, 0.96, 0.03, 0.01], [0, 0.5, 0.5]]

/** Expected pairs of every pattern of a mixture of `matches` and `others`; `fixed` fields always agree. */
function mixture(matches: number, others: number, fixed: readonly number[]): PatternCount[] {
  const all = fields.reduce<number[][]>((rows, field) => rows.flatMap((row) => Array.from({ length: field.levels - 1 }, (_, at) => [...row, at + 1])), [[]])
  const top = (at: number) => fields[at]!.levels - 1
  return all
    .filter((levels) => fixed.every((at) => levels[at] === top(at)))
    .map((levels) => {
      const share = (by: number[][]) => levels.reduce((product, level, at) => (fixed.includes(at) ? product : product * by[at]![level]!), 1)
      return { levels, pairs: matches * share(m) + others * share(u) }
    })
}

describe('kernel/link', () => {
  it('weighs by log2(m / u) and turns bits and prior into a chance, by hand', () => {
    const model = { prior: 0.001, fields: fields.map((field, at) => ({ name: field.name, m: m[at]!, u: u[at]! })) }
    expect(matchWeight(model, [0, 2, 3, 2])).toBeCloseTo(Math.log2(0.9 / 0.01) + Math.log2(0.9 / 0.01) + Math.log2(0.99 / 0.5), 10)
    expect(matchWeight(model, [0, 0, 0, 0])).toBe(0)
    expect(matchProbability(0.001, 0)).toBeCloseTo(0.001, 12)
    // Odds 1 : 999 times 2^10 = 1024.
    expect(matchProbability(0.001, 10)).toBeCloseTo(1024 / (1024 + 999), 12)
    expect(matchProbability(0.001, 5000)).toBe(1)
    expect(matchProbability(0.001, -5000)).toBe(0)
  })

  it('EM finds m again from pairs made with it, each field from the sessions not chosen by it', () => {
    const found = trainMatches({
      fields,
      u,
      sessions: [
        { patterns: mixture(9_000, 200, [0]), chosenBy: [0] },
        { patterns: mixture(8_000, 40_000, [1]), chosenBy: [1] },
        { patterns: mixture(7_000, 20_000, [2]), chosenBy: [2] },
      ],
    })
    for (const [at, levels] of m.entries()) for (let level = 1; level < levels.length; level += 1) expect(found[at]![level]).toBeCloseTo(levels[level]!, 2)
  })

  it('a level never seen stays possible, a field never seen gets the starting shares', () => {
    const found = trainMatches({ fields, u, sessions: [{ patterns: [{ levels: [2, 2, 3, 0], pairs: 100 }], chosenBy: [0] }] })
    expect(found[0]).toEqual([0, 0.1, 0.9])
    expect(found[3]).toEqual([0, 0.1, 0.9])
    expect(found[1]![1]).toBeGreaterThan(0)
    expect(found[1]![2]).toBeGreaterThan(0.98)
  })

  it('the prior and the u of an identifier settle at the numbers the pairs were made with', () => {
    const allPairs = 5e9
    const matches = 10_000
    // Every pair that agrees on the identifier: 98 of 100 matches, and one in a million of the others.
    const agreeing = mixture(matches * 0.98, allPairs * 1e-6, [0])
    const rough = u.map((row, at) => (at === 0 ? [0, 0.9999, 0.0001] : row))
    const counted = new Map([[0, [0, 0, agreeing.reduce((sum, pattern) => sum + pattern.pairs, 0)]]])
    const model = settleModel({ fields, m, u: rough, patterns: agreeing, allPairs, counted, present: [1, 1, 1, 1] })
    expect(model.prior * allPairs).toBeGreaterThan(matches * 0.9)
    expect(model.prior * allPairs).toBeLessThan(matches * 1.05)
    expect(model.fields[0]!.u[2]! / 1e-6).toBeGreaterThan(0.9)
    expect(model.fields[0]!.u[2]! / 1e-6).toBeLessThan(1.15)
  })

  it('codes and levels are each other\'s inverse', () => {
    fc.assert(
      fc.property(fc.tuple(...fields.map((field) => fc.integer({ min: 0, max: field.levels - 1 }))), (levels) => {
        expect(patternLevels(fields, patternCode(fields, levels))).toEqual(levels)
      }),
    )
    expect(patternCode(fields, [1, 0, 0, 0])).toBe(36)
  })

  it('sets are the connected components, named by their smallest number, whatever the order of joins', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 40 }), (joins) => {
        const sets = createSets()
        for (const [a, b] of joins) sets.join(a, b)
        const reach = Array.from({ length: 31 }, (_, at) => at)
        for (let round = 0; round < 31; round += 1) for (const [a, b] of joins) reach[a] = reach[b] = Math.min(reach[a]!, reach[b]!)
        for (let number = 0; number <= 30; number += 1) expect(sets.find(number)).toBe(reach[number])
        for (const [first, members] of sets.groups()) {
          expect(members).toEqual(reach.flatMap((to, number) => (to === first ? [number] : [])))
        }
      }),
    )
  })
})
