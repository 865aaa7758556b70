import { sql, type Sql } from '#kernel/sql'
import { never, type Check } from './check.js'

/** The end of the last business day less ninety days, in UTC milliseconds. */
const QUARTER = sql`(toInt64(toInt32(toDate32('2025-12-31')) + 1 - 90) * 86400000 - 28800000)`
const CAR_CODES = sql`('5541', '5542', '4784', '7523')`
/** Of each customer: payments of ninety days, and those for a car. */
const paid = sql`(SELECT cust_id, count() AS payments, countIf(mcc IN ${CAR_CODES}) AS car FROM txn WHERE type IN ('POS', 'QUICKPAY') AND ts >= ${QUARTER} GROUP BY cust_id)`
/** The value of the highest score of each who answered the survey of values, as a number of `value_type`. */
const told = sql`(SELECT cust_id, argMax(indexOf(['VALUE_FAMILY', 'VALUE_SAFETY', 'VALUE_STATUS', 'VALUE_THRIFT', 'VALUE_GROWTH'], node), score) AS top FROM survey_response WHERE startsWith(node, 'VALUE_') GROUP BY cust_id)`
const joined = (what: Sql, from: Sql, where: Sql) => sql`SELECT 100 * avg(${what}) AS got FROM ${from} AS t INNER JOIN (SELECT cust_id, car_owner, value_type, spend_driver FROM latent) AS l ON l.cust_id = t.cust_id WHERE ${where}`

/** Who has a car (what three payments in ninety days tell of it, tI08) and what people hold dear (what the survey tells, tI11). */
export function traitChecks(): Check[] {
  const always = sql`1`
  return [
    { name: 'car owners %', target: 29.5, within: 2, got: sql`SELECT 100 * avg(car_owner) AS got FROM latent`, from: 5000 },
    { name: 'three car payments in 90 days: % who have a car', target: 98, within: 2, got: joined(sql`car_owner`, paid, sql`t.car >= 3`), from: 5000 },
    { name: 'car owners with 9 payments in 90 days: % with three for it', target: 90, within: 4, got: joined(sql`t.car >= 3`, paid, sql`l.car_owner AND t.payments >= 9`), from: 5000 },
    { name: 'answered the survey of values %', target: 9, within: 1.5, got: sql`SELECT 100 * (SELECT count() FROM ${told}) / count() AS got FROM customer`, from: 5000 },
    { name: 'highest score of the survey is what is held dear %', target: 84, within: 5, got: joined(sql`t.top = l.value_type`, told, always), from: 10_000 },
    { name: 'highest score of the survey is what most is spent on suggests %', target: 55, within: 7, got: joined(sql`t.top = [4, 3, 3, 5, 2, 1][l.spend_driver]`, told, always), from: 10_000 },
    never('payments booked at merchants of another code', sql`SELECT 1 FROM txn AS t INNER JOIN merchant AS m ON m.mer_id = t.cpty_id WHERE t.cpty_type = 'MERCHANT' AND t.type IN ('POS', 'QUICKPAY') AND t.mcc != m.mcc`),
    never('answers on values without a consent to research in force', sql`
      SELECT 1 FROM survey_response AS s LEFT JOIN (SELECT cust_id, minIf(ts, granted) AS from, maxIf(ts, NOT granted) AS until FROM consent WHERE purpose = 'RESEARCH' GROUP BY cust_id HAVING countIf(granted) > 0) AS c ON c.cust_id = s.cust_id
      WHERE startsWith(s.node, 'VALUE_') AND (c.cust_id = '' OR s.ts <= c.from OR (c.until > c.from AND s.ts >= c.until))`),
  ]
}
