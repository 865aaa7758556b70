import { param, query, sql, type Query } from '#kernel/sql'

/** Runs of lists these customer numbers of a person are on. */
export function listsOfQuery(custNo: number, custIds: readonly string[]): Query<{ run_id: string }> {
  return query(sql`SELECT DISTINCT run_id FROM list_member WHERE cust_no = ${custNo} AND has(${param([...custIds], 'Array(String)')}, cust_id) ORDER BY run_id DESC`)
}
