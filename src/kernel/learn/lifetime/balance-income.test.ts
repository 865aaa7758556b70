import { describe, expect, it } from 'vitest'
import { balanceIncome, createRandom, type BalanceHistory, type BalanceInput } from '#kernel/learn'

const nobody = { entry: new Float64Array(), exit: new Float64Array(), age: new Float64Array(), left: new Uint8Array(), balance: new Float64Array(), group: new Int32Array(), leftAfter: new Uint8Array(), months: 6 }
const input = (history: BalanceHistory, more: Partial<BalanceInput> = {}): BalanceInput => ({ history, groups: ['all'], earlier: nobody, horizons: [12], margin: 0.024, discount: 0, level: 0.8, ...more })

/** Customers whose balance leaves with the same chance every month. */
function leaving(customers: number, chance: number, watched: number, seed: number): BalanceHistory {
  const random = createRandom(seed)
  const left = new Uint8Array(customers)
  const exit = Float64Array.from({ length: customers }, (_, row) => {
    for (let month = 0; month < watched; month += 1) {
      if (random.next() >= chance) continue
      left[row] = 1
      return month + 0.5
    }
    return watched
  })
  return { entry: new Float64Array(customers), exit, age: exit, left, balance: left.map((gone) => 1 - gone) as unknown as Float64Array, group: new Int32Array(customers) }
}

describe('income from balances', () => {
  it('without departures is the annuity: 1,000 at 2.4 % a year for a year are 24, discounted month by month', () => {
    const one: BalanceHistory = { entry: Float64Array.of(0), exit: Float64Array.of(27), age: Float64Array.of(30), left: Uint8Array.of(0), balance: Float64Array.of(1000), group: Int32Array.of(0) }
    const plain = balanceIncome(input(one)).horizons[0]
    expect([plain?.income[0], plain?.low[0], plain?.high[0], plain?.total].map((value) => value?.toFixed(9))).toEqual(Array.from({ length: 4 }, () => '24.000000000'))
    const discounted = Array.from({ length: 12 }, (_, at) => 2 * 1.1 ** (-(at + 1) / 12)).reduce((sum, value) => sum + value, 0)
    expect(balanceIncome(input(one, { discount: 0.1 })).horizons[0]?.income[0]).toBeCloseTo(discounted, 10)
  })

  it('finds the chance of leaving, and expects a balance for as long as it stays', () => {
    const history = leaving(20_000, 0.03, 60, 3)
    const found = balanceIncome(input(history, { horizons: [12, 36] }))
    expect(found.groups[0]?.monthly).toBeCloseTo(0.03, 2)
    expect(found.groups[0]?.median).toBeGreaterThan(20)
    expect(found.groups[0]?.median).toBeLessThan(26)
    const stayed = history.left.indexOf(0)
    // Σ 0.97^m for m = 1 … 12, of .002 a month.
    const expected = (0.002 * 0.97 * (1 - 0.97 ** 12)) / 0.03
    expect(Math.abs((found.horizons[0]?.income[stayed] ?? 0) / expected - 1)).toBeLessThan(0.03)
    expect(found.horizons[0]?.low[stayed]).toBeLessThan(found.horizons[0]?.income[stayed] ?? 0)
    expect(found.horizons[0]?.high[stayed]).toBeCloseTo(0.024, 12)
    expect(found.horizons[0]?.income[history.left.indexOf(1)]).toBe(0)
  })

  it('who is watched from later on is not taken for somebody who could not leave before', () => {
    // Everybody is 24 months old when watching begins; half leave in month 25, the rest is still there at 26.
    const rows = 2000
    const left = Uint8Array.from({ length: rows }, (_, row) => row % 2)
    const history: BalanceHistory = { entry: new Float64Array(rows).fill(24), exit: Float64Array.from(left, (gone) => (gone === 1 ? 25.5 : 26)), age: new Float64Array(rows).fill(26), left, balance: Float64Array.from(left, (gone) => 1 - gone), group: new Int32Array(rows) }
    // At risk in months 24 and 25: 2,000 each; 1,000 left.
    expect(balanceIncome(input(history)).groups[0]?.monthly).toBeCloseTo(1000 / 4000, 10)
  })

  it('a group of few departures takes the hazards of everybody, drawn to its own level by as many departures as it has', () => {
    // A thousand at risk for a month: 100 of the many leave, none of the 100 few. Everybody: 100 of 1,100.
    const rows = 1100
    const left = Uint8Array.from({ length: rows }, (_, row) => (row < 100 ? 1 : 0))
    const group = Int32Array.from({ length: rows }, (_, row) => (row < 1000 ? 0 : 1))
    const history: BalanceHistory = { entry: new Float64Array(rows), exit: Float64Array.from(left, (gone) => (gone === 1 ? 0.5 : 1)), age: new Float64Array(rows).fill(1), left, balance: Float64Array.from(left, (gone) => 1 - gone), group }
    const [most, few] = balanceIncome(input(history, { groups: ['most', 'few'] })).groups
    expect(most?.monthly).toBeCloseTo(0.1, 10)
    // 0 departures where 100 × 1/11 were expected: (0 + 20) / (9.0909 + 20) of 1/11.
    expect(few?.monthly).toBeCloseTo(((1 / 11) * 20) / (100 / 11 + 20), 10)
  })

  it('groups with few departures take the hazards of everybody, and the check on later months counts who left', () => {
    const history = leaving(4000, 0.02, 48, 5)
    const group = Int32Array.from({ length: 4000 }, (_, row) => (row < 10 ? 1 : 0))
    const earlier = { ...history, exit: history.exit.map((time) => Math.min(time, 36)), left: history.left.map((gone, row) => (gone === 1 && (history.exit[row] ?? 0) < 36 ? 1 : 0)), leftAfter: history.left.map((gone, row) => (gone === 1 && (history.exit[row] ?? 0) >= 36 ? 1 : 0)), months: 12, group }
    const found = balanceIncome(input({ ...history, group }, { groups: ['most', 'few'], earlier }))
    expect(found.groups.map(({ pooled }) => pooled)).toEqual([false, true])
    expect(found.holdout.customers).toBe(earlier.left.filter((gone) => gone === 0).length)
    expect(Math.abs(found.holdout.predicted / found.holdout.left - 1)).toBeLessThan(0.1)
    expect(() => balanceIncome(input(nobody))).toThrow('LEARN_EMPTY')
  })
})
