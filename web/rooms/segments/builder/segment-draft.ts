import type { BoolNode, RuleDocument } from '#kernel/rule'
import { segmentSchema } from '#segments/contract'

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

/** The rule another page hands over to begin with; everybody without one. */
export function startRule(state: unknown): BoolNode {
  return ruleOf({ rule: { v: 1, kind: 'rule', rule: asBody(state)['rule'] } })
}

/** What a save sends. */
export function toSave(names: SegmentNames, body: SegmentBody, rule: RuleDocument) {
  const en = names.en.trim()
  return { name: { zh: names.zh.trim(), ...(en === '' ? {} : { en }) }, body: { ...body, rule } }
}
