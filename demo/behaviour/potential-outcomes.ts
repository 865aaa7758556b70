import { identifier, join, query, sql, type Sql } from '#kernel/sql'
import type { Chance } from '../generator/chance.js'
import type { Engine } from '../generator/engine.js'
import { campaignKind, STRATA, type CampaignKind, type CampaignKindName } from './campaign-kind.js'

type Stratum = 'persuadable' | 'sure' | 'averse'
type Intercepts = Readonly<Record<Stratum, number>>

const STRATUM_NAMES: readonly Stratum[] = ['persuadable', 'sure', 'averse']
const ROUNDS = 60
/** Shares are met within this. */
const CLOSE_ENOUGH = 1e-5

/**
 * The universe of a kind with standardised features, from `feature` (one row a customer: cust, cust_id, hidden, aum_yuan,
 * outside_yuan, peak_gap_yuan, touches30, interest, products, logins, complaint90, age65, matured, has_rm, young).
 */
function universeOf(kind: CampaignKind): Sql {
  const z = (value: Sql) => sql`(${value} - avg(${value}) OVER ()) / greatest(stddevPop(${value}) OVER (), 1e-9)`
  return sql`SELECT cust, cust_id, aum_yuan, outside_yuan, toFloat64(hidden) AS hidden, toFloat64(complaint90) AS complaint90, toFloat64(age65) AS age65, toFloat64(matured) AS matured, toFloat64(has_rm) AS has_rm, toFloat64(young) AS young,
      ${z(sql`log((outside_yuan + 1000) / (aum_yuan + 1000))`)} AS z_gap, ${z(sql`log(outside_yuan + 1)`)} AS z_outside, ${z(sql`toFloat64(touches30)`)} AS z_touches,
      ${z(sql`interest`)} AS z_interest, ${z(sql`toFloat64(products)`)} AS z_products, ${z(sql`toFloat64(logins)`)} AS z_logins, ${z(sql`log(peak_gap_yuan + 1)`)} AS z_peak_gap
    FROM feature WHERE ${kind.universe}`
}

/** Table of a draw's potential outcomes. */
export function potentialName(draw: string): string {
  return `potential_${draw.replace(/\W/g, '_')}`
}

function logit(kind: CampaignKind, stratum: Stratum): Sql {
  const terms = Object.entries(kind.logits[stratum]).map(([name, weight]) => sql`${weight} * ${identifier(name)}`)
  return sql`exp(${join(terms, sql` + `)})`
}

function odds(intercepts: Intercepts): Record<Stratum, Sql> {
  const of = (stratum: Stratum) => sql`${Math.exp(intercepts[stratum])} * ${identifier(`e_${stratum}`)}`
  return { persuadable: of('persuadable'), sure: of('sure'), averse: of('averse') }
}

/** Intercepts at which the mean probabilities over `universe` equal the shares, by proportional fitting. */
async function solveIntercepts(engine: Engine, kind: CampaignKind): Promise<Intercepts> {
  const at: Record<Stratum, number> = { persuadable: -3, sure: -3, averse: -4 }
  for (let round = 0; round < ROUNDS; round++) {
    const o = odds(at)
    const total = sql`(1 + ${o.persuadable} + ${o.sure} + ${o.averse})`
    const got = (await engine.rows(query<Record<Stratum, number>>(sql`SELECT avg(${o.persuadable} / ${total}) AS persuadable, avg(${o.sure} / ${total}) AS sure, avg(${o.averse} / ${total}) AS averse FROM universe`)))[0]
    if (got === undefined) throw new Error('the universe is empty')
    let worst = 0
    for (const stratum of STRATUM_NAMES) {
      worst = Math.max(worst, Math.abs(got[stratum] - kind.shares[stratum]))
      at[stratum] += Math.log(kind.shares[stratum] / Math.max(got[stratum], 1e-9))
    }
    if (worst < CLOSE_ENOUGH) break
  }
  return at
}

/**
 * Makes the table `potential_<draw>`: stratum, both potential outcomes and amounts (fen) of every customer of the kind's
 * universe, drawn anew for every `draw` (a past campaign, a live list). Needs the table `feature`.
 */
export async function makePotentialOutcomes(engine: Engine, chance: Chance, name: CampaignKindName, draw: string = name): Promise<Intercepts> {
  const kind = campaignKind(name)
  await engine.keep('universe', sql`SELECT *, ${logit(kind, 'persuadable')} AS e_persuadable, ${logit(kind, 'sure')} AS e_sure, ${logit(kind, 'averse')} AS e_averse FROM (${universeOf(kind)})`)
  const intercepts = await solveIntercepts(engine, kind)
  const o = odds(intercepts)
  const cust = sql`cust`
  const point = sql`${chance.uniform(`stratum ${draw}`, cust)} * (1 + ${o.persuadable} + ${o.sure} + ${o.averse})`
  const { amount } = kind
  const spread = sql`exp(0.5 * ${chance.normal(`amount ${draw}`, cust)} - 0.125)`
  const outside = sql`least(${amount.base} + ${amount.outsideShare} * outside_yuan, ${amount.cap})`
  const own = sql`(${amount.ownBase} + ${amount.ownShare} * aum_yuan)`
  await engine.keep(
    potentialName(draw),
    sql`SELECT cust, cust_id,
        multiIf(point < ${o.persuadable}, ${STRATA.persuadable}, point < ${o.persuadable} + ${o.sure}, ${STRATA.sure}, point < ${o.persuadable} + ${o.sure} + ${o.averse}, ${STRATA.averse}, ${STRATA.lost}) AS stratum,
        toUInt8(stratum IN (${STRATA.sure}, ${STRATA.averse})) AS y0, toUInt8(stratum IN (${STRATA.persuadable}, ${STRATA.sure})) AS y1,
        toInt64(100 * if(stratum = ${STRATA.persuadable}, ${outside}, ${own}) * ${spread}) AS amount,
        if(y0 = 1, amount, 0) AS amount0, if(y1 = 1, amount, 0) AS amount1,
        (${o.persuadable}) / total AS p_persuadable, (${o.sure}) / total AS p_sure, (${o.averse}) / total AS p_averse,
        p_persuadable - p_averse AS tau, p_sure + p_averse AS p_y0, p_persuadable + p_sure AS p_y1,
        p_persuadable * ${outside} - p_averse * ${own} AS tau_yuan
      FROM (SELECT *, ${point} AS point, 1 + ${o.persuadable} + ${o.sure} + ${o.averse} AS total FROM universe)`,
  )
  await engine.drop('universe')
  return intercepts
}
