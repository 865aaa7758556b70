import { describe, expect, it } from 'vitest'
import { createRandom } from '#kernel/learn'
import { liftOf, type LiftCount } from './lift.js'

const cell = (at: number, half: number, treatedCame: number, controlCame: number, n = 400): LiftCount => ({ cell: at, half, treated: n, treatedCame, control: n, controlCame })

describe('TAG-14: what a tag tells of whom an offer changes', () => {
  it('by hand: half of the customers changed by .4, the others not at all', () => {
    const lift = liftOf([cell(1, 0, 200, 40), cell(1, 1, 200, 40), cell(2, 0, 40, 40), cell(2, 1, 40, 40)], 7)!
    expect(lift.effect.value).toBeCloseTo(0.2, 12)
    // Contacting by the tag: the first half of all brings .2, the second nothing: .5 × .1 + .5 × .2 = .15, less .1 of anybody.
    expect(lift.gain.value).toBeCloseTo(0.05, 3)
    expect(lift.gain.low).toBeGreaterThan(0.03)
    expect(lift.cells).toMatchObject([{ cell: 1, customers: 1600 }, { cell: 2, customers: 1600 }])
    expect(lift.cells[0]!.value).toBeCloseTo(0.4, 12)
    expect(lift.cells[1]!.value).toBe(0)
  })

  it('a tag that orders one half one way and the other half the other way earns less than nothing', () => {
    expect(liftOf([cell(1, 0, 200, 40), cell(1, 1, 40, 40), cell(2, 0, 40, 40), cell(2, 1, 200, 40)], 7)!.gain.value).toBeLessThan(0)
  })

  it('no range over zero in more than one of twenty tags that tell nothing', () => {
    const random = createRandom(11)
    const draw = (n: number, rate: number) => Array.from({ length: n }, () => (random.next() < rate ? 1 : 0)).reduce<number>((sum, each) => sum + each, 0)
    const found = Array.from({ length: 60 }, (_, at) => liftOf(Array.from({ length: 10 }, (_, place) => cell(place >> 1, place & 1, draw(400, 0.12), draw(400, 0.08))), at)!)
    expect(found.filter(({ gain }) => gain.low > 0).length).toBeLessThanOrEqual(4)
    expect(Math.abs(found.reduce((sum, { gain }) => sum + gain.value, 0) / found.length)).toBeLessThan(0.001)
  })

  it('says nothing of few customers or few outcomes, and leaves out small cells', () => {
    expect(liftOf([cell(1, 0, 3, 2, 90), cell(1, 1, 3, 2, 90)], 1)).toBeNull()
    expect(liftOf([cell(1, 0, 3, 2), cell(1, 1, 3, 2)], 1)).toBeNull()
    expect(liftOf([cell(1, 0, 90, 20), cell(1, 1, 90, 20), cell(2, 0, 3, 1, 9), cell(2, 1, 3, 1, 9)], 1)!.cells.map((each) => each.cell)).toEqual([1])
  })
})
