import { param, query, sql, type Query, type Sql } from '#kernel/sql'

const ids = (custIds: readonly string[]): Sql => sql`${param([...custIds], 'Array(String)')}`
// Written out in a mutation the numbers would lose their type.
const list = (numbers: readonly number[]): Sql => sql`arrayMap(n -> toUInt32(n), ${param([...numbers], 'Array(UInt32)')})`

/** Our numbers all of whose customer numbers are among these. */
export function numbersOfQuery(custIds: readonly string[]): Query<{ cust_no: number }> {
  return query(
    sql`SELECT cust_no FROM identity_customer WHERE cust_no IN (SELECT cust_no FROM identity_customer WHERE cust_id IN ${ids(custIds)}) GROUP BY cust_no HAVING countIf(NOT has(${ids(custIds)}, cust_id)) = 0 ORDER BY cust_no`,
  )
}

/** Rows of tierings about these numbers, as a condition. */
export function tierRowsOf(numbers: readonly number[]): Sql {
  return sql`has(${list(numbers)}, cust_no)`
}

/** Bitmaps these numbers are in, as a condition. */
export function bitmapsWith(numbers: readonly number[]): Sql {
  return sql`bitmapHasAny(members, bitmapBuild(${list(numbers)}))`
}

/** A bitmap without these numbers. */
export function bitmapWithout(numbers: readonly number[]): Sql {
  return sql`bitmapAndnot(members, bitmapBuild(${list(numbers)}))`
}

/** How many rows of each table name these numbers. */
export function erasureCountsQuery(numbers: readonly number[]): Query<{ tiers: string; segments: string; clusters: string }> {
  return query(
    sql`SELECT (SELECT count() FROM tier_members WHERE ${tierRowsOf(numbers)}) AS tiers, (SELECT count() FROM segment_members WHERE ${bitmapsWith(numbers)}) AS segments, (SELECT count() FROM cluster_members WHERE ${bitmapsWith(numbers)}) AS clusters`,
  )
}
