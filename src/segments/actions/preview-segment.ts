import type { RuleDocument } from '#kernel/rule'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { blockedInputs, tablesOfTags, tablesRead, visibleTo, type TagPorts } from '#tags'
import type { SegmentPreview, SegmentPreviewRequest } from '../contract.js'
import { waterfallQuery } from '../sql/segment-queries.js'
import { openRule } from './open-rule.js'

/** Live count of a rule alone. See countSegment. */
export function previewSegment(context: Context, ports: TagPorts, rule: RuleDocument, actor: Actor, asOf?: string): Promise<SegmentPreview> {
  return countSegment(context, ports, { rule, asOf }, actor)
}

/**
 * Live count of a segment that is being built with its waterfall, over the customers the asker may see, and what of its data is
 * blocked.
 */
export async function countSegment(context: Context, ports: TagPorts, request: SegmentPreviewRequest, actor: Actor): Promise<SegmentPreview> {
  const started = context.clock.now().getTime()
  const { ground, from, steps: conditions, sentence } = await openRule(context, ports, request)
  const row = (await context.warehouse.query(waterfallQuery({ from, visible: visibleTo(actor) }, conditions)))[0]
  const total = Number(row?.total ?? 0)
  const steps = conditions.map((step, at) => ({
    path: step.path,
    sentence: { zh: step.zh, en: step.en },
    alone: Number(row?.alone[at] ?? 0),
    left: Number(row?.left[at] ?? 0),
  }))
  const count = steps.at(-1)?.left ?? total
  return {
    asOf: ground.asOf,
    total,
    count: count > 0 && count < actor.scope.minCell ? null : count,
    sentence,
    blocked: await blockedInputs(context, [...tablesRead(ground), ...tablesOfTags(request.rule, ground)], ground.asOf),
    steps: steps.map((step) => hideSmall(step, actor.scope.minCell)),
    milliseconds: context.clock.now().getTime() - started,
  }
}

/** Counts below the smallest cell read as 0, so differences reveal nobody. */
function hideSmall<Step extends { alone: number; left: number }>(step: Step, minCell: number): Step {
  return { ...step, alone: step.alone < minCell ? 0 : step.alone, left: step.left < minCell ? 0 : step.left }
}
