import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'

export interface CampaignRow {
  readonly campaign: string
  readonly first: string
  readonly customers: string
  /** Seen in the control and in a treated arm, or in two of them. */
  readonly contaminated: string
}

/** First day of each campaign in the bank's zone, its customers, and those seen in more than one arm. */
export function campaignsQuery(touches: Sql, campaigns: readonly string[], timeZone: string): Query<CampaignRow> {
  return query(
    sql`SELECT campaign, toString(toDate32(min(first_ts), ${timeZone})) AS first, count() AS customers, countIf(arms > 1) AS contaminated FROM (SELECT assumeNotNull(toString(campaign)) AS campaign, cust_no, uniqExact(arm) AS arms, min(ts) AS first_ts FROM ${touches} WHERE has(${param([...campaigns], 'Array(String)')}, ifNull(toString(campaign), '')) AND ts IS NOT NULL AND arm IS NOT NULL GROUP BY campaign, cust_no) GROUP BY campaign ORDER BY campaign`,
  )
}

export interface MembersPlan {
  readonly touches: Sql
  readonly campaign: string
  readonly control: readonly string[]
  readonly arms: 'one' | 'arm' | 'channel' | 'campaign'
}

/** Name of the control, and of the one arm where all treatments count alike. */
export const CONTROL = 'control'
export const TREATED = 'treated'

/** Rows `cust_no, arm` of a campaign, one a customer; who was in two arms is left out. */
export function membersQuery({ touches, campaign, control, arms }: MembersPlan): Sql {
  const own = sql`assumeNotNull(any(given))`
  const treated = { one: sql`${TREATED}`, arm: own, channel: sql`ifNull(argMin(via, at), '')`, campaign: sql`${campaign}` }[arms]
  return sql`SELECT cust_no, if(has(${param([...control], 'Array(String)')}, ${own}), ${CONTROL}, ${treated}) AS arm FROM (SELECT cust_no, toString(arm) AS given, toString(channel) AS via, ts AS at FROM ${touches} WHERE campaign = ${campaign} AND arm IS NOT NULL) GROUP BY cust_no HAVING uniqExact(given) = 1`
}

export interface OutcomePlan {
  readonly outcomes: Sql
  readonly campaign: string
  readonly metric: string
  readonly attributed: boolean
  /** First and last day that count. */
  readonly from: string
  readonly to: string
  readonly timeZone: string
}

/** Rows `cust_no, done, money`: who met the outcome in the window, and its amounts together in minor units. */
export function outcomesQuery({ outcomes, campaign, metric, attributed, from, to, timeZone }: OutcomePlan): Sql {
  const named = attributed ? sql` AND campaign = ${campaign}` : sql``
  const day = sql`toDate32(ts, ${timeZone})`
  return sql`SELECT cust_no, toFloat64(sum(ifNull(toFloat64(count), 0)) > 0) AS done, sum(toFloat64(ifNull(value_minor, 0))) AS money FROM ${outcomes} WHERE metric = ${metric}${named} AND ${day} >= ${param(from, 'Date32')} AND ${day} <= ${param(to, 'Date32')} GROUP BY cust_no`
}

/** Rows `cust_no, treated, came` of a campaign: its customers, and whether they met the outcome. */
export function experimentRows(members: Sql, outcomes: Sql): Sql {
  return sql`SELECT m.cust_no AS cust_no, toUInt8(m.arm = ${TREATED}) AS treated, toUInt8(ifNull(o.done, 0) > 0) AS came FROM (${members}) AS m LEFT JOIN (${outcomes}) AS o ON o.cust_no = m.cust_no`
}

/** Treated and control customers of an experiment. */
export function experimentCountsQuery(rows: Sql): Query<{ treated: string; control: string }> {
  return query(sql`SELECT countIf(x.treated = 1) AS treated, countIf(x.treated = 0) AS control FROM (${rows}) AS x`)
}

/** Rows and outcomes of each arm of each campaign in a table of rows. */
export function armCountsQuery(table: string): Query<{ campaign: string; arm: string; n: string; outcomes: number }> {
  return query(sql`SELECT campaign, arm, count() AS n, sum(label) AS outcomes FROM ${identifier(table)} GROUP BY campaign, arm ORDER BY campaign, arm`)
}
