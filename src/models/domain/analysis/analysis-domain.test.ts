import { describe, expect, it } from 'vitest'
import { allocateBudget, type ChoiceGroup } from './allocate-budget.js'
import { purchaseHistories, type PurchaseColumns } from './purchase-history.js'
import { responseCurve } from './response-curve.js'
import { cellsOf, scanClock } from './timing-cells.js'

const columns = (rows: readonly (readonly [count: number, first: number, last: number, spent: number, opening: number, start: number])[], started: boolean): PurchaseColumns => {
  const of = (at: number) => Float64Array.from(rows, (row) => row[at] as number)
  return { count: of(0), first: of(1), last: of(2), spent: of(3), opening: of(4), start: started ? of(5) : null }
}
const months = (days: number) => days / 30.4375
const NONE = Number.NaN

describe('purchase histories', () => {
  it('with a start of their own count every purchase from there, at most since the data begin', () => {
    const { history, rows } = purchaseHistories(columns([[3, 90, 10, 600, 100, 200], [0, NONE, NONE, NONE, NONE, 1000], [1, 40, 40, 50, 50, 20], [0, NONE, NONE, NONE, NONE, -5]], true), 300)
    expect([...rows]).toEqual([0, 1, 2])
    expect([...history.frequency]).toEqual([3, 0, 1])
    expect([...history.recency]).toEqual([months(190.5), 0, months(0.5)])
    // A purchase before the opening day moves the start back to it.
    expect([...history.age]).toEqual([months(201), months(301), months(41)])
    expect([...history.value]).toEqual([200, 0, 50])
  })

  it('without one the first purchase is the start and the later ones count', () => {
    const { history, rows } = purchaseHistories(columns([[3, 90, 10, 600, 100, NONE], [1, 40, 40, 50, 50, NONE], [0, NONE, NONE, NONE, NONE, NONE], [2, 7, 7, 30, 10, NONE]], false), null)
    expect([...rows]).toEqual([0, 1, 3])
    expect([...history.frequency]).toEqual([2, 0, 1])
    expect([...history.recency]).toEqual([months(80), 0, months(0.5)])
    expect([...history.age]).toEqual([months(90.5), months(40.5), months(7.5)])
    expect([...history.value]).toEqual([250, 0, 20])
  })
})

describe('the response to a face', () => {
  it('never falls, and steps up only where the difference is significant', () => {
    const { faces, steps, anyway, unmoved } = responseCurve([{ face: 800, issued: 1000, used: 300 }, { face: 0, issued: 1000, used: 105 }, { face: 500, issued: 1000, used: 95 }, { face: 1200, issued: 1000, used: 310 }], 0.05)
    expect(faces.map(({ face, smooth }) => [face, smooth])).toEqual([[0, 0.1], [500, 0.1], [800, 0.305], [1200, 0.305]])
    expect(steps.map(({ face }) => face)).toEqual([800])
    expect(steps[0]!.share).toBeCloseTo(0.205 / 0.9, 12)
    expect(anyway).toBe(0.1)
    expect(unmoved).toBeCloseTo(0.695 / 0.9, 12)
    expect(faces[2]!.low).toBeLessThan(0.3)
    expect(faces[2]!.high).toBeGreaterThan(0.3)
    // Wilson's interval of 300 in 1,000 (Wilson 1927): 0.2724 to 0.3291.
    expect(faces[2]!.low).toBeCloseTo(0.2724, 4)
    expect(faces[2]!.high).toBeCloseTo(0.3291, 4)
  })

  it('of one face is flat', () => {
    expect(responseCurve([{ face: 0, issued: 10, used: 1 }], 0.05)).toMatchObject({ steps: [], anyway: 0.1, unmoved: 1 })
  })
})

describe('the budget', () => {
  const choice = (face: number, conversions: number, cost: number) => ({ face, conversions, cost })
  const groups: ChoiceGroup[] = [
    { group: 'a', customers: 100, choices: [choice(0, 0.1, 0), choice(8, 0.5, 4), choice(18, 0.52, 9)] },
    { group: 'b', customers: 100, choices: [choice(0, 0.1, 0), choice(8, 0.12, 1), choice(18, 0.4, 6)] },
  ]

  it('buys the cheapest uses first and splits the last group; a choice below the hull is never taken', () => {
    // a: 40 uses at 10 each; b: 30 uses at 20 each (8 lies below the line from 0 to 18); then a: 2 uses at 250.
    const plan = allocateBudget(groups, 75)
    expect(plan.conversions).toBeCloseTo(75, 9)
    expect(plan.cost).toBeCloseTo(400 + 15 * 20, 9)
    expect(plan.price).toBeCloseTo(20, 9)
    expect(plan.allocation.map(({ group, face, customers }) => [group, face, Math.round(customers)])).toEqual([['a', 8, 100], ['b', 18, 50], ['b', 0, 50]])
  })

  it('is never dearer than any whole assignment that brings as much', () => {
    for (const wanted of [20, 45, 60, 90, 92]) {
      const plan = allocateBudget(groups, wanted)
      const all = groups[0]!.choices.flatMap((a) => groups[1]!.choices.map((b) => ({ conversions: 100 * (a.conversions + b.conversions), cost: 100 * (a.cost + b.cost) })))
      const best = Math.min(...all.filter(({ conversions }) => conversions >= wanted - 1e-9).map(({ cost }) => cost))
      expect(plan.conversions).toBeGreaterThan(wanted - 1e-6)
      expect(plan.cost).toBeLessThanOrEqual(best + 1e-9)
    }
  })
})

describe('clocks', () => {
  const name = { zh: 'x' }
  it('expect the returns their days would bring if only windows of other clocks mattered', () => {
    const clock = { key: 'year', name, kind: 'year' as const }
    const cells = cellsOf(clock, [{ at: 1, known: '0', days: 10, events: 1 }, { at: 1, known: '1', days: 4, events: 2 }, { at: 24, known: '0', days: 5, events: 0 }], [3])
    expect(cells).toHaveLength(24)
    expect(cells[0]).toEqual({ at: 1, events: 3, expected: 22 })
    expect(cells[1]).toEqual({ at: 2, events: 0, expected: 0 })
    expect(cells[23]).toEqual({ at: 24, events: 0, expected: 5 })
    expect(scanClock(clock, cells)).toMatchObject({ circular: true, longest: 8 })
  })
})
