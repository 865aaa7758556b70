import { fail } from '#kernel/error'
import { dot } from '../linear/dense.js'

/** Ridge regression of reward on context for one arm, kept as its inverse Gram matrix so that learning is one rank-one step. */
export interface LinUcbArm {
  readonly arm: string
  /** Row-major inverse of ridge · I + Σ x xᵀ. */
  readonly inverse: readonly number[]
  /** Σ reward · x. */
  readonly rewards: readonly number[]
}

/** LinUCB with disjoint linear models: plain data, replaced by `learnLinUcb`. */
export interface LinUcbState {
  readonly kind: 'lin-ucb'
  readonly size: number
  /** How many standard errors of optimism. */
  readonly alpha: number
  readonly arms: readonly LinUcbArm[]
}

export interface UpperBound {
  readonly arm: string
  readonly mean: number
  readonly bound: number
}

/** Nothing known. Put a 1 among the contexts for a constant. Error: LEARN_PARAM. */
export function linUcb(
  arms: readonly string[],
  size: number,
  options: { readonly alpha?: number; readonly ridge?: number } = {},
): LinUcbState {
  const { alpha = 1, ridge = 1 } = options
  if (arms.length === 0) fail('LEARN_PARAM', { name: 'arms', value: 0, allowed: '≥ 1' })
  if (!(Number.isInteger(size) && size >= 1)) {
    fail('LEARN_PARAM', { name: 'size', value: size, allowed: '≥ 1' })
  }
  if (!(alpha >= 0 && ridge > 0)) {
    fail('LEARN_PARAM', { name: 'alpha, ridge', value: `${alpha}, ${ridge}`, allowed: '≥ 0, > 0' })
  }
  const inverse = Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 / ridge : 0))
  return {
    kind: 'lin-ucb',
    size,
    alpha,
    arms: arms.map((arm) => ({ arm, inverse, rewards: new Array<number>(size).fill(0) })),
  }
}

/** Expected reward of every arm in a context and its upper bound: mean + alpha √(xᵀ A⁻¹ x) (Li, Chu, Langford and Schapire 2010, algorithm 1). Error: LEARN_ROWS_DIFFER. */
export function upperBounds(state: LinUcbState, context: ArrayLike<number>): UpperBound[] {
  checkContext(state, context)
  return state.arms.map(({ arm, inverse, rewards }) => {
    const turned = times(inverse, context, state.size)
    const mean = dot(turned, rewards)
    return { arm, mean, bound: mean + state.alpha * Math.sqrt(Math.max(0, dot(turned, context))) }
  })
}

/** The arm with the highest upper bound; the first of equals. */
export function chooseLinUcb(state: LinUcbState, context: ArrayLike<number>): string {
  return upperBounds(state, context).reduce((best, one) => (one.bound > best.bound ? one : best)).arm
}

/** Beliefs after a reward in a context: A + x xᵀ inverted by Sherman and Morrison 1950. Errors: LEARN_ARM_UNKNOWN, LEARN_ROWS_DIFFER, LEARN_LABEL_VALUE. */
export function learnLinUcb(
  state: LinUcbState,
  arm: string,
  context: ArrayLike<number>,
  reward: number,
): LinUcbState {
  checkContext(state, context)
  if (!state.arms.some((one) => one.arm === arm)) fail('LEARN_ARM_UNKNOWN', { arm })
  if (!Number.isFinite(reward)) fail('LEARN_LABEL_VALUE', { row: 1, value: reward, allowed: 'finite' })
  const { size } = state
  return {
    ...state,
    arms: state.arms.map((one) => {
      if (one.arm !== arm) return one
      const turned = times(one.inverse, context, size)
      const below = 1 + dot(turned, context)
      const inverse = one.inverse.map(
        (value, at) =>
          value - ((turned[Math.floor(at / size)] as number) * (turned[at % size] as number)) / below,
      )
      return {
        arm,
        inverse,
        rewards: one.rewards.map((value, at) => value + reward * (context[at] as number)),
      }
    }),
  }
}

function checkContext(state: LinUcbState, context: ArrayLike<number>): void {
  if (context.length !== state.size) {
    fail('LEARN_ROWS_DIFFER', { column: 'context', rows: context.length, expected: state.size })
  }
}

function times(matrix: readonly number[], vector: ArrayLike<number>, size: number): Float64Array {
  const result = new Float64Array(size)
  for (let row = 0; row < size; row += 1) {
    let sum = 0
    for (let at = 0; at < size; at += 1) sum += (matrix[row * size + at] as number) * (vector[at] as number)
    result[row] = sum
  }
  return result
}
