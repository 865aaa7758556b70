import { param, query, sql, type Query, type Sql } from '#kernel/sql'
import type { Leaving } from '../contract-retention.js'

/** Days of a month of the curve. */
export const MONTH_DAYS = 30

export interface RetentionAsk {
  /** FROM with the base under `base`, and who of it may be seen and is in the group. */
  readonly from: Sql
  readonly who: Sql
  /** Date from which a customer is followed; NULL for who is not. */
  readonly start: Sql
  /** The last sign of life, or the day assets fell; NULL for none. */
  readonly mark: Sql
  readonly leaving: Leaving
  readonly asOf: string
}

/**
 * Customers by months they were followed, and how many of them left then; `month` is NULL of who is not followed: without a
 * start, or gone before it. Who was silent to the end is gone once the days are over.
 */
export function retentionQuery({ from, who, start, mark, leaving, asOf }: RetentionAsk): Query<{ month: number | null; gone: string; kept: string }> {
  const end = param(asOf, 'Date32')
  const seen = sql`toDate32(${mark})`
  const left = leaving.kind === 'assets' ? seen : sql`addDays(greatest(ifNull(${seen}, toDate32(${start})), toDate32(${start})), ${param(leaving.days, 'UInt32')})`
  const was = leaving.kind === 'assets' ? sql`1` : sql`ifNull(addDays(${seen}, ${param(leaving.days, 'UInt32')}) > toDate32(${start}), 0)`
  const rows = sql`SELECT toDate32(${start}) AS began, ${left} AS gone_at, ${was} AS was_here FROM ${from} WHERE ${who}`
  const isGone = sql`ifNull(gone_at <= ${end}, 0)`
  const isFollowed = sql`(began IS NOT NULL AND was_here AND began <= ${end})`
  const months = sql`toNullable(toInt32(intDiv(greatest(dateDiff('day', assumeNotNull(began), if(${isGone}, assumeNotNull(gone_at), ${end})), 0), ${param(MONTH_DAYS, 'UInt32')})))`
  return query(sql`SELECT if(${isFollowed}, ${months}, NULL) AS month, countIf(${isGone}) AS gone, countIf(NOT ${isGone}) AS kept FROM (${rows}) GROUP BY month ORDER BY month`)
}
