import { identifier, param, query, sql, type Query } from '#kernel/sql'

/** Customer numbers with an identifier, by its keyed hash. */
export function identifierQuery(runIds: readonly number[], field: 'mobile' | 'id_no' | 'email' | 'name', hash: string): Query<{ cust_id: string }> {
  return query(
    sql`SELECT DISTINCT cust_id FROM customer_pii WHERE has(${param([...runIds], 'Array(UInt64)')}, run_id) AND ${identifier(`${field}_hash`)} = ${hash} ORDER BY cust_id LIMIT 1000`,
  )
}
