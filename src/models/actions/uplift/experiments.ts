import { sampleRatioCheck } from '#kernel/stats'
import type { Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { ExperimentPort, TagExperiment } from '#tags'
import type { UpliftBody } from '../../contract-uplift.js'
import { experimentCountsQuery, experimentRows, membersQuery, outcomesQuery } from '../../sql/uplift/campaign-queries.js'
import { isUplift } from './check-uplift.js'
import { findCampaigns, touchesAndOutcomes } from './load-campaigns.js'

/**
 * Past campaigns whose offer was given at random, as published uplift models declare them, by their assignment or by the share
 * they meant to treat: of each its treated and control customers (who was in both is in neither) and who met the outcome. A
 * campaign whose arms missed that share is not read (sample ratio, p < .001); one of several models is the first's.
 */
export function experimentPort(context: Context): ExperimentPort {
  return {
    async experiments(until) {
      const found = new Map<string, TagExperiment>()
      for (const { key, name, version } of await context.definitions.list('model')) {
        if (version === null) continue
        const { body } = await context.definitions.version('model', key, version)
        if (!isUplift(body) || body.treatment.assignment === 'learned') continue
        for (const experiment of await campaignsOf(context, { key, name: { zh: name.zh, en: name.en ?? name.zh }, body }, until)) if (!found.has(experiment.campaign)) found.set(experiment.campaign, experiment)
      }
      return [...found.values()]
    },
  }
}

async function campaignsOf(context: Context, { key, name, body }: { readonly key: string; readonly name: TagExperiment['name']; readonly body: UpliftBody }, until: string): Promise<TagExperiment[]> {
  const { assignment, shares = {} } = body.treatment
  const { campaigns } = await findCampaigns(context, body, until)
  const { touches, outcomes } = await touchesAndOutcomes(context, until)
  const found = campaigns.filter(({ campaign }) => assignment === 'chance' || shares[campaign] !== undefined).map(({ campaign, asOf, until: last }): TagExperiment => {
    const members = membersQuery({ touches, campaign, control: body.treatment.control, arms: 'one' })
    const met = outcomesQuery({ outcomes, campaign, metric: body.outcome.metric, attributed: body.outcome.attributed, from: asOf, to: last, timeZone: context.settings.timeZone })
    return { campaign, model: key, name, metric: body.outcome.metric, asOf, until: last, rows: experimentRows(members, met) }
  })
  const sound = await Promise.all(found.map(({ campaign, rows }) => keepsShare(context, rows, shares[campaign])))
  return found.filter((_, at) => sound[at])
}

/** Whether the arms are as large as they were meant to be. */
async function keepsShare(context: Context, rows: Sql, share: number | undefined): Promise<boolean> {
  const [counts] = await context.warehouse.query(experimentCountsQuery(rows))
  const [treated, control] = [Number(counts?.treated ?? 0), Number(counts?.control ?? 0)]
  if (Math.min(treated, control) === 0) return false
  return share === undefined || !sampleRatioCheck([treated, control], [share, 1 - share]).flagged
}
