import { compileRule, sentenceOf, type RuleDocument } from '#kernel/rule'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { blockedInputs, customersBase, customersFrom, tablesOfTags, tablesRead, visibleTo, type TagPorts } from '#tags'
import type { SegmentPreview } from '../contract.js'
import { waterfallQuery } from '../sql/segment-queries.js'
import { loadSegmentGround } from './segment-ground.js'

/** Live count of a rule with its waterfall, over the customers the asker may see, and what of its data is blocked. */
export async function previewSegment(
  context: Context,
  ports: TagPorts,
  rule: RuleDocument,
  actor: Actor,
  asOf?: string,
): Promise<SegmentPreview> {
  const started = context.clock.now().getTime()
  const ground = await loadSegmentGround(context, [rule], asOf)
  const compiled = compileRule(rule, ground.schema, { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes })
  const from = customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts)
  const row = (await context.warehouse.query(waterfallQuery({ from, visible: visibleTo(actor) }, compiled.steps)))[0]
  const total = Number(row?.total ?? 0)
  const steps = compiled.steps.map((step, at) => ({
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
    sentence: { zh: sentenceOf(rule, ground.schema, 'zh'), en: sentenceOf(rule, ground.schema, 'en') },
    blocked: await blockedInputs(context, [...tablesRead(ground), ...tablesOfTags(rule, ground)], ground.asOf),
    steps: steps.map((step) => hideSmall(step, actor.scope.minCell)),
    milliseconds: context.clock.now().getTime() - started,
  }
}

/** Counts below the smallest cell read as 0, so differences reveal nobody. */
function hideSmall<Step extends { alone: number; left: number }>(step: Step, minCell: number): Step {
  return { ...step, alone: step.alone < minCell ? 0 : step.alone, left: step.left < minCell ? 0 : step.left }
}
