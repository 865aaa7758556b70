import type { AggregateNode, ValueNode, ValueType } from '#kernel/rule'

export type ArithNode = Extract<ValueNode, { kind: 'arith' }>
export type ArithOperator = ArithNode['op']

/** A value still to be chosen; no document may hold it, so the rule is not whole while it stands there. */
export const blank: ValueNode = { kind: 'tag', tag: '' }

export const isBlank = (value: ValueNode): boolean => value.kind === 'tag' && value.tag === ''

/** Another value times a factor, with a number added. */
export interface Relative {
  readonly of: ValueNode
  readonly factor: number
  readonly plus: number
  /** Whether what is added is an amount of money, in minor units. */
  readonly isAmount: boolean
}

/** A number written into the rule, with its type. */
function numberOf(value: ValueNode): { readonly number: number; readonly type: ValueType } | null {
  return value.kind === 'literal' && typeof value.value === 'number' ? { number: value.value, type: value.type } : null
}

const plainType = (number: number): ValueType => (Number.isInteger(number) ? 'int' : 'decimal')

/** What is added, as it is written: never zero or negative, whole numbers as such. */
function addedBy(value: ValueNode): { readonly of: ValueNode; readonly plus: number; readonly isAmount: boolean } | null {
  if (value.kind !== 'arith' || (value.op !== '+' && value.op !== '-')) return null
  const { number = 0, type } = numberOf(value.right) ?? {}
  if (number <= 0 || (type !== 'money' && type !== plainType(number))) return null
  return { of: value.left, plus: value.op === '+' ? number : -number, isAmount: type === 'money' }
}

function scaledBy(value: ValueNode): { readonly of: ValueNode; readonly factor: number } {
  const plain = { of: value, factor: 1 }
  if (value.kind !== 'arith' || value.op !== '*') return plain
  const factor = numberOf(value.right)
  return factor?.type === 'decimal' && factor.number !== 1 ? { of: value.left, factor: factor.number } : plain
}

/** A value as the form of an operand shows it; `fromRelative` of it is the same value. */
export function toRelative(value: ValueNode): Relative {
  const added = addedBy(value)
  const scaled = scaledBy(added?.of ?? value)
  return { ...scaled, plus: added?.plus ?? 0, isAmount: added?.isAmount ?? false }
}

export function fromRelative({ of, factor, plus, isAmount }: Relative): ValueNode {
  const scaled: ValueNode = factor === 1 ? of : { kind: 'arith', op: '*', left: of, right: { kind: 'literal', type: 'decimal', value: factor } }
  if (plus === 0) return scaled
  const right: ValueNode = { kind: 'literal', type: isAmount ? 'money' : plainType(plus), value: Math.abs(plus) }
  return { kind: 'arith', op: plus > 0 ? '+' : '-', left: scaled, right }
}

/** 70 for a factor of 0.7; free of the digits a binary fraction adds. */
export const percentOf = (factor: number): number => Number((factor * 100).toPrecision(12))
export const factorOf = (percent: number): number => Number((percent / 100).toPrecision(12))

/** One step of an arithmetic form. */
export interface Term {
  readonly op: ArithOperator
  readonly value: ValueNode
}

/** Values computed one after the other, from the left; `toArith` of it is the same value. */
export interface Terms {
  readonly first: ValueNode
  readonly rest: readonly Term[]
}

export function termsOf(value: ValueNode): Terms {
  if (value.kind !== 'arith') return { first: value, rest: [] }
  const { first, rest } = termsOf(value.left)
  return { first, rest: [...rest, { op: value.op, value: value.right }] }
}

export const toArith = ({ first, rest }: Terms): ValueNode => rest.reduce<ValueNode>((left, { op, value }) => ({ kind: 'arith', op, left, right: value }), first)

/** The same figure a period earlier, to compare a figure with: last month's of this month's. */
export function earlierOf(node: AggregateNode): AggregateNode {
  const { window } = node
  if (window?.kind === 'month' || window?.kind === 'quarter') return { ...node, window: { ...window, offset: window.offset - 1 } }
  if (window?.kind === 'between') return { ...node, window: { kind: 'between', from: 2 * window.from - window.to + 1, to: window.from + 1 } }
  if (window?.kind === 'last' && window.unit === 'd') return { ...node, window: { kind: 'between', from: 2 * window.n - 1, to: window.n } }
  return node
}

const families: readonly (readonly ValueType[])[] = [['int', 'decimal'], ['money'], ['string', 'enum'], ['date', 'instant'], ['bool']]

export const numberTypes: readonly ValueType[] = ['int', 'decimal', 'money']
export const dateTypes: readonly ValueType[] = ['date', 'instant']

/** The types a value of a type can be compared with. Sets are compared with nothing. */
export const comparableWith = (type: ValueType): readonly ValueType[] => families.find((family) => family.includes(type)) ?? []
