import { fail } from '#kernel/error'
import { param, sql, type Sql } from '#kernel/sql'
import { checkBinary, weightsOf } from '../data/fit.js'
import { binOf } from './quantile.js'
import { fallingOrder } from './order.js'

/** A fitted map from score to probability: plain data. */
export type Calibrator =
  | { readonly kind: 'platt'; readonly slope: number; readonly intercept: number }
  | {
      readonly kind: 'isotonic'
      readonly scores: readonly number[]
      readonly probabilities: readonly number[]
    }

/**
 * Platt scaling: probability = 1 / (1 + exp(-(intercept + slope × score))), labels softened to (n+ + 1) / (n+ + 2) and
 * 1 / (n- + 2). Platt 1999; Newton with step halving after Lin, Lin and Weng 2007.
 * Errors: those of `checkBinary`, LEARN_SCORE, LEARN_WEIGHT.
 */
export function fitPlatt(
  label: ArrayLike<number>,
  score: ArrayLike<number>,
  weights?: Float64Array,
): Calibrator {
  const weight = checkedScores(label, score, weights)
  let up = 0
  let down = 0
  for (let row = 0; row < label.length; row += 1) {
    if (label[row] === 1) up += weight[row] as number
    else down += weight[row] as number
  }
  const target = Float64Array.from(label, (y) => (y === 1 ? (up + 1) / (up + 2) : 1 / (down + 2)))
  let at = { slope: 0, intercept: Math.log((up + 1) / (down + 1)) }
  for (let round = 0; round < 100; round += 1) {
    const step = plattStep(at, target, score, weight)
    const next = halved(at, step, target, score, weight)
    if (next === at) break
    at = next
  }
  return { kind: 'platt', ...at }
}

interface Line {
  readonly slope: number
  readonly intercept: number
}

function plattStep(at: Line, target: Float64Array, score: ArrayLike<number>, weight: Float64Array): Line {
  let [g0, g1, h00, h01, h11] = [0, 0, 1e-12, 0, 1e-12]
  for (let row = 0; row < target.length; row += 1) {
    const s = score[row] as number
    const w = weight[row] as number
    const p = 1 / (1 + Math.exp(-(at.intercept + at.slope * s)))
    const gap = w * ((target[row] as number) - p)
    const curve = w * p * (1 - p)
    g0 += gap
    g1 += gap * s
    h00 += curve
    h01 += curve * s
    h11 += curve * s * s
  }
  const determinant = h00 * h11 - h01 * h01
  return { intercept: (h11 * g0 - h01 * g1) / determinant, slope: (h00 * g1 - h01 * g0) / determinant }
}

function halved(
  at: Line,
  step: Line,
  target: Float64Array,
  score: ArrayLike<number>,
  weight: Float64Array,
): Line {
  const now = plattLoss(at, target, score, weight)
  for (let size = 1; size > 1e-10; size /= 2) {
    const next = { slope: at.slope + size * step.slope, intercept: at.intercept + size * step.intercept }
    if (plattLoss(next, target, score, weight) < now) return next
  }
  return at
}

function plattLoss(at: Line, target: Float64Array, score: ArrayLike<number>, weight: Float64Array): number {
  let loss = 0
  for (let row = 0; row < target.length; row += 1) {
    const z = at.intercept + at.slope * (score[row] as number)
    const softplus = z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z))
    loss += (weight[row] as number) * (softplus - (target[row] as number) * z)
  }
  return loss
}

/**
 * Isotonic regression of label on score: the rising step values of least squares by pooling adjacent violators (Ayer et
 * al. 1955), kept as the corners of a line that is flat inside a pool and straight between pools; flat outside the range.
 * Errors: those of `checkBinary`, LEARN_SCORE, LEARN_WEIGHT.
 */
export function fitIsotonic(
  label: ArrayLike<number>,
  score: ArrayLike<number>,
  weights?: Float64Array,
): Calibrator {
  const pools = pooled(label, score, checkedScores(label, score, weights))
  const scores: number[] = []
  const probabilities: number[] = []
  for (const pool of pools) {
    scores.push(pool.low)
    probabilities.push(pool.sum / pool.weight)
    if (pool.high === pool.low) continue
    scores.push(pool.high)
    probabilities.push(pool.sum / pool.weight)
  }
  return { kind: 'isotonic', scores, probabilities }
}

interface Pool {
  low: number
  high: number
  weight: number
  sum: number
}

function pooled(label: ArrayLike<number>, score: ArrayLike<number>, weight: Float64Array): Pool[] {
  const pools: Pool[] = []
  for (const row of fallingOrder(score).reverse()) {
    const w = weight[row] as number
    const s = score[row] as number
    if (w === 0) continue
    const top = pools[pools.length - 1]
    if (top?.high === s && top.low === s) {
      top.weight += w
      top.sum += w * (label[row] as number)
    } else {
      mergeViolators(pools)
      pools.push({ low: s, high: s, weight: w, sum: w * (label[row] as number) })
    }
  }
  mergeViolators(pools)
  return pools
}

/** Pools the last two while they do not rise. Runs once a score is complete, so that equal scores are one point. */
function mergeViolators(pools: Pool[]): void {
  for (;;) {
    const last = pools[pools.length - 1]
    const before = pools[pools.length - 2]
    if (last === undefined || before === undefined) return
    if (before.sum * last.weight < last.sum * before.weight) return
    before.high = last.high
    before.weight += last.weight
    before.sum += last.sum
    pools.pop()
  }
}

/** Probabilities of scores under a fitted map. */
export function calibrate(fitted: Calibrator, score: ArrayLike<number>): Float64Array {
  return Float64Array.from(score, (s) => {
    if (fitted.kind === 'platt') return 1 / (1 + Math.exp(-(fitted.intercept + fitted.slope * s)))
    return alongLine(fitted.scores, fitted.probabilities, s)
  })
}

function alongLine(xs: readonly number[], ys: readonly number[], x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  const at = binOf(xs, x)
  if (at === 0) return ys[0] as number
  if (at === xs.length) return ys[at - 1] as number
  const [x0, x1] = [xs[at - 1] as number, xs[at] as number]
  const [y0, y1] = [ys[at - 1] as number, ys[at] as number]
  return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0)
}

/** The same map as an expression of the engine over the expression of a score. */
export function calibratorSql(fitted: Calibrator, score: Sql): Sql {
  if (fitted.kind === 'platt') {
    const line = sql`${param(fitted.intercept, 'Float64')} + ${param(fitted.slope, 'Float64')} * ${score}`
    return sql`1 / (1 + exp(-(${line})))`
  }
  const { scores, probabilities } = fitted
  const last = scores.length - 1
  const xs = param([scores[0] as number, ...scores, scores[last] as number], 'Array(Float64)')
  const ys = param(
    [probabilities[0] as number, ...probabilities, probabilities[last] as number],
    'Array(Float64)',
  )
  const inner = param(scores, 'Array(Float64)')
  const line = sql`arrayElement(arrayMap((s, at) -> ${ys}[at] + if(${xs}[at + 1] > ${xs}[at],
    (s - ${xs}[at]) / (${xs}[at + 1] - ${xs}[at]), 0) * (${ys}[at + 1] - ${ys}[at]),
    [${score}], [arrayCount(x -> x <= ${score}, ${inner}) + 1]), 1)`
  return sql`if(isNull(${score}), NULL, ${line})`
}

function checkedScores(
  label: ArrayLike<number>,
  score: ArrayLike<number>,
  weights?: Float64Array,
): Float64Array {
  checkBinary(score.length, label)
  for (let row = 0; row < score.length; row += 1) {
    if (!Number.isFinite(score[row])) fail('LEARN_SCORE', { row: row + 1, value: score[row] as number })
  }
  return weightsOf(label.length, weights)
}
