import { cholesky, solveFactor } from './dense.js'
import type { Pass } from './pass.js'

/** `l1 · Σ|b| + l2/2 · Σb²` beside the sum of losses, over the coefficients of standardised terms; constants are free. */
export interface Penalty {
  readonly l1: number
  readonly l2: number
}

export interface Problem {
  /** Whether each coefficient is penalised. */
  readonly penalised: readonly boolean[]
  readonly penalty: Penalty
  look(coefficients: Float64Array, curved: boolean): Pass
  /** A curvature is dear: keep one while the steps still shrink fast. */
  readonly lazy: boolean
  /** Largest next step, beside the largest coefficient, at which the minimum counts as found. Default 1e-9. */
  readonly small?: number
  /** Rise of the objective, as a share of it, taken for noise. Default 1e-13. */
  readonly noise?: number
  /** The loss is quadratic: one step from a fresh curvature is the minimum. */
  readonly quadratic: boolean
}

export type Minimum =
  | {
      readonly kind: 'found'
      readonly coefficients: Float64Array
      readonly loss: number
      readonly rounds: number
    }
  | { readonly kind: 'singular'; readonly at: number; readonly rounds: number }
  | { readonly kind: 'unsettled'; readonly coefficients: Float64Array; readonly rounds: number }

const ROUNDS = 100
const SMALL = 1e-9
const SHRINK = 0.2
const NOISE = 1e-13

interface State {
  at: Float64Array
  pass: Pass
  curvature: Float64Array
  /** The curvature is that of this place. */
  fresh: boolean
  lastSize: number
  /** Steps since the curvature was fresh, with how the objective's slope changed along them. */
  moves: Move[]
}

interface Move {
  readonly step: Float64Array
  readonly change: Float64Array
}

/**
 * Newton's method with step halving; with an absolute penalty each step is found by coordinate descent on the quadratic
 * (proximal Newton: Friedman, Hastie and Tibshirani 2010; Lee, Sun and Saunders 2014). The curvature may lag behind: the
 * slope is always exact, so the minimum is too.
 */
export function minimise(
  problem: Problem,
  start: Float64Array,
  curvature: Float64Array | null,
  round?: (n: number) => void,
): Minimum {
  const pass = problem.look(start, curvature === null)
  const state: State = {
    at: start,
    pass,
    curvature: curvature ?? (pass.curvature as Float64Array),
    fresh: curvature === null,
    lastSize: Number.POSITIVE_INFINITY,
    moves: [],
  }
  for (let rounds = 1; rounds <= ROUNDS; rounds += 1) {
    round?.(rounds)
    const step = stepFrom(problem, state)
    if (typeof step !== 'number') {
      const done = advance(problem, state, step)
      if (done) return { kind: 'found', coefficients: state.at, loss: state.pass.loss, rounds }
    } else if (state.fresh) return { kind: 'singular', at: step, rounds }
    else refresh(problem, state)
  }
  return { kind: 'unsettled', coefficients: state.at, rounds: ROUNDS }
}

/** Moves a step when the objective does not rise; true when there is nowhere left to go. */
function advance(problem: Problem, state: State, step: Float64Array): boolean {
  const now = objective(problem, state.pass.loss, state.at)
  const slack = (problem.noise ?? NOISE) * (1 + Math.abs(now))
  const tries = state.fresh ? 40 : 1
  for (let half = 0; half < tries; half += 1) {
    const next = state.at.map((value, at) => value + (step[at] as number) * 0.5 ** half)
    const pass = problem.look(next, false)
    if (objective(problem, pass.loss, next) <= now + slack) return settle(problem, state, next, pass)
  }
  if (state.fresh) return true
  refresh(problem, state)
  return false
}

function settle(problem: Problem, state: State, next: Float64Array, pass: Pass): boolean {
  let size = 0
  let scale = 1
  next.forEach((value, at) => {
    size = Math.max(size, Math.abs(value - (state.at[at] as number)))
    scale = Math.max(scale, Math.abs(value))
  })
  const before = { at: state.at, slope: descentOf(problem, state) }
  state.at = next
  state.pass = pass
  remember(problem, state, before)
  // The first step has none before it to tell how fast steps shrink.
  const ratio = Number.isFinite(state.lastSize) ? size / state.lastSize : 1
  if (problem.quadratic || size * Math.min(1, ratio) <= (problem.small ?? SMALL) * scale) return true
  const first = !Number.isFinite(state.lastSize)
  const shrinks = ratio <= SHRINK
  state.lastSize = size
  if (problem.lazy && (shrinks || first)) state.fresh = false
  else refresh(problem, state)
  return false
}

function refresh(problem: Problem, state: State): void {
  state.pass = problem.look(state.at, true)
  state.curvature = state.pass.curvature as Float64Array
  state.fresh = true
  state.moves = []
}

/** Down the objective at the present place: the slope of the loss less that of the squared penalty. */
function descentOf({ penalty, penalised }: Problem, { at, pass }: State): Float64Array {
  return pass.slope.map((value, term) => (penalised[term] === true ? value - penalty.l2 * (at[term] as number) : value))
}

/** Keeps a step for the curvature to learn from; one along which the slope hardly changes teaches nothing. */
function remember(problem: Problem, state: State, before: { at: Float64Array; slope: Float64Array }): void {
  if (problem.penalty.l1 > 0) return
  const step = state.at.map((value, term) => value - (before.at[term] as number))
  const now = descentOf(problem, state)
  const change = before.slope.map((value, term) => value - (now[term] as number))
  if (dot(step, change) > 1e-14 * Math.sqrt(dot(step, step) * dot(change, change))) state.moves.push({ step, change })
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at += 1) sum += (a[at] as number) * (b[at] as number)
  return sum
}

/**
 * The step a curvature gives, mended by what the moves since have shown of it: the two-loop recursion of limited-memory
 * BFGS with that curvature in the middle (Nocedal 1980).
 */
function mended(moves: readonly Move[], right: Float64Array, solve: (right: Float64Array) => Float64Array): Float64Array {
  const left = right.slice()
  const shares = [...moves].reverse().map(({ step, change }) => {
    const share = dot(step, left) / dot(step, change)
    change.forEach((value, term) => (left[term] = (left[term] as number) - share * value))
    return share
  })
  const found = solve(left)
  moves.forEach(({ step, change }, at) => {
    const share = (shares[moves.length - 1 - at] as number) - dot(change, found) / dot(step, change)
    step.forEach((value, term) => (found[term] = (found[term] as number) + share * value))
  })
  return found
}

function objective(problem: Problem, loss: number, at: Float64Array): number {
  const { l1, l2 } = problem.penalty
  let sum = loss
  if (l1 === 0 && l2 === 0) return sum
  for (let term = 0; term < at.length; term += 1) {
    const value = at[term] as number
    if (problem.penalised[term] === true) sum += l1 * Math.abs(value) + 0.5 * l2 * value * value
  }
  return sum
}

/** The next step, or the place of a term that depends on those before it. */
function stepFrom(problem: Problem, state: State): Float64Array | number {
  const { penalty, penalised } = problem
  const size = state.at.length
  if (penalty.l1 > 0) return proximalStep(problem, state)
  const matrix = state.curvature.slice()
  const right = state.pass.slope.slice()
  for (let term = 0; term < size; term += 1) {
    if (penalised[term] !== true) continue
    matrix[term * size + term] = (matrix[term * size + term] as number) + penalty.l2
    right[term] = (right[term] as number) - penalty.l2 * (state.at[term] as number)
  }
  const factor = cholesky(matrix, size)
  return factor.kind === 'factor' ? mended(state.moves, right, (left) => solveFactor(factor, left)) : factor.row
}

function proximalStep(problem: Problem, state: State): Float64Array {
  const size = state.at.length
  const { curvature, at } = state
  const goal = at.slice()
  // Slope of the quadratic at `goal`, kept up to date coordinate by coordinate.
  const slope = state.pass.slope.slice()
  for (let sweep = 0; sweep < 10_000; sweep += 1) {
    let moved = 0
    for (let term = 0; term < size; term += 1) {
      const own = curvature[term * size + term] as number
      const value = goal[term] as number
      const next = shrunk(problem, term, (slope[term] as number) + own * value, own)
      const change = next - value
      if (change === 0) continue
      goal[term] = next
      moved = Math.max(moved, Math.abs(change))
      for (let other = 0; other < size; other += 1) {
        slope[other] = (slope[other] as number) - change * (curvature[term * size + other] as number)
      }
    }
    if (moved < 1e-13) break
  }
  return goal.map((value, term) => value - (at[term] as number))
}

function shrunk(problem: Problem, term: number, pull: number, own: number): number {
  if (own <= 0) return 0
  if (problem.penalised[term] !== true) return pull / own
  const { l1, l2 } = problem.penalty
  const size = Math.abs(pull) - l1
  return size <= 0 ? 0 : (Math.sign(pull) * size) / (own + l2)
}
