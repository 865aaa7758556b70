import { type BoolNode, type ValueNode, type ValueType } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { isWhole as isConditionWhole } from '../../../../ui/rule-editor/operand.js'

export type NodeKind = ValueNode['kind']

/** Kinds a value may be of, as the list shows them: what it is taken from, then what is made of other values. */
export const nodeKinds = ['literal', 'tag', 'attr', 'agg', 'age', 'daysBetween', 'datePart', 'arith', 'coalesce', 'case', 'bucket', 'population'] as const satisfies readonly NodeKind[]
/** Kinds a day may be of. */
export const dateKinds = ['attr', 'tag', 'agg', 'asOf', 'literal'] as const satisfies readonly NodeKind[]
export const dateTypes: readonly string[] = ['date', 'instant']
export type StartKind = (typeof nodeKinds)[number] | (typeof dateKinds)[number]

/** Types a written value has in the form. */
export const literalTypes = ['enum', 'int', 'decimal', 'money', 'bool', 'date', 'string'] as const satisfies readonly ValueType[]

const ZERO: ValueNode = { kind: 'literal', type: 'int', value: 0 }
const CODE: ValueNode = { kind: 'literal', type: 'enum', value: '' }

/** A written value of a type, not filled in yet where that can be seen. */
export function literalOf(type: ValueType): ValueNode {
  if (type === 'bool') return { kind: 'literal', type, value: true }
  const isNumber = type === 'int' || type === 'decimal' || type === 'money'
  return { kind: 'literal', type, value: isNumber ? 0 : '' }
}

const NUMBERS: readonly string[] = ['int', 'decimal', 'money']

function firstDate({ attributes }: Vocabulary): ValueNode {
  const found = attributes.find(({ type }) => type === 'date')
  return { kind: 'attr', table: found?.table ?? 'customer', field: found?.key ?? '' }
}

function firstNumber({ tags, attributes }: Vocabulary): ValueNode {
  const tag = tags.find(({ type }) => NUMBERS.includes(type))
  if (tag !== undefined) return { kind: 'tag', tag: tag.key }
  const attribute = attributes.find(({ type }) => NUMBERS.includes(type))
  return { kind: 'attr', table: attribute?.table ?? 'customer', field: attribute?.key ?? '' }
}

type Start = (vocabulary: Vocabulary) => ValueNode

const STARTS: Readonly<Record<StartKind, Start>> = {
  asOf: () => ({ kind: 'asOf' }),
  literal: () => ZERO,
  tag: () => ({ kind: 'tag', tag: '' }),
  attr: () => ({ kind: 'attr', table: 'customer', field: '' }),
  agg: ({ facts }) => ({ kind: 'agg', table: facts[0]?.table ?? '', fn: 'count', window: { kind: 'last', n: 90, unit: 'd' } }),
  age: (vocabulary) => ({ kind: 'age', of: firstDate(vocabulary) }),
  daysBetween: (vocabulary) => ({ kind: 'daysBetween', from: firstDate(vocabulary), to: { kind: 'asOf' } }),
  datePart: (vocabulary) => ({ kind: 'datePart', of: firstDate(vocabulary), part: 'year' }),
  arith: (vocabulary) => ({ kind: 'arith', op: '-', left: firstNumber(vocabulary), right: { kind: 'tag', tag: '' } }),
  coalesce: () => ({ kind: 'coalesce', coalesce: [{ kind: 'tag', tag: '' }, { kind: 'tag', tag: '' }] }),
  case: () => ({ kind: 'case', when: [{ if: { kind: 'always' }, then: CODE }] }),
  bucket: (vocabulary) => ({ kind: 'bucket', of: firstNumber(vocabulary), edges: [Number.NaN], labels: [{ code: 'b1', zh: '', en: '' }, { code: 'b2', zh: '', en: '' }] }),
  population: (vocabulary) => ({ kind: 'population', fn: 'tile', tiles: 5, of: firstNumber(vocabulary) }),
}

/** A new value of a kind. */
export const startNode = (kind: StartKind, vocabulary: Vocabulary): ValueNode => STARTS[kind](vocabulary)

const isRuleWhole = (rule: BoolNode): boolean => rule.kind !== 'always' && isConditionWhole(rule)

const isOptionalWhole = (rule: BoolNode | undefined): boolean => rule === undefined || isConditionWhole(rule)

type Of<Kind extends NodeKind> = Extract<ValueNode, { kind: Kind }>

const isResponseWhole = ({ table, of, filter, cells }: Of<'response'>): boolean =>
  table !== '' && isRuleWhole(of) && isOptionalWhole(filter) && cells.length >= 2 && cells.every((cell) => cell.code !== '' && cell.zh !== '' && cell.en !== '' && isRuleWhole(cell.if))

const isBucketWhole = ({ of, edges, labels }: Of<'bucket'>): boolean =>
  isNodeWhole(of) && edges.every(Number.isFinite) && labels.every((label) => (typeof label === 'string' ? label !== '' : label.code !== '' && label.zh !== ''))

/** How the parts of a kind are filled in; kinds not named are whole as they are. */
const WHOLE: { readonly [Kind in NodeKind]?: (node: Of<Kind>) => boolean } = {
  literal: ({ value }) => value !== '',
  tag: ({ tag }) => tag !== '',
  attr: ({ field }) => field !== '',
  agg: ({ table, filter, of }) => table !== '' && isOptionalWhole(filter) && isOptionalWhole(of),
  age: ({ of }) => isNodeWhole(of),
  datePart: ({ of }) => isNodeWhole(of),
  daysBetween: ({ from, to }) => isNodeWhole(from) && isNodeWhole(to),
  arith: ({ left, right }) => isNodeWhole(left) && isNodeWhole(right),
  coalesce: ({ coalesce }) => coalesce.every(isNodeWhole),
  case: (node) => node.when.every((branch) => isRuleWhole(branch.if) && isNodeWhole(branch.then)) && (node.else === undefined || isNodeWhole(node.else)),
  bucket: isBucketWhole,
  population: ({ of }) => isNodeWhole(of),
  response: isResponseWhole,
}

/** Whether nothing is left to fill in. */
export function isNodeWhole(node: ValueNode): boolean {
  const of = WHOLE[node.kind] as ((each: ValueNode) => boolean) | undefined
  return of === undefined || of(node)
}

/** The codes a value can have, in their order: what a tag has to name. Empty of another type. */
export function codesOf(node: ValueNode): readonly string[] {
  if (node.kind === 'literal') return node.type === 'enum' && node.value !== '' ? [String(node.value)] : []
  if (node.kind === 'coalesce') return unique(node.coalesce.flatMap(codesOf))
  if (node.kind !== 'case') return []
  return unique([...node.when.map(({ then }) => then), ...(node.else === undefined ? [] : [node.else])].flatMap(codesOf))
}

const unique = (codes: readonly string[]): readonly string[] => [...new Set(codes)]
