import type { BoolNode, RuleDocument, TypeInfo, ValueNode } from '#kernel/rule'
import type { ClusterCard, ClusterCondition } from '../contract-clustering.js'

/** A feature's value as a rule compares it. */
export interface SpokenFeature {
  readonly value: ValueNode
  readonly type: TypeInfo
}

/** The rules of a cluster as one rule of the language: any of them, all conditions of each. Null where it has none. */
export function ruleOfCluster({ rules }: Pick<ClusterCard, 'rules'>, features: ReadonlyMap<string, SpokenFeature>): RuleDocument | null {
  if (rules.length === 0) return null
  const any = rules.map(({ conditions }): BoolNode => ({ kind: 'all', all: conditions.flatMap((condition) => conditionNodes(condition, features)) }))
  return { v: 1, kind: 'rule', rule: any.length === 1 ? (any[0] as BoolNode) : { kind: 'any', any } }
}

/** Above it every value is on the left: the split parts the missing from the rest. */
const ALL = 3.4028234663852886e38

function conditionNodes(condition: ClusterCondition, features: ReadonlyMap<string, SpokenFeature>): BoolNode[] {
  const feature = features.get(condition.feature)
  if (feature === undefined) return []
  const left = feature.value
  const missing = condition.missing ? { missing: true } : {}
  if (condition.kind === 'category') {
    if (condition.levels.length === 0) return [{ kind: 'compare', left, op: 'isMissing' }]
    return [{ kind: 'compare', left, op: 'in', value: condition.levels, ...missing }]
  }
  const { above, upTo } = condition
  if (above !== null && above >= ALL) return [{ kind: 'compare', left, op: 'isMissing' }]
  if (above === null && upTo === null) return [{ kind: 'compare', left, op: 'isSet' }]
  if (feature.type.type === 'bool') return [{ kind: 'compare', left, op: 'is', value: above !== null, ...missing }]
  const whole = feature.type.type !== 'decimal'
  return [
    ...(above === null ? [] : [{ kind: 'compare' as const, left, op: '>' as const, value: whole ? Math.floor(above) : above, ...missing }]),
    ...(upTo === null ? [] : [{ kind: 'compare' as const, left, op: '<=' as const, value: whole ? Math.floor(upTo) : upTo, ...missing }]),
  ]
}
