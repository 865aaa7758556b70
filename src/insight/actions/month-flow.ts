import { addMonths, dayEnd, dayStart, monthStart } from '#kernel/calendar'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRuns } from '#ingest'
import type { MonthFlow } from '../contract-portrait.js'
import { baseOf, countsOf, segmentOf, type GroupCounts } from '../domain/group-counts.js'
import { monthFlowQuery } from '../sql/months-query.js'
import { openPortrait } from './kept-portraits.js'

const MONTHS = 12

/**
 * Money that came or went by month, of the people of a portrait that is kept.
 * @throws AppError NOT_FOUND, also for a portrait of other customers than the asker may see
 */
export async function monthFlow(context: Context, id: number, types: readonly string[], actor: Actor): Promise<MonthFlow> {
  const { of, against, both, asOf, minCell } = (await openPortrait(context, id, actor)).portrait
  const size: GroupCounts = { only: of.customers - both, rest: against.customers - both, both }
  const zone = context.settings.timeZone
  const first = addMonths(monthStart(asOf), 1 - MONTHS)
  const ask = { types, zone, from: warehouseInstant(dayStart(first, zone)), end: warehouseInstant(dayEnd(asOf, zone)) }
  const rows = await context.warehouse.query(monthFlowQuery(id, await bankRuns(context.runs, 'txn', asOf), ask))
  const small = (count: number) => count > 0 && count < minCell
  const months = rows.map((row) => {
    const [persons, money] = [countsOf(row.n), countsOf(row.sums)]
    if (small(segmentOf(persons)) || small(baseOf(persons)) || small(persons.rest)) return { month: row.month_start, persons: null, share: null, baseShare: null, mean: null, baseMean: null }
    return {
      month: row.month_start,
      persons: segmentOf(persons),
      share: segmentOf(persons) / segmentOf(size),
      baseShare: baseOf(persons) / baseOf(size),
      mean: segmentOf(money) / segmentOf(size),
      baseMean: baseOf(money) / baseOf(size),
    }
  })
  return { months, ccy: context.settings.currency }
}

function warehouseInstant(iso: string): string {
  return iso.replace('T', ' ').replace('Z', '')
}
