import type { BoolNode, RuleDocument } from '#kernel/rule'
import { EVERYBODY } from './set-paths.js'

/** A card's rule within its set, to be counted. */
export function withinSet(universe: string, rule: RuleDocument): RuleDocument {
  if (universe === EVERYBODY) return rule
  const member: BoolNode = { kind: 'inSegment', segment: universe, version: 'latest' }
  return { v: 1, kind: 'rule', rule: { kind: 'all', all: [member, rule.rule] } }
}
