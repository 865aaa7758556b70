import type { BoolNode, RuleDocument } from '#kernel/rule'
import { EVERYBODY_SET } from '../contract-hypothesis.js'

/** Members of the set, and of a further segment where one is named, who meet a rule. */
export function ruleWithin(universe: string, rule: RuleDocument, segment?: string): RuleDocument {
  const within = [universe, segment].filter((key): key is string => key !== undefined && key !== EVERYBODY_SET)
  const parts: BoolNode[] = within.map((key) => ({ kind: 'inSegment', segment: key, version: 'latest' }))
  return parts.length === 0 ? rule : { v: 1, kind: 'rule', rule: { kind: 'all', all: [...parts, rule.rule] } }
}

/** Who is in a set. */
export function ruleOfSet(universe: string): RuleDocument {
  return { v: 1, kind: 'rule', rule: universe === EVERYBODY_SET ? { kind: 'always' } : { kind: 'inSegment', segment: universe, version: 'latest' } }
}

/** Whether a population is a set. */
export function isRuleOfSet({ rule }: RuleDocument, universe: string): boolean {
  return universe === EVERYBODY_SET ? rule.kind === 'always' : rule.kind === 'inSegment' && rule.segment === universe
}
