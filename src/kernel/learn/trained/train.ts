import { gradientBoosting } from '../boosting/fit.js'
import type { BoostedModel } from '../boosting/model.js'
import { fail } from '#kernel/error'
import { checkBinary, checkLabel } from '../data/fit.js'
import { takeColumns, type Column, type Matrix } from '../data/matrix.js'
import { logisticRegression, ridgeRegression } from '../linear/estimators.js'
import type { LinearOptions } from '../linear/fit.js'
import { fitIsotonic, fitPlatt, type Calibrator } from '../metrics/recalibrate.js'
import { quantilesOf } from '../metrics/quantile.js'
import { featuresOf } from '../model/fitted.js'
import { fitPipeline } from '../prepare/pipeline.js'
import type { PreparationPlan } from '../prepare/plan.js'
import { onScale, scaleOf, spreadOf } from './amount.js'
import type { AlgorithmPlan, TrainedModel, TrainGround, TrainInput } from './contract.js'
import { rawScores, toLogit } from './score.js'

/** Rows of the rarer label a calibration needs; with fewer it would learn noise. */
const LEAST_TO_CALIBRATE = 20

/**
 * Fits the planned algorithm behind its preparation and calibrates it on the validation rows. Same input, same model.
 * Errors: those of `logisticRegression`, `ridgeRegression`, `gradientBoosting`; LEARN_COLUMN_EMPTY when no feature varies.
 */
export function trainModel(ground: TrainGround, given: TrainInput): TrainedModel {
  const input = scaled(given)
  const { matrix, label } = input
  if (input.target === 'probability') checkBinary(matrix.rows, label)
  else checkLabel(matrix.rows, label, () => true, 'number')
  const used = matrix.columns.filter(varies).map((column) => column.name)
  if (used.length === 0) fail('LEARN_COLUMN_EMPTY', { column: matrix.columns.map((column) => column.name).join(', ') })
  const unused = matrix.columns.map((column) => column.name).filter((name) => !used.includes(name))
  const fitted = fit(ground, input, takeColumns(matrix, used))
  const whole = { kind: 'trained' as const, features: featuresOf(matrix), unused, ...fitted, calibrator: null }
  return { ...whole, calibrator: calibratorFor(whole, input), ...amountsOf(whole, given, input) }
}

/** Labels on the scale they are learned on. */
function scaled(input: TrainInput): TrainInput {
  const { target, scale, validation } = input
  if (target !== 'amount' || scale !== 'log') return input
  return { ...input, label: onScale(input.label, scale), validation: validation === null ? null : { ...validation, label: onScale(validation.label, scale) } }
}

/** How scores become amounts again, and how far amounts lie around them, by the validation rows. */
function amountsOf(whole: TrainedModel, given: TrainInput, { validation, matrix }: TrainInput): Pick<TrainedModel, 'scale' | 'spread'> {
  if (given.target !== 'amount') return {}
  const rows = validation === null || validation.label.length === 0 ? { matrix, label: given.label } : { matrix: validation.matrix, label: given.validation?.label ?? given.label }
  const raw = rawScores(whole, rows.matrix)
  const kind = given.scale ?? 'plain'
  return { scale: scaleOf(kind, rows.label, raw), spread: validation === null ? null : spreadOf(onScale(rows.label, kind), raw) }
}

function fit(ground: TrainGround, input: TrainInput, matrix: Matrix): Pick<TrainedModel, 'pipeline' | 'model'> {
  const { algorithm, seed, label } = input
  const options = { seed, ...weighted(input), ...(ground.tick === undefined ? {} : { tick: ground.tick }) }
  if (algorithm.kind === 'boosting') return { pipeline: null, model: boosted(ground, input, algorithm, matrix) }
  const { pipeline, training } = fitPipeline(preparationOf(matrix), matrix, { seed })
  const penalty: LinearOptions = { ...(algorithm.l1 === undefined ? {} : { l1: algorithm.l1 }), ...(algorithm.l2 === undefined ? {} : { l2: algorithm.l2 }) }
  const estimator = input.target === 'probability' ? logisticRegression(penalty) : ridgeRegression(penalty)
  return { pipeline, model: estimator.fit(training, label, options) }
}

function weighted({ weights }: TrainInput): { weights?: Float64Array } {
  return weights === undefined ? {} : { weights }
}

function boosted(ground: TrainGround, input: TrainInput, plan: Extract<AlgorithmPlan, { kind: 'boosting' }>, matrix: Matrix): BoostedModel {
  const { patience, ...given } = plan
  const names = new Set(matrix.columns.map((column) => column.name))
  const monotone = Object.fromEntries(Object.entries(given.monotone ?? {}).filter(([name]) => names.has(name)))
  const options = Object.fromEntries(Object.entries({ ...given, monotone }).filter(([name, value]) => name !== 'kind' && value !== undefined))
  const watched = input.validation
  const objective = input.target === 'probability' ? ({ kind: 'binary' } as const) : ({ kind: 'squares' } as const)
  const estimator = gradientBoosting(ground.machine, { ...options, objective, ...(patience === undefined || watched === null ? {} : { patience }) })
  return estimator.fit(matrix, input.label, {
    seed: input.seed,
    ...weighted(input),
    ...(ground.tick === undefined ? {} : { tick: ground.tick }),
    ...(watched === null ? {} : { validation: { matrix: takeColumns(watched.matrix, [...names]), target: watched.label } }),
  })
}

/** Missing values imputed (and said so where training has some), tails cut, long-tailed amounts on a log scale. */
function preparationOf(matrix: Matrix): PreparationPlan[] {
  const numeric = matrix.columns.filter((column) => column.kind === 'number')
  const names = numeric.map((column) => column.name)
  const missing = numeric.filter((column) => column.values.some((value) => Number.isNaN(value))).map((column) => column.name)
  const long = numeric.filter((column) => isLong(column.values)).map((column) => column.name)
  const categories = matrix.columns.filter((column) => column.kind === 'category').map((column) => column.name)
  return [
    { kind: 'impute', columns: missing, by: 'median', indicator: true },
    { kind: 'impute', columns: names, by: 'median' },
    { kind: 'impute', columns: categories, by: { constant: '(missing)' } },
    { kind: 'winsorise', columns: names, low: 0.005, high: 0.995 },
    { kind: 'log', columns: long },
  ]
}

function isLong(values: Float64Array | Float32Array): boolean {
  const known = Float64Array.from(values).filter((value) => !Number.isNaN(value))
  const [middle = 0, far = 0] = quantilesOf(known, [0.5, 0.99])
  return far > 100 && far > 10 * Math.max(1, Math.abs(middle))
}

function varies(column: Column): boolean {
  const values: ArrayLike<number> = column.kind === 'number' ? column.values : column.codes
  const missing = (value: number): boolean => (column.kind === 'number' ? Number.isNaN(value) : value < 0)
  let first: number | undefined
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number
    if (missing(value)) continue
    first ??= value
    if (value !== first) return true
  }
  return false
}

function calibratorFor(model: TrainedModel, { calibration, target, validation }: TrainInput): Calibrator | null {
  if (calibration === 'none' || target !== 'probability' || validation === null) return null
  const ones = validation.label.reduce((sum, label) => sum + label, 0)
  if (Math.min(ones, validation.label.length - ones) < LEAST_TO_CALIBRATE) return null
  const logits = toLogit(rawScores(model, validation.matrix))
  return calibration === 'platt' ? fitPlatt(validation.label, logits) : fitIsotonic(validation.label, logits)
}
