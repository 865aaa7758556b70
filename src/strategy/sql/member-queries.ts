import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'
import { firstNumberOf, movedCustomers } from '#ingest/contract'

export interface MemberRow {
  readonly cust_no: number
  readonly cust_id: string
  readonly shard_key: string
  readonly org_path: string
  readonly rm: string
  readonly arm: string
  readonly bucket: number
}

export interface ListPage {
  readonly runId: number
  /** Condition over `list_member` columns. */
  readonly visible: Sql
  readonly after: number
  readonly limit: number
}

/** One page of a list in customer-number order. */
export function listPageQuery(page: ListPage): Query<MemberRow> {
  return query(
    sql`SELECT cust_no, cust_id, shard_key, toString(org_path) AS org_path, toString(rm) AS rm, toString(arm) AS arm, bucket FROM list_member WHERE run_id = ${param(page.runId, 'UInt64')} AND cust_no > ${page.after} AND ${page.visible} ORDER BY cust_no LIMIT ${page.limit}`,
  )
}

export function listCountQuery(page: Pick<ListPage, 'runId' | 'visible'>): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM list_member WHERE run_id = ${param(page.runId, 'UInt64')} AND ${page.visible}`)
}

/** The stored place of one customer in a list. */
export function storedArmQuery(runId: number, custId: string, visible: Sql): Query<{ arm: string; bucket: number }> {
  return query(
    sql`SELECT toString(arm) AS arm, bucket FROM list_member WHERE run_id = ${param(runId, 'UInt64')} AND cust_id = ${custId} AND ${visible} LIMIT 1`,
  )
}

/** Whether the asker may see a customer of the base. */
export function seenQuery(from: Sql, custId: string, visible: Sql): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM ${from} WHERE ${identifier('base', 'cust_id')} = ${firstNumberOf(custId)} AND ${visible}`)
}

/** Rows `cust_no, arm` of a list, as a subquery; the stored arm of who is merged by now counts for the person they are. */
export function unitsOf(runId: number): Sql {
  return sql`(SELECT ifNull(moved.cust_no, listed.cust_no) AS cust_no, toString(listed.arm) AS arm FROM list_member AS listed LEFT ANY JOIN ${movedCustomers()} AS moved ON moved.cust_id = listed.cust_id WHERE listed.run_id = ${param(runId, 'UInt64')})`
}

/** Persons with units in more than one arm of a list, by the customer numbers and arms: contamination no estimate repairs. */
export function contaminatedUnits(runId: number): Query<{ cust_ids: string[]; arms: string[] }> {
  return query(
    sql`SELECT groupArray(cust_id) AS cust_ids, groupArray(arm) AS arms FROM (SELECT ifNull(moved.cust_no, listed.cust_no) AS person, listed.cust_id AS cust_id, toString(listed.arm) AS arm FROM list_member AS listed LEFT ANY JOIN ${movedCustomers()} AS moved ON moved.cust_id = listed.cust_id WHERE listed.run_id = ${param(runId, 'UInt64')} ORDER BY cust_id) GROUP BY person HAVING uniqExact(arm) > 1 ORDER BY cust_ids`,
  )
}
