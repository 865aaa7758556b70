import type { Context } from '#platform/context'
import { listLoads } from '#ingest'
import { latestSnapshot } from '#tags'
import type { LoopStatus } from '../contract.js'

/** Where the loop stands, from each room's own records. */
export async function readLoopStatus(context: Context): Promise<LoopStatus> {
  const count = async (kind: string) => (await context.definitions.list(kind)).filter((definition) => definition.version !== null).length
  const loads = await listLoads(context.ledger, { limit: 1 })
  const snapshot = await latestSnapshot(context)
  const newest = loads.items[0]
  return {
    loads: { total: loads.total, newest: newest?.startedAt ?? null, rejected: newest?.report?.rejected ?? 0 },
    customers: snapshot?.customers ?? 0,
    tags: { published: await count('tag'), asOf: snapshot?.asOf ?? null },
    segments: await count('segment'),
    strategies: await count('strategy'),
    evaluations: await count('evaluation'),
    businessDate: await context.businessClock.today(),
  }
}
