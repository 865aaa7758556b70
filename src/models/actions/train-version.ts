import { stabilityBase, type AlgorithmPlan, type Column, type Matrix, type TrainedModel, type TrainInput } from '#kernel/learn'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { TagPorts } from '#tags'
import type { Model } from '../contract.js'
import { planDates } from '../domain/plan-dates.js'
import { isPlug, type FittedModel } from '../domain/plugged-model.js'
import type { DriftBase } from '../store/model-tables.js'
import { insertVersion, versionOfJob } from '../store/version-store.js'
import { buildRows } from './build-rows.js'
import { evaluateVersion } from './evaluate-version.js'
import { fitPlug } from './plug/fit-plug.js'
import { readParts, requireParts, type Parts } from './read-parts.js'
import { scoresOf } from './scores-of.js'

export interface TrainRequest {
  readonly key: string
  /** Of the definition; the newest published one when absent. */
  readonly version?: number | undefined
  /** The rule that asked for it. */
  readonly cause?: string | undefined
}

export interface TrainResult {
  readonly model: string
  readonly number: number
}

/** Table of the rows a run of training keeps. */
export function rowsTableOf(runId: number): string {
  return `model_rows_${runId}`
}

/**
 * Trains the newest definition of a model and keeps it, with the rows it saw and every figure, as its next version.
 * @throws AppError MODEL_DATES, MODEL_FEW_ROWS, MODEL_LABEL_CONSTANT, MODEL_FEATURE_TYPE; Mistakes of MODEL_LEAK
 */
export async function trainVersion(context: Context, ports: TagPorts, run: JobRun<TrainRequest>): Promise<TrainResult> {
  const made = await versionOfJob(context.ledger, run.id)
  if (made !== null) return { model: run.input.key, number: made }
  const definition = await context.definitions.version<Model>('model', run.input.key, run.input.version ?? 'latest')
  const model = definition.body
  const knownAt = await context.businessClock.today()
  const plan = planDates(model.training, model.horizonDays, knownAt)
  const runId = await context.runs.begin({ kind: 'model-rows', subject: definition.key, asOf: knownAt, jobId: run.id })
  const table = rowsTableOf(runId)
  try {
    await context.runs.own(runId, [table])
    const onDate = (done: number, total: number): void => run.progress({ step: 'computing', done, total, unit: 'steps' })
    const built = await buildRows(context, ports, model, plan, { table, knownAt, signal: run.signal, onDate })
    await requireParts(context, table)
    run.progress({ step: 'reading' })
    const parts = await readParts(context, table, built, run.signal)
    const fitted = await fitAny(context, model, parts, run)
    run.progress({ step: 'evaluating' })
    const figures = await evaluateVersion(context, { model, plan, table, parts, fitted, signal: run.signal })
    const base = driftBase(parts.train.matrix, await scoresOf(context, fitted, parts.train.matrix, run.signal))
    run.progress({ step: 'committing' })
    return await keep(context, run, { definition, runId, knownAt, figures, fitted, base })
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

function fitAny(context: Context, model: Model, parts: Parts, run: JobRun<TrainRequest>): Promise<FittedModel> {
  const { algorithm } = model
  return isPlug(algorithm) ? fitPlug(context, model, algorithm, parts, run.signal) : fit(context, model, algorithm, parts, run)
}

function fit(context: Context, model: Model, algorithm: AlgorithmPlan, parts: Parts, run: JobRun<TrainRequest>): Promise<TrainedModel> {
  const varied = new Set(parts.valid.label).size > 1
  const input: TrainInput = {
    target: model.task === 'binary' ? 'probability' : 'amount',
    algorithm,
    calibration: model.training.calibration,
    ...(model.scale === undefined ? {} : { scale: model.scale }),
    matrix: parts.train.matrix,
    label: parts.train.label,
    validation: varied ? { matrix: parts.valid.matrix, label: parts.valid.label } : null,
    seed: model.training.seed,
  }
  const onProgress = (share: number): void => run.progress({ step: 'training', done: Math.round(share * 100), total: 100, unit: 'steps' })
  run.progress({ step: 'training' })
  return context.compute.run<TrainedModel>({ module: '#kernel/learn', name: 'trainModel', args: [input], machine: true, onProgress }, run.signal)
}

function driftBase(matrix: Matrix, scores: Float64Array): DriftBase {
  const score: Column = { kind: 'number', name: 'score', values: scores }
  return { features: Object.fromEntries(matrix.columns.map((column) => [column.name, stabilityBase(column)])), score: stabilityBase(score) }
}

interface Made {
  readonly definition: { readonly key: string; readonly version: number; readonly body: Model }
  readonly runId: number
  readonly knownAt: string
  readonly figures: Awaited<ReturnType<typeof evaluateVersion>>
  readonly fitted: FittedModel
  readonly base: DriftBase
}

async function keep(context: Context, run: JobRun<TrainRequest>, made: Made): Promise<TrainResult> {
  const { definition, runId, figures, fitted, base } = made
  let number = 0
  await context.runs.commitAll([{ id: runId, detail: { model: definition.key, rows: figures.rows, dates: figures.dates } }], async (tx) => {
    number = await insertVersion(tx, {
      model: definition.key,
      definition_version: definition.version,
      data_run: runId,
      job_id: run.id,
      algorithm: definition.body.algorithm.kind,
      fitted: JSON.stringify(fitted),
      figures: JSON.stringify(figures),
      base: JSON.stringify(base),
      cause: run.input.cause ?? null,
      trained_by_id: run.actor.id,
      trained_by_name: run.actor.name,
    })
    const after = { number, definitionVersion: definition.version, dataRun: runId }
    await context.audit.record(run.actor, { action: 'model.train', objectKind: 'model', objectKey: definition.key, after }, tx)
  })
  return { model: definition.key, number }
}
