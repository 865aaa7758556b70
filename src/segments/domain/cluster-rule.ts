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
  if (condition.kind === 'number') return numberNodes(condition, feature, missing)
  if (condition.levels.length === 0) return [{ kind: 'compare', left, op: 'isMissing' }]
  return [{ kind: 'compare', left, op: 'in', value: condition.levels, ...missing }]
}

function numberNodes({ above, upTo }: Extract<ClusterCondition, { kind: 'number' }>, { value: left, type: { type } }: SpokenFeature, missing: { missing?: boolean }): BoolNode[] {
  if (above !== null && above >= ALL) return [{ kind: 'compare', left, op: 'isMissing' }]
  if (above === null && upTo === null) return [{ kind: 'compare', left, op: 'isSet' }]
  if (type === 'bool') return [{ kind: 'compare', left, op: 'is', value: above !== null, ...missing }]
  // Of whole numbers, those above 3.5 are those above 3.
  const bound = (limit: number): number => (type === 'decimal' ? limit : Math.floor(limit))
  const low: BoolNode[] = above === null ? [] : [{ kind: 'compare', left, op: '>', value: bound(above), ...missing }]
  return upTo === null ? low : [...low, { kind: 'compare', left, op: '<=', value: bound(upTo), ...missing }]
}
