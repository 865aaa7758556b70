import type { BoolNode, RuleDocument, TypeInfo, ValueNode } from '#kernel/rule'
import type { TierCell, TierCut, Tiering, TieringPlan } from '../contract-tiering.js'
import { nearFrom } from './tier-cell.js'

/** An axis as a rule compares it. */
export interface SpokenAxis {
  readonly value: ValueNode
  readonly type: TypeInfo
}

export interface FoundTiers {
  readonly cells: readonly TierCell[]
  readonly cuts: readonly TierCut[]
}

/**
 * The rule of a cell with its cuts as a run found them, within the population. Null for a state of a life cycle, which
 * depends on the state before, and for look-alikes, who are found by a score.
 */
export function ruleOfCell({ population, plan }: Pick<Tiering, 'population' | 'plan'>, found: FoundTiers, at: number, axes: readonly SpokenAxis[]): RuleDocument | null {
  const nodes = cellNodes(plan, found, at, axes)
  return nodes === null ? null : within(population, nodes)
}

/** The rule of those near the tier above a cell of a pyramid; null where there is none. */
export function ruleOfNear({ population, plan }: Pick<Tiering, 'population' | 'plan'>, { cells }: FoundTiers, at: number, axes: readonly SpokenAxis[]): RuleDocument | null {
  const [axis] = axes
  const floor = cells[at + 1]?.from
  if (plan.kind !== 'pyramid' || axis === undefined || floor === null || floor === undefined) return null
  const from = Math.max(nearFrom(plan.near, floor), cells[at]?.from ?? Number.NEGATIVE_INFINITY)
  return within(population, [atLeast(axis, from, false), below(axis, floor, false)])
}

function within(population: RuleDocument, nodes: readonly BoolNode[]): RuleDocument {
  const all = [...(population.rule.kind === 'always' ? [] : [population.rule]), ...nodes]
  const [first] = all
  if (first === undefined) return population
  return { v: 1, kind: 'rule', rule: all.length === 1 ? first : { kind: 'all', all } }
}

function cellNodes(plan: TieringPlan, { cells, cuts }: FoundTiers, at: number, axes: readonly SpokenAxis[]): BoolNode[] | null {
  switch (plan.kind) {
    case 'pyramid':
    case 'pareto':
      return boundNodes(axes[0], cells[at], plan.kind === 'pareto')
    case 'rfm':
      return ['recency', 'frequency', 'monetary'].flatMap((axis, place) => sideNode(axes[place], cuts.find((cut) => cut.axis === axis), (at & (1 << place)) === 0, axis === 'recency'))
    case 'quadrant':
      return ['x', 'y'].flatMap((axis, place) => sideNode(axes[place], cuts.find((cut) => cut.axis === axis), (at & (1 << place)) !== 0, false))
    case 'causes':
      return decided(plan.cases.map(({ when }) => when.rule), at)
    case 'funnel':
      return reached(plan.stages.map(({ when }) => when.rule), at)
    case 'lifecycle':
    case 'alike':
      return null
  }
}

/** The first that holds is number `at`; beyond the last: none holds. */
function decided(rules: readonly BoolNode[], at: number): BoolNode[] {
  const own = rules[at]
  return [...rules.slice(0, at).map((not): BoolNode => ({ kind: 'not', not })), ...(own === undefined ? [] : [own])]
}

/** The first `at` hold and the next does not. */
function reached(rules: readonly BoolNode[], at: number): BoolNode[] {
  const next = rules[at]
  return [...rules.slice(0, at), ...(next === undefined ? [] : [{ kind: 'not', not: next } as const])]
}

function boundNodes(axis: SpokenAxis | undefined, cell: TierCell | undefined, missingIsZero: boolean): BoolNode[] {
  if (axis === undefined || cell === undefined) return []
  const zeroIsIn = missingIsZero && (cell.from === null || cell.from <= 0)
  return [...(cell.from === null ? [] : [atLeast(axis, cell.from, zeroIsIn)]), ...(cell.to === null ? [] : [below(axis, cell.to, cell.from === null || zeroIsIn)])]
}

/** High or low on an axis; a missing value is low. */
function sideNode(axis: SpokenAxis | undefined, cut: TierCut | undefined, isHigh: boolean, lowIsGood: boolean): BoolNode[] {
  if (axis === undefined || cut === undefined) return []
  const good = lowIsGood ? (cut.strict ? below : upTo) : cut.strict ? above : atLeast
  const poor = lowIsGood ? (cut.strict ? atLeast : above) : cut.strict ? upTo : below
  return [isHigh ? good(axis, cut.at, false) : poor(axis, cut.at, true)]
}

// Of whole numbers, those of at least 3.5 are those of at least 4; those above 3.5 those above 3.
const isWhole = ({ type: { type } }: SpokenAxis): boolean => type !== 'decimal'
const compared = ({ value }: SpokenAxis, op: '<' | '<=' | '>' | '>=', bound: number, missing: boolean): BoolNode => ({ kind: 'compare', left: value, op, value: bound, ...(missing ? { missing } : {}) })
const atLeast = (axis: SpokenAxis, bound: number, missing: boolean) => compared(axis, '>=', isWhole(axis) ? Math.ceil(bound) : bound, missing)
const below = (axis: SpokenAxis, bound: number, missing: boolean) => compared(axis, '<', isWhole(axis) ? Math.ceil(bound) : bound, missing)
const above = (axis: SpokenAxis, bound: number, missing: boolean) => compared(axis, '>', isWhole(axis) ? Math.floor(bound) : bound, missing)
const upTo = (axis: SpokenAxis, bound: number, missing: boolean) => compared(axis, '<=', isWhole(axis) ? Math.floor(bound) : bound, missing)
