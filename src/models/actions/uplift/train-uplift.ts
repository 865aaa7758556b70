import { bestArmOf, stabilityBase, stability, type Column, type TreatedInput, type TreatedTraining } from '#kernel/learn'
import { sampleRatioCheck } from '#kernel/stats'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { TagPorts } from '#tags'
import type { Figures } from '../../contract.js'
import type { UpliftBody } from '../../contract-uplift.js'
import { upliftFigures, type CountedCampaign } from '../../domain/uplift/uplift-figures.js'
import { CONTROL } from '../../sql/uplift/campaign-queries.js'
import type { DriftBase } from '../../store/model-tables.js'
import { insertVersion, type NewVersion } from '../../store/version-store.js'
import { rowsTableOf, type TrainRequest, type TrainResult } from '../train-version.js'
import { buildUpliftRows, type BuiltUplift } from './build-uplift-rows.js'
import { heldTableOf, keepHeld, workTableOf } from './keep-held.js'
import { upliftFairness, type UpliftFairness } from './uplift-fairness.js'
import { readTreated, type ReadTreated } from './read-treated.js'

interface Definition {
  readonly key: string
  readonly version: number
  readonly body: UpliftBody
}

/**
 * Trains an uplift definition on its past campaigns and keeps it, with the rows, the held-back scores and every figure,
 * as the model's next version.
 * @throws AppError MODEL_CAMPAIGN_UNKNOWN, MODEL_CAMPAIGN_RUNNING, MODEL_ARM_EMPTY, MODEL_ARM_SMALL, MODEL_OUTCOME_CONSTANT; Mistakes of MODEL_LEAK
 */
export async function trainUplift(context: Context, ports: TagPorts, run: JobRun<TrainRequest>, definition: Definition): Promise<TrainResult> {
  const { body } = definition
  const knownAt = await context.businessClock.today()
  const runId = await context.runs.begin({ kind: 'model-rows', subject: definition.key, asOf: knownAt, jobId: run.id })
  const table = rowsTableOf(runId)
  try {
    await context.runs.own(runId, [table, heldTableOf(runId), workTableOf(runId)])
    const onDate = (done: number, total: number): void => run.progress({ step: 'computing', done, total, unit: 'steps' })
    const built = await buildUpliftRows(context, ports, body, { table, knownAt, signal: run.signal, onDate })
    run.progress({ step: 'reading' })
    const read = await readTreated(context, table, built, body.outcome.amount, run.signal)
    const training = await learn(context, body, read, run)
    run.progress({ step: 'committing' })
    await keepHeld(context, { runId, rows: table, data: read.data, custNo: read.custNo, held: training.held, signal: run.signal })
    const figures = figuresOf(body, built, read, { ...training, fairness: await upliftFairness(context, table, read, training.held, run.signal) })
    return await keep(context, run, definition, { runId, figures, training, base: baseOf(read, training) })
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

function learn(context: Context, body: UpliftBody, read: ReadTreated, run: JobRun<TrainRequest>): Promise<TreatedTraining> {
  const { learner, training, treatment } = body
  const input: TreatedInput = {
    plan: { method: learner.method, outcome: learner.outcome, effect: learner.effect, forest: learner.forest, amounts: learner.amounts, assignment: treatment.assignment },
    data: read.data, seed: training.seed, rounds: training.rounds,
  }
  const onProgress = (share: number): void => run.progress({ step: 'training', done: Math.round(share * 100), total: 100, unit: 'steps' })
  run.progress({ step: 'training' })
  return context.compute.run<TreatedTraining>({ module: '#kernel/learn', name: 'trainTreated', args: [input], machine: true, onProgress }, run.signal)
}

function countedOf(body: UpliftBody, built: BuiltUplift): CountedCampaign[] {
  return built.campaigns.map(({ campaign, asOf, contaminated, counts }) => {
    const rows = counts.reduce((sum, count) => sum + count.rows, 0)
    const control = counts.find(({ arm }) => arm === CONTROL)?.rows ?? 0
    const intended = body.treatment.shares?.[campaign]
    const sampleRatio = intended === undefined ? null : sampleRatioCheck([rows - control, control], [intended, 1 - intended]).pValue
    return { campaign, asOf, rows, contaminated, sampleRatio }
  })
}

function figuresOf(body: UpliftBody, built: BuiltUplift, { data }: ReadTreated, training: TreatedTraining & { readonly fairness: UpliftFairness }): Figures {
  const { length } = data.arm
  return {
    rows: { train: length, valid: 0, test: length },
    dates: { train: [...new Set(built.campaigns.map(({ asOf }) => asOf))].sort(), test: [], left: [] },
    outOfTime: false,
    calibrated: false,
    probability: null,
    amount: null,
    fairness: [],
    importance: [...training.importance],
    stability: data.matrix.columns.map((column) => ({ feature: column.name, psi: stability(stabilityBase(column), column).value })),
    unused: [...training.model.organic.unused],
    uplift: upliftFigures(body, countedOf(body, built), training),
  }
}

function baseOf({ data }: ReadTreated, { held }: TreatedTraining): DriftBase {
  const best = bestArmOf(held)
  const score: Column = { kind: 'number', name: 'score', values: Float64Array.from(best, (arm, row) => held.arms[arm]?.effect[row] ?? 0) }
  return { features: Object.fromEntries(data.matrix.columns.map((column) => [column.name, stabilityBase(column)])), score: stabilityBase(score) }
}

interface Made {
  readonly runId: number
  readonly figures: Figures
  readonly training: TreatedTraining
  readonly base: DriftBase
}

async function keep(context: Context, run: JobRun<TrainRequest>, definition: Definition, made: Made): Promise<TrainResult> {
  const { runId, figures, training, base } = made
  const version: NewVersion = {
    model: definition.key, definition_version: definition.version, data_run: runId, job_id: run.id, algorithm: `uplift-${definition.body.learner.method}`,
    fitted: JSON.stringify(training.model), cause: run.input.cause ?? null, figures: JSON.stringify(figures), base: JSON.stringify(base), trained_by_id: run.actor.id, trained_by_name: run.actor.name,
  }
  const place = { number: 0 }
  await context.runs.commitAll([{ id: runId, detail: { model: definition.key, rows: figures.rows, dates: figures.dates } }], async (tx) => {
    place.number = await insertVersion(tx, version)
    const after = { number: place.number, definitionVersion: definition.version, dataRun: runId }
    await context.audit.record(run.actor, { action: 'model.train', objectKind: 'model', objectKey: definition.key, after }, tx)
  })
  return { model: definition.key, number: place.number }
}
