import { describe, expect, it } from 'vitest'
import { differenceOfMeans } from '#kernel/stats'
import { meanEstimate, type GroupMoments } from './group-means.js'

const of = (...values: number[]): GroupMoments => ({ n: values.length, sum: values.reduce((a, b) => a + b, 0), squares: values.reduce((a, b) => a + b * b, 0) })
const nobody = of()

describe('means of a segment beside those of a base', () => {
  it("INS-4: of groups that do not overlap the error is Welch's, and the effect Cohen's d", () => {
    const [a, b] = [of(1, 2, 3, 4), of(2, 4, 6, 8, 10)]
    const found = meanEstimate([a, b, nobody])!
    const welch = differenceOfMeans({ n: a.n, sum: a.sum, sumSquares: a.squares }, { n: b.n, sum: b.sum, sumSquares: b.squares })
    expect(found.diff).toBeCloseTo(welch.diff, 12)
    // s_a² = 5/3, s_b² = 10: error² = 5/12 + 2
    expect(found.high! - found.diff).toBeCloseTo(1.959963985 * Math.sqrt(5 / 12 + 2), 6)
    expect(found.effect).toBeCloseTo(-3.5 / Math.sqrt((3 * (5 / 3) + 4 * 10) / 7), 12)
  })

  it('INS-4: a segment inside its base gives the same z as segment and rest', () => {
    const [a, b] = [of(1, 2, 3, 4), of(2, 4, 6, 8, 10)]
    const nested = meanEstimate([nobody, b, a])!
    expect(nested.p).toBeCloseTo(meanEstimate([a, b, nobody])!.p!, 12)
    expect(nested.baseMean).toBeCloseTo(40 / 9, 12)
    expect(nested.effect).toBeCloseTo(meanEstimate([a, b, nobody])!.effect!, 12)
  })

  it('INS-4: without variation or without anybody there is nothing to test', () => {
    expect(meanEstimate([of(2, 2), of(2, 2), nobody])).toMatchObject({ diff: 0, p: null, low: null, effect: null })
    expect(meanEstimate([nobody, of(1), nobody])).toBeNull()
  })
})
