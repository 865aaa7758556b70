import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'
import type { ChangeWay } from '../contract-life.js'
import { isMember, membersOf } from './segment-queries.js'

/** Condition over rows of the base: customers who entered, left or stayed between two runs. */
export function changedBetween(from: number, to: number, way: ChangeWay): Sql {
  if (way === 'entered') return sql`(${isMember(to)} AND NOT ${isMember(from)})`
  return way === 'left' ? sql`(${isMember(from)} AND NOT ${isMember(to)})` : sql`(${isMember(from)} AND ${isMember(to)})`
}

/** Numbers above `after` that are in only one of two runs, and of these those in the later one; `from` null is nobody. */
export function changedNumbersQuery(from: number | null, to: number, after: number, limit: number): Query<{ numbers: number[]; entered: number[] }> {
  const changed = from === null ? membersOf(to) : sql`bitmapXor(${membersOf(from)}, ${membersOf(to)})`
  return query(
    sql`SELECT bitmapToArray(bitmapSubsetLimit(${changed}, ${param(after + 1, 'UInt32')}, ${param(limit, 'UInt32')})) AS numbers, arrayFilter(n -> bitmapContains(${membersOf(to)}, n), numbers) AS entered`,
  )
}

/** Customer numbers the bank knows some of our numbers by, as a snapshot has them. */
export function custIdsQuery(table: string, numbers: readonly number[]): Query<{ cust_no: number; cust_id: string }> {
  return query(sql`SELECT base.cust_no AS cust_no, base.cust_id AS cust_id FROM ${identifier(table)} AS base WHERE base.cust_no IN ${param([...numbers], 'Array(UInt32)')} ORDER BY base.cust_no`)
}

/** The same of those no snapshot has any more: the first number the bank gave them. */
export function firstCustIdsQuery(numbers: readonly number[]): Query<{ cust_no: number; cust_id: string }> {
  return query(sql`SELECT cust_no, min(shard_key) AS cust_id FROM identity_customer WHERE cust_no IN ${param([...numbers], 'Array(UInt32)')} GROUP BY cust_no ORDER BY cust_no`)
}

/** Customers of each org path, and of these the members of a run. */
export function segmentOrgsQuery(page: { readonly table: Sql; readonly visible: Sql; readonly runId: number }): Query<{ path: string; customers: string; members: string }> {
  return query(sql`SELECT toString(base.org_path) AS path, count() AS customers, countIf(${isMember(page.runId)}) AS members FROM ${page.table} AS base WHERE ${page.visible} GROUP BY path ORDER BY path`)
}
