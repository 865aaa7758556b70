import { describe, expect, it } from 'vitest'
import { createRandom, lifetimeForecast, parameterDraws, rankCorrelation, type ForecastInput } from '#kernel/learn'
import { codeOf } from '../../../../test/kit/code-of.js'

describe('rank correlation', () => {
  it('is 1 for the same order, -1 for the reverse, 0 beside a constant; ties by their mean rank', () => {
    expect(rankCorrelation([1, 5, 9], [2, 3, 100])).toBe(1)
    expect(rankCorrelation([1, 5, 9], [3, 2, 1])).toBe(-1)
    expect(rankCorrelation([1, 5, 9], [4, 4, 4])).toBe(0)
    // Ranks 1 2.5 2.5 4 and 1 2 3 4: 4.5 / sqrt(4.5 · 5).
    expect(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12)
    expect(codeOf(() => rankCorrelation([], []))).toBe('LEARN_EMPTY')
    expect(codeOf(() => rankCorrelation([1], [1, 2]))).toBe('LEARN_ROWS_DIFFER')
  })
})

/** Purchases of a BG/NBD customer up to a month, with a mean amount that does not depend on how often. */
function madeBank(rows: number, seed: number) {
  const random = createRandom(seed)
  return Array.from({ length: rows }, (_, at) => {
    const small = at % 2 === 0
    const rate = random.gamma(small ? 0.5 : 1.5) / 5
    const stop = random.beta(0.8, 3)
    const scale = (small ? 1000 : 5000) / random.gamma(4)
    const times: number[] = []
    for (let time = -Math.log(1 - random.next()) / rate; time < 30; time += -Math.log(1 - random.next()) / rate) {
      times.push(time)
      if (random.next() < stop) break
    }
    const amounts = times.map(() => scale * random.gamma(6))
    const upTo = (month: number) => {
      const count = times.filter((time) => time < month).length
      const spent = amounts.slice(0, count).reduce((sum, each) => sum + each, 0)
      return { x: count, tx: count === 0 ? 0 : times[count - 1]!, age: month, value: count === 0 ? 0 : spent / count }
    }
    return { small, upTo }
  })
}

function inputOf(bank: ReturnType<typeof madeBank>): ForecastInput {
  const history = (month: number) => {
    const rows = bank.map(({ upTo }) => upTo(month))
    const of = (key: 'x' | 'tx' | 'age' | 'value') => Float64Array.from(rows, (row) => row[key])
    return { frequency: of('x'), recency: of('tx'), age: of('age'), value: of('value') }
  }
  const group = Int32Array.from(bank, ({ small }) => (small ? 0 : 1))
  const bought = Float64Array.from(bank, ({ upTo }) => upTo(24).x - upTo(18).x)
  return { process: 'bg-nbd', history: history(24), group, groups: ['small', 'large'], earlier: { history: history(18), group, bought, months: 6 }, horizons: [6, 12], discount: 0.1, margin: 0.5, seed: 1, level: 0.9 }
}

describe('the forecast', () => {
  const bank = madeBank(8000, 5)
  const input = inputOf(bank)
  const forecast = lifetimeForecast({}, input)

  it('meets what was held back, in total and band by band', () => {
    const { holdout } = forecast
    expect(Math.abs(holdout.error)).toBeLessThan(0.06)
    expect(holdout.bands.map(({ customers }) => customers)).toEqual(Array.from({ length: 10 }, () => 800))
    expect(holdout.bands[0]!.bought).toBeGreaterThan(5 * holdout.bands[9]!.bought)
    expect(holdout.bands.reduce((sum, { bought }) => sum + 800 * bought, 0)).toBeCloseTo(holdout.bought, 6)
  })

  it('meets what comes after the date, which it has not seen', () => {
    const later = bank.reduce((sum, { upTo }) => sum + upTo(30).x - upTo(24).x, 0)
    expect(Math.abs(forecast.horizons[0]!.totalPurchases / later - 1)).toBeLessThan(0.06)
    expect(rankCorrelation(forecast.horizons[0]!.purchases, bank.map(({ upTo }) => upTo(30).x - upTo(24).x))).toBeGreaterThan(0.4)
  })

  it('recovers the parameters of each group: planted ones lie in the intervals', () => {
    const [small, large] = forecast.groups
    expect([small!.pooled, large!.pooled]).toEqual([false, false])
    const planted = { small: [0.5, 5], large: [1.5, 5] }
    for (const [group, values] of [[small!, planted.small], [large!, planted.large]] as const) {
      values.forEach((value, at) => {
        expect(group.process![at]!.value / value, `${group.group} ${at}`).toBeGreaterThan(0.8)
        expect(group.process![at]!.value / value, `${group.group} ${at}`).toBeLessThan(1.25)
      })
    }
  })

  it('bounds hold each figure; value is margin times discounted amounts', () => {
    const [six, twelve] = forecast.horizons
    for (let row = 0; row < 50; row += 1) {
      expect(six!.purchasesLow[row]).toBeLessThanOrEqual(six!.purchases[row]!)
      expect(six!.valueHigh[row]).toBeGreaterThanOrEqual(six!.value[row]!)
      expect(twelve!.purchases[row]).toBeGreaterThan(six!.purchases[row]!)
      const most = 0.5 * six!.purchases[row]! * forecast.spend[row]!
      expect(six!.value[row]).toBeLessThan(most)
      expect(six!.value[row]).toBeGreaterThan(most / 1.1 ** 0.5)
    }
  })

  it('a small group takes the parameters of everybody; the same seed gives the same', () => {
    const few = { ...input, group: Int32Array.from(input.group, (_, at) => (at < 100 ? 1 : 0)), earlier: { ...input.earlier, group: Int32Array.from(input.group, (_, at) => (at < 100 ? 1 : 0)) } }
    const pooled = lifetimeForecast({}, few)
    expect(pooled.groups.map(({ pooled: is }) => is)).toEqual([false, true])
    expect(lifetimeForecast({}, few)).toEqual(pooled)
  })

  it('Pareto/NBD, which lets customers stop at any time, forecasts much the same', () => {
    const few = inputOf(madeBank(500, 5))
    const one = { ...few, horizons: [6], groups: ['all'], group: new Int32Array(500), earlier: { ...few.earlier, group: new Int32Array(500) } }
    const [own, other] = [lifetimeForecast({}, one), lifetimeForecast({}, { ...one, process: 'pareto-nbd' })]
    expect(Math.abs(other.horizons[0]!.totalPurchases / own.horizons[0]!.totalPurchases - 1)).toBeLessThan(0.15)
    expect(rankCorrelation(other.horizons[0]!.purchases, own.horizons[0]!.purchases)).toBeGreaterThan(0.8)
  })
})

describe('a bank nobody leaves', () => {
  it('gets a forecast all the same: the mean rate, hardly less', () => {
    const random = createRandom(3)
    const rows = Array.from({ length: 400 }, () => {
      const rate = random.gamma(2) / 4
      const until = (month: number) => {
        let [count, time, last] = [0, 0, 0]
        for (;;) {
          time += -Math.log(1 - random.next()) / rate
          if (time >= month) return { count, last, month }
          count += 1
          last = time
        }
      }
      return until(20)
    })
    const history = { frequency: Float64Array.from(rows, (row) => row.count), recency: Float64Array.from(rows, (row) => row.last), age: Float64Array.from(rows, (row) => row.month), value: Float64Array.from(rows, (row) => (row.count === 0 ? 0 : 100 + (row.count % 7))) }
    const group = new Int32Array(400)
    const forecast = lifetimeForecast({}, { process: 'bg-nbd', history, group, groups: ['all'], earlier: { history, group, bought: history.frequency, months: 20 }, horizons: [10], discount: 0, margin: 1, seed: 1, level: 0.9 })
    const bought = rows.reduce((sum, row) => sum + row.count, 0)
    expect(forecast.horizons[0]!.totalPurchases / (bought / 2)).toBeGreaterThan(0.9)
    expect(forecast.horizons[0]!.totalPurchases / (bought / 2)).toBeLessThan(1.1)
    expect(forecast.horizons[0]!.value.every(Number.isFinite)).toBe(true)
  })
})

describe('draws of parameters', () => {
  it('spread as their covariance says, and are none where nothing is known of it', () => {
    const estimates = { names: ['a', 'b'], values: [2, 3], covariance: [0.04, 0.01, 0.01, 0.09], logLikelihood: 0, rounds: 1 }
    const draws = parameterDraws(estimates, 4000, 9)!
    const logs = draws.map(([a, b]) => [Math.log(a! / 2), Math.log(b! / 3)] as const)
    const mean = (of: (log: readonly [number, number]) => number) => logs.reduce((sum, log) => sum + of(log), 0) / logs.length
    expect(mean(([a]) => a)).toBeCloseTo(0, 1)
    expect(mean(([a]) => a * a)).toBeCloseTo(0.04, 2)
    expect(mean(([, b]) => b * b)).toBeCloseTo(0.09, 2)
    expect(mean(([a, b]) => a * b)).toBeCloseTo(0.01, 2)
    expect(parameterDraws({ ...estimates, covariance: null }, 5, 1)).toBeNull()
  })
})
