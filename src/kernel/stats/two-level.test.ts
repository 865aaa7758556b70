import { expect, it } from 'vitest'
import { differenceOfLifts } from '#kernel/stats'

const part = (n: number, successes: number) => ({ n, successes })

it('adds the variances of four binomials', () => {
  // Rates .3 and .2, .25 and .2: lifts .1 and .05; variances .21/100, .16/100, .1875/100, .16/100.
  const found = differenceOfLifts({ treated: part(100, 30), control: part(100, 20) }, { treated: part(100, 25), control: part(100, 20) })
  expect([found.a, found.b, found.diff].map((value) => value.toFixed(10))).toEqual(['0.1000000000', '0.0500000000', '0.0500000000'])
  expect(found.error).toBeCloseTo(Math.sqrt(0.007175), 12)
  expect(found.ciHigh! - found.ciLow!).toBeCloseTo(2 * 1.959963985 * Math.sqrt(0.007175), 8)
  expect(found.pValue).toBeCloseTo(0.555, 2)
})

it('says no interval where a part is empty or nothing varies', () => {
  expect(differenceOfLifts({ treated: part(0, 0), control: part(10, 1) }, { treated: part(10, 1), control: part(10, 1) })).toMatchObject({ error: null, ciLow: null, pValue: null })
  expect(differenceOfLifts({ treated: part(5, 5), control: part(5, 0) }, { treated: part(5, 5), control: part(5, 0) })).toMatchObject({ diff: 0, error: null })
})

it('covers the truth in 95 of 100 repetitions', () => {
  let state = 7
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  const drawn = (n: number, rate: number) => part(n, Array.from({ length: n }, next).filter((each) => each < rate).length)
  let covered = 0
  for (let at = 0; at < 400; at += 1) {
    const found = differenceOfLifts({ treated: drawn(300, 0.2), control: drawn(300, 0.1) }, { treated: drawn(300, 0.15), control: drawn(300, 0.12) })
    if (found.ciLow! <= 0.07 && 0.07 <= found.ciHigh!) covered += 1
  }
  expect(covered / 400).toBeGreaterThan(0.92)
  expect(covered / 400).toBeLessThan(0.98)
})
