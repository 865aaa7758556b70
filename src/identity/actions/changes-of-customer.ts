import type { Context } from '#platform/context'
import type { Change } from '../contract.js'
import { presentChange } from '../present.js'
import { historyOfQuery } from '../sql/lineage-queries.js'
import { changesOfRuns } from '../store/change-store.js'

/** Changes a customer number was part of, newest first, with every number that was. Whoever calls shows what its asker may see. */
export async function changesOfCustomer(context: Context, custId: string): Promise<(Change & { readonly custIds: readonly string[] })[]> {
  const history = await context.warehouse.query(historyOfQuery(custId))
  const changes = await changesOfRuns(context.ledger.db, history.map((row) => Number(row.run_id)))
  return changes.flatMap((change) => history.filter((row) => Number(row.run_id) === change.run_id).map((row) => ({ ...presentChange(change), custIds: row.cust_ids })))
}
