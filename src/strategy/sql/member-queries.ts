import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'

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
  return query(sql`SELECT count() AS n FROM ${from} WHERE ${identifier('base', 'cust_id')} = ${custId} AND ${visible}`)
}

/** Rows `cust_no, arm` of a list, as a subquery. */
export function unitsOf(runId: number): Sql {
  return sql`(SELECT cust_no, toString(arm) AS arm FROM list_member WHERE run_id = ${param(runId, 'UInt64')})`
}
