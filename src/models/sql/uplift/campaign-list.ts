import { query, sql, type Query, type Sql } from '#kernel/sql'

export interface PastCampaignRow {
  readonly campaign: string
  /** First and last day of its touches, in the bank's zone. */
  readonly first: string
  readonly last: string
  readonly customers: string
  readonly arms: readonly (readonly [arm: string, customers: string])[]
  readonly channels: readonly string[]
}

/** Campaigns of the touch rows, latest first, with the customers of each arm. */
export function pastCampaignsQuery(touches: Sql, timeZone: string, most: number): Query<PastCampaignRow> {
  const perPerson = sql`SELECT assumeNotNull(toString(campaign)) AS name, groupUniqArray(assumeNotNull(toString(arm))) AS own, min(ts) AS since, max(ts) AS until, groupUniqArrayIf(assumeNotNull(toString(channel)), channel IS NOT NULL) AS ways FROM ${touches} WHERE campaign IS NOT NULL AND arm IS NOT NULL AND ts IS NOT NULL GROUP BY name, cust_no`
  return query(
    sql`SELECT name AS campaign, toString(toDate32(min(since), ${timeZone})) AS first, toString(toDate32(max(until), ${timeZone})) AS last, count() AS customers, arrayZip(sumMap(own, arrayMap(each -> toUInt64(1), own)).1, sumMap(own, arrayMap(each -> toUInt64(1), own)).2) AS arms, arraySort(groupUniqArrayArray(ways)) AS channels FROM (${perPerson}) GROUP BY name ORDER BY first DESC, campaign LIMIT ${most}`,
  )
}

/** Outcomes that rows name campaigns with: rows, and whether amounts come with them. */
export function campaignMetricsQuery(outcomes: Sql): Query<{ campaign: string; metric: string; n: string; amounts: number }> {
  return query(
    sql`SELECT assumeNotNull(toString(campaign)) AS campaign, assumeNotNull(toString(metric)) AS metric, count() AS n, max(ifNull(value_minor, 0) != 0) AS amounts FROM ${outcomes} AS o WHERE o.campaign IS NOT NULL AND o.metric IS NOT NULL GROUP BY campaign, metric ORDER BY campaign, metric`,
  )
}
