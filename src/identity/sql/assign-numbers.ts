import { query, sql, type Query, type Sql } from '#kernel/sql'

/** Highest number given so far; 0 when none. */
export const highestNumberQuery: Query<{ highest: number; customers: string }> = query(
  sql`SELECT max(cust_no) AS highest, count() AS customers FROM identity_customer`,
)

/** Numbers the ids that have none, in id order, above `highest`. */
export function assignNumbersStatement(ids: Query<{ cust_id: string }>, highest: number): Sql {
  return sql`INSERT INTO identity_customer (cust_id, cust_no, shard_key) SELECT cust_id, toUInt32(${highest} + row_number() OVER (ORDER BY cust_id)) AS cust_no, cust_id AS shard_key FROM (SELECT DISTINCT cust_id FROM (${ids.sql}) WHERE cust_id != '' AND cust_id NOT IN (SELECT cust_id FROM identity_customer))`
}
