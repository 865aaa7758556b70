import { param, sql, type Sql } from '#kernel/sql'
import { pick, type Chance } from '../chance.js'
import { MONTHS, MONTH_START, SEASON } from '../calendar.js'
import { ANOMALY, DECAY_DAYS } from '../parameters/marginal.js'
import { PRICES, TIME_RATES } from '../parameters/market.js'
import { BRANCHES } from '../parameters/place.js'
import { PRODUCTS } from '../parameters/product.js'
import type { BankSize } from './ties.js'

const CUST = sql`cust`
const PHI = 0.85
/** Yuan a customer (domain specification 2.3). */
const MEAN_ASSETS = 53_000
/** Share of the customers of T2 and above that carry the bank's whole quarter-end bump. */
const BUMP_COVERAGE = 0.4

/**
 * Demand deposits each month-end (`demand[1]` is 2023-12-31, `demand[m + 1]` the end of month m), in fen. A balance moves
 * only in months with activity; a leaver's halves every 18 days; at quarter ends some bring money for a few days.
 */
export function demandPlan(chance: Chance, size: BankSize): Sql {
  const { uniform, normal, hash } = chance
  // What each of the two large customers brings: a share of a branch's assets at the bank's mean.
  const rise = Math.round((ANOMALY.riseShare / ANOMALY.risers) * (size.customers / BRANCHES.length) * MEAN_ASSETS * 100)
  // Next to the private banking threshold nothing wanders over it: a quarter of T6 holds one product (a few more are drawn: the bank's risers come on top).
  const settled = sql`(aum_yuan BETWEEN 4500000 AND 8000000 OR single_product)`
  const riser = sql`NOT ${settled} AND branch = ${ANOMALY.riseBranch} AND tier0 >= 5 AND NOT churned AND open_month = 0 AND cust < 20000`
  const starts = param([...MONTH_START], 'Array(Int64)')
  const months = sql`range(0, ${MONTHS + 1})`
  const ramp = sql`if(open_month = 0, 1, least(1, (m - open_month + 1) / 3)) * if(follows_manager AND m >= ${ANOMALY.month}, ${1 - ANOMALY.managerLoss}, 1)`
  return sql`
    SELECT cust, open_month, churn_month, closed, near_zero, has_app, devices, city_code, open_date, archetype, in_wave,
      (${riser}) AND row_number() OVER (PARTITION BY ${riser} ORDER BY ${hash('riser', CUST)}) <= ${ANOMALY.risers} AS rises,
      greatest(aum_base - ifNull(lanes.invested, 0), 0) AS demand_base,
      if(closed, toYear(assumeNotNull(close_date)) * 12 + toMonth(assumeNotNull(close_date)) - 24288, 0) AS close_month,
      arrayMap(m -> txn_drawn[m] > 0 OR m = open_month OR ((follows_manager OR rises) AND m = ${ANOMALY.month}), range(1, ${MONTHS + 1})) AS active,
      arrayMap((m, sum) -> if(${settled}, 0, sum * pow(${PHI}, m)), ${months}, arrayCumSum(arrayMap(m -> 0.06 * ${normal('path', CUST, sql`m`)} / pow(${PHI}, m), ${months}))) AS path,
      arrayMap((m, x) -> if(m < open_month, 0, if(near_zero, toFloat64(demand_base), demand_base * exp(x - if(${settled}, 0, 0.003 * (${MONTHS} - m))) * ${ramp} + if(rises AND m >= ${ANOMALY.month}, ${rise}, 0))), ${months}, path) AS wanted,
      arrayFill((value, moves) -> moves, wanted, arrayConcat([true], active)) AS kept,
      arrayMap(m -> if(churn_month = 0 OR m < churn_month OR near_zero, kept[m + 1], kept[churn_month] * pow(2, 0 - (${starts}[m + 2] - 1 - toInt32(assumeNotNull(churn_date))) / ${DECAY_DAYS})), ${months}) AS decayed,
      tier0 >= 2 AND NOT ${settled} AND ${uniform('bump', CUST)} < ${BUMP_COVERAGE} AS bumps,
      if(bumps, toInt64(${SEASON.quarterEndDeposit / BUMP_COVERAGE} * (demand_base + ifNull(lanes.time, 0))), 0) AS bump,
      arrayMap(m -> bump > 0 AND m % 3 = 0 AND m > open_month AND (churn_month = 0 OR m + 1 < churn_month), ${months}) AS bumped,
      arrayMap(m -> if(close_month > 0 AND m >= close_month, toInt64(0), toInt64(floor(decayed[m + 1])) + bump * bumped[m + 1]), ${months}) AS demand
    FROM latent_customer AS c LEFT JOIN (SELECT cust AS lane_cust, sum(principal) AS invested, sumIf(principal, category = 1) AS time FROM lane GROUP BY cust) AS lanes ON lanes.lane_cust = c.cust`
}

/** Positions with what they earn, in fen; `value_at[m + 1]` is the worth at the end of month m, 0 when not held then. */
export function valuedPositions(): Sql {
  const levels = PRODUCTS.map((each) => (each.risk === '' ? 1 : Number(each.risk.slice(1))))
  const starts = param([...MONTH_START], 'Array(Int64)')
  const price = (month: Sql) => pick(PRICES, sql`(level - 1) * ${MONTHS + 1} + ${month} + 1`)
  const monthOf = (day: Sql) => sql`least(${MONTHS}, greatest(0, toYear(${day}) * 12 + toMonth(${day}) - 24288))`
  const rates = sql`transform(term, ${TIME_RATES.map(([months]) => months)}, ${TIME_RATES.map(([, rate]) => rate)}, 0.012)`
  return sql`
    SELECT *,
      ${pick(levels, sql`toUInt32(substring(product_id, 2))`)} AS level,
      category = 3 OR category = 5 AS floats,
      toInt64(round(multiIf(category = 1, principal * ${rates} * dateDiff('day', opened, least(ends, matures)) / 365 * if(ends < matures, 0.1, 1),
        floats, principal * (${price(monthOf(sql`ends`))} / ${price(monthOf(sql`opened`))} - 1), category = 4, 0, principal * 0.024 * dateDiff('day', opened, ends) / 365))) AS earned_drawn,
      if(ended, earned_drawn, 0) AS earned,
      arrayMap(m -> if(toInt32(opened) <= ${starts}[m + 2] - 1 AND toInt32(ends) > ${starts}[m + 2] - 1, toInt64(round(principal * if(floats, ${price(sql`m`)} / ${price(monthOf(sql`opened`))}, 1))), toInt64(0)), range(0, ${MONTHS + 1})) AS value_at
    FROM latent_position`
}
