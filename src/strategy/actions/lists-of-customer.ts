import type { Context } from '#platform/context'
import { listsOfQuery } from '../sql/lists-of-query.js'
import { pageLists } from '../store/list-store.js'

const NEWEST = 200

/** Of the newest lists those these customer numbers are on, newest first. In which arm they are is not told. */
export async function listsOfCustomer(context: Context, custIds: readonly string[]) {
  const { items } = await pageLists(context.ledger, { limit: NEWEST })
  if (items.length === 0) return []
  const runs = await context.warehouse.query(listsOfQuery(items.map((list) => list.runId), custIds))
  const found = new Set(runs.map((row) => Number(row.run_id)))
  return items.filter((list) => found.has(list.runId)).map(({ id, strategy, asOf, status, channel }) => ({ id, strategy, asOf, status, channel }))
}
