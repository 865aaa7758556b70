import { param, sql, type Sql } from '#kernel/sql'
import { pick, poisson, type Chance } from '../chance.js'
import { FIRST_DAY, MONTHS, MONTH_START, TODAY, monthFactor } from '../calendar.js'
import { KIND, byArchetype } from '../parameters/archetype.js'
import { ANOMALY, EVENT, HAZARD, LOGINS_LOST } from '../parameters/marginal.js'
import { byTier } from '../parameters/tier.js'

const CUST = sql`cust`
const M = sql`m`
const by = (read: Parameters<typeof byArchetype>[0]) => pick(byArchetype(read), sql`archetype`)
const FIRST = MONTH_START[1] ?? 0
const DAYS = (MONTH_START[MONTHS + 1] ?? 0) - FIRST
export const DAYS_PER_MONTH = 30.4375
const MOST_PURCHASES = 60

/**
 * TR4: purchases of a customer. The clock starts at the later of opening and 2024-01-01; while alive they come at the
 * rate lambda ~ Gamma(r, alpha), and after each one the customer stops for good with p ~ Beta(a, b) (BG/NBD, Fader,
 * Hardie and Lee 2005). Days count from 2024-01-01. Amounts are Gamma(4) over a Gamma(3) rate (Gamma-Gamma).
 */
export function purchaseStage(chance: Chance): Sql {
  const { uniform, exponential, gamma, beta } = chance
  const K = sql`k`
  return sql`
    SELECT *,
      toUInt16(greatest(0, dateDiff('day', toDate32(${FIRST_DAY}), open_date))) AS entry_day,
      if(single_product OR age < 18, 1e-9, ${gamma(by((each) => each.purchase[0]), 'purchase rate', CUST)} / ${by((each) => each.purchase[1])}) AS buy_rate,
      ${beta(by((each) => each.purchase[2]), by((each) => each.purchase[3]), 'purchase end', CUST)} AS buy_stop,
      arrayFirstIndex(k -> ${uniform('purchase stop', CUST, K)} < buy_stop, range(1, ${MOST_PURCHASES + 1})) AS buy_last,
      arrayMap(t -> entry_day + floor(t * ${DAYS_PER_MONTH}), arrayCumSum(arrayMap(k -> ${exponential('purchase gap', CUST, K)} / greatest(buy_rate, 1e-9), range(1, 1 + if(buy_last = 0, ${MOST_PURCHASES}, buy_last))))) AS buy_all,
      arrayMap(d -> toUInt16(d), arrayFilter(d -> d < ${DAYS}, buy_all)) AS buy_days,
      toUInt8(if(empty(buy_days), 0, toYear(toDate32(${FIRST_DAY}) + toInt32(buy_days[-1])) * 12 + toMonth(toDate32(${FIRST_DAY}) + toInt32(buy_days[-1])) - 24288)) AS buy_last_month,
      ${by((each) => each.ticket)} * 2 / 4 / greatest(${gamma(sql`3.`, 'ticket', CUST)}, 0.05) AS ticket_scale,
      toUInt8(${chance.choice([0.1, 0.2, 0.45, 0.25], 'time term', CUST)}) AS time_slot,
      toUInt8(${pick([3, 6, 12, 36], sql`time_slot`)}) AS time_term,
      toInt16(if(open_month > 0, open_month + 1, 0 - floor(${uniform('time phase', CUST)} * time_term))) AS time_first
    FROM latent_trait`
}

/** Twenty-four months of each customer: logins, transactions, complaints, deposits not rolled, and the hazard of leaving (TR2). */
export function courseStage(chance: Chance): Sql {
  const { uniform, normal } = chance
  const months = sql`range(1, ${MONTHS + 1})`
  const factors = [...Array(MONTHS).keys()].map((at) => Math.max(monthFactor('cash', at + 1), monthFactor('quickpay', at + 1), monthFactor('card', at + 1)))
  const logit = sql`(${by((each) => each.churn)}) + ${pick(byTier((tier) => tier.churnShift), sql`tier0 + 1`)} + (${HAZARD.products}) * products + (${HAZARD.payroll}) * payroll
      + (${HAZARD.loginDrop}) * login_drop[m] + (${HAZARD.complaint}) * complaint90[m] + (${HAZARD.unrolled}) * (m > 1 AND (unrolled[m - 1] OR (m > 2 AND unrolled[m - 2])))
      + (${HAZARD.managerLeft}) * (rm_left AND m BETWEEN ${ANOMALY.month} AND ${ANOMALY.month + 5})
      + (${HAZARD.tenure}) * log(greatest(30, tenure_days - (${MONTHS} - m) * ${DAYS_PER_MONTH}) / 365)`
  return sql`
    SELECT *,
      arrayMap(m -> app_habit AND ${uniform('login shock', CUST, M)} < ${EVENT.loginDrop}, ${months}) AS login_lost,
      arrayMap(m -> exp(0.12 * ${normal('login noise', CUST, M)}) * if(arrayExists(x -> x, arraySlice(login_lost, greatest(1, m - ${LOGINS_LOST - 1}), m + 1 - greatest(1, m - ${LOGINS_LOST - 1}))), 0.0001, 1), ${months}) AS login_level,
      arrayMap(m -> if(m < 4 OR NOT has_app, 0, least(8, greatest(0, log((login_level[m - 1] + login_level[m - 2] + login_level[m - 3]) / 3 / login_level[m]) - 0.35))), ${months}) AS login_fall,
      arrayMap(m -> if(m < 4, 0, arrayMax(arraySlice(login_fall, greatest(1, m - 6), m - 2 - greatest(1, m - 6)))), ${months}) AS login_drop,
      arrayMap(m -> ${uniform('complains', CUST, M)} < ${EVENT.complaint} * if(near_zero, 0.4, 1.3), ${months}) AS complaint_in,
      arrayMap(m -> arrayExists(x -> x, arraySlice(complaint_in, greatest(1, m - 3), m - greatest(1, m - 3))), ${months}) AS complaint90,
      arrayMap(m -> holds_time AND m > time_first AND (m - time_first) % time_term = 0 AND ${uniform('unrolled', CUST, M)} < ${EVENT.unrolled}, ${months}) AS unrolled,
      arrayMap(m -> 1 / (1 + exp(0 - (${logit}))), ${months}) AS hazard,
      arrayFirstIndex(m -> NOT single_product AND m > greatest(open_month + 1, buy_last_month) AND m > 1 AND ${uniform('leaves', CUST, M)} < hazard[m], ${months}) AS churn_month,
      arrayMap(m -> if(m < open_month OR (churn_month > 0 AND m >= churn_month), 0, ${poisson(sql`(txn_rate * ${pick(factors, M)} * if(m = open_month, 0.5, 1))`, uniform('transactions', CUST, M), normal('transactions z', CUST, M))}), ${months}) AS txn_drawn,
      arrayMap(m -> if(m < greatest(open_month, 1) OR (churn_month > 0 AND m > churn_month) OR ${uniform('active', CUST, M)} > monthly_active * least(1, login_level[m] * 3), 0, greatest(1, ${poisson(sql`(logins_rate * login_level[m])`, uniform('login count', CUST, M), normal('login count z', CUST, M))})), ${months}) AS logins
    FROM latent_purchase`
}

/** What leaving came from, when, and whether the customer closed the account. */
export function endStage(chance: Chance): Sql {
  const { uniform } = chance
  const starts = param([...MONTH_START], 'Array(Int64)')
  const dayOf = (month: Sql) => sql`${starts}[${month} + 1]`
  return sql`
    SELECT * EXCEPT (buy_all, age_drawn, new_citizen_drawn, rated_drawn, spending_drawn, consent_draw, time_slot),
      churn_month > 0 AS churned,
      if(churned, toDate32(toInt32(${dayOf(sql`churn_month`)} + floor(28 * ${uniform('churn day', CUST)}))), NULL) AS churn_date,
      multiIf(NOT churned AND NOT near_zero, '', NOT churned, 'NEVER_ACTIVE',
        complaint90[churn_month], 'COMPLAINT', arrayExists(x -> x, arraySlice(unrolled, greatest(1, churn_month - 2), 2)), 'MATURITY', rm_left AND churn_month BETWEEN ${ANOMALY.month} AND ${ANOMALY.month + 5}, 'MANAGER_LEFT',
        payroll AND ${uniform('cause', CUST)} < 0.75, 'JOB_CHANGE', ${uniform('cause', CUST)} < 0.3, 'MOVED', 'COMPETITOR') AS dormant_cause,
      churned AND churn_month <= ${MONTHS - 5} AND ${uniform('closes', CUST)} < 0.6 AS closed,
      if(closed, toDate32(toInt32(${dayOf(sql`churn_month + 4`)} + floor(27 * ${uniform('close day', CUST)}))), NULL) AS close_date,
      rm_left AND NOT churned AS follows_manager,
      holds_time AND branch = ${ANOMALY.branch} AND sub != ${ANOMALY.sub} AND NOT churned AND open_month < ${ANOMALY.month - 1} AND ${uniform('wave', CUST)} < ${ANOMALY.waveCustomers} AS in_wave,
      archetype = ${KIND.hidden} AS is_hidden, archetype = ${KIND.owner} AS is_owner_kind,
      toDate32(${TODAY}) AS as_of
    FROM latent_course`
}
