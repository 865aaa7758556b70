import { join, sql, type Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { Segment } from '../contract.js'
import { isMember } from '../sql/segment-queries.js'
import { clusterCondition } from './cluster-runs.js'
import { uploadedList } from './list/upload-list.js'
import { tierCondition } from './tiering-runs.js'

type Part = Pick<Segment, 'cluster' | 'tier' | 'list'>

/** Members of a segment as of a date over rows of the base: those of its rule, and of its cluster, cell or list where it has one. */
export async function segmentMembers(context: Context, body: Part, rule: Sql, asOf: string | undefined): Promise<Sql> {
  const part = await partCondition(context, body, asOf)
  return part === null ? rule : sql`(${rule} AND ${part})`
}

/** Whom of the rule's members a segment takes: those of its cluster, cell and list; null where it takes all. */
export async function partCondition(context: Context, { cluster, tier, list }: Part, asOf: string | undefined): Promise<Sql | null> {
  const parts = [
    ...(cluster === undefined ? [] : [await clusterCondition(context, cluster, asOf)]),
    ...(tier === undefined ? [] : [await tierCondition(context, tier, asOf)]),
    ...(list === undefined ? [] : [isMember((await uploadedList(context, list.run)).runId)]),
  ]
  return parts.length === 0 ? null : sql`(${join(parts, sql` AND `)})`
}
