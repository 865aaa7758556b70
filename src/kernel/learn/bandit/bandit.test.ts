import { describe, expect, it } from 'vitest'
import {
  armChances,
  chooseArm,
  chooseLinUcb,
  createRandom,
  learnLinUcb,
  learnReward,
  linUcb,
  policyValue,
  thompson,
  upperBounds,
} from '#kernel/learn'
import { codeOf } from '../../../../test/kit/code-of.js'
import { uniform } from '../../../../test/kit/learn-sample.js'

describe('Thompson', () => {
  it('counts rewards; Beta(2, 1) beats Beta(1, 1) two times in three', () => {
    const state = learnReward(thompson('bernoulli', ['a', 'b']), 'a', 1)
    expect(state.arms).toEqual([
      { arm: 'a', a: 2, b: 1 },
      { arm: 'b', a: 1, b: 1 },
    ])
    expect(armChances(state, createRandom(4), 40_000)[0]?.chance).toBeCloseTo(2 / 3, 2)
    expect(chooseArm(state, createRandom(9))).toBe(
      chooseArm(JSON.parse(JSON.stringify(state)) as typeof state, createRandom(9)),
    )
  })
  it('finds the better arm: little is lost after 2,000 customers', () => {
    const next = uniform(5)
    const random = createRandom(5)
    let state = thompson('bernoulli', ['low', 'high'])
    let high = 0
    for (let round = 0; round < 2000; round += 1) {
      const arm = chooseArm(state, random)
      if (arm === 'high') high += 1
      state = learnReward(state, arm, next() < (arm === 'high' ? 0.12 : 0.05) ? 1 : 0)
    }
    expect(high / 2000).toBeGreaterThan(0.8)
  })
  it('Gaussian: the posterior mean is the mean of rewards, and narrows', () => {
    const rewards = [3, 5, 4, 8, 1, 3]
    const state = rewards.reduce(
      (now, reward) => learnReward(now, 'a', reward),
      thompson('gaussian', ['a', 'b'], { rows: 1e-9 }),
    )
    const [arm] = state.arms
    if (state.kind !== 'gaussian' || arm === undefined || !('mean' in arm)) throw new Error('not gaussian')
    expect(arm.mean).toBeCloseTo(4, 6)
    // shape + n/2, scale + half the squares around the mean.
    expect(arm.shape).toBeCloseTo(4, 12)
    expect(arm.scale).toBeCloseTo(1 + 28 / 2, 6)
  })
  it('wrong use is told', () => {
    expect(codeOf(() => thompson('bernoulli', []))).toBe('LEARN_PARAM')
    expect(codeOf(() => thompson('bernoulli', ['a', 'a']))).toBe('LEARN_COLUMN_REPEATED')
    expect(codeOf(() => learnReward(thompson('bernoulli', ['a']), 'z', 1))).toBe('LEARN_ARM_UNKNOWN')
    expect(codeOf(() => learnReward(thompson('bernoulli', ['a']), 'a', 0.5))).toBe('LEARN_LABEL_VALUE')
    expect(codeOf(() => learnReward(thompson('gaussian', ['a']), 'a', Number.NaN))).toBe('LEARN_LABEL_VALUE')
  })
})

describe('LinUCB', () => {
  it('by hand: one feature, rewards 1 and 3 at x = 1: A = 3, mean 4/3, bound + 1/√3', () => {
    const state = [1, 3].reduce((now, reward) => learnLinUcb(now, 'a', [1], reward), linUcb(['a', 'b'], 1))
    const [a, b] = upperBounds(state, [1])
    expect(a?.mean).toBeCloseTo(4 / 3, 12)
    expect(a?.bound).toBeCloseTo(4 / 3 + 1 / Math.sqrt(3), 12)
    expect(b).toEqual({ arm: 'b', mean: 0, bound: 1 })
    expect(chooseLinUcb(state, [1])).toBe('a')
    // In the opposite context the unknown arm is the better guess.
    expect(chooseLinUcb(state, [-1])).toBe('b')
  })
  it('the rank-one inverse is the inverse', () => {
    const next = uniform(3)
    let state = linUcb(['a'], 3, { ridge: 0.5 })
    const gram = [0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.5]
    for (let round = 0; round < 50; round += 1) {
      const x = [1, next(), next() - 0.5]
      state = learnLinUcb(state, 'a', x, next())
      x.forEach((p, i) => x.forEach((q, j) => (gram[i * 3 + j] = (gram[i * 3 + j] as number) + p * q)))
    }
    const { inverse } = state.arms[0] ?? { inverse: [] }
    for (let i = 0; i < 3; i += 1) {
      for (let j = 0; j < 3; j += 1) {
        const product = [0, 1, 2].reduce(
          (sum, k) => sum + (gram[i * 3 + k] as number) * (inverse[k * 3 + j] as number),
          0,
        )
        expect(product).toBeCloseTo(i === j ? 1 : 0, 10)
      }
    }
  })
  it('wrong use is told', () => {
    expect(codeOf(() => upperBounds(linUcb(['a'], 2), [1]))).toBe('LEARN_ROWS_DIFFER')
    expect(codeOf(() => learnLinUcb(linUcb(['a'], 1), 'b', [1], 1))).toBe('LEARN_ARM_UNKNOWN')
    expect(codeOf(() => linUcb([], 1))).toBe('LEARN_PARAM')
  })
})

describe('off-policy evaluation', () => {
  it('by hand: four rows', () => {
    const log = {
      reward: [1, 0, 1, 0],
      propensity: [0.5, 0.5, 0.25, 1],
      target: [1, 0, 0.5, 0.5],
      model: { logged: [0.5, 0.5, 0.5, 0], policy: [0.6, 0.4, 0.5, 0.1] },
    }
    const found = policyValue(log)
    // Weights 2, 0, 2, .5.
    expect(found.ips.value).toBeCloseTo(4 / 4, 12)
    expect(found.selfNormalised.value).toBeCloseTo(4 / 4.5, 12)
    expect(found.doublyRobust?.value).toBeCloseTo((0.6 + 2 * 0.5 + 0.4 + 0.5 + 2 * 0.5 + 0.1) / 4, 12)
    expect(found.effectiveRows).toBeCloseTo((4.5 * 4.5) / (4 + 4 + 0.25), 12)
    expect(found.greatestWeight).toBe(2)
    expect(policyValue(log, { clip: 1 })).toMatchObject({ clippedRows: 2, greatestWeight: 1 })
  })
  it('intervals hold the true value about 95 times in 100; the doubly robust one is narrower', () => {
    const next = uniform(21)
    const held = { ips: 0, selfNormalised: 0, doublyRobust: 0 }
    const widths = { ips: 0, doublyRobust: 0 }
    // Action 1 pays x, action 0 pays .3; logged with probability .3; judged: action 1 where x > .5. True value .5 · .75 + .5 · .3.
    const truth = 0.5 * 0.75 + 0.5 * 0.3
    for (let round = 0; round < 300; round += 1) {
      const rows = Array.from({ length: 400 }, () => {
        const x = next()
        const action = next() < 0.3 ? 1 : 0
        const mean = action === 1 ? x : 0.3
        const wanted = x > 0.5 ? 1 : 0
        return {
          reward: next() < mean ? 1 : 0,
          propensity: action === 1 ? 0.3 : 0.7,
          target: action === wanted ? 1 : 0,
          logged: mean,
          policy: wanted === 1 ? x : 0.3,
        }
      })
      const of = (key: keyof (typeof rows)[number]) => rows.map((row) => row[key])
      const found = policyValue({
        reward: of('reward'),
        propensity: of('propensity'),
        target: of('target'),
        model: { logged: of('logged'), policy: of('policy') },
      })
      for (const name of ['ips', 'selfNormalised', 'doublyRobust'] as const) {
        const interval = found[name]
        if (interval !== null && interval.low <= truth && truth <= interval.high) held[name] += 1
      }
      widths.ips += found.ips.error
      widths.doublyRobust += found.doublyRobust?.error ?? 0
    }
    for (const count of Object.values(held)) expect(count / 300).toBeGreaterThan(0.91)
    expect(widths.doublyRobust).toBeLessThan(0.85 * widths.ips)
  })
  it('wrong use is told', () => {
    const log = { reward: [1, 0], propensity: [0.5, 0.5], target: [1, 0] }
    expect(codeOf(() => policyValue({ ...log, propensity: [0, 1] }))).toBe('LEARN_PROPENSITY')
    expect(codeOf(() => policyValue({ ...log, target: [0, 0] }))).toBe('LEARN_ARM_EMPTY')
    expect(codeOf(() => policyValue({ ...log, target: [1.5, 0] }))).toBe('LEARN_PROBABILITY')
    expect(codeOf(() => policyValue({ ...log, target: [1] }))).toBe('LEARN_ROWS_DIFFER')
    expect(codeOf(() => policyValue({ reward: [1], propensity: [1], target: [1] }))).toBe('LEARN_EMPTY')
  })
})
