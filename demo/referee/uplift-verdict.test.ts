import { describe, expect, it } from 'vitest'
import { judgeUplift, missed, type JudgedCustomer } from './uplift-verdict.js'

/** Ten tenths of customers: persuadables (few buyers), sure things, lost causes, sleeping dogs. */
function bank(seen: (tenth: number) => Partial<JudgedCustomer> = () => ({})): JudgedCustomer[] {
  return Array.from({ length: 1000 }, (_, row): JudgedCustomer => {
    const tenth = row % 10
    const tau = tenth < 3 ? 0.1 : tenth === 9 ? -0.1 : 0
    const organic = tenth < 3 ? 0.05 : tenth < 6 ? 0.3 : tenth === 9 ? 0.15 : 0.02
    const truth = { tau, tauYuan: 1000 * tau, asRun: { tau, tauYuan: 1000 * tau }, organic, response: organic + tau, averse: tenth === 9 }
    return { effect: tau, worth: truth.tauYuan, organic, response: organic + tau, truth, ...seen(tenth) }
  })
}

describe('the referee of uplift models', () => {
  it('a model that knows the truth has all of it', () => {
    const verdict = judgeUplift(bank())
    expect(verdict).toMatchObject({ customers: 1000, qiniShare: 1, policyShare: 1, reversed: true, dogRecall: 1 })
    expect(verdict.dogLift).toBeCloseTo(10)
    expect(verdict.lists.find(({ list }) => list === 'uplift')!.yuan).toBeCloseTo(100)
    const organic = verdict.lists.find(({ list }) => list === 'organic')!
    expect(organic.effect).toBe(0)
    expect(organic.rawRate).toBeCloseTo(0.3)
  })

  it('a ranking by chance to buy finds no effect and every miss is said', () => {
    const blind = judgeUplift(bank((tenth) => ({ effect: tenth >= 3 && tenth < 6 ? 1 : 0, worth: tenth >= 3 && tenth < 6 ? 1 : 0 })))
    expect(blind.qiniShare).toBeLessThan(0.1)
    expect(blind.policyShare).toBe(0)
    expect(missed(blind)).toHaveLength(5)
  })

  it('where even the true lists show no reversal, none is asked for', () => {
    const plain = bank().map((customer) => ({ ...customer, truth: { ...customer.truth, organic: 0.1, response: 0.1 + customer.truth.tau } }))
    expect(judgeUplift(plain).reversed).toBeNull()
  })

  it('nobody to judge is an error', () => {
    expect(() => judgeUplift([])).toThrow('nobody')
  })
})
