import { sql, type Sql } from '#kernel/sql'
import { CAMPAIGN_KINDS, STRATA } from '../behaviour/campaign-kind.js'
import { PAST_CAMPAIGNS } from '../behaviour/past-campaign.js'
import { BREAKPOINTS } from '../behaviour/session-kind.js'
import { never, type Check } from './check.js'

const day = sql`toDate(toTimezone(fromUnixTimestamp64Milli(ts), 'Asia/Shanghai'))`
const hour = sql`toHour(toTimezone(fromUnixTimestamp64Milli(ts), 'Asia/Shanghai'))`
const of = (campaign: string): Sql => sql`(SELECT * FROM ite WHERE campaign = ${campaign})`
/** Members a share is read from; its tolerance is four standard errors at that size. */
const margin = (share: number, members: number) => 400 * Math.sqrt((share * (1 - share)) / members)

/** Strata of a kind over its randomised campaigns (TR3). */
function strataChecks(): Check[] {
  return Object.entries(CAMPAIGN_KINDS).flatMap(([kind, { shares }]) => {
    const ids = PAST_CAMPAIGNS.filter((campaign) => campaign.kind === kind).map((campaign) => campaign.id)
    const stratum = (name: keyof typeof shares): Check => ({
      name: `TR3 ${kind} ${name} %`, target: shares[name] * 100, within: Math.max(1, margin(shares[name], 2000)), from: 20_000,
      got: sql`SELECT 100 * avg(stratum = ${STRATA[name]}) AS got FROM ite WHERE campaign IN ${ids}`,
    })
    return [stratum('persuadable'), stratum('sure'), stratum('averse')]
  })
}

/** Arms drawn by chance do not differ in what their members would do untreated; arms chosen do (TR3, TR11). */
function armChecks(): Check[] {
  const z = sql`(avgIf(y0, treated) - avgIf(y0, NOT treated)) / sqrt(avg(y0) * (1 - avg(y0)) * (1 / countIf(treated) + 1 / countIf(NOT treated)))`
  return PAST_CAMPAIGNS.filter(({ trap }) => trap === undefined).map(({ id, split }) =>
    split === 'randomised'
      ? { name: `TR3 ${id} arms alike, z`, target: 0, within: 4, got: sql`SELECT ${z} AS got FROM ${of(id)}` }
      : { name: `TR3 ${id} arms chosen, z above 3`, target: 1, within: 0, from: 20_000, got: sql`SELECT ${z} > 3 AS got FROM ${of(id)}` },
  )
}

/** App events, campaigns and their truths (domain specification 2.3, 2.4, 2.5). */
export function behaviourChecks(customers: number): Check[] {
  const { face } = BREAKPOINTS
  const fails = sql`SELECT 100 * countIf(name = 'face_fail') / countIf(name IN ('face_ok', 'face_fail')) AS got FROM app_event`
  return [
    { name: 'app events a customer', target: 245, within: 30, got: sql`SELECT count() / ${customers} AS got FROM app_event` },
    { name: 'touches a customer', target: 18.5, within: 3, got: sql`SELECT count() / ${customers} AS got FROM touch` },
    { name: 'customers seen in the app in a month %', target: 37, within: 3, got: sql`SELECT 100 * uniqExactIf(cust_id, toYYYYMM(${day}) = 202511) / (SELECT count() FROM customer WHERE status != 'CLOSED') AS got FROM app_event WHERE cust_id != ''` },
    { name: 'sessions on a weekend day over a weekday', target: 0.82, within: 0.04, got: sql`SELECT (countIf(toDayOfWeek(${day}) > 5) / 2) / (countIf(toDayOfWeek(${day}) <= 5) / 5) AS got FROM app_event WHERE name = 'login_ok'` },
    { name: 'sessions at 20 h over 15 h', target: 104 / 42, within: 0.25, got: sql`SELECT countIf(${hour} = 20) / countIf(${hour} = 15) AS got FROM app_event WHERE name = 'login_ok'` },
    { name: 'TR7 face check failing on the broken release %', target: face.rate * 100, within: 4, from: 5000, got: sql`${fails} WHERE os = ${face.os} AND app_ver = ${face.version} AND toString(${day}) BETWEEN ${face.from} AND ${face.to}` },
    { name: 'TR7 face check failing elsewhere %', target: 6, within: 1, got: sql`${fails} WHERE app_ver != ${face.version}` },
    ...strataChecks(),
    ...armChecks(),
    { name: 'TR11 sample ratio broken, z above 3', target: 1, within: 0, from: 40_000, got: sql`SELECT (0.5 - avg(treated)) / sqrt(0.25 / count()) > 3 AS got FROM ${of('TRAP-SRM')}` },
    never('app events twice', sql`SELECT event_id FROM app_event GROUP BY event_id HAVING count() > 1`),
    never('app events after the last day', sql`SELECT event_id FROM app_event WHERE ${day} > toDate('2025-12-31')`),
    never('app events of unknown customers', sql`SELECT event_id FROM app_event WHERE cust_id != '' AND cust_id NOT IN (SELECT cust_id FROM customer)`),
    never('touches twice', sql`SELECT touch_id FROM touch GROUP BY touch_id HAVING count() > 1`),
    never('touches of unknown customers', sql`SELECT touch_id FROM touch WHERE cust_id NOT IN (SELECT cust_id FROM customer)`),
    never('touches of the held out that were sent', sql`SELECT touch_id FROM touch WHERE arm = 'control' AND (decision = 'SENT' OR delivered)`),
  ]
}
