import { param, query, sql, type Query } from '#kernel/sql'
import { belongsTo, rowsOf, type Who } from './customer-rows.js'
import { crossesBank, MOVE_COLUMNS } from './money-moves.js'

/** Money a person brought in and took away between two instants, in minor units. */
export function inOutQuery(runIds: readonly number[], who: Who, from: string, end: string): Query<{ inflow: string; outflow: string }> {
  const instant = (text: string) => param(text, "DateTime64(3, 'UTC')")
  return query(
    sql`SELECT toString(ifNull(sumIf(amount_minor, dir = 'C'), 0)) AS inflow, toString(ifNull(sumIf(amount_minor, dir = 'D'), 0)) AS outflow FROM ${rowsOf('txn', runIds, MOVE_COLUMNS, who)} WHERE ${belongsTo(who)} AND ts >= ${instant(from)} AND ts < ${instant(end)} AND ${crossesBank()}`,
  )
}
