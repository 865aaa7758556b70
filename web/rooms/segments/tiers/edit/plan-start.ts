import { tieringSchema, type TieringPlan } from '#segments/contract'
import type { AggregateNode, RuleDocument, ValueDocument } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'

export type EditedKind = Exclude<TieringPlan['kind'], 'alike'>

/** Kinds with an editor; look-alikes are made from a segment. */
export const editedKinds = ['pyramid', 'pareto', 'rfm', 'quadrant', 'lifecycle', 'funnel', 'causes'] as const satisfies readonly EditedKind[]

/** A tiering as the editor holds it: everything the definition has. */
export type TieringDraft = ReturnType<typeof tieringSchema.parse>

const NOBODY_YET: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'always' } }
const named = (zh: string, en: string) => ({ zh, en })

/** A value of a tag. */
export const valueOfTag = (tag: string): ValueDocument => ({ v: 1, kind: 'value', value: { kind: 'tag', tag } })

const NUMBERS: readonly string[] = ['int', 'decimal', 'money']

/** The first tag money is in, else of numbers: what a new plan is cut by. */
export const firstTag = ({ tags }: Pick<Vocabulary, 'tags'>): string => (tags.find(({ type }) => type === 'money') ?? tags.find(({ type }) => NUMBERS.includes(type)))?.key ?? ''

const RFM_WINDOW = { kind: 'last', n: 180, unit: 'd' } as const

/**
 * Recency, frequency and money of the customer's transactions over 180 days, by what the vocabulary has of them; of a tag
 * where a table of dated amounts is not there.
 */
function startRfm(vocabulary: Pick<Vocabulary, 'tags' | 'facts'>): Omit<Extract<TieringPlan, { kind: 'rfm' }>, 'kind' | 'cut'> {
  const own = valueOfTag(firstTag(vocabulary))
  const dated = vocabulary.facts.map(({ table, fields }) => ({ table, time: fields.find(({ type }) => type === 'instant' || type === 'date')?.key, amount: fields.find(({ type }) => type === 'money')?.key }))
  const whole = dated.filter(({ time, amount }) => time !== undefined && amount !== undefined)
  const found = whole.find(({ table }) => table === 'txn') ?? whole[0]
  if (found?.time === undefined || found.amount === undefined) return { recency: own, frequency: own, monetary: own }
  const figure = (fn: AggregateNode['fn'], part: Partial<AggregateNode> = {}): AggregateNode => ({ kind: 'agg', table: found.table, fn, window: RFM_WINDOW, ...part })
  const last = figure('max', { field: found.time, window: { kind: 'all' } })
  return {
    recency: { v: 1, kind: 'value', value: { kind: 'daysBetween', from: last, to: { kind: 'asOf' } } },
    frequency: { v: 1, kind: 'value', value: figure('count') },
    monetary: { v: 1, kind: 'value', value: figure('sum', { field: found.amount }) },
  }
}

/** A plan to begin with, by what the bank has. */
export function startPlan(kind: EditedKind, vocabulary: Pick<Vocabulary, 'tags' | 'facts'>): TieringPlan {
  const value = valueOfTag(firstTag(vocabulary))
  const first = (code: string, zh: string, en: string) => ({ code, name: named(zh, en), when: NOBODY_YET })
  switch (kind) {
    case 'pyramid':
      return { kind, measure: value, near: { share: 0.2 }, tiers: [{ code: 'T1', name: named('大众', 'Mass'), from: null }, { code: 'T2', name: named('中端', 'Middle'), from: 5_000_000 }, { code: 'T3', name: named('高端', 'High'), from: 60_000_000 }] }
    case 'pareto':
      return { kind, measure: value, classes: [{ code: 'A', name: named('A 类', 'Class A'), share: 0.8 }, { code: 'B', name: named('B 类', 'Class B'), share: 0.95 }, { code: 'C', name: named('C 类', 'Class C'), share: 1 }] }
    case 'rfm':
      return { kind, ...startRfm(vocabulary), cut: 'median' }
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
export function startTiering(kind: EditedKind, vocabulary: Pick<Vocabulary, 'tags' | 'facts'>): TieringDraft {
  return { population: NOBODY_YET, plan: startPlan(kind, vocabulary), refresh: 'monthly' }
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
