import { param, query, sql, type Query } from '#kernel/sql'
import { currentNumbers } from './person-rows.js'

/** Number and shard of customers by the bank's id; ids without a number are left out. */
export function customersByIdQuery(ids: readonly string[]): Query<{ cust_id: string; cust_no: number; shard_key: string }> {
  return query(sql`SELECT cust_id, cust_no, shard_key FROM ${currentNumbers(sql`has(${param([...ids], 'Array(String)')}, cust_id)`)} AS people`)
}
