import { fail } from '#kernel/error'
import { cholesky, dot, inverseOf, solveFactor } from '../linear/dense.js'

/** A smooth function to be made least: gives back its value and writes its slope. */
export type Smooth = (at: Float64Array, slope: Float64Array) => number

export interface SmoothMinimum {
  readonly at: Float64Array
  readonly value: number
  /** Second derivatives at the minimum, row-major; null where the function is flat in some direction. */
  readonly curvature: Float64Array | null
  readonly rounds: number
}

const ROUNDS = 500
const EXACT = 1e-9
/** Slope of a mean loss at which Newton's steps take over, and at which a function without a minimum counts as flat. */
const FLAT = 1e-5
const LONG_STEP = 1

/**
 * BFGS with a backtracking search (Nocedal and Wright 2006, algorithm 6.1), then Newton steps on a curvature by central
 * differences of the slope, kept while the steps shrink fast, so that the minimum is exact to rounding. A `rough` function
 * much like the real one, and cheaper, may be given for the way there. A function that falls without end, ever flatter, ends where its slope is
 * all but 0. Error: LEARN_NOT_CONVERGED.
 */
export function minimiseSmooth(
  of: Smooth,
  start: readonly number[],
  method: string,
  rough?: Smooth,
): SmoothMinimum {
  const found = (rough === undefined ? null : descend(of, start, rough)) ?? descend(of, start, of)
  return found ?? flatEnd(of, start) ?? fail('LEARN_NOT_CONVERGED', { method, rounds: ROUNDS })
}

function flatEnd(of: Smooth, start: readonly number[]): SmoothMinimum | null {
  const { at, rounds, stands } = bfgs(of, Float64Array.from(start), FLAT)
  const slope = new Float64Array(at.length)
  const value = of(at, slope)
  return stands || slope.every((part) => Math.abs(part) < 2 * FLAT) ? { at, value, curvature: null, rounds } : null
}

function descend(of: Smooth, start: readonly number[], rough: Smooth): SmoothMinimum | null {
  const near = bfgs(rough, Float64Array.from(start), FLAT)
  let { at } = near
  let curvature = curvatureAt(rough, at)
  let last = 0.1
  for (let round = 1; round <= 20; round += 1) {
    const slope = new Float64Array(at.length)
    const value = of(at, slope)
    const factor = cholesky(curvature, at.length)
    if (factor.kind === 'singular' || !Number.isFinite(value)) return null
    const step = solveFactor(factor, slope)
    at = at.map((place, term) => place - (step[term] as number))
    const size = step.reduce((most, part) => Math.max(most, Math.abs(part)), 0)
    if (size < EXACT) {
      return {
        at,
        value,
        curvature: rough === of ? curvature : curvatureAt(of, at),
        rounds: near.rounds + round,
      }
    }
    if (!(size < LONG_STEP)) return null
    if (size > 0.2 * last) curvature = curvatureAt(of, at)
    last = size
  }
  return null
}

interface Descent {
  readonly at: Float64Array
  readonly rounds: number
  /** The value no longer falls: what is left of the slope is rounding. */
  readonly stands: boolean
}

/** Rounds without a fall of the value worth its last digits. */
const STILL_ROUNDS = 5
const STILL = 1e-11

function bfgs(of: Smooth, start: Float64Array, enough: number): Descent {
  const size = start.length
  const inverse = identity(size)
  let at = start
  let slope = new Float64Array(size)
  let value = of(at, slope)
  let still = 0
  for (let round = 1; round <= ROUNDS; round += 1) {
    if (slope.every((part) => Math.abs(part) < enough)) return { at, rounds: round, stands: false }
    if (still >= STILL_ROUNDS) return { at, rounds: round, stands: true }
    const direction = times(inverse, slope).map((part) => -part)
    const next = search(of, at, value, slope, direction)
    if (next === null) {
      if (isIdentity(inverse)) return { at, rounds: round, stands: false }
      inverse.set(identity(size))
      continue
    }
    still = value - next.value <= STILL * Math.abs(value) ? still + 1 : 0
    update(inverse, at, next.at, slope, next.slope)
    at = next.at
    slope = next.slope
    value = next.value
  }
  return { at, rounds: ROUNDS, stands: false }
}

/** Walks along a direction until Armijo's condition holds; a step is at most 1 in any coordinate. */
function search(of: Smooth, at: Float64Array, value: number, slope: Float64Array, direction: Float64Array) {
  const fall = dot(slope, direction)
  if (!(fall < 0)) return null
  const longest = direction.reduce((most, part) => Math.max(most, Math.abs(part)), 0)
  for (let size = Math.min(1, 1 / longest); size > 1e-12; size *= 0.4) {
    const next = at.map((place, term) => place + size * (direction[term] as number))
    const nextSlope = new Float64Array(at.length)
    const nextValue = of(next, nextSlope)
    if (nextValue <= value + 1e-4 * size * fall) return { at: next, slope: nextSlope, value: nextValue }
  }
  return null
}

function update(
  inverse: Float64Array,
  from: Float64Array,
  to: Float64Array,
  before: Float64Array,
  after: Float64Array,
): void {
  const size = from.length
  const step = to.map((place, term) => place - (from[term] as number))
  const turn = after.map((part, term) => part - (before[term] as number))
  const curve = dot(step, turn)
  if (curve < 1e-14) return
  const turned = times(inverse, turn)
  const front = (1 + dot(turn, turned) / curve) / curve
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) {
      const outer = (step[i] as number) * (step[j] as number) * front
      const cross =
        ((turned[i] as number) * (step[j] as number) + (step[i] as number) * (turned[j] as number)) / curve
      inverse[i * size + j] = (inverse[i * size + j] as number) + outer - cross
    }
  }
}

/** Second derivatives by central differences of the slope, made symmetric. */
function curvatureAt(of: Smooth, at: Float64Array, reach = 1e-4): Float64Array {
  const size = at.length
  const curvature = new Float64Array(size * size)
  const [up, down] = [new Float64Array(size), new Float64Array(size)]
  for (let term = 0; term < size; term += 1) {
    of(moved(at, term, reach), up)
    of(moved(at, term, -reach), down)
    for (let other = 0; other < size; other += 1) {
      const half = ((up[other] as number) - (down[other] as number)) / (4 * reach)
      curvature[term * size + other] = (curvature[term * size + other] as number) + half
      curvature[other * size + term] = (curvature[other * size + term] as number) + half
    }
  }
  return curvature
}

/** A copy with one coordinate moved. */
export function moved(at: Float64Array, term: number, by: number): Float64Array {
  const next = at.slice()
  next[term] = (next[term] as number) + by
  return next
}

/** Covariance from a curvature scaled by the weight of all rows; null where it cannot be inverted. */
export function covarianceOf(curvature: Float64Array, size: number, weight: number): Float64Array | null {
  const factor = cholesky(
    curvature.map((value) => value * weight),
    size,
  )
  return factor.kind === 'factor' ? inverseOf(factor) : null
}

function identity(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0))
}

function isIdentity(matrix: Float64Array): boolean {
  return matrix.every((value, at) => value === (at % (Math.sqrt(matrix.length) + 1) === 0 ? 1 : 0))
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length
  return vector.map((_, row) => dot(matrix.subarray(row * size, (row + 1) * size), vector))
}
