import { fail } from '#kernel/error'
import { join, sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { latestSnapshot, visibleTo, type TagPorts } from '#tags'
import type { SegmentPreviewRequest } from '../contract.js'
import { isOneOf, sampleQuery } from '../sql/segment-queries.js'
import { openRule } from './open-rule.js'
import { pageOfMembers } from './read-members.js'

const MOST = 10

/** A few customers a rule takes, with today's tags: the same ones while the rule takes them. @throws AppError TAGS_NOT_BUILT */
export async function sampleMembers(context: Context, ports: TagPorts, request: SegmentPreviewRequest, actor: Actor) {
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  const { from, steps } = await openRule(context, ports, request)
  const condition = steps.length === 0 ? sql`1` : sql`(${join(steps.map((step) => step.condition), sql` AND `)})`
  const rows = await context.warehouse.query(sampleQuery({ from, visible: visibleTo(actor) }, condition, MOST))
  return pageOfMembers(context, { snapshot, members: isOneOf(rows.map((row) => row.cust_no)), actor }, { limit: MOST })
}
