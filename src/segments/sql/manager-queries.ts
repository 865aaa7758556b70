import { query, sql, type Query, type Sql } from '#kernel/sql'
import { isMember } from './segment-queries.js'

/** Customers of each relationship manager and org, and of these the members of a run. */
export function segmentManagersQuery(page: { readonly table: Sql; readonly visible: Sql; readonly runId: number }): Query<{ manager: string; path: string; customers: string; members: string }> {
  return query(
    sql`SELECT toString(base.rm) AS manager, toString(base.org_path) AS path, count() AS customers, countIf(${isMember(page.runId)}) AS members FROM ${page.table} AS base WHERE ${page.visible} GROUP BY manager, path ORDER BY members DESC, manager, path`,
  )
}
