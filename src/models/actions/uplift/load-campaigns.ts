import { addDays } from '#kernel/calendar'
import { fail, type Mistake } from '#kernel/error'
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

/** The campaigns asked for that can be learned from, and at its place in the list what is wrong with each other one. */
export interface FoundCampaigns {
  readonly campaigns: readonly LoadedCampaign[]
  /** MODEL_CAMPAIGN_UNKNOWN, MODEL_CAMPAIGN_RUNNING (its outcome is not known yet) */
  readonly mistakes: readonly Mistake[]
}

type Asked = Pick<UpliftBody, 'treatment' | 'horizonDays'>

/** Looks at the campaigns a model would learn from, by their first touch. */
export async function findCampaigns(context: Context, body: Asked, knownAt: string): Promise<FoundCampaigns> {
  return judged(context, body, knownAt, await touchesOf(context, knownAt))
}

/**
 * The campaigns a model learns from, by their first touch.
 * @throws AppError as `findCampaigns` says of the first that cannot be learned from
 */
export async function loadCampaigns(context: Context, body: Asked, knownAt: string): Promise<LoadedCampaigns> {
  const { touches, outcomes } = await touchesAndOutcomes(context, knownAt)
  const { campaigns, mistakes } = await judged(context, body, knownAt, touches)
  const [first] = mistakes
  if (first !== undefined) fail(first.code, first.params)
  return { campaigns, touches, outcomes }
}

/** The bank's touches and outcomes of a date. */
export async function touchesAndOutcomes(context: Context, knownAt: string): Promise<Pick<LoadedCampaigns, 'touches' | 'outcomes'>> {
  const [touches, outcomeRuns] = await Promise.all([touchesOf(context, knownAt), bankRuns(context.runs, 'outcome', knownAt)])
  return { touches, outcomes: bankRows('outcome', outcomeRuns, ['metric', 'count', 'value_minor', 'campaign', 'ts']) }
}

async function touchesOf(context: Context, knownAt: string): Promise<Sql> {
  return bankRows('touch', await bankRuns(context.runs, 'touch', knownAt), ['campaign', 'arm', 'channel', 'ts'])
}

async function judged(context: Context, { treatment, horizonDays }: Asked, knownAt: string, touches: Sql): Promise<FoundCampaigns> {
  const asked = [...new Set(treatment.campaigns)]
  const found = new Map((await context.warehouse.query(campaignsQuery(touches, asked, context.settings.timeZone))).map((row) => [row.campaign, row]))
  const campaigns: LoadedCampaign[] = []
  const mistakes: Mistake[] = []
  for (const campaign of asked) {
    const path = `treatment.campaigns[${treatment.campaigns.indexOf(campaign)}]`
    const row = found.get(campaign)
    const asOf = row === undefined ? '' : addDays(row.first, -1)
    const until = row === undefined ? '' : addDays(asOf, horizonDays)
    if (row === undefined) mistakes.push({ code: 'MODEL_CAMPAIGN_UNKNOWN', path, params: { campaign } })
    else if (until > knownAt) mistakes.push({ code: 'MODEL_CAMPAIGN_RUNNING', path, params: { campaign, until, knownAt } })
    else campaigns.push({ campaign, asOf, until, contaminated: Number(row.contaminated) })
  }
  return { campaigns, mistakes }
}
