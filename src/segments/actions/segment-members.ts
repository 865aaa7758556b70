import { sql, type Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { Segment } from '../contract.js'
import { clusterCondition } from './cluster-runs.js'
import { tierCondition } from './tiering-runs.js'

/** Members of a segment as of a date over rows of the base: those of its rule, and of its cluster or cell where it has one. */
export async function segmentMembers(context: Context, body: Pick<Segment, 'cluster' | 'tier'>, rule: Sql, asOf: string | undefined): Promise<Sql> {
  const part = await partCondition(context, body, asOf)
  return part === null ? rule : sql`(${rule} AND ${part})`
}

/** Whom of the rule's members a segment takes: those of its cluster and cell; null where it takes all. */
export async function partCondition(context: Context, { cluster, tier }: Pick<Segment, 'cluster' | 'tier'>, asOf: string | undefined): Promise<Sql | null> {
  const ofCluster = cluster === undefined ? null : await clusterCondition(context, cluster, asOf)
  const ofTier = tier === undefined ? null : await tierCondition(context, tier, asOf)
  return ofCluster !== null && ofTier !== null ? sql`(${ofCluster} AND ${ofTier})` : (ofCluster ?? ofTier)
}
