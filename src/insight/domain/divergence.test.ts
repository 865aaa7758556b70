import { describe, expect, it } from 'vitest'
import { independence, informationValue, jensenShannon } from './divergence.js'

describe('how far two distributions are apart', () => {
  it('INS-5: the divergence is 0 of the same shares and 1 of nothing in common', () => {
    expect(jensenShannon([1, 3], [10, 30])).toBeCloseTo(0, 12)
    expect(jensenShannon([5, 0], [0, 7])).toBeCloseTo(1, 12)
    // p = (1/2, 1/2), q = (1, 0): H(3/4, 1/4) - H(p)/2
    expect(jensenShannon([1, 1], [2, 0])).toBeCloseTo(0.811278124459 - 0.5, 10)
    expect(jensenShannon([], [])).toBe(0)
  })

  it("INS-5: chi-square and Cramer's V are those of the book", () => {
    // 2 x 2 of 30, 70 and 20, 180: R gives X-squared = 19.2 (no correction), V = sqrt(19.2 / 300)
    const found = independence([30, 70], [20, 180])!
    expect(found.cramersV).toBeCloseTo(Math.sqrt(19.2 / 300), 12)
    expect(found.p).toBeCloseTo(1.1771e-5, 8)
    expect(independence([3, 0], [9, 0])).toBeNull()
  })

  it('INS-5: the information value grows with the distance and never fails on an empty cell', () => {
    expect(informationValue([50, 50], [50, 50])).toBeCloseTo(0, 12)
    expect(informationValue([100, 0], [0, 100])!).toBeGreaterThan(5)
    expect(informationValue([0, 0], [1, 2])).toBeNull()
  })
})
