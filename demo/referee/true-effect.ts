import { query, sql } from '#kernel/sql'
import { STRATA, type CampaignKindName } from '../behaviour/campaign-kind.js'
import { makePotentialOutcomes } from '../behaviour/potential-outcomes.js'
import type { Chance } from '../generator/chance.js'
import type { Engine } from '../generator/engine.js'
import { CHANNELS, potentialTable, type ChannelName } from '../simulator/response.js'

export interface JudgedList {
  readonly list: string
  readonly kind: CampaignKindName
  readonly channel: ChannelName
  /** Customers of every arm. */
  readonly members: readonly string[]
}

/** Means over the list's customers, had all been treated and had none been; amounts in yuan a customer. */
export interface TrueEffect {
  readonly customers: number
  readonly treated: number
  readonly untreated: number
  /** treated − untreated: what a perfect experiment on these customers would find. */
  readonly effect: number
  readonly amount: number
  readonly persuadable: number
  readonly averse: number
}

/** The true average effect of treating a list's customers once through its channel. Needs the table `feature`. */
export async function trueEffect(engine: Engine, chance: Chance, judged: JudgedList): Promise<TrueEffect> {
  await makePotentialOutcomes(engine, chance, judged.kind, judged.list)
  await engine.keep('member', sql`SELECT '' AS cust_id WHERE 0`)
  await engine.add('member', judged.members.map((cust_id) => ({ cust_id })))
  const reached = sql`${chance.uniform(`reached ${judged.list}`, sql`cust`)} < ${CHANNELS[judged.channel].reach}`
  const rows = await engine.rows(query<Record<keyof TrueEffect, number | string>>(sql`
    SELECT count() AS customers, avg(y1r) AS treated, avg(y0r) AS untreated, treated - untreated AS effect, avg((y1r - y0r) * amount_yuan) AS amount, avg(stratum = ${STRATA.persuadable}) AS persuadable, avg(stratum = ${STRATA.averse}) AS averse
    FROM (
      SELECT ifNull(potential.stratum, ${STRATA.lost}) AS stratum, potential.amount / 100 AS amount_yuan, toInt8(stratum IN (${STRATA.sure}, ${STRATA.averse})) AS y0r,
        toInt8(stratum = ${STRATA.sure} OR (stratum = ${STRATA.persuadable} AND ${reached})) AS y1r
      FROM member LEFT JOIN ${potentialTable(judged.list)} AS potential ON potential.cust_id = member.cust_id
    )`))
  const found = rows[0]
  if (found === undefined || Number(found.customers) === 0) throw new Error('the list has no customers')
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, Number(value)])) as unknown as TrueEffect
}
