import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { TagLift } from '../../contract-evaluation.js'
import { cellLabels, cellOf } from '../../domain/evaluation/cells.js'
import { liftOf, type LiftCount } from '../../domain/evaluation/lift.js'
import type { TagExperiment, TagPorts } from '../../ports.js'
import { liftQuery, type LiftTally } from '../../sql/evaluation/tally-queries.js'
import type { TagSnapshot } from '../latest-snapshot.js'
import { fillTagsOn } from './evaluation-tables.js'
import type { TalliedTag } from './tally-tags.js'

interface Ground {
  readonly context: Context
  readonly ports: TagPorts
  readonly run: JobRun<unknown>
  readonly runId: number
  readonly snapshot: TagSnapshot
}

const SEED = 2026

/**
 * Of each tag, what it told of whom the offer changed, campaign by campaign in the order given: tags are computed anew as of
 * the day before the campaign's first touch. A campaign with too few customers or outcomes tells nothing.
 */
export async function liftsOf(ground: Ground, experiments: readonly TagExperiment[], tallied: readonly TalliedTag[]): Promise<Map<string, TagLift[]>> {
  const found = new Map<string, TagLift[]>(tallied.map(({ column }) => [column.key, []]))
  for (const [at, experiment] of experiments.entries()) {
    ground.run.progress({ step: 'experiments', done: at, total: experiments.length, unit: 'steps' })
    const table = `tag_evaluation_${ground.runId}_x${at}`
    await fillTagsOn(ground.context, ground.ports, ground.run, { runId: ground.runId, snapshot: ground.snapshot, table, asOf: experiment.asOf })
    for (const tag of tallied) {
      ground.run.signal.throwIfAborted()
      const lift = await liftIn(ground, table, experiment, tag)
      if (lift !== null) found.get(tag.column.key)?.push(lift)
    }
  }
  return found
}

async function liftIn({ context, run }: Ground, table: string, { campaign, model, name, metric, asOf, rows }: TagExperiment, { column, plan }: TalliedTag): Promise<TagLift | null> {
  const tallies = await context.warehouse.query(liftQuery(table, rows, cellOf(column, plan, asOf)), { signal: run.signal, maxSeconds: 0 })
  const lift = liftOf(tallies.map(countOf), SEED)
  if (lift === null) return null
  const labels = cellLabels(plan)
  return { campaign, model, name, metric, asOf, effect: lift.effect, gain: lift.gain, cells: lift.cells.map(({ cell, ...rest }) => ({ label: labels[cell] ?? '', ...rest })) }
}

function countOf({ cell, half, treated, treated_came, control, control_came }: LiftTally): LiftCount {
  return { cell, half, treated: Number(treated), treatedCame: Number(treated_came), control: Number(control), controlCame: Number(control_came) }
}
