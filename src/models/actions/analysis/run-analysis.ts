import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { TagPorts } from '#tags'
import type { Analysis } from '../../contract-analysis.js'
import { analyseBenefit } from './analyse-benefit.js'
import { analyseLifetime } from './analyse-lifetime.js'
import { analyseTiming } from './analyse-timing.js'
import { analyseWorth } from './analyse-worth.js'
import { workTables, type Analysed, type AnalysisPlace } from './analysis-place.js'

export interface AnalysisInput {
  readonly key: string
  readonly asOf?: string | undefined
}

export interface AnalysisResult {
  readonly analysis: string
  readonly runId: number
  readonly customers: number
}

/** Kind of run of an analysis; its detail holds the figures. */
export const ANALYSIS_RUN = 'analysis'

/**
 * Runs the newest published definition of an analysis as of a date; figures and what is known of each customer appear
 * together. A run of the same date replaces the one before.
 * @throws AppError as the task's own action says; Mistakes of MODEL_LEAK
 */
export async function runAnalysis(context: Context, ports: TagPorts, run: JobRun<AnalysisInput>): Promise<AnalysisResult> {
  const { key } = run.input
  const definition = await context.definitions.version<Analysis>('analysis', key, 'latest')
  const today = await context.businessClock.today()
  const asOf = run.input.asOf ?? today
  const runId = await context.runs.begin({ kind: ANALYSIS_RUN, subject: key, asOf, jobId: run.id, tables: ['analysis_value'] })
  const tables = Object.values(workTables(runId))
  const progress = (share: number): void => run.progress({ step: 'training', done: Math.round(share * 100), total: 100, unit: 'steps' })
  const place: AnalysisPlace = { context, ports, key, runId, asOf, knownAt: asOf > today ? asOf : today, signal: run.signal, progress }
  try {
    await context.runs.own(runId, tables)
    run.progress({ step: 'computing' })
    const { figures, customers, measures } = await analyse(place, definition.body)
    run.progress({ step: 'committing' })
    const replaced = (await context.runs.visible(ANALYSIS_RUN, key)).filter((each) => each.asOf === asOf).map(({ id }) => id)
    const detail = { version: definition.version, by: { id: run.actor.id, name: run.actor.name }, customers, measures, figures, knownOn: today }
    await context.runs.commitAll([{ id: runId, detail, replaces: replaced }], (tx) =>
      context.audit.record(run.actor, { action: 'analysis.run', objectKind: 'analysis', objectKey: key, after: { runId, version: definition.version, asOf } }, tx),
    )
    for (const table of tables) await context.warehouse.dropTable(table)
    return { analysis: key, runId, customers }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

function analyse(place: AnalysisPlace, analysis: Analysis): Promise<Analysed> {
  switch (analysis.task) {
    case 'lifetime':
      return analyseLifetime(place, analysis)
    case 'timing':
      return analyseTiming(place, analysis)
    case 'benefit':
      return analyseBenefit(place, analysis)
    case 'worth':
      return analyseWorth(place, analysis)
  }
}
