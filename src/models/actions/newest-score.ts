import { z } from 'zod'
import type { Context } from '#platform/context'
import type { ScorePort, ScoreReading } from '#tags'
import type { MeasureValue } from '#tags/contract'
import { measureRows, scoreRows } from '../sql/score-queries.js'
import { ANALYSIS_RUN } from './analysis/run-analysis.js'
import { scoreRuns } from './read-scores.js'

/**
 * Scores and measures for tags: of the newest published run of a date or before that had been made by then. A run made
 * later, though as of an earlier date, may come of what was learned in between.
 */
export function scorePort(context: Context): ScorePort {
  return {
    async newest(scored, asOf) {
      if (scored.kind === 'measure') return newestMeasure(context, scored, asOf)
      const runs = await scoreRuns(context, scored.model, false, asOf)
      const run = runs.find(({ knownOn }) => knownOn !== null && knownOn <= asOf)
      return run === undefined ? null : { runId: run.runId, version: run.version, asOf: run.asOf, rows: scoreRows(run.runId, scored.field) }
    },
  }
}

const detailSchema = z.object({ version: z.number().int(), knownOn: z.string(), measures: z.array(z.string()) })

/** A run that does not say when it was made, or that has another measure, counts for nothing. */
async function newestMeasure(context: Context, { analysis, measure, bound }: Pick<MeasureValue, 'analysis' | 'measure' | 'bound'>, asOf: string): Promise<ScoreReading | null> {
  for (const run of await context.runs.visible(ANALYSIS_RUN, analysis, asOf)) {
    const detail = detailSchema.safeParse(run.detail)
    if (!detail.success || detail.data.knownOn > asOf || !detail.data.measures.includes(measure)) continue
    return { runId: run.id, version: detail.data.version, asOf: run.asOf, rows: measureRows(run.id, measure, bound) }
  }
  return null
}
