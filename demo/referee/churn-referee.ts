import { join } from 'node:path'
import { auc, curveOf, rankingOf } from '#kernel/learn'
import { query, sql } from '#kernel/sql'
import type { Engine } from '../generator/engine.js'
import { EVENT, HABIT, HAZARD, LOGINS_LOST } from '../generator/parameters/marginal.js'
import type { Product } from '../load/product.js'
import { type Judged } from './analysis-verdict.js'
import { publishedScores } from './published-scores.js'
import { refereeReasons } from './reason-referee.js'

interface VersionAnswer {
  readonly figures: { readonly probability: { readonly calibrationSlope: number | null; readonly auc: { readonly value: number } } | null }
}

/** What domain specification 2.5 TR2 asks for; the least AUC on a bank of a few thousand. */
const BOUNDS = { auc: 0.8, behind: 0.03, slope: [0.85, 1.15], small: 0.72 } as const
const AHEAD = 3
/** How far logins fall in a month they are lost, on the generator's scale. */
const FALL = 8
/** Months in which a fall raises the hazard, three months after it began (`login_drop`). */
const RAISED = 6

/** Month 1 is January 2024. */
function monthOf(date: string): number {
  return (Number(date.slice(0, 4)) - 2024) * 12 + Number(date.slice(5, 7))
}

/** TR2: published scores of a past month end against who really left in the three months after, and against the hazard itself. */
export async function refereeChurn(product: Product, engine: Engine, truthFolder: string, model: string): Promise<Judged> {
  const { scores, asOf } = await publishedScores(product, model)
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
  const reasons = await refereeReasons(product, model)
  const slope = figures.probability?.calibrationSlope ?? Number.NaN
  return {
    judgements: [
      { truth: 'TR2', what: 'AUC of who leaves next 未来三月流失', found: own.toFixed(3), wanted: `≥ ${BOUNDS.auc}`, met: own >= BOUNDS.auc, small: own >= BOUNDS.small },
      { truth: 'TR2', what: 'behind the planted hazard 与真风险之差', found: (oracle - own).toFixed(3), wanted: `≤ ${BOUNDS.behind} (oracle ${oracle.toFixed(3)})`, met: oracle - own <= BOUNDS.behind, beyond: oracle - bound > BOUNDS.behind },
      { truth: 'TR2', what: 'behind what can be seen 与可观测上限之差', found: (bound - own).toFixed(3), wanted: `≤ ${BOUNDS.behind} (reachable ${bound.toFixed(3)})`, met: bound - own <= BOUNDS.behind },
      ...reasons.judgements,
      { truth: 'TR2', what: 'calibration slope 校准斜率', found: slope.toFixed(2), wanted: `${BOUNDS.slope[0]} … ${BOUNDS.slope[1]}`, met: slope >= BOUNDS.slope[0] && slope <= BOUNDS.slope[1] },
    ],
    notes: [`${model} as of ${asOf}: ${known.length} customers, ${leaves.reduce((sum, one) => sum + one, 0)} leave; out of time on its own label AUC ${figures.probability?.auc.value.toFixed(3) ?? '?'}`, ...reasons.notes],
  }
}

/** A customer before the date: what the truth says of the chance of leaving, and what the bank sees of logins. */
interface Watched {
  readonly cust_id: string
  readonly leaves: number
  readonly first: number
  readonly app_habit: boolean
  readonly logins: readonly number[]
  readonly hazard: readonly number[]
  readonly login_drop: readonly number[]
}

/**
 * AUC of somebody who knows every planted effect but sees logins only as a bank does: months without one may be chance or
 * the fall, so each month the fall may have begun counts with its probability (Bayes). No model on the bank's data can do
 * much better.
 */
async function reachable(engine: Engine, truthFolder: string, at: { month: number; known: ReadonlySet<string> }): Promise<number> {
  const rows = await engine.rows(query<Watched>(sql`
    SELECT cust_id, churn_month BETWEEN ${at.month + 1} AND ${at.month + AHEAD} AS leaves, greatest(1, open_month) AS first, app_habit, logins, hazard, login_drop
    FROM file(${join(truthFolder, 'truth_latent*.parquet')}) WHERE churn_month = 0 OR churn_month > ${at.month}`))
  const seen = rows.filter(({ cust_id }) => at.known.has(cust_id))
  return auc(curveOf(rankingOf(seen.map((row) => row.leaves), seen.map((row) => seenChance(row, at.month)))))
}

const inverse = (logit: number): number => 1 / (1 + Math.exp(-logit))

/** Chance to leave in the months after, over the months in which logins may have fallen. */
export function seenChance({ app_habit, first, logins, hazard, login_drop }: Omit<Watched, 'cust_id' | 'leaves'>, month: number): number {
  const base = (each: number): number => {
    const chance = hazard[each - 1] ?? 0
    return Math.log(chance / (1 - chance)) - HAZARD.loginDrop * (login_drop[each - 1] ?? 0)
  }
  const dropped = (each: number, begun: number): boolean => begun > 3 && each - begun >= AHEAD && each - begun < AHEAD + RAISED
  const leaving = (each: number, begun: number): number => inverse(base(each) + (dropped(each, begun) ? HAZARD.loginDrop * FALL : 0))
  const stays = (from: number, begun: number): number => Array.from({ length: AHEAD }, (_, place) => 1 - leaving(from + place, begun)).reduce((all, each) => all * each, 1)
  const never = 0
  const worlds = [{ begun: never, weight: 1 }]
  if (app_habit) {
    // From the last month back: no login since, so the fall may have begun there; it outweighs chance by 1 in (1 - always).
    for (let begun = month, quiet = 1; begun >= Math.max(first, month - LOGINS_LOST + 1) && logins[begun - 1] === 0; begun -= 1) {
      quiet /= 1 - HABIT.always
      const survived = Array.from({ length: month - begun }, (_, place) => 1 - leaving(begun + 1 + place, begun)).reduce((all, each) => all * each, 1)
      worlds.push({ begun, weight: EVENT.loginDrop * quiet * survived })
    }
  }
  const total = worlds.reduce((sum, { weight }) => sum + weight, 0)
  return 1 - worlds.reduce((sum, { begun, weight }) => sum + weight * stays(month + 1, begun), 0) / total
}
