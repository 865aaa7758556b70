import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'

export interface TierExportAsk {
  /** The newest snapshot, and whom of it the asker may see. */
  readonly snapshot: Sql
  readonly visible: Sql
  readonly runId: number
  /** Over columns of a run's rows under `t`. */
  readonly wanted: Sql
  readonly columns: readonly string[]
  readonly after: number
  readonly limit: number
}

/** Customers of a run in the order of our numbers from after one, with cell, values, money, since when, and tags. */
export function tierExportQuery(ask: TierExportAsk): Query<Record<string, string | number | boolean | null>> {
  const after = param(ask.after, 'UInt32')
  const tags = ask.columns.map((name) => sql`, base.${identifier(name)} AS ${identifier(name)}`)
  const shown = ask.columns.map((name) => sql`, b.${identifier(name)} AS ${identifier(name)}`)
  return query(
    sql`SELECT b.cust_no AS cust_no, b.cust_id AS cust_id, toString(b.org_path) AS org_path, m.cell AS cell, m.value AS value, m.second AS second, m.money AS money, toString(m.since) AS since${join(shown, sql``)} FROM (SELECT base.cust_no AS cust_no, base.cust_id AS cust_id, base.org_path AS org_path${join(tags, sql``)} FROM ${ask.snapshot} AS base WHERE base.cust_no > ${after} AND ${ask.visible}) AS b INNER JOIN (SELECT t.cust_no AS cust_no, t.cell AS cell, t.value AS value, t.second AS second, t.money AS money, t.since AS since FROM tier_members AS t WHERE t.run_id = ${param(ask.runId, 'UInt64')} AND t.cust_no > ${after} AND ${ask.wanted}) AS m ON m.cust_no = b.cust_no ORDER BY b.cust_no LIMIT ${ask.limit}`,
  )
}
