import { sql, type Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { Segment } from '../contract.js'
import { clusterCondition } from './cluster-runs.js'

/** Members of a segment as of a date over rows of the base: those of its rule, and of its cluster where it has one. */
export async function segmentMembers(context: Context, { cluster }: Pick<Segment, 'cluster'>, rule: Sql, asOf: string | undefined): Promise<Sql> {
  return cluster === undefined ? rule : sql`(${rule} AND ${await clusterCondition(context, cluster, asOf)})`
}
