import type { Context } from '#platform/context'
import type { ScorePort } from '#tags'
import { scoreRows } from '../sql/score-queries.js'
import { scoreRuns } from './read-scores.js'

/**
 * Scores for tags: the newest published run of a date or before that had been made by then. A run made later, though as
 * of an earlier date, was scored by a model that may have seen what came between.
 */
export function scorePort(context: Context): ScorePort {
  return {
    async newest({ model, field, asOf }) {
      const runs = await scoreRuns(context, model, false, asOf)
      const run = runs.find(({ knownOn }) => knownOn !== null && knownOn <= asOf)
      return run === undefined ? null : { runId: run.runId, version: run.version, asOf: run.asOf, rows: scoreRows(run.runId, field) }
    },
  }
}
