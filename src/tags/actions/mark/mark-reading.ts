import type { Context } from '#platform/context'
import { bankRuns } from '#ingest'
import type { ManualValue } from '../../contract.js'
import type { ScoreReading } from '../../ports.js'
import { markCountQuery, markedRows } from '../../sql/mark-queries.js'

/** What people said of customers by a day. The number of words stands for a run: one more, and it counts at once. */
export async function markReading(context: Context, compute: ManualValue, asOf: string): Promise<ScoreReading | null> {
  const words = Number((await context.warehouse.query(markCountQuery(compute.set, asOf)))[0]?.n ?? 0)
  if (words === 0) return null
  const runs = await bankRuns(context.runs, 'customer', asOf)
  return { runId: words, version: 1, asOf, rows: markedRows(compute, asOf, runs) }
}
