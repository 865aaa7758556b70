import type { Context } from '#platform/context'
import { listsOfQuery } from '../sql/lists-of-query.js'
import { listsOfRuns } from '../store/list-store.js'

/** Lists these customer numbers of a person are on, newest first. In which arm they are is not told. */
export async function listsOfCustomer(context: Context, custNo: number, custIds: readonly string[]) {
  const runs = await context.warehouse.query(listsOfQuery(custNo, custIds))
  const lists = await listsOfRuns(context.ledger, runs.map((row) => Number(row.run_id)))
  return lists.map(({ id, strategy, asOf, status, channel }) => ({ id, strategy, asOf, status, channel }))
}
