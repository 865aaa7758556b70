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
import { passOnMachine, stageBlocks, stageDesign, type StagedDesign } from './logistic-pass.js'
import type { Machine } from './machine.js'

/** Up to here the plain one is as quick, and keeps 64 bits. */
const MANY_ROWS = 50_000
const SAMPLE_SHARE = 0.1

/**
 * What `logisticRegression` fits, on a machine: the same model of the same objective (to 1e-9; terms are held in 32 bits),
 * for many rows. Newton's method, warm-started on a seeded sample; products of the search are in 32 bits, those of the loss said in 64. Up to 50,000 rows, without a penalty (where standard
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
        return { design, found: solve(machine, arena, { design, label: target, weights }, penalty, fit) }
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
  readonly label: ArrayLike<number>
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
  const sums = sumsOf(data, null)
  const start = nullModel(design.width, sums)
  // Rows of weight 0 may hold the only other value: linear/ says so.
  if (!Number.isFinite(start[0])) return { kind: 'unsettled', coefficients: start, rounds: 0 }
  const staged = stageDesign(machine, arena, design, label, weights)
  const warm = warmStart(arena, staged, { data, sums, penalty, seed: fit.seed ?? 1, tick })
  const found = minimise(problemOf(staged, penalty, SMALL, 1, tick), warm?.coefficients ?? start, warm?.curvature ?? null)
  return found.kind === 'found' ? { ...found, loss: passOnMachine(staged, found.coefficients, false, false, tick).loss } : found
}

/** Of the coefficients: the objective is then within 1e-13 of its minimum. */
const SMALL = 2e-7
/** The sample's own minimum is a hundredth away from that of all rows. */
const SMALL_IN_SAMPLE = 1e-3
/** What passes in 32 bits leave unsure of a loss. */
const NOISE = 1e-9

function problemOf(staged: StagedDesign, penalty: Penalty, small: number, scale: number, tick?: () => void) {
  return {
    penalty,
    lazy: true,
    small,
    noise: NOISE,
    quadratic: false,
    penalised: Array.from({ length: staged.columns + 1 }, (_, at) => at > 0),
    look(coefficients: Float64Array, curved: boolean) {
      const pass = passOnMachine(staged, coefficients, curved, true, tick)
      if (scale === 1) return pass
      return { loss: pass.loss * scale, slope: pass.slope.map((value) => value * scale), curvature: pass.curvature?.map((value) => value * scale) ?? null }
    },
  }
}

/** Minimum and curvature on a seeded sample, scaled to all rows; null where the sample cannot be solved. */
function warmStart(arena: Arena, all: StagedDesign, { data, sums, penalty, seed, tick }: { data: Data; sums: Sums; penalty: Penalty; seed: number; tick: (() => void) | undefined }) {
  const starts = sampleBlocks(all.rows, createRandom(seed))
  const inside = sumsOf(data, starts)
  const start = nullModel(data.design.width, inside)
  if (!start.every(Number.isFinite)) return null
  const staged = stageBlocks(arena, all, starts, SAMPLE_BLOCK)
  const problem = problemOf(staged, penalty, SMALL_IN_SAMPLE, sums.weight / inside.weight, tick)
  const found = minimise(problem, start, null)
  if (found.kind !== 'found') return null
  return { coefficients: found.coefficients, curvature: problem.look(found.coefficients, true).curvature }
}

/** Rows beside each other share cache lines: whole blocks are drawn. */
const SAMPLE_BLOCK = 64

/** First rows of the blocks drawn. */
function sampleBlocks(rows: number, random: { next(): number }): number[] {
  const starts: number[] = []
  for (let from = 0; from < rows; from += SAMPLE_BLOCK) if (random.next() < SAMPLE_SHARE) starts.push(from)
  return starts
}

interface Sums {
  readonly weight: number
  readonly positive: number
}

/** Weight of the rows of the blocks (of all without), and of those of label 1. */
function sumsOf({ label, weights }: Data, starts: readonly number[] | null): Sums {
  const rows = weights.length
  const blocks = starts ?? [0]
  const size = starts === null ? rows : SAMPLE_BLOCK
  let [weight, positive] = [0, 0]
  for (const start of blocks) {
    const stop = Math.min(rows, start + size)
    for (let row = start; row < stop; row += 1) {
      const own = weights[row] as number
      weight += own
      positive += own * (label[row] as number)
    }
  }
  return { weight, positive }
}

/** Coefficients of the model with the constant only. */
function nullModel(width: number, { weight, positive }: Sums): Float64Array {
  const start = new Float64Array(width)
  start[0] = Math.log(positive / (weight - positive))
  return start
}
