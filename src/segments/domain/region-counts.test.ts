import { describe, expect, it } from 'vitest'
import { regionsShown } from './region-counts.js'

// Two segments: place 1 the first alone, 2 the second alone, 3 both.
const counts = (...given: number[]) => Uint32Array.from(given)
const SIZES = [1, 2]
const ALL = [1, 2, 3]

describe('SEG-5: combinations of segments', () => {
  it('shows everything when nothing is small', () => {
    expect(regionsShown(counts(0, 40, 60, 20), 10, ALL)).toEqual([{ of: [0], count: 40 }, { of: [1], count: 60 }, { of: [0, 1], count: 20 }])
  })

  it('hides a small one and whatever a shown total would give it away by', () => {
    // Both: 3. The sizes 43 and 63 are shown, so neither 40 nor 60 may be.
    expect(regionsShown(counts(0, 40, 60, 3), 10, SIZES).map(({ count }) => count)).toEqual([null, null, null])
    // The first alone: 3. Its size 23 is shown, so the 20 in both are hidden; then the second's 80 would tell: 60 too.
    expect(regionsShown(counts(0, 3, 60, 20), 10, SIZES).map(({ count }) => count)).toEqual([null, null, null])
  })

  it('an empty combination is no secret, and a total that is a region of its own gives nothing else away', () => {
    expect(regionsShown(counts(0, 40, 60, 0), 10, ALL).map(({ count }) => count)).toEqual([40, 60, 0])
  })

  it('of three segments goes on until no shown total tells a hidden one', () => {
    // Alone 50, 50, 50; pairs 30, 30, 4 (second and third); all three 25. Sizes are shown only.
    const shown = regionsShown(counts(0, 50, 50, 30, 50, 30, 4, 25), 10, [1, 2, 4])
    const of = (...places: number[]) => shown.find((region) => region.of.join() === places.join())?.count
    expect(of(1, 2)).toBeNull()
    expect(of(0)).toBe(50)
    // The second's size would tell the 4: the 25 in all three is hidden, and then, for the first's size, one of its pairs.
    expect([of(0, 1, 2), of(0, 1), of(0, 2), of(1), of(2)]).toEqual([null, null, 30, 50, 50])
  })
})
