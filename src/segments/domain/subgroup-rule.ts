import type { BoolNode, RuleDocument, ValueDocument, ValueNode } from '#kernel/rule'
import type { SubgroupCondition } from '#kernel/learn'
import type { SpokenFeature } from './cluster-rule.js'

/** Column of the outcome among the features. */
export const OUTCOME = 'outcome_of_discovery'

/** 1 where a rule holds, else 0. */
export function outcomeValue(outcome: RuleDocument): ValueDocument {
  const number = (value: number): ValueNode => ({ kind: 'literal', type: 'int', value })
  return { v: 1, kind: 'value', value: { kind: 'case', when: [{ if: outcome.rule, then: number(1) }], else: number(0) } }
}

/** A subgroup as a rule of the language, within its population; a missing value meets no condition. */
export function ruleOfSubgroup(conditions: readonly SubgroupCondition[], population: RuleDocument, features: ReadonlyMap<string, SpokenFeature>): RuleDocument {
  const nodes = conditions.flatMap((condition) => conditionNode(condition, features))
  return { v: 1, kind: 'rule', rule: { kind: 'all', all: [...(population.rule.kind === 'always' ? [] : [population.rule]), ...nodes] } }
}

function conditionNode(condition: SubgroupCondition, features: ReadonlyMap<string, SpokenFeature>): BoolNode[] {
  const feature = features.get(condition.feature)
  if (feature === undefined) return []
  const { value: left, type } = feature
  if (condition.kind === 'category') return [{ kind: 'compare', left, op: '=', value: condition.level }]
  const { above, upTo } = condition
  if (type.type === 'bool') return [{ kind: 'compare', left, op: 'is', value: above !== null }]
  // Of whole numbers, those above 3.5 are those above 3.
  const bound = (limit: number): number => (type.type === 'decimal' ? limit : Math.floor(limit))
  return [...(above === null ? [] : [{ kind: 'compare', left, op: '>', value: bound(above) } as const]), ...(upTo === null ? [] : [{ kind: 'compare', left, op: '<=', value: bound(upTo) } as const])]
}
