import { tieringSchema, type TieringPlan } from '#segments/contract'
import type { RuleDocument, ValueDocument } from '#kernel/rule'

export type EditedKind = Exclude<TieringPlan['kind'], 'alike'>

/** Kinds with an editor; look-alikes are made from a segment. */
export const editedKinds = ['pyramid', 'pareto', 'rfm', 'quadrant', 'lifecycle', 'funnel', 'causes'] as const satisfies readonly EditedKind[]

/** A tiering as the editor holds it: everything the definition has. */
export type TieringDraft = ReturnType<typeof tieringSchema.parse>

const NOBODY_YET: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'always' } }
const named = (zh: string, en: string) => ({ zh, en })

/** A value of a tag. */
export const valueOfTag = (tag: string): ValueDocument => ({ v: 1, kind: 'value', value: { kind: 'tag', tag } })

/** A plan to begin with, cut by a tag. */
export function startPlan(kind: EditedKind, tag: string): TieringPlan {
  const value = valueOfTag(tag)
  const first = (code: string, zh: string, en: string) => ({ code, name: named(zh, en), when: NOBODY_YET })
  switch (kind) {
    case 'pyramid':
      return { kind, measure: value, near: { share: 0.2 }, tiers: [{ code: 'T1', name: named('大众', 'Mass'), from: null }, { code: 'T2', name: named('中端', 'Middle'), from: 5_000_000 }, { code: 'T3', name: named('高端', 'High'), from: 60_000_000 }] }
    case 'pareto':
      return { kind, measure: value, classes: [{ code: 'A', name: named('A 类', 'Class A'), share: 0.8 }, { code: 'B', name: named('B 类', 'Class B'), share: 0.95 }, { code: 'C', name: named('C 类', 'Class C'), share: 1 }] }
    case 'rfm':
      return { kind, recency: value, frequency: value, monetary: value, cut: 'median' }
    case 'quadrant':
      return { kind, x: { name: named('价值', 'Value'), value, cut: { quantile: 0.5 } }, y: { name: named('活跃', 'Activity'), value, cut: { quantile: 0.5 } }, cells: { ll: named('低价值低活跃', 'Low, low'), hl: named('高价值低活跃', 'High value, low activity'), lh: named('低价值高活跃', 'Low value, high activity'), hh: named('高价值高活跃', 'High, high') } }
    case 'lifecycle':
      return { kind, states: [first('ON', '活跃', 'Active')], otherwise: { code: 'OFF', name: named('静默', 'Dormant') }, hysteresis: 7 }
    case 'funnel':
      return { kind, stages: [first('S1', '第一阶段', 'First stage'), first('S2', '第二阶段', 'Second stage')], none: { code: 'NONE', name: named('未进入', 'Not in it') } }
    case 'causes':
      return { kind, cases: [first('C1', '原因一', 'First cause')], otherwise: { code: 'OTHER', name: named('其他', 'Other') } }
  }
}

/** A tiering to begin with. */
export function startTiering(kind: EditedKind, tag: string): TieringDraft {
  return { population: NOBODY_YET, plan: startPlan(kind, tag), refresh: 'monthly' }
}

/** What is saved, as the editor holds it; null where it is no tiering it can edit. */
export function readTiering(body: unknown): TieringDraft | null {
  const parsed = tieringSchema.safeParse(body)
  return parsed.success && parsed.data.plan.kind !== 'alike' ? parsed.data : null
}

/** The list with one item changed, moved or taken out. */
export const changedAt = <Item>(list: readonly Item[], at: number, part: Partial<Item>): Item[] => list.map((item, place) => (place === at ? { ...item, ...part } : item))
export const without = <Item>(list: readonly Item[], at: number): Item[] => list.filter((_, place) => place !== at)
export function movedUp<Item>(list: readonly Item[], at: number): Item[] {
  const item = list[at]
  return item === undefined || at === 0 ? [...list] : without(list, at).toSpliced(at - 1, 0, item)
}

/** A code no cell has yet. */
export function freshCode(codes: readonly string[], letter: string): string {
  const taken = new Set(codes)
  let number = codes.length + 1
  while (taken.has(`${letter}${number}`)) number += 1
  return `${letter}${number}`
}
