import { addDays } from '#kernel/calendar'
import { fail } from '#kernel/error'
import type { Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import { bankRows, bankRuns } from '#ingest'
import type { UpliftBody } from '../../contract-uplift.js'
import { campaignsQuery } from '../../sql/uplift/campaign-queries.js'

/** A past campaign as the data have it. */
export interface LoadedCampaign {
  readonly campaign: string
  /** The day before its first touch: what was known when it was decided. */
  readonly asOf: string
  /** Last day whose outcomes count. */
  readonly until: string
  readonly contaminated: number
}

export interface LoadedCampaigns {
  readonly campaigns: readonly LoadedCampaign[]
  readonly touches: Sql
  readonly outcomes: Sql
}

/**
 * The campaigns a model learns from, by their first touch.
 * @throws AppError MODEL_CAMPAIGN_UNKNOWN, MODEL_CAMPAIGN_RUNNING (its outcome is not known yet)
 */
export async function loadCampaigns(context: Context, body: Pick<UpliftBody, 'treatment' | 'horizonDays'>, knownAt: string): Promise<LoadedCampaigns> {
  const [touchRuns, outcomeRuns] = await Promise.all([bankRuns(context.runs, 'touch', knownAt), bankRuns(context.runs, 'outcome', knownAt)])
  const touches = bankRows('touch', touchRuns, ['campaign', 'arm', 'channel', 'ts'])
  const asked = [...new Set(body.treatment.campaigns)]
  const found = new Map((await context.warehouse.query(campaignsQuery(touches, asked, context.settings.timeZone))).map((row) => [row.campaign, row]))
  const campaigns = asked.map((campaign): LoadedCampaign => {
    const row = found.get(campaign) ?? fail('MODEL_CAMPAIGN_UNKNOWN', { campaign })
    const asOf = addDays(row.first, -1)
    const until = addDays(asOf, body.horizonDays)
    if (until > knownAt) fail('MODEL_CAMPAIGN_RUNNING', { campaign, until, knownAt })
    return { campaign, asOf, until, contaminated: Number(row.contaminated) }
  })
  return { campaigns, touches, outcomes: bankRows('outcome', outcomeRuns, ['metric', 'count', 'value_minor', 'campaign', 'ts']) }
}
