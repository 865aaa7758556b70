import { describe, expect, it } from 'vitest'
import { differenceOfProportions } from '#kernel/stats'
import { apart, shareEstimate } from './group-counts.js'

describe('shares of a segment beside those of a base', () => {
  it('INS-4: of groups that do not overlap they are the textbook difference and ratio of proportions', () => {
    const found = shareEstimate({ only: 30, rest: 20, both: 0 }, { only: 100, rest: 200, both: 0 })!
    const book = differenceOfProportions({ n: 100, successes: 30 }, { n: 200, successes: 20 }, { interval: 'wald' })
    expect(found.diff!.value).toBeCloseTo(0.2, 12)
    expect(found.diff!.low).toBeCloseTo(book.ciLow!, 12)
    expect(found.diff!.high).toBeCloseTo(book.ciHigh!, 12)
    expect(found.tgi!.value).toBeCloseTo(300, 12)
    expect(found.tgi!.low! / 100 - 1).toBeCloseTo(book.relativeLow!, 10)
    expect(found.tgi!.high! / 100 - 1).toBeCloseTo(book.relativeHigh!, 10)
  })

  it('INS-4: a segment inside its base is tested as segment and rest: the same z, the difference smaller by the share of the rest', () => {
    const nested = shareEstimate({ only: 0, rest: 20, both: 30 }, { only: 0, rest: 200, both: 100 })!
    const parts = shareEstimate({ only: 30, rest: 20, both: 0 }, { only: 100, rest: 200, both: 0 })!
    expect(nested.p).toBeCloseTo(parts.p!, 12)
    expect(nested.diff!.value).toBeCloseTo(parts.diff!.value * (200 / 300), 12)
    expect(nested.tgi!.value).toBeCloseTo((0.3 / (50 / 300)) * 100, 10)
  })

  it('INS-4: a segment that is its base differs in nothing', () => {
    const same = shareEstimate({ only: 0, rest: 0, both: 30 }, { only: 0, rest: 0, both: 100 })!
    expect(same).toMatchObject({ share: 0.3, baseShare: 0.3, diff: { value: 0 }, p: null })
    expect(same.tgi!.value).toBeCloseTo(100, 10)
    expect(same.tgi!.low).toBeCloseTo(100, 10)
  })

  it('INS-4: all of one side and none of the other is tested with the pooled variance', () => {
    const book = differenceOfProportions({ n: 10, successes: 10 }, { n: 20, successes: 0 })
    expect(shareEstimate({ only: 0, rest: 0, both: 10 }, { only: 0, rest: 20, both: 10 })!.p).toBeCloseTo(book.pValue!, 12)
  })

  it('INS-4: nobody on one side gives no estimate, nobody found in the base no index', () => {
    expect(shareEstimate({ only: 0, rest: 0, both: 0 }, { only: 0, rest: 5, both: 0 })).toBeNull()
    expect(shareEstimate({ only: 3, rest: 0, both: 0 }, { only: 10, rest: 10, both: 0 })!.tgi).toBeNull()
  })

  it('INS-4: tests compare people who are not the same', () => {
    expect(apart({ only: 0, rest: 4, both: 7 }, { only: 0, rest: 40, both: 70 })).toEqual([7, 4])
    expect(apart({ only: 3, rest: 4, both: 7 }, { only: 30, rest: 40, both: 70 })).toEqual([3, 4])
    expect(apart({ only: 3, rest: 0, both: 7 }, { only: 30, rest: 0, both: 70 })).toEqual([3, 7])
  })
})
