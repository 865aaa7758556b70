import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'

/** Of some customer numbers of the bank those in a snapshot that may be seen, with ours. */
export function listedQuery(table: string, visible: Sql, custIds: readonly string[]): Query<{ cust_id: string; cust_no: number }> {
  const ids = param([...custIds], 'Array(String)')
  return query(sql`SELECT base.cust_id AS cust_id, base.cust_no AS cust_no FROM ${identifier(table)} AS base WHERE base.cust_id IN ${ids} AND ${visible} ORDER BY cust_id`)
}

/** The same by the other numbers of a person: those that are not the one a snapshot shows. */
export function mateNumbersQuery(custIds: readonly string[]): Query<{ cust_id: string; cust_no: number }> {
  return query(sql`SELECT cust_id, any(cust_no) AS cust_no FROM identity_customer WHERE cust_id IN ${param([...custIds], 'Array(String)')} GROUP BY cust_id ORDER BY cust_id`)
}

/** Of some of our numbers those in a snapshot that may be seen. */
export function seenNumbersQuery(table: string, visible: Sql, numbers: readonly number[]): Query<{ cust_no: number }> {
  return query(sql`SELECT base.cust_no AS cust_no FROM ${identifier(table)} AS base WHERE base.cust_no IN ${param([...numbers], 'Array(UInt32)')} AND ${visible} ORDER BY cust_no`)
}

/** Numbers as members of a run; parts of one run add up. */
export function insertNumbers(run: { readonly runId: number; readonly segment: string }, numbers: readonly number[]): Sql {
  const all = param([...numbers], 'Array(UInt32)')
  return sql`INSERT INTO segment_members (run_id, segment, version, members) SELECT toUInt64(${run.runId}), ${run.segment}, toUInt32(0), groupBitmapState(n) FROM (SELECT arrayJoin(${all}) AS n)`
}

/** Lines of a list that became nobody, a page in their order. */
export function listRejectsQuery(runId: number, after: number, limit: number): Query<{ line: number; shown: string; reason: string }> {
  return query(sql`SELECT line, shown, reason FROM list_reject WHERE run_id = ${param(runId, 'UInt64')} AND line > ${param(after, 'UInt32')} ORDER BY line LIMIT ${limit}`)
}
