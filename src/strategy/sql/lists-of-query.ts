import { param, query, sql, type Query } from '#kernel/sql'

/** Of these list runs those with one of the customer numbers. Lists keep the number they were frozen with, whoever it is of now. */
export function listsOfQuery(runIds: readonly number[], custIds: readonly string[]): Query<{ run_id: string }> {
  return query(sql`SELECT DISTINCT run_id FROM list_member WHERE has(${param([...runIds], 'Array(UInt64)')}, run_id) AND has(${param([...custIds], 'Array(String)')}, cust_id) ORDER BY run_id DESC`)
}
