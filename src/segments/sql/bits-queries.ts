import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'
import { membersOf } from './segment-queries.js'

/** Highest customer number of a snapshot; '0' when it is empty. */
export function lastNumberQuery(table: string): Query<{ most: string }> {
  return query(sql`SELECT toString(max(cust_no)) AS most FROM ${identifier(table)}`)
}

/** Members of a run with numbers from `from` to below `below`. */
export function memberNumbersQuery(runId: number, from: number, below: number): Query<{ numbers: number[] }> {
  return query(sql`SELECT bitmapToArray(bitmapSubsetInRange(${membersOf(runId)}, ${param(from, 'UInt32')}, ${param(below, 'UInt32')})) AS numbers`)
}

/** Customers of a snapshot somebody may see, with numbers from `from` to below `below`. */
export function visibleNumbersQuery(table: string, visible: Sql, from: number, below: number): Query<{ numbers: number[] }> {
  return query(sql`SELECT arraySort(groupArray(base.cust_no)) AS numbers FROM ${identifier(table)} AS base WHERE base.cust_no >= ${param(from, 'UInt32')} AND base.cust_no < ${param(below, 'UInt32')} AND ${visible}`)
}
