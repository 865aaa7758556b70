import { param, sql, type Sql } from '#kernel/sql'
import { MONTHS, MONTH_START, dayWeight } from '../generator/calendar.js'
import { dateOfDayNumber } from '#kernel/calendar'
import { levels, type Chance } from '../generator/chance.js'
import { PAY } from '../generator/parameters/marginal.js'
import { HOUR_WEIGHTS, KEY_TIMES, RELEASES, SESSION_KINDS } from './session-kind.js'

const CUST = sql`cust`
const M = sql`m`
const K = sql`k`
const LEVELS = 1000

/** Days of the month drawn with the app's seasonality: a table of a thousand places a month. */
function dayPlaces(): number[] {
  return Array.from({ length: MONTHS }, (_, at) => {
    const start = MONTH_START[at + 1] ?? 0
    const days = (MONTH_START[at + 2] ?? 0) - start
    const places = levels(Array.from({ length: days }, (_day, day) => dayWeight('app', dateOfDayNumber(start + day))))
    return places.slice(0, LEVELS)
  }).flat()
}

/** The release somebody has on a day: a fifth of them still the one before. */
export function versionOf(day: Sql, late: Sql): Sql {
  const dates = RELEASES.map(([, from]) => from)
  const at = sql`arrayCount(d -> d <= toString(${day}), ${param(dates, 'Array(String)')})`
  return sql`arrayElement(${param(RELEASES.map(([version]) => version), 'Array(String)')}, greatest(1, toInt32(${at}) - (${late} < 0.2)))`
}

/**
 * Sessions of the customers [from, to) of `latent_customer` from month `first` on: those of their monthly logins, and the spontaneous
 * returns of the dormant (TR9). Columns: cust, cust_id, session_key, at (DateTime), kind (place in SESSION_KINDS), device,
 * os, mode, version, age, branch, returned.
 */
export function sessionTable(chance: Chance, first: number, from: number, to: number): Sql {
  const { uniform, choice } = chance
  const place = (stream: string) => sql`toUInt32(floor(${uniform(stream, CUST, M, K)} * ${LEVELS}))`
  const starts = param([...MONTH_START], 'Array(Int64)')
  const kinds = choice(SESSION_KINDS.map((kind) => kind.share), 'session kind', CUST, M, K)
  const columns = sql`cust, cust_id, devices, os, app_mode, age, branch`
  const regular = sql`
    SELECT ${columns}, m, k, false AS returned, toDate32(toInt32(${starts}[m + 1] + ${param(dayPlaces(), 'Array(Int64)')}[(m - 1) * ${LEVELS} + ${place('session day')} + 1] - 1)) AS day,
      ${param(hourPlaces(HOUR_WEIGHTS), 'Array(Int64)')}[${place('session hour')} + 1] - 1 AS hour, ${kinds} AS kind
    FROM latent_customer ARRAY JOIN range(${first}, ${MONTHS + 1}) AS m ARRAY JOIN range(1, logins[m] + 1) AS k
    WHERE cust >= ${from} AND cust < ${to} AND has_app AND NOT empty(devices)`
  return sql`
    SELECT cust, cust_id, concat('S', lower(hex(cityHash64(cust_id, toString(m), toString(k), toString(returned))))) AS session_key,
      toDateTime(toDate(day), 'Asia/Shanghai') + toIntervalSecond(toUInt32(3600 * (hour + ${uniform('session second', CUST, M, K)}))) AS at,
      day, hour, kind, devices[1 + (length(devices) > 1 AND ${uniform('which device', CUST, M, K)} < 0.2)] AS device, os, app_mode AS mode, ${versionOf(sql`day`, uniform('late release', CUST, M))} AS version, age, branch, returned
    FROM (${regular} UNION ALL ${returns(chance, first, from, to)})`
}

function hourPlaces(weights: readonly number[]): number[] {
  return levels(weights)
}

/** TR9: days on which somebody dormant with the app comes back without being asked. */
function returns(chance: Chance, first: number, from: number, to: number): Sql {
  const { uniform } = chance
  const D = sql`d`
  const evening = HOUR_WEIGHTS.map((weight, hour) => weight * ((KEY_TIMES.eveningHours as readonly number[]).includes(hour) ? KEY_TIMES.evening : 1))
  const pay = sql`pay_slot > 0 AND toDayOfMonth(day) - ${param([...PAY.days], 'Array(Int64)')}[greatest(pay_slot, 1)] IN (0, 1)`
  const before = sql`arrayExists(x -> dateDiff('day', x, day) BETWEEN ${KEY_TIMES.maturityFrom} AND ${KEY_TIMES.maturityTo}, maturities)`
  const yearEnd = sql`(toMonth(day) = 12 AND toDayOfMonth(day) >= 15) OR toMonth(day) = 1`
  const start = MONTH_START[first] ?? 0
  const end = MONTH_START[MONTHS + 1] ?? 0
  return sql`
    SELECT cust, cust_id, devices, os, app_mode, age, branch, toUInt8(0) AS m, toUInt32(d) AS k, true AS returned, toDate32(toInt32(d)) AS day,
      ${param(hourPlaces(evening), 'Array(Int64)')}[toUInt32(floor(${uniform('return hour', CUST, D)} * ${LEVELS})) + 1] - 1 AS hour, 1 AS kind
    FROM (SELECT * FROM latent_customer LEFT JOIN (SELECT cust AS held_by, groupArray(matures) AS maturities FROM valued_position WHERE matures < toDate32('2099-01-01') GROUP BY cust) AS held ON held.held_by = latent_customer.cust WHERE cust >= ${from} AND cust < ${to} AND has_app AND NOT empty(devices) AND (churned OR near_zero))
    ARRAY JOIN range(${start}, ${end}) AS d
    WHERE toDate32(toInt32(d)) >= ifNull(churn_date + 45, open_date + 60) AND logins[greatest(1, toUInt8((toYear(toDate32(toInt32(d))) - 2024) * 12 + toMonth(toDate32(toInt32(d)))))] = 0
      AND ${uniform('returns', CUST, D)} < ${KEY_TIMES.hazard} * if(${pay}, ${KEY_TIMES.payDay}, 1) * if(${before}, ${KEY_TIMES.beforeMaturity}, 1) * if(${yearEnd}, ${KEY_TIMES.yearEnd}, 1)`
}
