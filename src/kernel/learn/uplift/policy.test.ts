import { describe, expect, it } from 'vitest'
import { QUADRANTS, quadrantCounts, quadrantsOf, upliftPolicy, upliftPolicyWorth } from '#kernel/learn'
import { uniform } from '../../../../test/kit/learn-sample.js'
import { upliftSample } from '../../../../test/kit/uplift-sample.js'

describe('who to treat', () => {
  it('is who brings more than they cost, the best first as far as capacity goes', () => {
    const effect = [0.1, 0.02, -0.3, 0.05, 0.0201]
    expect([...upliftPolicy(effect)]).toEqual([1, 1, 0, 1, 1])
    expect([...upliftPolicy(effect, { value: 100, cost: 2 })]).toEqual([1, 0, 0, 1, 1])
    expect([...upliftPolicy(effect, { value: 100, cost: 2, capacity: 2 })]).toEqual([1, 0, 0, 1, 0])
    expect([...upliftPolicy(effect, { value: [1, 1000, 1, 1, 1], cost: 1 })]).toEqual([0, 1, 0, 0, 0])
  })
})

describe('what a policy is worth', () => {
  it('by hand: four rows, a fair coin', () => {
    // Treated scores y/e: 2, 0, ., .; control y/(1-e): ., ., 2, 0. Policy treats rows 0 and 2.
    const target = { treatment: [1, 1, 0, 0], outcome: [1, 0, 1, 0], propensity: 0.5 }
    const { ipw, treatedShare } = upliftPolicyWorth(target, [1, 0, 1, 0], { value: 10, cost: 1 })
    expect(treatedShare).toBe(0.5)
    // Worth by row: 20 - 1, 0, 0 - 1, 0.
    expect(ipw.worth.value).toBe(18 / 4)
    // Over nobody: 19 - 0, 0, -1 - 20, 0.
    expect(ipw.overNobody.value).toBe(-2 / 4)
    // Over everybody: 0, -(0 - 1), 0, 0 - (0 - 1).
    expect(ipw.overEverybody.value).toBe(2 / 4)
  })

  it('doubly robust by hand: the model is corrected where it was seen to be wrong', () => {
    const target = { treatment: [1, 0], outcome: [1, 0], propensity: 0.5 }
    const means = { treated: [0.6, 0.5], control: [0.2, 0.3] }
    // Row 0: treated .6 + .4/.5 = 1.4, control .2; row 1: treated .5, control .3 - .3/.5 = -.3.
    const { doublyRobust } = upliftPolicyWorth(target, [1, 1], { means })
    expect(doublyRobust?.worth.value).toBeCloseTo((1.4 + 0.5) / 2, 12)
    expect(doublyRobust?.overNobody.value).toBeCloseTo((1.2 + 0.8) / 2, 12)
  })

  it('orders oracle > response list > random, and its intervals hold what both outcomes say', () => {
    const sample = upliftSample({ rows: 40_000, seed: 21 })
    const next = uniform(2)
    const income = sample.matrix.columns[1]
    const capacity = 12_000
    const policies = [
      upliftPolicy(sample.effect, { capacity }),
      upliftPolicy(
        Array.from(income?.kind === 'number' ? income.values : [], (value) => value + 100),
        { capacity },
      ),
      upliftPolicy(
        Array.from(sample.effect, () => next()),
        { capacity },
      ),
    ]
    const truth = policies.map(
      (policy) =>
        policy.reduce(
          (sum, treat, row) =>
            sum + (treat === 1 ? (sample.treated[row] as number) - (sample.untreated[row] as number) : 0),
          0,
        ) / 40_000,
    )
    const found = policies.map((policy) => upliftPolicyWorth(sample, policy).ipw.overNobody)
    expect(truth[0]).toBeGreaterThan(truth[1] as number)
    found.forEach((interval, at) => {
      expect(Math.abs(interval.value - (truth[at] as number))).toBeLessThan(3 * interval.error)
    })
    expect((found[0] as { low: number }).low).toBeGreaterThan((found[2] as { value: number }).value)
  })
})

describe('four quadrants', () => {
  it('are told by effect first, then by what comes untreated', () => {
    const rule = { gain: 0.02, loss: -0.01, sure: 0.5 }
    const quadrants = quadrantsOf([0.02, 0.019, 0.019, -0.01, -0.5], [0.9, 0.5, 0.49, 0.9, 0.1], rule)
    expect(Array.from(quadrants, (at) => QUADRANTS[at])).toEqual([
      'persuadable',
      'sure_thing',
      'lost_cause',
      'sleeping_dog',
      'sleeping_dog',
    ])
    expect(quadrantCounts(quadrants)).toEqual({
      persuadable: 1,
      sure_thing: 1,
      lost_cause: 1,
      sleeping_dog: 2,
    })
    expect(() => quadrantsOf([0], [0], { ...rule, gain: 0 })).toThrow()
  })
})
