import { identifier, query, sql } from '#kernel/sql'
import { campaignKind } from '../behaviour/campaign-kind.js'
import { PAST_CAMPAIGNS, WAVE_SHARES, type PastCampaign } from '../behaviour/past-campaign.js'
import { featureSelect } from '../behaviour/feature-table.js'
import { makePotentialOutcomes, potentialName } from '../behaviour/potential-outcomes.js'
import type { Chance } from '../generator/chance.js'
import type { Engine } from '../generator/engine.js'
import { CHANNELS } from '../simulator/response.js'

/** An expected effect: on the chance, and in yuan. */
export interface TrueWorth {
  readonly tau: number
  readonly tauYuan: number
}

/** What is true of a customer in a past campaign: the effect as planted, chances, and what they are. */
export interface CustomerTruth extends TrueWorth {
  /** The effect of the campaign as it was run: persuadables count as far as its channels and waves got their answer. */
  readonly asRun: TrueWorth
  readonly organic: number
  readonly response: number
  readonly averse: boolean
}

export interface CampaignTruth {
  readonly campaign: string
  /** Arms were chosen, not dealt. */
  readonly targeted: boolean
  readonly customers: ReadonlyMap<string, CustomerTruth>
}

interface TruthRow {
  readonly cust_id: string
  readonly tau: number
  readonly tau_yuan: number
  readonly p_averse: number
  readonly lost: number
  readonly p_y0: number
  readonly p_y1: number
  readonly averse: number
}

const AVERSE = 3

/** Share of the persuadables that a campaign's channels and waves got an answer from (TR10). */
export function answeredShare(campaign: PastCampaign): number {
  const reach = Math.max(...campaign.waves.map((channel) => CHANNELS[channel].reach)) * (campaign.order ?? 1)
  const shares = WAVE_SHARES.slice(0, campaign.waves.length)
  return Math.min(1, reach) * shares.reduce((sum, share, wave) => sum + share * (campaign.trap === 'NOVELTY' ? 0.45 ** wave : 1), 0)
}

/** The truth of everybody a past campaign could be meant for, drawn again from the seed. Needs `latent_customer`. @throws Error for a campaign nobody planted */
export async function campaignTruth(engine: Engine, chance: Chance, campaign: string): Promise<CampaignTruth> {
  const past = PAST_CAMPAIGNS.find(({ id }) => id === campaign)
  if (past === undefined) throw new Error(`the truth knows no campaign ${campaign}`)
  await engine.keep('feature', featureSelect(chance, past.month))
  await makePotentialOutcomes(engine, chance, past.kind, past.id)
  const table = potentialName(past.id)
  const { ownBase, ownShare } = campaignKind(past.kind).amount
  const rows = await engine.rows(query<TruthRow>(sql`
    SELECT cust_id, tau, tau_yuan, p_averse, p_averse * (${ownBase} + ${ownShare} * aum_yuan) AS lost, p_y0, p_y1, toUInt8(stratum = ${AVERSE}) AS averse
    FROM ${identifier(table)} AS potential INNER JOIN (SELECT cust, aum_yuan FROM feature) AS known USING (cust)`))
  await engine.drop(table)
  const answered = answeredShare(past)
  const customers = rows.map((row): [string, CustomerTruth] => {
    const asRun = { tau: answered * (row.tau + row.p_averse) - row.p_averse, tauYuan: answered * (row.tau_yuan + row.lost) - row.lost }
    return [row.cust_id, { tau: row.tau, tauYuan: row.tau_yuan, asRun, organic: row.p_y0, response: row.p_y1, averse: row.averse === 1 }]
  })
  return { campaign, targeted: past.split === 'targeted', customers: new Map(customers) }
}
