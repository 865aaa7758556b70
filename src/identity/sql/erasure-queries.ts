import { param, query, sql, type Query, type Sql } from '#kernel/sql'

const list = (values: readonly string[]): Sql => sql`${param([...values], 'Array(String)')}`

/** Evidence about pairs with one of these customers. */
export function edgeRows(custIds: readonly string[]): Sql {
  return sql`has(${list(custIds)}, a_id) OR has(${list(custIds)}, b_id)`
}

export function edgeCountQuery(custIds: readonly string[]): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM identity_edge WHERE ${edgeRows(custIds)}`)
}

/** Runs of the changes these customers were part of. */
export function changeRunsQuery(custIds: readonly string[]): Query<{ run_id: string }> {
  return query(sql`SELECT DISTINCT run_id FROM identity_merge WHERE has(${list(custIds)}, cust_id) ORDER BY run_id`)
}
