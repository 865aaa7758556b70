import { param, sql, type Sql } from '#kernel/sql'
import { pick, type Chance } from '../chance.js'
import { FIRST_DAY, MONTHS, TODAY } from '../calendar.js'
import { ANOMALY } from '../parameters/marginal.js'
import { OFF_SHELF, PRODUCTS, productIds } from '../parameters/product.js'
import { byTier } from '../parameters/tier.js'
import { MANAGER_ID } from '../parameters/place.js'

/** Categories of a position: 1 time deposit, 2 wealth, 3 fund, 4 insurance, 5 gold. */
export const CATEGORY_NAMES = ['time', 'wealth', 'fund', 'insurance', 'gold'] as const
const WEIGHTS = [1.2, 1, 0.55, 0.45, 0.12]
const CUST = sql`cust`
const LANE = [sql`cust`, sql`category`, sql`lane`] as const
const base = sql`toDate32('2023-12-01')`

/** Lines of business each customer keeps: a lane is one product line whose positions follow each other. Principal in fen. */
export function laneTable(chance: Chance): Sql {
  const { uniform, normal, choice } = chance
  const lane = (flag: Sql, category: number, second: number) =>
    sql`if(${flag}, if(${uniform(`lane ${category}`, CUST)} < ${second}, [(${category}, 1), (${category}, 2)], [(${category}, 1)]), [])`
  return sql`
    SELECT cust, category, lane,
      toUInt8(multiIf(category = 1 AND lane = 1, time_term, category = 1, ${pick([3, 6, 12, 36], choice([0.1, 0.2, 0.45, 0.25], 'lane term', ...LANE))}, category = 2, ${pick([3, 6, 12], choice([0.25, 0.4, 0.35], 'lane term wealth', ...LANE))}, 0)) AS term,
      toInt16(multiIf(category = 1 AND lane = 1, time_first, open_month > 0, open_month + 1 + floor(2 * ${uniform('lane start', ...LANE)}), 0 - floor(${uniform('lane phase', ...LANE)} * if(term = 0, 24, term)))) AS first,
      toInt8(if(${uniform('month end', ...LANE)} < 0.6, 31 - floor(3 * ${uniform('lane day', ...LANE)}), 1 + floor(27 * ${uniform('lane day', ...LANE)}))) AS day_of_month,
      intDiv(toInt64(aum_base * invested * weight / weights_sum), 10000) * 10000 AS principal,
      open_date, open_month, churn_date, follows_manager, in_wave, unrolled, fixed_role, must_risk, appetite, branch, rm_left, manager, sub, has_app, tier0
    FROM (
      SELECT *, ${pick(byTier((tier) => tier.invested), sql`tier0 + 1`)} * exp(0.12 * ${normal('invested', CUST)} - 0.1) AS invested_drawn, least(0.94, invested_drawn) AS invested,
        arrayConcat(${lane(sql`holds_time`, 1, 0.25)}, ${lane(sql`holds_wealth`, 2, 0.3)}, ${lane(sql`holds_fund`, 3, 0.4)}, ${lane(sql`holds_insurance`, 4, 0)}, ${lane(sql`holds_gold`, 5, 0)}) AS lanes,
        arrayMap(x -> ${pick(WEIGHTS, sql`x.1`)} * exp(0.4 * ${normal('lane weight', CUST, sql`x.1`, sql`x.2`)}), lanes) AS weights,
        arraySum(weights) AS weights_sum
      FROM latent_customer WHERE NOT near_zero
    ) ARRAY JOIN lanes.1 AS category, lanes.2 AS lane, weights AS weight
    WHERE principal >= 10000`
}

/** Positions of the lanes: one after the other, each with the day and the way it ended. */
export function lanePositions(chance: Chance): Sql {
  const { uniform } = chance
  const day = (month: Sql) => sql`least(addMonths(${base}, ${month}) + day_of_month - 1, toLastDayOfMonth(addMonths(${base}, ${month})))`
  const draw = (stream: string) => uniform(stream, ...LANE, sql`cycle`)
  const anomalyDay = sql`toDate32('2025-07-01') + toInt32(3 + floor(26 * ${uniform('anomaly day', ...LANE)}))`
  const dip = sql`category = 2 AND NOT must_risk AND ${uniform('bond dip', ...LANE)} < 0.15 AND opened < toDate32('2025-08-01') AND matures > toDate32('2025-08-25')`
  return sql`
    SELECT cust, category, lane, cycle, principal,
      first + cycle * term AS opened_month,
      category = 1 AND lane = 1 AND opened_month BETWEEN 1 AND ${MONTHS} AND cycle > 0 AND unrolled[greatest(opened_month, 1)] AS resumed,
      greatest(open_date, ${day(sql`opened_month`)} + if(resumed, 25 + toInt32(floor(6 * ${draw('resume')})), 0)) AS opened,
      if(term = 0, toDate32('2099-12-31'), ${day(sql`opened_month + term`)}) AS matures,
      least(
        if(churn_date IS NULL, toDate32('2099-12-31'), assumeNotNull(churn_date) + toInt32(3 + floor(30 * ${draw('leaving day')}))),
        if(follows_manager AND ${uniform('follows', ...LANE)} < ${ANOMALY.managerLoss} OR in_wave AND category = 1, ${anomalyDay}, toDate32('2099-12-31')),
        if(${dip}, toDate32('2025-08-03') + toInt32(floor(25 * ${draw('dip day')})), toDate32('2099-12-31'))) AS early,
      least(matures, early) AS ends,
      ends <= toDate32(${TODAY}) AS ended,
      category = 1 AND lane = 1 AND opened_month + term BETWEEN 1 AND ${MONTHS} AND unrolled[greatest(1, least(${MONTHS}, opened_month + term))] AS left_unrolled,
      multiIf(NOT ended, 'HOLDING', early < matures, if(in_wave, 'MATURED', 'REDEEMED'), left_unrolled, 'MATURED', 'ROLLED') AS status,
      cycle > 0 AND NOT resumed AND NOT previous_early AS from_roll,
      lagInFrame(early < matures, 1, false) OVER (PARTITION BY cust, category, lane ORDER BY cycle) AS previous_early,
      false AS is_purchase,
      follows_manager, in_wave, churn_date, fixed_role, must_risk, appetite, branch, manager, sub, has_app, tier0, term
    FROM lane ARRAY JOIN range(0, if(term = 0, 1, toUInt8(greatest(0, intDiv(${MONTHS} - first, greatest(term, 1)))) + 1)) AS cycle
    WHERE opened <= toDate32(${TODAY}) AND opened < matures AND first + cycle * term <= ${MONTHS}`
}

/** Lanes stop where the customer left, followed the manager or took part in the wave. */
export function keptPositions(): Sql {
  return sql`
    SELECT * FROM lane_position
    WHERE opened < early AND (churn_date IS NULL OR opened < assumeNotNull(churn_date))
      AND NOT (in_wave AND category = 1 AND opened >= toDate32('2025-07-01'))`
}

/** TR4's purchases as short positions; those without such a product get their money back within the month. */
export function purchasePositions(chance: Chance): Sql {
  const { uniform, gamma } = chance
  const first = sql`toDate32(${FIRST_DAY})`
  const NUMBER = sql`cycle`
  return sql`
    SELECT cust, toUInt8(if(holds_wealth OR NOT holds_fund, 2, 3)) AS category, toUInt8(9) AS lane, toUInt16(number) AS cycle,
      toInt64(greatest(10000, 10000 * round(ticket_scale * ${gamma(sql`4.`, 'amount', CUST, NUMBER)} / 100))) AS principal,
      toInt16(0) AS opened_month, false AS resumed, ${first} + toInt32(buy_day) AS opened, toDate32('2099-12-31') AS matures,
      opened + toInt32(5 + floor(30 * ${uniform('held days', CUST, NUMBER)})) AS wanted,
      if(holds_wealth OR holds_fund, wanted, greatest(opened + 1, least(wanted, toLastDayOfMonth(opened)))) AS early, early AS ends,
      ends <= toDate32(${TODAY}) AS ended, false AS left_unrolled, if(ended, 'REDEEMED', 'HOLDING') AS status,
      false AS from_roll, false AS previous_early, true AS is_purchase,
      follows_manager, in_wave, churn_date, fixed_role, must_risk, appetite, branch, manager, sub, has_app, tier0, toUInt8(0) AS term
    FROM latent_customer ARRAY JOIN buy_days AS buy_day, arrayEnumerate(buy_days) AS number`
}

/** All positions with their product and seller, numbered for each customer. */
export function positionTable(chance: Chance): Sql {
  const { hash, uniform } = chance
  const POSITION = [sql`cust`, sql`category`, sql`lane`] as const
  const of = (ids: readonly string[]) => sql`arrayElement(${param([...ids], 'Array(String)')}, 1 + ${hash('product', ...POSITION)} % ${ids.length})`
  const wealthRisk = sql`multiIf(must_risk, 3, fixed_role != '', 1 + (lane = 1), is_purchase AND ${uniform('cash product', ...POSITION, sql`cycle`)} < 0.4, 1, appetite >= 4 AND ${uniform('high', ...POSITION)} < 0.4, 4, appetite >= 3, 2 + (${uniform('some', ...POSITION)} < 0.4), 2)`
  const fundRisk = sql`multiIf(must_risk, 3 + (appetite >= 4), appetite >= 5, 5, appetite)`
  const byRisk = (category: 'WEALTH' | 'FUND', risk: Sql, highest: number) =>
    sql`multiIf(${(['R1', 'R2', 'R3', 'R4', 'R5'] as const).slice(0, highest - 1).reduce((all, level, at) => sql`${all}${risk} = ${at + 1}, ${of(productIds(category, level))}, `, sql``)}${of(productIds(category, `R${highest}` as 'R5'))})`
  const time = productIds('TIME_DEP')
  const offShelf = PRODUCTS.find((each) => each.offShelf !== '')?.id ?? ''
  return sql`
    SELECT *,
      concat('PO', leftPad(toString(cust), 8, '0'), leftPad(toString(row_number() OVER (PARTITION BY cust ORDER BY opened, category, lane, cycle)), 3, '0')) AS position_id,
      multiIf(category = 1, transform(term, [3, 6, 12, 36], ${time}, ${time[2] ?? ''}), category = 2, ${byRisk('WEALTH', wealthRisk, 4)}, category = 3, ${byRisk('FUND', fundRisk, 5)},
        category = 4, if(branch = ${ANOMALY.offShelfBranch} AND opened < toDate32(${OFF_SHELF.date}), ${offShelf}, ${of(productIds('INSURANCE'))}), ${of(productIds('GOLD'))}) AS product_id,
      if(manager > 0 AND ${uniform('sold by', ...POSITION, sql`cycle`)} < 0.55, ${MANAGER_ID}, '') AS seller_emp_id,
      multiIf(seller_emp_id != '', 'COUNTER', has_app, 'APP', 'COUNTER') AS channel
    FROM (SELECT * FROM kept_position UNION ALL SELECT * EXCEPT (wanted) FROM purchase_position)`
}
