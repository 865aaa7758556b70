import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'

/** Tables that hold rows by customer, by name; a cluster's local halves are left out. */
export const customerTablesQuery: Query<{ name: string }> = query(
  sql`SELECT DISTINCT held.table AS name FROM system.columns AS held WHERE held.database = currentDatabase() AND held.name = 'cust_id' AND NOT endsWith(held.table, '_local') ORDER BY name`,
)

/** Rows of these customers, whatever run they are of. */
export function rowsOfCustomers(custIds: readonly string[]): Sql {
  return sql`has(${param([...custIds], 'Array(String)')}, cust_id)`
}

/** Customers whose data were erased. */
export const erasedQuery: Query<{ cust_id: string }> = query(
  sql`SELECT cust_id FROM (SELECT cust_id, argMax(toString(state), (ts, id)) AS state FROM subject_state_entry GROUP BY cust_id) WHERE state = 'erased' ORDER BY cust_id`,
)

/** Rows of customers in a table, whatever run they are of. */
export function rowCountQuery(table: string, custIds: readonly string[]): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM ${identifier(table)} WHERE ${rowsOfCustomers(custIds)}`)
}
