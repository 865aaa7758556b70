import type { BoolNode, RuleDocument } from '#kernel/rule'
import { type Segment, segmentSchema } from '#segments/contract'

/** What the builder holds besides the rule. */
export interface SegmentNames {
  readonly zh: string
  readonly en: string
  readonly key: string
}

/** A body as it was saved; parts the builder does not show are kept. */
export type SegmentBody = Readonly<Record<string, unknown>>

export const asBody = (body: unknown): SegmentBody =>
  typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as SegmentBody) : {}

/** The rule of a saved body; everybody when it has none that can be read. */
export function ruleOf(body: unknown): BoolNode {
  const parsed = segmentSchema.safeParse(body)
  return parsed.success ? parsed.data.rule.rule : { kind: 'always' }
}

/** What a segment takes besides its rule. */
export type SegmentParts = Pick<Segment, 'cluster' | 'tier' | 'list'>

/** What a saved body takes besides its rule; nothing when it cannot be read. */
export function partsOf(body: unknown): SegmentParts {
  const parsed = segmentSchema.safeParse(body)
  if (!parsed.success) return {}
  const { cluster, tier, list } = parsed.data
  return { ...(cluster === undefined ? {} : { cluster }), ...(tier === undefined ? {} : { tier }), ...(list === undefined ? {} : { list }) }
}

/** The rule another page hands over to begin with; everybody without one. */
export function startRule(state: unknown): BoolNode {
  return ruleOf({ rule: { v: 1, kind: 'rule', rule: asBody(state)['rule'] } })
}

/** What a save sends. */
export function toSave(names: SegmentNames, body: SegmentBody, rule: RuleDocument) {
  const en = names.en.trim()
  return { name: { zh: names.zh.trim(), ...(en === '' ? {} : { en }) }, body: { ...body, rule } }
}
