import { query, sql, type Query, type Sql } from '#kernel/sql'

/** Outcomes of customers on a date as numbers; NaN where there is none. `outcome` gives `cust_no` and `value`. */
export function outcomeValuesQuery(outcome: Sql): Query<{ cust_no: number; value: number }> {
  return query(sql`SELECT seen.cust_no AS cust_no, ifNull(toFloat64(seen.value), nan) AS value FROM (${outcome}) AS seen ORDER BY cust_no`)
}
