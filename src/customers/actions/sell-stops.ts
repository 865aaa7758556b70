import { addDays, dayEnd } from '#kernel/calendar'
import type { Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import { bankRuns } from '#ingest'
import type { DoNotSell } from '../contract.js'
import { NO_SALE_DAYS, sellStop } from '../domain/sell-stop.js'
import { complaintsQuery, hasNumber, type ComplaintRow } from '../sql/complaint-query.js'
import { warehouseInstant } from './ground.js'

/** Complaints that stand against selling, as of a bank's day; none where the bank loads no complaints. */
export async function standingComplaints(context: Context, whose: Sql, asOf: string): Promise<ComplaintRow[]> {
  const runs = await bankRuns(context.runs, 'complaint', asOf)
  if (runs.length === 0) return []
  const timeZone = context.settings.timeZone
  return context.warehouse.query(complaintsQuery(runs, whose, { end: warehouseInstant(dayEnd(asOf, timeZone)), closedAfter: addDays(asOf, -NO_SALE_DAYS), timeZone }))
}

/** Why nothing is sold to the customers who have these numbers, by number; numbers without a reason are not in it. */
export async function sellStops(context: Context, custIds: readonly string[], asOf: string): Promise<Map<string, DoNotSell>> {
  const rows = custIds.length === 0 ? [] : await standingComplaints(context, hasNumber(custIds), asOf)
  return new Map(rows.flatMap((row) => {
    const stop = sellStop([row])
    return stop === null ? [] : [[row.cust_id, stop] as const]
  }))
}
