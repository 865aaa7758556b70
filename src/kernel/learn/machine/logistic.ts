import { checkBinary, weightsOf, type Estimator, type FitOptions } from '../data/fit.js'
import type { Matrix } from '../data/matrix.js'
import { createRandom } from '../data/random.js'
import type { Design } from '../linear/design.js'
import { logisticRegression } from '../linear/estimators.js'
import { penaltyOf, refuseFewRows, type LinearOptions } from '../linear/fit.js'
import { minimise, type Minimum, type Penalty } from '../linear/minimise.js'
import type { LinearModel } from '../linear/model.js'
import { toOriginal } from '../linear/original.js'
import { featuresOf } from '../model/fitted.js'
import { createArena, type Arena } from './arena.js'
import { designOn } from './design.js'
import { passOnMachine, stageDesign, type StagedDesign } from './logistic-pass.js'
import type { Machine } from './machine.js'

/** Up to here the plain one is as quick, and keeps 64 bits. */
const MANY_ROWS = 50_000
const SAMPLE_SHARE = 0.1

/**
 * What `logisticRegression` fits, on a machine: the same model of the same objective (to 1e-9; terms are held in 32 bits),
 * for many rows. Newton's method, warm-started on a seeded sample. Up to 50,000 rows, without a penalty (where standard
 * errors are wanted too) and where no minimum is found `logisticRegression` itself answers, with its errors.
 */
export function logisticRegressionOn(machine: Machine, options: LinearOptions = {}): Estimator<ArrayLike<number>, LinearModel> {
  const penalty = penaltyOf(options, 1)
  return {
    fit(matrix, target, fit = {}) {
      if (matrix.rows <= MANY_ROWS || (penalty.l1 === 0 && penalty.l2 === 0)) return logisticRegression(options).fit(matrix, target, fit)
      checkBinary(matrix.rows, target)
      const weights = weightsOf(matrix.rows, fit.weights)
      const arena = createArena(machine)
      const { design, found } = withArena(arena, () => {
        const design = designOn(machine, arena, matrix, weights)
        arena.free()
        refuseFewRows(design, penalty)
        return { design, found: solve(machine, arena, { design, label: new Float64Array(target), weights }, penalty, fit) }
      })
      return found.kind === 'found' ? modelOf(matrix, design, penalty, found) : logisticRegression(options).fit(matrix, target, fit)
    },
  }
}

function modelOf(matrix: Matrix, design: Design, penalty: Penalty, found: Extract<Minimum, { kind: 'found' }>): LinearModel {
  return { kind: 'logistic', features: featuresOf(matrix), ...toOriginal(design, found.coefficients), penalty, loss: found.loss, rounds: found.rounds, rows: matrix.rows, tests: null }
}

interface Data {
  readonly design: Design
  readonly label: Float64Array
  readonly weights: Float64Array
}

function withArena<Result>(arena: Arena, work: () => Result): Result {
  try {
    return work()
  } finally {
    arena.free()
  }
}

function solve(machine: Machine, arena: Arena, data: Data, penalty: Penalty, fit: FitOptions): Minimum {
  let share = 0
  const tick = fit.tick === undefined ? undefined : () => fit.tick?.((share += (1 - share) / 20))
  const { design, label, weights } = data
  const start = nullModel(data, null)
  // Rows of weight 0 may hold the only other value: linear/ says so.
  if (!Number.isFinite(start[0])) return { kind: 'unsettled', coefficients: start, rounds: 0 }
  const warm = warmStart(machine, arena, data, penalty, fit.seed ?? 1, tick)
  arena.free()
  const staged = stageDesign(machine, arena, design, label, weights, null)
  return minimise(problemOf(staged, penalty, true, 1, tick), warm?.coefficients ?? start, warm?.curvature ?? null)
}

/** Of the coefficients: the objective is then within 1e-15 of its minimum. */
const SMALL = 2e-8
/** The sample's own minimum is a hundredth away from that of all rows. */
const SMALL_IN_SAMPLE = 1e-3

function problemOf(staged: StagedDesign, penalty: Penalty, lazy: boolean, scale: number, tick?: () => void) {
  return {
    penalty,
    lazy,
    small: lazy ? SMALL : SMALL_IN_SAMPLE,
    quadratic: false,
    penalised: Array.from({ length: staged.columns + 1 }, (_, at) => at > 0),
    look(coefficients: Float64Array, curved: boolean) {
      const pass = passOnMachine(staged, coefficients, curved, tick)
      if (scale === 1) return pass
      return { loss: pass.loss * scale, slope: pass.slope.map((value) => value * scale), curvature: pass.curvature?.map((value) => value * scale) ?? null }
    },
  }
}

/** Minimum and curvature on a seeded sample, scaled to all rows; null where the sample cannot be solved. */
function warmStart(machine: Machine, arena: Arena, data: Data, penalty: Penalty, seed: number, tick?: () => void) {
  const sample = sampleRows(data.weights.length, createRandom(seed))
  let inside = 0
  let total = 0
  for (const row of sample) inside += data.weights[row] as number
  for (let row = 0; row < data.weights.length; row += 1) total += data.weights[row] as number
  const start = nullModel(data, sample)
  if (!start.every(Number.isFinite)) return null
  const staged = stageDesign(machine, arena, data.design, data.label, data.weights, sample)
  const problem = problemOf(staged, penalty, false, total / inside, tick)
  const found = minimise(problem, start, null)
  if (found.kind !== 'found') return null
  return { coefficients: found.coefficients, curvature: problem.look(found.coefficients, true).curvature }
}

/** Rows beside each other share cache lines: whole blocks are drawn. */
const SAMPLE_BLOCK = 64

function sampleRows(rows: number, random: { next(): number }): Uint32Array {
  const found: number[] = []
  for (let from = 0; from < rows; from += SAMPLE_BLOCK) {
    if (random.next() >= SAMPLE_SHARE) continue
    for (let row = from; row < Math.min(rows, from + SAMPLE_BLOCK); row += 1) found.push(row)
  }
  return Uint32Array.from(found)
}

/** Coefficients of the model with the constant only. */
function nullModel({ design, label, weights }: Data, sample: Uint32Array | null): Float64Array {
  const start = new Float64Array(design.width)
  let sum = 0
  let total = 0
  const count = sample?.length ?? design.rows
  for (let at = 0; at < count; at += 1) {
    const row = sample === null ? at : (sample[at] as number)
    const weight = weights[row] as number
    total += weight
    sum += weight * (label[row] as number)
  }
  start[0] = Math.log(sum / (total - sum))
  return start
}
