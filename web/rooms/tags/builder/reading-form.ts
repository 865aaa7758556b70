import type { AggregateNode, BoolNode, PopulationNode, RuleDocument, ValueDocument, ValueNode } from '#kernel/rule'
import type { Tag } from '#tags/contract'
import { isValueSaid, isValueWhole, isWhole } from '../../../ui/rule-editor/operand.js'

export interface ItemForm {
  readonly code: string
  readonly zh: string
  readonly en: string
  /** null until something is said. */
  readonly condition: BoolNode | null
}

/** Computations that are written with the controls of the rule editor. */
export interface ReadingForm {
  readonly figure: AggregateNode | null
  readonly ranking: PopulationNode | null
  readonly items: readonly ItemForm[]
  readonly rule: BoolNode | null
}

export const emptyItem: ItemForm = { code: '', zh: '', en: '', condition: null }
export const emptyReading: ReadingForm = { figure: null, ranking: null, items: [emptyItem], rule: null }

export type ReadingKind = 'figure' | 'ranking' | 'set' | 'rule'
export const isReadingKind = (kind: string): kind is ReadingKind => ['figure', 'ranking', 'set', 'rule'].includes(kind)

/** Nothing of it is left to fill in. */
const isSaid = (rule: BoolNode | null): rule is BoolNode => rule !== null && isWhole(rule)

const ofValue = (value: ValueNode): ValueDocument => ({ v: 1, kind: 'value', value })

/** The document a form means; null until it is filled in. */
export function readingCompute(kind: ReadingKind, { figure, ranking, items, rule }: ReadingForm): ValueDocument | RuleDocument | null {
  switch (kind) {
    case 'figure':
      return figure === null || !isValueSaid(figure) ? null : ofValue(figure)
    case 'ranking':
      return ranking === null || !isValueWhole(ranking) ? null : ofValue(ranking)
    case 'rule':
      return isSaid(rule) && rule.kind !== 'always' ? { v: 1, kind: 'rule', rule } : null
    case 'set':
      return setCompute(items)
  }
}

function setCompute(items: readonly ItemForm[]): ValueDocument | null {
  const whole = items.flatMap(({ code, zh, en, condition }) =>
    code.trim() === '' || zh.trim() === '' || !isSaid(condition) ? [] : [{ if: condition, item: { code: code.trim(), zh: zh.trim(), en: en.trim() === '' ? zh.trim() : en.trim() } }],
  )
  return whole.length === 0 || whole.length < items.length ? null : ofValue({ kind: 'set', items: whole })
}

/** What of a stored computation these controls show; null when it is another one. */
export function fromReading(compute: Tag['compute']): (Partial<ReadingForm> & { readonly kind: ReadingKind }) | null {
  if (compute.kind === 'rule') return { kind: 'rule', rule: compute.rule }
  if (compute.kind !== 'value') return null
  const { value } = compute
  if (value.kind === 'agg') return { kind: 'figure', figure: value }
  if (value.kind === 'population') return { kind: 'ranking', ranking: value }
  if (value.kind !== 'set') return null
  return {
    kind: 'set',
    items: value.items.map(({ if: condition, item }) => (typeof item === 'string' ? { code: item, zh: item, en: item, condition } : { ...item, condition })),
  }
}
