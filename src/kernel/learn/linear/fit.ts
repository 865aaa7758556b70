import { fail } from '#kernel/error'
import { weightsOf, type FitOptions } from '../data/fit.js'
import type { Matrix } from '../data/matrix.js'
import { createRandom } from '../data/random.js'
import { featuresOf } from '../model/fitted.js'
import { designOf, type Design } from './design.js'
import { logisticFamily, ridgeFamily, type Family } from './family.js'
import { minimise, type Minimum, type Penalty, type Problem } from './minimise.js'
import type { LinearModel } from './model.js'
import { testsOf, toOriginal } from './original.js'
import { passOver, type PassInput } from './pass.js'
import { cholesky } from './dense.js'

export interface LinearOptions {
  /** Weight of the sum of absolute coefficients; default 0. */
  readonly l1?: number
  /** Weight of half the sum of squared coefficients. scikit-learn's C is 1 / l2. */
  readonly l2?: number
}

const MANY_ROWS = 50_000
const SAMPLE_SHARE = 0.05

/** Checked penalty. Error: LEARN_PARAM. */
export function penaltyOf(options: LinearOptions, defaultL2: number): Penalty {
  const penalty = { l1: options.l1 ?? 0, l2: options.l2 ?? defaultL2 }
  for (const name of ['l1', 'l2'] as const) {
    if (!(penalty[name] >= 0 && Number.isFinite(penalty[name]))) {
      fail('LEARN_PARAM', { name, value: penalty[name], allowed: '≥ 0' })
    }
  }
  return penalty
}

/** Fits one linear predictor. The label has been checked by the caller. */
export function fitLinear(
  matrix: Matrix,
  label: Float64Array,
  family: Family,
  penalty: Penalty,
  options: FitOptions,
): LinearModel {
  const weights = weightsOf(matrix.rows, options.weights)
  const design = designOf(matrix, weights)
  refuseFewRows(design, penalty)
  const input: PassInput = { design, family, label, weights }
  const found = solve(input, penalty, options)
  const free = penalty.l1 === 0 && penalty.l2 === 0
  const tests = free ? testsAt(input, found) : null
  return {
    kind: family.kind,
    features: featuresOf(matrix),
    ...toOriginal(design, found.coefficients),
    penalty,
    loss: found.loss,
    rounds: found.rounds,
    rows: matrix.rows,
    tests,
  }
}

function testsAt(input: PassInput, found: Extract<Minimum, { kind: 'found' }>) {
  const { design, weights, family } = input
  const { curvature } = passOver(input, found.coefficients, true)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  // Where every probability has run to 0 or 1 the constant has no curvature left.
  if (family === logisticFamily && (curvature?.[0] as number) < 1e-10 * total) {
    fail('LEARN_SEPARATED', { column: design.terms[0]?.name ?? '' })
  }
  const scale = family === ridgeFamily ? (2 * found.loss) / (total - design.width) : 1
  return testsOf(design, found.coefficients, curvature as Float64Array, scale)
}

export function refuseFewRows(design: Design, penalty: Penalty): void {
  if (penalty.l1 > 0 || penalty.l2 > 0 || design.width <= design.rows) return
  fail('LEARN_FEWER_ROWS', { rows: design.rows, features: design.width - 1 })
}

function solve(input: PassInput, penalty: Penalty, options: FitOptions): Extract<Minimum, { kind: 'found' }> {
  const { design, family } = input
  const lazy = design.rows > MANY_ROWS && family !== ridgeFamily
  const problem = problemOf(input, penalty, lazy, 1)
  const start = nullModel(input)
  // Rows of weight 0 may hold the only other value.
  if (!Number.isFinite(start[0])) {
    fail('LEARN_LABEL_CONSTANT', { value: start[0] === Number.POSITIVE_INFINITY ? 1 : 0 })
  }
  const warm = lazy ? warmStart(input, penalty, options.seed ?? 1) : null
  const tick = options.tick
  const told = tick === undefined ? undefined : (round: number) => tick(1 - 1 / (round + 1))
  const found = minimise(problem, warm?.coefficients ?? start, warm?.curvature ?? null, told)
  return found.kind === 'found' ? found : explainFailure(input, found)
}

function problemOf(input: PassInput, penalty: Penalty, lazy: boolean, scale: number): Problem {
  return {
    penalty,
    lazy,
    quadratic: input.family === ridgeFamily,
    penalised: Array.from({ length: input.design.width }, (_, at) => at > 0),
    look(coefficients, curved) {
      const pass = passOver(input, coefficients, curved)
      if (scale === 1) return pass
      return {
        loss: pass.loss * scale,
        slope: pass.slope.map((value) => value * scale),
        curvature: pass.curvature?.map((value) => value * scale) ?? null,
      }
    },
  }
}

/** Coefficients of the model with the constant only. */
function nullModel({ design, family, label, weights, sample }: PassInput): Float64Array {
  const start = new Float64Array(design.width)
  const rows = sample?.length ?? design.rows
  let total = 0
  let sum = 0
  for (let at = 0; at < rows; at += 1) {
    const row = sample === undefined ? at : (sample[at] as number)
    total += weights[row] as number
    sum += (weights[row] as number) * (label[row] as number)
  }
  start[0] = family.link(sum / total)
  return start
}

/** Minimum and curvature on a seeded sample, scaled to all rows; null where the sample cannot be solved. */
function warmStart(input: PassInput, penalty: Penalty, seed: number) {
  const random = createRandom(seed)
  const rows: number[] = []
  const { weights } = input
  let [inside, total] = [0, 0]
  for (let row = 0; row < input.design.rows; row += 1) {
    total += weights[row] as number
    if (random.next() >= SAMPLE_SHARE) continue
    rows.push(row)
    inside += weights[row] as number
  }
  const sampled = { ...input, sample: Uint32Array.from(rows) }
  const start = nullModel(sampled)
  if (!start.every(Number.isFinite)) return null
  const problem = problemOf(sampled, penalty, false, total / inside)
  const found = minimise(problem, start, null)
  if (found.kind !== 'found') return null
  return { coefficients: found.coefficients, curvature: problem.look(found.coefficients, true).curvature }
}

/** Tells a term that others make up from a label that the features tell apart without fault. */
function explainFailure(input: PassInput, found: Exclude<Minimum, { kind: 'found' }>): never {
  const start = passOver(input, nullModel(input), true).curvature as Float64Array
  const factor = cholesky(start, input.design.width)
  if (factor.kind === 'singular') {
    fail('LEARN_COLLINEAR', { column: input.design.terms[factor.row - 1]?.name ?? '(intercept)' })
  }
  if (found.kind === 'singular') {
    fail('LEARN_SEPARATED', { column: input.design.terms[Math.max(0, found.at - 1)]?.name ?? '' })
  }
  return fail('LEARN_NOT_CONVERGED', { method: 'Newton', rounds: found.rounds })
}
