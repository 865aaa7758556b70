import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'

export const SEGMENT_PART = 1
export const BASE_PART = 2

/** Writes who of the visible customers is in the segment and in the base, in one reading. */
export function insertPortraitMembers(runId: number, people: { readonly from: Sql; readonly visible: Sql }, segment: Sql, base: Sql): Sql {
  const parts = sql`arrayFilter(part -> if(part = ${SEGMENT_PART}, ${segment}, ${base}), [toUInt8(${SEGMENT_PART}), toUInt8(${BASE_PART})])`
  return sql`INSERT INTO portrait_members (run_id, part, members) SELECT toUInt64(${runId}), part, groupBitmapState(cust_no) FROM (SELECT base.cust_no AS cust_no, arrayJoin(${parts}) AS part FROM ${people.from} WHERE ${people.visible}) GROUP BY part`
}

/** One part of a run as a scalar bitmap. */
function partOf(runId: number, part: number): Sql {
  return sql`(SELECT groupBitmapMergeState(members) FROM portrait_members WHERE run_id = ${param(runId, 'UInt64')} AND part = ${param(part, 'UInt8')})`
}

/** Group of a row by its customer number: 1 in the segment only, 2 in the base only, 3 in both, 0 in neither. */
export function groupOf(runId: number, custNo: Sql = identifier('cust_no')): Sql {
  return sql`bitmapContains(${partOf(runId, SEGMENT_PART)}, ${custNo}) + 2 * bitmapContains(${partOf(runId, BASE_PART)}, ${custNo})`
}

export function groupSizesQuery(runId: number): Query<{ segment: string; base: string; both: string }> {
  return query(
    sql`SELECT toString(bitmapCardinality(${partOf(runId, SEGMENT_PART)})) AS segment, toString(bitmapCardinality(${partOf(runId, BASE_PART)})) AS base, toString(bitmapAndCardinality(${partOf(runId, SEGMENT_PART)}, ${partOf(runId, BASE_PART)})) AS both`,
  )
}
