import { param, query, sql, type Query, type Sql } from '#kernel/sql'
import { currentNumbers } from '#ingest/contract'

export interface LineageRow {
  readonly merge: number
  readonly cust_id: string
  readonly own: number
  readonly before_no: number
  readonly after_no: number
  readonly now_no: number
  /** Customer numbers the person has now, and had right after. */
  readonly now_members: string
  readonly then_members: string
}

const run = (id: number): Sql => sql`${param(id, 'UInt64')}`

/** Members of a change's merges (of one when it is named), with their number before, right after and now. */
export function lineageQuery(change: number, merge: number | null): Query<LineageRow> {
  const members = sql`SELECT merge, cust_id, before_no, after_no, count() OVER (PARTITION BY after_no) AS then_members FROM identity_merge WHERE run_id = ${run(change)}`
  const now = sql`SELECT cust_id, cust_no, count() OVER (PARTITION BY cust_no) AS now_members FROM ${currentNumbers()} AS everyone`
  const only = merge === null ? sql`` : sql` WHERE members.merge = ${merge}`
  return query(
    sql`SELECT members.merge AS merge, members.cust_id AS cust_id, own.cust_no AS own, members.before_no AS before_no, members.after_no AS after_no, now.cust_no AS now_no, now.now_members AS now_members, members.then_members AS then_members FROM (${members}) AS members INNER JOIN identity_customer AS own ON own.cust_id = members.cust_id INNER JOIN (${now}) AS now ON now.cust_id = members.cust_id${only} ORDER BY merge, own`,
  )
}

/** Members of a change's merges from a merge on. */
export function mergePageQuery(change: number, from: number, limit: number): Query<{ merge: number; cust_id: string; before_no: number; after_no: number }> {
  return query(
    sql`SELECT merge, cust_id, before_no, after_no FROM identity_merge WHERE run_id = ${run(change)} AND merge >= ${from} AND merge < ${from + limit} ORDER BY merge, after_no, before_no, cust_id`,
  )
}

/** Changes a customer was part of, newest first, with everybody who was part of them too. */
export function historyOfQuery(custId: string): Query<{ run_id: string; merge: number; cust_ids: string[] }> {
  return query(
    sql`SELECT run_id, merge, arraySort(groupArray(cust_id)) AS cust_ids FROM identity_merge WHERE (run_id, merge) IN (SELECT run_id, merge FROM identity_merge WHERE cust_id = ${custId}) GROUP BY run_id, merge ORDER BY run_id DESC, merge`,
  )
}
