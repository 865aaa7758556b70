import { sql, type Sql } from '#kernel/sql'
import { pickText, type Chance } from '../chance.js'
import { FIRST_DAY, TODAY } from '../calendar.js'
import { DAY_MS, ZONE_MS } from '../flows/flow.js'
import { RESEARCH, VALUES } from '../parameters/marginal.js'

const CUST = sql`cust`
const dayMs = (day: Sql) => sql`(toInt64(toInt32(${day})) * ${DAY_MS} - ${ZONE_MS})`
const END = dayMs(sql`(toDate32(${TODAY}) + 1)`)
/** Until when a customer answers: the last day, or the month they left in. */
const LAST = sql`least(${END} - ${DAY_MS}, if(churn_month = 0, ${END}, ${dayMs(sql`addMonths(toDate32('2023-12-01'), churn_month)`)}))`

/**
 * Grown-ups with the app who were asked to take part in research: cust, cust_id, when they answered (`said`, UTC milliseconds),
 * whether they agreed, and when they took it back (null: never).
 */
function asked({ uniform }: Chance): Sql {
  const opened = sql`(${dayMs(sql`open_date`)} + 43200000)`
  return sql`
    SELECT *, ${uniform('agrees to research', CUST)} < ${RESEARCH.agrees} AS agrees,
      greatest(${opened}, ${dayMs(sql`toDate32('2023-06-01')`)} + toInt64(floor(700 * ${DAY_MS} * ${uniform('research day', CUST)}))) AS said,
      if(agrees AND said + 30 * ${DAY_MS} < ${LAST} AND ${uniform('leaves research', CUST)} < ${RESEARCH.withdraws}, said + toInt64(floor((${LAST} - said) * (0.3 + 0.7 * ${uniform('leaves research at', CUST)}))), NULL) AS taken_back
    FROM latent_customer WHERE has_app AND age >= 18 AND open_date < toDate32(${TODAY}) - 40 AND ${uniform('asked for research', CUST)} < ${RESEARCH.asked} AND said < ${LAST}`
}

/** Consents to research, in the columns of `consent`; one taken back is a record of its own. */
export function researchConsents(chance: Chance): Sql {
  return sql`
    SELECT concat('CO', leftPad(toString(cust), 8, '0'), if(nth = 1, 'RES', 'RSW')) AS consent_id, cust_id, 'RESEARCH' AS purpose, 'APP' AS channel, agrees AND nth = 1 AS granted, false AS separate, 'V1' AS version,
      concat('ev-', toString(cust)) AS evidence_ref, if(nth = 1, said, assumeNotNull(taken_back)) AS ts, CAST(NULL, 'Nullable(Int64)') AS withdrawn_ts
    FROM (${asked(chance)}) ARRAY JOIN [1, 2] AS nth WHERE nth = 1 OR taken_back IS NOT NULL`
}

/** The survey of values, five answers of 1 to 10, of those who had agreed and not taken it back; in the columns of `survey_response`. */
export function valuesSurvey(chance: Chance): Sql {
  const { uniform, normal } = chance
  const felt = sql`${VALUES.mean} + if(nth = value_type, ${VALUES.own}, 0) + ${VALUES.spread} * ${normal('value score', CUST, sql`nth`)}`
  return sql`
    SELECT concat('SU', leftPad(toString(cust), 8, '0'), toString(nth)) AS response_id, cust_id, 'CUSTOM' AS type, concat('VALUE_', ${pickText(VALUES.codes, sql`nth`)}) AS node,
      toUInt32(least(10, greatest(1, round(${felt})))) AS score, '' AS verbatim, from + 1000 + toInt64(floor((until - from - 2000) * ${uniform('values day', CUST)})) AS ts
    FROM (SELECT *, greatest(said, ${dayMs(sql`toDate32(${FIRST_DAY})`)}) AS from, ifNull(taken_back, ${LAST}) AS until FROM (${asked(chance)}) WHERE agrees AND until > from + ${DAY_MS} AND ${uniform('answers values', CUST)} < ${RESEARCH.answers})
    ARRAY JOIN range(1, ${VALUES.codes.length + 1}) AS nth`
}
