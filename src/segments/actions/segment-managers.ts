import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import { identifier } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { latestSnapshot, visibleTo } from '#tags'
import { managerCounts } from '../domain/manager-counts.js'
import { segmentManagersQuery } from '../sql/manager-queries.js'
import { segmentRun } from './life/compare-runs.js'

/** Members of a snapshot by relationship manager and org, the most first, page by page. @throws AppError SEGMENT_NO_SNAPSHOT, SEGMENT_RUN_UNKNOWN, TAGS_NOT_BUILT */
export async function segmentManagers(context: Context, key: string, actor: Actor, page: { readonly run?: number | undefined; readonly cursor?: string | undefined; readonly limit: number }) {
  const run = await segmentRun(context, key, page.run)
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  const rows = await context.warehouse.query(segmentManagersQuery({ table: identifier(snapshot.table), visible: visibleTo(actor), runId: run.runId }))
  const counted = managerCounts(rows.map(({ manager, path, customers, members }) => ({ manager, orgPath: path, customers: Number(customers), members: Number(members) })), actor.scope.minCell)
  const from = page.cursor === undefined ? 0 : Number(decodeCursor(page.cursor)[0])
  const to = from + page.limit
  return { items: counted.slice(from, to), nextCursor: to < counted.length ? encodeCursor([to]) : null, total: counted.length }
}
