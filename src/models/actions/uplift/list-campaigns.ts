import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRows, bankRuns } from '#ingest'
import type { PastCampaigns } from '../../contract-campaign.js'
import { campaignMetricsQuery, pastCampaignsQuery } from '../../sql/uplift/campaign-list.js'

/** Campaigns a list shows. */
const MOST = 500

/** Past campaigns an uplift model can learn from: their arms, their ways of contact, and the outcomes known of them. */
export async function listCampaigns(context: Context, actor: Actor): Promise<PastCampaigns> {
  const today = await context.businessClock.today()
  const [touchRuns, outcomeRuns] = await Promise.all([bankRuns(context.runs, 'touch', today), bankRuns(context.runs, 'outcome', today)])
  if (touchRuns.length === 0) return { items: [], cut: false }
  const touches = bankRows('touch', touchRuns, ['campaign', 'arm', 'channel', 'ts'])
  const rows = await context.warehouse.query(pastCampaignsQuery(touches, context.settings.timeZone, MOST + 1))
  const metrics = outcomeRuns.length === 0 ? [] : await context.warehouse.query(campaignMetricsQuery(bankRows('outcome', outcomeRuns, ['metric', 'value_minor', 'campaign'])))
  const shown = (count: string): number | null => (Number(count) < actor.scope.minCell ? null : Number(count))
  const items = rows.slice(0, MOST).map(({ campaign, first, last, customers, arms, channels }) => ({
    campaign, first, last,
    customers: shown(customers),
    arms: arms.map(([arm, count]) => ({ arm, customers: shown(count) })),
    channels: [...channels],
    metrics: metrics.filter((row) => row.campaign === campaign).map(({ metric, amounts }) => ({ metric, amounts: amounts > 0 })),
  }))
  return { items, cut: rows.length > MOST }
}
