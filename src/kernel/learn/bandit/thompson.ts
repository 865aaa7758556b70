import { fail } from '#kernel/error'
import type { Random } from '../data/random.js'

/** What is believed of each arm: plain data, replaced by `learn`, never changed. */
export type ThompsonState =
  | { readonly kind: 'bernoulli'; readonly arms: readonly BernoulliArm[] }
  | { readonly kind: 'gaussian'; readonly arms: readonly GaussianArm[] }

/** Beta posterior of a rate. */
export interface BernoulliArm {
  readonly arm: string
  readonly a: number
  readonly b: number
}

/** Normal-inverse-gamma posterior of a mean and variance (Murphy 2007, "Conjugate Bayesian analysis of the Gaussian distribution", section 6). */
export interface GaussianArm {
  readonly arm: string
  readonly mean: number
  /** Rows the mean is worth. */
  readonly rows: number
  readonly shape: number
  readonly scale: number
}

/** Nothing known: Beta(1, 1), or a mean worth `rows` rows with a variance of about `variance`. Errors: LEARN_PARAM, LEARN_COLUMN_REPEATED. */
export function thompson(
  kind: ThompsonState['kind'],
  arms: readonly string[],
  prior: { readonly mean?: number; readonly variance?: number; readonly rows?: number } = {},
): ThompsonState {
  if (arms.length === 0) fail('LEARN_PARAM', { name: 'arms', value: 0, allowed: '≥ 1' })
  const repeated = arms.find((arm, at) => arms.indexOf(arm) !== at)
  if (repeated !== undefined) fail('LEARN_COLUMN_REPEATED', { column: repeated })
  if (kind === 'bernoulli') return { kind, arms: arms.map((arm) => ({ arm, a: 1, b: 1 })) }
  const { mean = 0, variance = 1, rows = 1e-3 } = prior
  if (!(variance > 0 && rows > 0)) {
    fail('LEARN_PARAM', { name: 'variance, rows', value: `${variance}, ${rows}`, allowed: '> 0' })
  }
  return { kind, arms: arms.map((arm) => ({ arm, mean, rows, shape: 1, scale: variance })) }
}

/** Beliefs after a reward of an arm. Errors: LEARN_ARM_UNKNOWN, LEARN_LABEL_VALUE. */
export function learnReward(state: ThompsonState, arm: string, reward: number): ThompsonState {
  if (!state.arms.some((one) => one.arm === arm)) fail('LEARN_ARM_UNKNOWN', { arm })
  if (state.kind === 'bernoulli') {
    if (reward !== 0 && reward !== 1) fail('LEARN_LABEL_VALUE', { row: 1, value: reward, allowed: '0 | 1' })
    return {
      ...state,
      arms: state.arms.map((one) =>
        one.arm === arm ? { ...one, a: one.a + reward, b: one.b + 1 - reward } : one,
      ),
    }
  }
  if (!Number.isFinite(reward)) fail('LEARN_LABEL_VALUE', { row: 1, value: reward, allowed: 'finite' })
  return { ...state, arms: state.arms.map((one) => (one.arm === arm ? withReward(one, reward) : one)) }
}

function withReward(one: GaussianArm, reward: number): GaussianArm {
  const rows = one.rows + 1
  const gap = reward - one.mean
  return {
    ...one,
    rows,
    mean: one.mean + gap / rows,
    shape: one.shape + 0.5,
    scale: one.scale + (one.rows * gap * gap) / (2 * rows),
  }
}

/** The arm whose drawn mean is highest (Thompson 1933). Same random numbers, same arm. */
export function chooseArm(state: ThompsonState, random: Random): string {
  const draws = drawsOf(state, random)
  let best = 0
  draws.forEach((draw, at) => {
    if (draw > (draws[best] as number)) best = at
  })
  return state.arms[best]?.arm as string
}

/** Chance of each arm to be the best, from `rounds` draws: also its propensity of being chosen. */
export function armChances(
  state: ThompsonState,
  random: Random,
  rounds = 10_000,
): readonly { readonly arm: string; readonly chance: number }[] {
  const wins = new Map(state.arms.map(({ arm }) => [arm, 0]))
  for (let round = 0; round < rounds; round += 1) {
    const arm = chooseArm(state, random)
    wins.set(arm, (wins.get(arm) ?? 0) + 1)
  }
  return state.arms.map(({ arm }) => ({ arm, chance: (wins.get(arm) ?? 0) / rounds }))
}

function drawsOf(state: ThompsonState, random: Random): number[] {
  if (state.kind === 'bernoulli') return state.arms.map(({ a, b }) => random.beta(a, b))
  return state.arms.map(({ mean, rows, shape, scale }) => {
    const variance = scale / random.gamma(shape)
    return mean + random.normal() * Math.sqrt(variance / rows)
  })
}
