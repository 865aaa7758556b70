import { param, sql, type Sql } from '#kernel/sql'
import { addDays, dateOfDayNumber, dayNumber } from '#kernel/calendar'
import { pick, type Chance } from '../chance.js'
import { EXTRA_SALARY, MONTHS, MONTH_START, TODAY, businessDayFrom } from '../calendar.js'
import { PAY, PENSION } from '../parameters/marginal.js'
import { DAY_MS, ZONE_MS, instantOf, monthOf, monthStart } from './flow.js'

const MONTH = [sql`cust`, sql`m`] as const
const END = (dayNumber(TODAY) + 1) * DAY_MS - ZONE_MS
const monthFirst = (month: number) => dateOfDayNumber(MONTH_START[month] ?? 0)
const dayIn = (month: number, day: number) => businessDayFrom(addDays(monthFirst(month), day - 1))

/** Day number of each pay day (rows of five) and of the pension, month by month, shifted to the next business day. */
export const PAY_DAYS = Array.from({ length: MONTHS }, (_, at) => PAY.days.map((day) => dayNumber(dayIn(at + 1, day)))).flat()
const PENSION_DAYS = Array.from({ length: MONTHS }, (_, at) => dayNumber(dayIn(at + 1, PENSION.day)))
const EXTRA_DAYS = Array.from({ length: MONTHS }, (_, at) => dayNumber(EXTRA_SALARY[at + 1] ?? '1970-01-01'))

/** Salaries by month with the day and instant; the table `salary` of a range. The job ends a month before a job changer leaves. */
export function salaryTable(chance: Chance, from: number, to: number): Sql {
  const { uniform, normal } = chance
  return sql`
    SELECT cust, m, extra, employer, pay_leak, archetype, has_app, devices, city_code, fixed_role,
      if(extra, ${pick(EXTRA_DAYS, sql`m`)}, ${pick(PAY_DAYS, sql`(m - 1) * 5 + pay_slot`)}) AS day,
      toInt64(round(pay_amount * exp(0.03 * ${normal('pay noise', ...MONTH)}))) AS amount,
      ${instantOf(sql`day`, sql`6 * 3600 + 3 * 3600 * ${uniform('pay hour', sql`employer`, sql`m`)} + 60 * ${uniform('pay second', ...MONTH)}`)} AS ts
    FROM (SELECT *, toUInt8(month) AS m FROM latent_customer ARRAY JOIN range(1, ${MONTHS + 1}) AS month WHERE cust >= ${from} AND cust < ${to} AND payroll) ARRAY JOIN [false, true] AS extra
    WHERE day > greatest(toInt32(open_date), 0) AND (NOT extra OR ${pick(EXTRA_DAYS, sql`m`)} > 0)
      AND (churn_month = 0 OR m < churn_month - (dormant_cause = 'JOB_CHANGE'))`
}

/** The salaries as movements. */
export function salaryFlows(): Sql {
  return sql`
    SELECT cust, m, ts, 'SALARY' AS type, toInt8(1) AS dir, amount, 'AUTO' AS channel, 'EMPLOYER' AS cpty_type,
      concat('EN', leftPad(toString(intDiv(employer, 2) * 5 + employer % 2 + 1), 6, '0')) AS cpty_id, '' AS mcc, if(extra, 'BONUS', 'PAYROLL') AS memo_class,
      '' AS device_id, city_code AS region, 'OK' AS status, '' AS fail_code, '' AS mark
    FROM salary`
}

/** What leaves within 72 hours of pay day: to the own account elsewhere, and for investors to securities and fund platforms. */
export function leakFlows(chance: Chance): Sql {
  const { uniform, normal } = chance
  return sql`
    SELECT cust, ${monthOf(sql`day_out`)} AS m, ts, multiIf(way = 1, 'TRF_OUT', way = 2, 'BANK_SEC', 'QUICKPAY') AS type, toInt8(-1) AS dir,
      toInt64(round(pay * share)) AS amount, if(way = 3, 'ONLINE', if(has_app, 'APP', 'COUNTER')) AS channel,
      multiIf(way = 1, 'SELF_OTHER_BANK', way = 2, 'SECURITIES', 'FUND_PLATFORM') AS cpty_type,
      multiIf(way = 1, concat('OB', toString(cust % 12), '-', toString(cust)), way = 2, concat('SEC', toString(1 + cust % 8)), concat('FP', toString(1 + cust % 3))) AS cpty_id,
      '' AS mcc, 'LEAK' AS memo_class, if(has_app, devices[1], '') AS device_id, city_code AS region, 'OK' AS status, '' AS fail_code, '' AS mark
    FROM (
      SELECT cust, m AS pay_month, amount AS pay, has_app, devices, city_code,
        ts + 600000 + toInt64(floor(${uniform('leak delay', ...MONTH, sql`extra`, sql`way`)} * 71 * 3600000)) AS ts_out, ts_out AS ts,
        intDiv(ts_out + ${ZONE_MS}, ${DAY_MS}) AS day_out,
        least(0.98, pay_leak * exp(0.12 * ${normal('leak noise', ...MONTH)})) * if(archetype = 4, if(way = 1, 0.45, if(way = 2, 0.35, 0.2)), 1) AS share, way
      FROM salary ARRAY JOIN if(archetype = 4, [1, 2, 3], [1]) AS way
    ) WHERE amount > 100 AND ts < ${END}`
}

/** Pensions. */
export function pensionFlows(chance: Chance, from: number, to: number): Sql {
  return sql`
    SELECT cust, m, ${instantOf(pick(PENSION_DAYS, sql`m`), sql`7 * 3600 + 5400 * ${chance.uniform('pension second', ...MONTH)}`)} AS ts, 'PENSION' AS type, toInt8(1) AS dir,
      pension_amount AS amount, 'AUTO' AS channel, 'GOV' AS cpty_type, concat('GOV', city_code) AS cpty_id, '' AS mcc, 'PENSION' AS memo_class, '' AS device_id,
      city_code AS region, 'OK' AS status, '' AS fail_code, '' AS mark
    FROM latent_customer ARRAY JOIN range(1, ${MONTHS + 1}) AS m
    WHERE cust >= ${from} AND cust < ${to} AND pension AND ${pick(PENSION_DAYS, sql`m`)} > toInt32(open_date) AND (churn_month = 0 OR m < churn_month)`
}

/** Interest each quarter on the 21st, for accounts in use. */
export function interestFlows(from: number, to: number): Sql {
  return sql`
    SELECT cust, m, ${instantOf(sql`${monthStart(sql`m`)} + 20`, sql`3600 + cust % 7200`)} AS ts, 'INTEREST' AS type, toInt8(1) AS dir,
      toInt64(intDiv(demand[m], 4000)) AS amount, 'AUTO' AS channel, '' AS cpty_type, '' AS cpty_id, '' AS mcc, 'INTEREST' AS memo_class, '' AS device_id, '' AS region, 'OK' AS status, '' AS fail_code, '' AS mark
    FROM demand_plan ARRAY JOIN ${param([3, 6, 9, 12, 15, 18, 21, 24], 'Array(Int64)')} AS m
    WHERE cust >= ${from} AND cust < ${to} AND active[m] AND amount >= 1`
}
