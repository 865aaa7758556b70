import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { Actor } from '#platform/access/contract'
import { identifier, sql, type Query } from '#kernel/sql'
import { latestSnapshot, visibleTo } from '#tags'
import type { SegmentRun } from '../contract.js'
import { isMember, memberCountQuery, overlapQuery } from '../sql/segment-queries.js'
import { segmentRuns } from './segment-runs.js'

interface Counts {
  readonly size: (run: SegmentRun) => Promise<number>
  readonly both: (a: SegmentRun, b: SegmentRun) => Promise<number>
}

/**
 * How many customers pairs of segments share, on their newest snapshots, over the customers the asker may see. Counts
 * below the asker's smallest cell read as 0.
 */
export async function overlapOf(context: Context, actor: Actor, keys: readonly string[]) {
  const runs = await Promise.all(keys.map(async (key) => (await segmentRuns(context, key))[0] ?? fail('SEGMENT_NO_SNAPSHOT', { key })))
  const pairs = runs.flatMap((a, at) => runs.slice(at + 1).map((b) => ({ a, b })))
  const counts = await countsFor(context, actor)
  const shown = (count: number) => (count < actor.scope.minCell ? 0 : count)
  return {
    sizes: await Promise.all(runs.map(async (run) => ({ key: run.key, size: shown(await counts.size(run)) }))),
    pairs: await Promise.all(pairs.map(async ({ a, b }) => ({ a: a.key, b: b.key, both: shown(await counts.both(a, b)) }))),
  }
}

/** Bitmaps alone for who sees everybody; else the members among the visible customers of the snapshot. */
async function countsFor(context: Context, actor: Actor): Promise<Counts> {
  const count = async (asked: Query<{ n: string }>) => Number((await context.warehouse.query(asked))[0]?.n ?? 0)
  if (actor.scope.orgPaths.includes('/') && actor.scope.ownBookOf === undefined) {
    return { size: (run) => Promise.resolve(run.size), both: (a, b) => count(overlapQuery(a.runId, b.runId)) }
  }
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  const table = identifier(snapshot.table)
  const visible = visibleTo(actor)
  return {
    size: ({ runId }) => count(memberCountQuery({ table, visible, runId })),
    both: (a, b) => count(memberCountQuery({ table, visible: sql`${isMember(b.runId)} AND ${visible}`, runId: a.runId })),
  }
}
