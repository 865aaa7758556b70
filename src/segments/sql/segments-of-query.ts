import { param, query, sql, type Query, type Sql } from '#kernel/sql'
import { membersOf } from './segment-queries.js'

/** Of these runs those a customer is a member of. */
export function segmentsOfQuery(runIds: readonly number[], custNo: number): Query<{ run_id: string }> {
  return query(sql`SELECT DISTINCT run_id FROM segment_members WHERE has(${param([...runIds], 'Array(UInt64)')}, run_id) AND bitmapContains(members, toUInt32(${custNo})) ORDER BY run_id`)
}

/** Condition over rows with `cust_no`: members of a run. */
export function inSegment(runId: number): Sql {
  return sql`bitmapContains(${membersOf(runId)}, cust_no)`
}
