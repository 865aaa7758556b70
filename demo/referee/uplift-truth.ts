import { identifier, query, sql } from '#kernel/sql'
import { PAST_CAMPAIGNS } from '../behaviour/past-campaign.js'
import { featureSelect } from '../behaviour/feature-table.js'
import { makePotentialOutcomes, potentialName } from '../behaviour/potential-outcomes.js'
import type { Chance } from '../generator/chance.js'
import type { Engine } from '../generator/engine.js'

/** What is true of a customer in a past campaign: expected effect (chance and yuan), chances, and what they are. */
export interface CustomerTruth {
  readonly tau: number
  readonly tauYuan: number
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
  readonly p_y0: number
  readonly p_y1: number
  readonly averse: number
}

const AVERSE = 3

/** The truth of everybody a past campaign could be meant for, drawn again from the seed. Needs `latent_customer`. @throws Error for a campaign nobody planted */
export async function campaignTruth(engine: Engine, chance: Chance, campaign: string): Promise<CampaignTruth> {
  const past = PAST_CAMPAIGNS.find(({ id }) => id === campaign)
  if (past === undefined) throw new Error(`the truth knows no campaign ${campaign}`)
  await engine.keep('feature', featureSelect(chance, past.month))
  await makePotentialOutcomes(engine, chance, past.kind, past.id)
  const table = potentialName(past.id)
  const rows = await engine.rows(query<TruthRow>(sql`SELECT cust_id, tau, tau_yuan, p_y0, p_y1, toUInt8(stratum = ${AVERSE}) AS averse FROM ${identifier(table)}`))
  await engine.drop(table)
  const customers = rows.map((row): [string, CustomerTruth] => [row.cust_id, { tau: row.tau, tauYuan: row.tau_yuan, organic: row.p_y0, response: row.p_y1, averse: row.averse === 1 }])
  return { campaign, targeted: past.split === 'targeted', customers: new Map(customers) }
}
