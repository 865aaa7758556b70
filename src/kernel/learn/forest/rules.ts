import type { Feature } from '../model/fitted.js'
import type { Tree } from '../boosting/tree.js'
import type { DecisionTreeModel } from './decision-tree.js'

/** What a leaf asks of one feature, all questions on the way put together. */
export type LeafCondition =
  | { readonly kind: 'number'; readonly feature: string; readonly above: number | null; readonly upTo: number | null; readonly missing: boolean }
  | { readonly kind: 'category'; readonly feature: string; readonly levels: readonly string[]; readonly missing: boolean }

/** A leaf as a rule: its conditions, in words, and what it holds. */
export interface LeafRule {
  readonly conditions: readonly LeafCondition[]
  readonly text: string
  readonly score: number
  readonly rows: number
}

interface Known {
  readonly above: number
  readonly upTo: number
  readonly levels: ReadonlySet<number> | null
  readonly missing: boolean
}

/** Above it every value is on the left: the split parts the missing from the rest. */
const ALL = 3.4028234663852886e38

/** The leaves of a tree as rules, the highest score first. */
export function leafRules({ tree, features }: DecisionTreeModel): LeafRule[] {
  const rules: LeafRule[] = []
  const visit = (node: number, known: ReadonlyMap<number, Known>): void => {
    const feature = tree.feature[node] as number
    if (feature < 0) {
      const conditions = [...known].map(([at, own]) => conditionOf(features[at] as Feature, own))
      rules.push({ conditions, text: conditions.map(textOf).join(' and '), score: tree.value[node] as number, rows: tree.cover[node] as number })
      return
    }
    const before = known.get(feature) ?? { above: Number.NEGATIVE_INFINITY, upTo: ALL, levels: null, missing: true }
    visit(tree.left[node] as number, new Map(known).set(feature, narrowed(tree, node, before, features[feature] as Feature, true)))
    visit(tree.right[node] as number, new Map(known).set(feature, narrowed(tree, node, before, features[feature] as Feature, false)))
  }
  visit(0, new Map())
  return rules.sort((a, b) => b.score - a.score)
}

function narrowed(tree: Tree, node: number, before: Known, feature: Feature, left: boolean): Known {
  const missing = before.missing && tree.missingLeft[node] === left
  if (feature.kind === 'number') {
    const threshold = tree.threshold[node] as number
    return { ...before, missing, upTo: left ? Math.min(before.upTo, threshold) : before.upTo, above: left ? before.above : Math.max(before.above, threshold) }
  }
  const named = new Set(tree.levels[node] ?? [])
  const allowed = before.levels ?? new Set(feature.levels.map((_, code) => code))
  return { ...before, missing, levels: new Set([...allowed].filter((code) => named.has(code) === left)) }
}

function conditionOf(feature: Feature, known: Known): LeafCondition {
  const { missing } = known
  if (feature.kind === 'category') return { kind: 'category', feature: feature.name, levels: [...(known.levels ?? [])].map((code) => feature.levels[code] as string), missing }
  return { kind: 'number', feature: feature.name, above: Number.isFinite(known.above) ? known.above : null, upTo: known.upTo < ALL ? known.upTo : null, missing }
}

function textOf(condition: LeafCondition): string {
  const { feature } = condition
  const or = condition.missing ? ' or missing' : ''
  if (condition.kind === 'category') return condition.levels.length === 0 ? `${feature} missing` : `${feature} in {${condition.levels.join(', ')}}${or}`
  const { above, upTo } = condition
  if (above !== null && above >= ALL) return `${feature} missing`
  if (above === null && upTo === null) return `${feature} not missing`
  if (above === null) return `${feature} ≤ ${upTo}${or}`
  return upTo === null ? `${feature} > ${above}${or}` : `${above} < ${feature} ≤ ${upTo}${or}`
}
