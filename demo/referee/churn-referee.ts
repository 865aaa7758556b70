import { join } from 'node:path'
import { auc, curveOf, rankingOf } from '#kernel/learn'
import { query, sql } from '#kernel/sql'
import type { Engine } from '../generator/engine.js'
import { EVENT, HAZARD } from '../generator/parameters/marginal.js'
import type { Product } from '../load/product.js'
import { type Judged } from './analysis-verdict.js'

interface ScorePage {
  readonly items: readonly { readonly custId: string; readonly score: number }[]
  readonly nextCursor: string | null
  readonly run: { readonly asOf: string }
}

interface VersionAnswer {
  readonly figures: { readonly probability: { readonly calibrationSlope: number | null; readonly auc: { readonly value: number } } | null }
}

/** What domain specification 2.5 TR2 asks for. */
const BOUNDS = { auc: 0.8, behind: 0.03, slope: [0.85, 1.15] } as const
const AHEAD = 3
/** How far logins fall in a month they are lost, on the generator's scale. */
const FALL = 8
const PAGE = 500

/** Month 1 is January 2024. */
function monthOf(date: string): number {
  return (Number(date.slice(0, 4)) - 2024) * 12 + Number(date.slice(5, 7))
}

/** TR2: published scores of a past month end against who really left in the three months after, and against the hazard itself. */
export async function refereeChurn(product: Product, engine: Engine, truthFolder: string, model: string): Promise<Judged> {
  const { scores, asOf } = await scoresOf(product, model)
  const month = monthOf(asOf)
  const later = Array.from({ length: AHEAD }, (_, at) => month + 1 + at)
  const stays = sql`arrayProduct(arrayMap(m -> 1 - hazard[m], ${later}))`
  const truth = await engine.rows(query<{ cust_id: string; leaves: number; chance: number }>(sql`
    SELECT cust_id, churn_month BETWEEN ${month + 1} AND ${month + AHEAD} AS leaves, 1 - ${stays} AS chance
    FROM file(${join(truthFolder, 'truth_latent*.parquet')}) WHERE churn_month = 0 OR churn_month > ${month}`))
  const known = truth.filter(({ cust_id }) => scores.has(cust_id))
  const leaves = known.map((row) => row.leaves)
  const of = (read: (row: (typeof known)[number]) => number) => auc(curveOf(rankingOf(leaves, known.map(read))))
  const [own, oracle] = [of(({ cust_id }) => scores.get(cust_id) ?? 0), of(({ chance }) => chance)]
  const bound = await reachable(engine, truthFolder, { month, known: new Set(known.map(({ cust_id }) => cust_id)) })
  const { items } = (await product.request('GET', `/api/v1/models/${model}/versions`)) as { items: { number: number; status: string }[] }
  const champion = items.find(({ status }) => status === 'champion')?.number ?? 1
  const { figures } = (await product.request('GET', `/api/v1/models/${model}/versions/${champion}`)) as VersionAnswer
  const slope = figures.probability?.calibrationSlope ?? Number.NaN
  return {
    judgements: [
      { truth: 'TR2', what: 'AUC of who leaves next 未来三月流失', found: own.toFixed(3), wanted: `≥ ${BOUNDS.auc}`, met: own >= BOUNDS.auc },
      { truth: 'TR2', what: 'behind the planted hazard 与真风险之差', found: (oracle - own).toFixed(3), wanted: `≤ ${BOUNDS.behind} (oracle ${oracle.toFixed(3)})`, met: oracle - own <= BOUNDS.behind },
      { truth: 'TR2', what: 'behind what can be seen 与可观测上限之差', found: (bound - own).toFixed(3), wanted: `≤ ${BOUNDS.behind} (reachable ${bound.toFixed(3)})`, met: bound - own <= BOUNDS.behind },
      { truth: 'TR2', what: 'calibration slope 校准斜率', found: slope.toFixed(2), wanted: `${BOUNDS.slope[0]} … ${BOUNDS.slope[1]}`, met: slope >= BOUNDS.slope[0] && slope <= BOUNDS.slope[1] },
    ],
    notes: [`${model} as of ${asOf}: ${known.length} customers, ${leaves.reduce((sum, one) => sum + one, 0)} leave; out of time on its own label AUC ${figures.probability?.auc.value.toFixed(3) ?? '?'}`],
  }
}

/**
 * AUC of somebody who knows every planted effect but sees logins only as a bank does: a month of lost logins looks like any
 * other month without one, so its effect counts with its chance (Bayes). No model on the bank's data can do much better.
 */
async function reachable(engine: Engine, truthFolder: string, at: { month: number; known: ReadonlySet<string> }): Promise<number> {
  const months = Array.from({ length: AHEAD }, (_, place) => at.month + 1 + place)
  const chance = EVENT.loginDrop
  const lost = sql`${chance} / (${chance} + (1 - ${chance}) * (1 - monthly_active))`
  const hidden = sql`arrayMap(m -> 1 - arrayProduct(arrayMap(k -> if(logins[k] > 0 OR NOT has_app, 1, 1 - ${lost}), range(toUInt32(m - 8), toUInt32(m - 2)))), ${months})`
  const base = sql`arrayMap(m -> log(hazard[m] / (1 - hazard[m])) - ${HAZARD.loginDrop} * login_drop[m], ${months})`
  const mixed = sql`arrayMap((p, b) -> (1 - p) / (1 + exp(0 - b)) + p / (1 + exp(0 - b - ${HAZARD.loginDrop * FALL})), ${hidden}, ${base})`
  const rows = await engine.rows(query<{ cust_id: string; leaves: number; chance: number }>(sql`
    SELECT cust_id, churn_month BETWEEN ${at.month + 1} AND ${at.month + AHEAD} AS leaves, 1 - arrayProduct(arrayMap(x -> 1 - x, ${mixed})) AS chance
    FROM file(${join(truthFolder, 'truth_latent*.parquet')}) WHERE churn_month = 0 OR churn_month > ${at.month}`))
  const seen = rows.filter(({ cust_id }) => at.known.has(cust_id))
  return auc(curveOf(rankingOf(seen.map((row) => row.leaves), seen.map((row) => row.chance))))
}

async function scoresOf(product: Product, model: string): Promise<{ scores: Map<string, number>; asOf: string }> {
  const scores = new Map<string, number>()
  let [cursor, asOf]: [string | null, string] = ['', '']
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = (await product.request('GET', `/api/v1/models/${model}/scores?limit=${PAGE}${from}`)) as ScorePage
    for (const { custId, score } of page.items) scores.set(custId, score)
    asOf = page.run.asOf
    cursor = page.nextCursor
  }
  return { scores, asOf }
}

