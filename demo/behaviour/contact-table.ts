import { addDays, dateOfDayNumber } from '#kernel/calendar'
import { join, param, sql, type Sql } from '#kernel/sql'
import { FIRST_DAY, MONTHS, MONTH_START, TODAY } from '../generator/calendar.js'
import { pickText, type Chance } from '../generator/chance.js'
import { featureSelect } from './feature-table.js'
import { PAST_CAMPAIGNS } from './past-campaign.js'

/** Days over which a month's everyday contacts are spread, before the first campaign of the month begins. */
const DAYS = 14

interface ContactMonth {
  readonly month: number
  /** The day after the last contact: the first campaign's. */
  readonly before: string
  readonly campaigns: readonly string[]
}

/** Months with campaigns, which the everyday contacts come before. */
function contactMonths(): readonly ContactMonth[] {
  const months = [...new Set(PAST_CAMPAIGNS.map(({ month }) => month))].sort((a, b) => a - b)
  return months.map((month) => {
    const own = PAST_CAMPAIGNS.filter((each) => each.month === month)
    const day = Math.min(...own.map((each) => each.day))
    return { month, before: dateOfDayNumber((MONTH_START[month] ?? 0) + day - 1), campaigns: own.map(({ id }) => id) }
  })
}

/**
 * Everyday contacts of branch and call centre, as rows of the bank table touch: as many in the days before a month's first
 * campaign (of its members) and before the end (of everybody) as `touches30` of the truth says, so that how often somebody
 * was contacted is known to the bank too. Reads `campaign_member` and `latent_customer`.
 */
export function contactSelect(chance: Chance): Sql {
  const before = contactMonths().map(({ month, before, campaigns }) => sql`SELECT DISTINCT cust, cust_id, toUInt8(${month}) AS m, toDate32(${before}) AS before, touches30 FROM campaign_member WHERE has(${param([...campaigns], 'Array(String)')}, campaign) AND touches30 > 0`)
  const last = sql`SELECT cust, cust_id, toUInt8(${MONTHS}) AS m, toDate32(${addDays(TODAY, 1)}) AS before, touches30 FROM (${featureSelect(chance, MONTHS)}) WHERE touches30 > 0`
  const months = [...before, last]
  const KEY = [sql`cust`, sql`m`, sql`nth`] as const
  const u = (name: string): Sql => chance.uniform(`contact ${name}`, ...KEY)
  return sql`
    SELECT concat('S', lower(hex(cityHash64(cust_id, toString(m), toString(nth))))) AS touch_id, cust_id, concat('SERVICE-', formatDateTime(addMonths(toDate32(${FIRST_DAY}), m - 1), '%Y-%m')) AS campaign, 'all' AS arm, 1 AS wave, ${pickText(['CALL', 'SMS', 'WECOM'], chance.choice([0.3, 0.5, 0.2], 'contact channel', ...KEY))} AS channel, '' AS emp_id,
      toDateTime64(toDateTime(toDate(before - 1 - toInt32(floor(${DAYS} * ${u('day')}))), 'Asia/Shanghai') + toIntervalSecond(toUInt32(32400 + 28800 * ${u('hour')})), 3, 'UTC') AS ts, 'SENT' AS decision,
      true AS delivered, false AS opened, false AS clicked, false AS connected, toUInt32(0) AS talk_sec, CAST(NULL, 'Nullable(DateTime64(3, \\'UTC\\'))') AS converted_ts, toInt64(0) AS conv_amount, toInt64(0) AS cost, false AS complaint, false AS unsub
    FROM (${join(months, sql` UNION ALL `)}) ARRAY JOIN range(1, toUInt32(touches30) + 1) AS nth`
}
