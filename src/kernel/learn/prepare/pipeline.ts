import { fail } from '#kernel/error'
import { weightsOf } from '../data/fit.js'
import {
  categoryColumn,
  columnOf,
  numberColumn,
  takeColumns,
  type Column,
  type Matrix,
} from '../data/matrix.js'
import { featuresOf, type Feature } from '../model/fitted.js'
import { applyPreparation, type Prepared } from './apply.js'
import { fitEncode } from './encode.js'
import { fitBin, fitImpute, fitStandardise, fitWinsorise } from './numeric.js'
import type { Preparation, PreparationPlan } from './plan.js'
import { replaceColumn } from './replace.js'

/** Fitted steps in their order: plain data, kept with the model that was trained behind them. */
export interface Pipeline {
  readonly kind: 'pipeline'
  /** Columns it takes, and the columns it gives. */
  readonly features: readonly Feature[]
  readonly outputs: readonly Feature[]
  readonly steps: readonly Preparation[]
}

export interface PipelineOptions {
  /** Label, for steps that encode by it. */
  readonly target?: ArrayLike<number>
  readonly weights?: Float64Array
  readonly seed?: number
}

/** A pipeline and the training rows behind it, encodings out of fold: train on these, not on `applyPipeline` of the same rows. */
export interface FittedPipeline {
  readonly pipeline: Pipeline
  readonly training: Matrix
}

/**
 * Fits a plan step by step, each on what the steps before it give. Errors: LEARN_EMPTY, LEARN_COLUMN_MISSING,
 * LEARN_COLUMN_KIND, LEARN_COLUMN_EMPTY, LEARN_TARGET_NEEDED, LEARN_PARAM, LEARN_WEIGHT.
 */
export function fitPipeline(
  plan: readonly PreparationPlan[],
  matrix: Matrix,
  options: PipelineOptions = {},
): FittedPipeline {
  if (matrix.rows === 0) fail('LEARN_EMPTY')
  const context = { ...options, weights: weightsOf(matrix.rows, options.weights), seed: options.seed ?? 1 }
  const steps: Preparation[] = []
  let training = matrix
  for (const wanted of plan) {
    for (const name of namesFor(wanted, training)) {
      const found = fitStep(wanted, columnOf(training, name), context)
      steps.push(found.step)
      training =
        found.training === undefined
          ? applyPreparation(found.step, training).matrix
          : replaceColumn(training, name, [found.training])
    }
  }
  const pipeline: Pipeline = {
    kind: 'pipeline',
    features: featuresOf(matrix),
    outputs: featuresOf(training),
    steps,
  }
  return { pipeline, training }
}

/** Prepares rows as the pipeline was fitted. Errors: LEARN_COLUMN_MISSING, LEARN_COLUMN_KIND. */
export function applyPipeline(pipeline: Pipeline, matrix: Matrix): Prepared {
  let prepared = takeColumns(
    matrix,
    pipeline.features.map((feature) => feature.name),
  )
  for (const feature of pipeline.features) {
    const column = columnOf(prepared, feature.name)
    if (column.kind !== feature.kind) {
      fail('LEARN_COLUMN_KIND', { column: feature.name, expected: feature.kind, got: column.kind })
    }
  }
  const unseen: Record<string, number> = {}
  for (const step of pipeline.steps) {
    const next = applyPreparation(step, prepared)
    prepared = next.matrix
    Object.assign(unseen, next.unseen)
  }
  return { matrix: prepared, unseen }
}

interface StepContext {
  readonly target?: ArrayLike<number>
  readonly weights: Float64Array
  readonly seed: number
}

function fitStep(
  plan: PreparationPlan,
  column: Column,
  context: StepContext,
): { step: Preparation; training?: Column } {
  const { weights } = context
  switch (plan.kind) {
    case 'impute':
      return { step: fitImpute(plan, column, weights) }
    case 'winsorise':
      return { step: fitWinsorise(plan, numberColumn(column), weights) }
    case 'log':
      return { step: { kind: 'log', column: numberColumn(column).name } }
    case 'standardise':
      return { step: fitStandardise(numberColumn(column), weights) }
    case 'one-hot': {
      const { levels, name } = categoryColumn(column)
      return {
        step: { kind: 'one-hot', column: name, levels, names: levels.map((level) => `${name}=${level}`) },
      }
    }
    case 'bin':
      return { step: fitBin(plan, numberColumn(column), weights) }
    case 'encode':
      return fitEncode(plan, categoryColumn(column), context.target, weights, context.seed)
  }
}

function namesFor(plan: PreparationPlan, matrix: Matrix): readonly string[] {
  if (plan.columns !== undefined) return plan.columns
  return matrix.columns.filter((column) => suits(plan, column)).map((column) => column.name)
}

function suits(plan: PreparationPlan, column: Column): boolean {
  if (plan.kind === 'one-hot' || plan.kind === 'encode') return column.kind === 'category'
  if (plan.kind !== 'impute' || plan.by === 'median' || plan.by === 'mean') return column.kind === 'number'
  return plan.by === 'mode' || (typeof plan.by.constant === 'number') === (column.kind === 'number')
}
