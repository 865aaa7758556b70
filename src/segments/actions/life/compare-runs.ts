import { fail } from '#kernel/error'
import { identifier } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { latestSnapshot, visibleTo } from '#tags'
import type { ChangeWay, SegmentChange, SegmentOrgs } from '../../contract-life.js'
import type { SegmentRun } from '../../contract.js'
import { orgCounts } from '../../domain/org-counts.js'
import { changeShown } from '../../domain/segment-change.js'
import { changedBetween, segmentOrgsQuery } from '../../sql/change-queries.js'
import { pageOfMembers, type MemberPlace } from '../read-members.js'
import { openSegmentBits, runBits } from '../segment-bits.js'
import { segmentRuns } from '../segment-runs.js'

/** A snapshot of a segment, the newest when none is named. @throws AppError SEGMENT_NO_SNAPSHOT, SEGMENT_RUN_UNKNOWN */
export async function segmentRun(context: Context, key: string, runId?: number): Promise<SegmentRun> {
  const runs = await segmentRuns(context, key)
  const newest = runs[0] ?? fail('SEGMENT_NO_SNAPSHOT', { key })
  return runId === undefined ? newest : (runs.find((run) => run.runId === runId) ?? fail('SEGMENT_RUN_UNKNOWN', { key, run: runId }))
}

interface Between {
  readonly from: number
  readonly to: number
}

/**
 * How many entered, left and stayed between two snapshots, of the customers of today's tags the asker may see.
 * @throws AppError SEGMENT_NO_SNAPSHOT, SEGMENT_RUN_UNKNOWN, TAGS_NOT_BUILT
 */
export async function compareRuns(context: Context, key: string, between: Between, actor: Actor): Promise<SegmentChange> {
  const [from, to] = [await segmentRun(context, key, between.from), await segmentRun(context, key, between.to)]
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  const bits = await openSegmentBits(context, snapshot, [from.runId, to.runId], actor)
  const counted = { before: bits.count(runBits(from.runId)), after: bits.count(runBits(to.runId)), stayed: bits.count({ kind: 'and', of: [runBits(from.runId), runBits(to.runId)] }) }
  return changeShown({ from: from.runId, to: to.runId }, counted, actor.scope.minCell)
}

/** One page of those who entered, left or stayed, with today's tags, in the asker's scope. @throws AppError SEGMENT_RUN_UNKNOWN, TAGS_NOT_BUILT */
export async function changedMembers(context: Context, key: string, asked: Between & { readonly way: ChangeWay; readonly cursor?: string | undefined; readonly limit: number; readonly columns?: string | undefined }, actor: Actor) {
  const [from, to] = [await segmentRun(context, key, asked.from), await segmentRun(context, key, asked.to)]
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  const place: MemberPlace = { snapshot, members: changedBetween(from.runId, to.runId, asked.way), actor }
  return pageOfMembers(context, place, asked)
}

/** Members of a snapshot by org, each org with those below it. @throws AppError SEGMENT_NO_SNAPSHOT, SEGMENT_RUN_UNKNOWN, TAGS_NOT_BUILT */
export async function segmentOrgs(context: Context, key: string, runId: number | undefined, actor: Actor): Promise<SegmentOrgs> {
  const run = await segmentRun(context, key, runId)
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  const rows = await context.warehouse.query(segmentOrgsQuery({ table: identifier(snapshot.table), visible: visibleTo(actor), runId: run.runId }))
  const items = orgCounts(rows.map(({ path, customers, members }) => ({ path, customers: Number(customers), members: Number(members) })), actor.scope.minCell)
  return { runId: run.runId, asOf: run.asOf, items }
}
