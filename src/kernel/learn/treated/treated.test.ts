import { describe, expect, it } from 'vitest'
import { bestArmOf, compareLists, explainTreated, matrixOf, numbers, scoreTreated, singleMachine, trainTreated, type TreatedMethod, type TreatedPlan, type TreatedRows } from '#kernel/learn'
import { kernelBytes } from '#platform/compute'
import { codeOf } from '../../../../test/kit/code-of.js'
import { upliftSample, type UpliftSampleOptions } from '../../../../test/kit/uplift-sample.js'

const machine = singleMachine(kernelBytes())
const linear = { kind: 'linear', l2: 1 } as const
const trees = { kind: 'boosting', trees: 40, leaves: 6, leafRows: 40, rate: 0.1 } as const
const plan = (method: TreatedMethod, more: Partial<TreatedPlan> = {}): TreatedPlan => ({ method, outcome: linear, effect: { kind: 'linear', l2: 20 }, assignment: 'auto', forest: { trees: 30, depth: 5 }, ...more })

/** A sample as customers of one campaign; who responds brings 1000, twice that where `need` is above 0. */
function rowsOf(options: UpliftSampleOptions): TreatedRows & { readonly effect: Float64Array } {
  const sample = upliftSample(options)
  const need = sample.matrix.columns[0]
  const amounts = need?.kind === 'number' ? Array.from(need.values, (value) => (value > 0 ? 2000 : 1000)) : []
  return {
    matrix: sample.matrix, arm: sample.treatment, arms: ['call'], campaign: new Uint16Array(sample.matrix.rows), campaigns: ['spring'],
    outcome: Float64Array.from(sample.outcome), amount: Float64Array.from(sample.outcome, (one, row) => one * (amounts[row] ?? 0)),
    fold: Uint8Array.from(sample.outcome, (_, row) => row % 3), effect: sample.effect,
  }
}

const train = (method: TreatedMethod, data: TreatedRows, more: Partial<TreatedPlan> = {}) => trainTreated({ machine }, { plan: plan(method, more), data, seed: 1, rounds: 20 })

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [mean(a), mean(b)]
  const sum = (of: (at: number) => number): number => Array.from(a).reduce((total: number, _, at) => total + of(at), 0)
  const [va, vb] = [sum((at) => (a[at]! - x) ** 2), sum((at) => (b[at]! - y) ** 2)]
  return sum((at) => (a[at]! - x) * (b[at]! - y)) / Math.sqrt(va * vb)
}

describe('effects of a campaign on customers held back', () => {
  const data = rowsOf({ rows: 6000 })

  it.each(['s', 't', 'x', 'r', 'dr', 'class', 'forest'] as const)('%s finds the planted effects in customers it has not seen, and nothing where treatment was dealt anew', (method) => {
    const { held, figures } = train(method, data, method === 's' ? { outcome: trees } : {})
    expect(correlation(held.arms[0]!.effect, data.effect)).toBeGreaterThan(0.55)
    const found = figures[0]!
    expect(found.report.qini.low).toBeGreaterThan(0)
    expect(found.placebo.low).toBeLessThan(0.02)
    expect(found.placebo.high).toBeGreaterThan(-0.02)
    const mean = data.effect.reduce((sum, value) => sum + value, 0) / data.effect.length
    expect(Math.abs(found.average.value - mean)).toBeLessThan(3 * found.average.error)
  })

  it('the list cut by what the arm brings is worth more than treating nobody, by both estimators', () => {
    const { policies } = train('dr', data).figures[0]!
    for (const { money } of policies) {
      expect(money!.ipw.overNobody.low).toBeGreaterThan(0)
      expect(Math.abs(money!.ipw.overNobody.value - money!.doublyRobust!.overNobody.value)).toBeLessThan(2 * money!.ipw.overNobody.error)
    }
  })

  it('a campaign dealt by chance is not called confounded; one that was chosen is, and is weighed', () => {
    const fair = train('dr', data).balance[0]!
    expect([fair.confounded, fair.learned]).toEqual([false, false])
    const chosen = rowsOf({ rows: 6000, confounding: 1 })
    const { balance, figures } = train('dr', chosen)
    expect([balance[0]!.confounded, balance[0]!.learned]).toEqual([true, true])
    expect(balance[0]!.propensityAuc.low).toBeGreaterThan(0.6)
    expect(balance[0]!.worstAfter).toBeLessThan(Math.abs(balance[0]!.worst) / 3)
    const mean = chosen.effect.reduce((sum, value) => sum + value, 0) / chosen.effect.length
    expect(Math.abs(figures[0]!.average.value - mean)).toBeLessThan(3 * figures[0]!.average.error)
  })

  it('is the same model twice, plain data, and its reasons add up to the effect', () => {
    const { model } = train('t', data)
    expect(train('t', data).model).toEqual(model)
    const again = JSON.parse(JSON.stringify(model)) as typeof model
    const scores = scoreTreated(again, data.matrix)
    const { base, reasons } = explainTreated(again, 0, data.matrix, 5)
    expect(reasons.reduce((sum, { effect }) => sum + effect, base)).toBeCloseTo(scores.arms[0]!.effect[5]!, 8)
    const gain = scores.arms[0]!.gain!
    expect(gain[5]).toBeGreaterThan(-2000)
    expect(gain[5]).toBeLessThan(2000)
  })

  it('several arms are each compared with the controls of their own campaigns', () => {
    const [one, two] = [rowsOf({ rows: 3000, seed: 5 }), rowsOf({ rows: 3000, seed: 6, strength: 0 })]
    const both: TreatedRows = {
      matrix: matrixOf(['need', 'income', 'noise'].map((name, at) => numbers(name, [one, two].flatMap((each) => Array.from((each.matrix.columns[at] as { values: Float64Array }).values))))),
      arm: Uint8Array.from([...one.arm, ...two.arm.map((arm) => 2 * arm)]), arms: ['call', 'text'],
      campaign: Uint16Array.from([...one.campaign, ...two.campaign.map(() => 1)]), campaigns: ['spring', 'autumn'],
      outcome: Float64Array.from([...one.outcome, ...two.outcome]), amount: null, fold: Uint8Array.from([...one.fold, ...two.fold]),
    }
    const { held, figures, model } = train('dr', both)
    expect(figures.map(({ arm, treated, control }) => [arm, treated + control])).toEqual([['call', 3000], ['text', 3000]])
    expect(Number.isNaN(held.propensity[0]![5000]!)).toBe(true)
    const best = bestArmOf(scoreTreated(model, both.matrix))
    const need = (both.matrix.columns[0] as { values: Float64Array }).values
    const wanting = best.filter((_, row) => need[row]! > 1)
    expect(wanting.filter((arm) => arm === 0).length).toBeGreaterThan(0.8 * wanting.length)
  })

  it('an arm without enough customers, an outcome nobody met', () => {
    const nobody = { ...data, arm: new Uint8Array(data.arm.length) }
    expect(codeOf(() => train('dr', nobody))).toBe('LEARN_ARM_EMPTY')
    const few = { ...data, arm: data.arm.map((arm, row) => (row < 60 ? arm : 0)) }
    expect(codeOf(() => train('dr', few))).toBe('LEARN_ARM_SMALL')
    expect(codeOf(() => train('dr', { ...data, outcome: new Float64Array(data.outcome.length) }))).toBe('LEARN_LABEL_CONSTANT')
  })
})

describe('lists side by side', () => {
  const rows = {
    treatment: Uint8Array.from([1, 0, 1, 0, 1, 0, 1, 0]),
    outcome: Float64Array.from([1, 0, 1, 1, 0, 0, 0, 1]),
    amount: Float64Array.from([100, 0, 50, 50, 0, 0, 0, 80]),
    propensity: new Float64Array(8).fill(0.5),
    organic: Float64Array.from([0.1, 0.1, 0.9, 0.9, 0.2, 0.2, 0.3, 0.3]),
    response: Float64Array.from([0.8, 0.8, 0.9, 0.9, 0.1, 0.1, 0.2, 0.2]),
    effect: Float64Array.from([0.7, 0.7, 0, 0, -0.1, -0.1, -0.1, -0.1]),
    worth: Float64Array.from([70, 70, 1, 1, -5, -5, -9, -9]),
  }

  it('cuts lists of one size and measures each: conversions, increment, money, overlap', () => {
    const { lists, overlap } = compareLists(rows, 0.25, 0.25)
    const of = (name: string) => lists.find(({ list }) => list === name)!
    expect(of('everyone')).toMatchObject({ size: 8, treated: 4, control: 4, treatedRate: 0.5, controlRate: 0.5 })
    expect(of('organic')).toMatchObject({ size: 2, treatedRate: 1, controlRate: 1 })
    expect(of('organic').increment.value).toBe(0)
    expect(of('uplift')).toMatchObject({ size: 2, treatedRate: 1, controlRate: 0 })
    expect(of('uplift').money!.value).toBe(100)
    expect(overlap.find(({ of: one, on }) => one === 'organic' && on === 'response')!.share).toBe(1)
    expect(overlap.find(({ of: one, on }) => one === 'uplift' && on === 'response')!.share).toBe(0)
    expect(of('averse').size).toBe(2)
  })
})
