import { aggregateFunctions, arithType, specialFunctions, unified, type AggregateNode, type BoolNode, type ValueNode, type ValueType, valueTypes } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'

/** A tag, an attribute or a field of a fact, as the vocabulary names it. */
export type SpokenField = Vocabulary['tags'][number]
export type SpokenFact = Vocabulary['facts'][number]

/** What the editor knows of a left value; null type: it can be shown, not changed. */
export interface SpokenType {
  readonly type: ValueType
  readonly values?: readonly { readonly code: string; readonly zh: string; readonly en: string }[] | undefined
  /** Codes beside `values` may be typed too. */
  readonly isOpen?: boolean | undefined
  readonly ccy?: string | undefined
}

const isValueType = (text: string): text is ValueType => valueTypes.some((type) => type === text)

function asType({ type, values, isOpen, ccy }: Omit<SpokenType, 'type'> & { readonly type: string }): SpokenType | null {
  return isValueType(type) ? { type, values, isOpen, ccy } : null
}

export const factOf = (vocabulary: Vocabulary, table: string): SpokenFact | undefined =>
  vocabulary.facts.find((fact) => fact.table === table)

/** The tag, attribute or row field a value names, if it names one that is known. */
export function fieldOf(value: ValueNode, vocabulary: Vocabulary, fact?: SpokenFact): SpokenField | undefined {
  if (value.kind === 'tag') return vocabulary.tags.find(({ key }) => key === value.tag)
  if (value.kind === 'field') return fact?.fields.find(({ key }) => key === value.field)
  if (value.kind !== 'attr') return undefined
  return vocabulary.attributes.find(({ key, table }) => key === value.field && table === value.table)
}

const texts: readonly string[] = ['string', 'enum']
const countingFunctions: readonly string[] = ['count', 'distinct']
const spreadFunctions: readonly string[] = ['avg', 'median', 'quantile', 'stddev', 'slope', 'decay']
/** Functions that give a part of a whole. */
const fractions: readonly string[] = ['share', 'topShare', 'kept']

function fieldOfAggregate(node: AggregateNode, key: string | undefined, vocabulary: Vocabulary): SpokenField | undefined {
  return factOf(vocabulary, node.table)?.fields.find((field) => field.key === key)
}

const typeOfField = (field: SpokenField | undefined): SpokenType | null => (field === undefined ? null : asType(field))

function aggregateType(node: AggregateNode, vocabulary: Vocabulary): SpokenType | null {
  const field = fieldOfAggregate(node, node.field, vocabulary)
  const own = ownType(node, field, vocabulary)
  if (own !== undefined) return own
  const { each } = node
  const of = typeOfField(field)
  return each === undefined ? spread(node.fn, of) : spread(node.fn, each.fn === 'count' || field === undefined ? { type: 'int' } : spread(each.fn, of))
}

/** Means and the like of whole numbers are fractions. */
const spread = (fn: string, type: SpokenType | null): SpokenType | null => (type?.type === 'int' && spreadFunctions.includes(fn) ? { type: 'decimal' } : type)

/** The type of functions that do not give that of their field; undefined for the others. */
function ownType(node: AggregateNode, field: SpokenField | undefined, vocabulary: Vocabulary): SpokenType | null | undefined {
  if (node.each !== undefined) return node.fn === 'count' ? { type: 'int' } : undefined
  if (node.fn === 'collect') return { type: 'set', values: field?.values, isOpen: field?.isOpen }
  if (node.fn === 'argmax') return typeOfField(fieldOfAggregate(node, node.by, vocabulary))
  if (fractions.includes(node.fn) || (node.fn === 'decay' && node.field === undefined)) return { type: 'decimal' }
  return countingFunctions.includes(node.fn) ? { type: 'int' } : undefined
}

const fixedTypes: Partial<Record<ValueNode['kind'], ValueType>> = {
  age: 'int',
  daysBetween: 'int',
  datePart: 'int',
  asOf: 'date',
  entropy: 'decimal',
}

/** The type of a left value; null when the editor cannot tell, and keeps it as it is. */
export function typeOf(value: ValueNode, vocabulary: Vocabulary, fact?: SpokenFact): SpokenType | null {
  const field = fieldOf(value, vocabulary, fact)
  if (field) return asType(field)
  if (value.kind === 'agg') return aggregateType(value, vocabulary)
  if (value.kind === 'literal' || value.kind === 'param') return { type: value.type }
  const fixed = fixedTypes[value.kind]
  return fixed === undefined ? madeType(value, vocabulary, fact) : { type: fixed }
}

type Code = NonNullable<SpokenType['values']>[number]

const coded = (label: string | Code): Code => (typeof label === 'string' ? { code: label, zh: label, en: label } : label)

/** The type of a value made of others. */
function madeType(value: ValueNode, vocabulary: Vocabulary, fact: SpokenFact | undefined): SpokenType | null {
  const typed = (each: ValueNode) => typeOf(each, vocabulary, fact)
  if (value.kind === 'arith') {
    const [left, right] = [typed(value.left), typed(value.right)]
    return left && right && arithType(value.op, left, right)
  }
  if (value.kind === 'coalesce') return commonType(value.coalesce.map(typed))
  if (value.kind === 'case') return commonType([...value.when.map(({ then }) => then), ...(value.else === undefined ? [] : [value.else])].map(typed))
  return readType(value)
}

/** The type of a reading, which the node alone tells. */
function readType(value: ValueNode): SpokenType | null {
  if (value.kind === 'interval') return { type: value.pick === 'avg' ? 'decimal' : 'int' }
  if (value.kind === 'population') return { type: value.fn === 'rank' || value.fn === 'tile' ? 'int' : 'decimal' }
  if (value.kind === 'set') return { type: 'set', values: value.items.map(({ item }) => coded(item)) }
  if (value.kind === 'bucket') return { type: 'enum', values: value.labels.map(coded) }
  if (value.kind !== 'response') return null
  return value.cell === undefined ? { type: 'enum', values: value.cells } : { type: 'decimal' }
}

function commonType([first = null, ...rest]: readonly (SpokenType | null)[]): SpokenType | null {
  return rest.reduce<SpokenType | null>((type, next) => type && next && unified(type, next), first)
}

/** Fields an aggregate function can read; mirrors the kernel's rule (sums need numbers, extremes numbers or times). */
export function aggregable(fn: AggregateNode['fn'], fact: SpokenFact | undefined): readonly SpokenField[] {
  const numbers = ['int', 'decimal', 'money']
  const allowed = (type: string): boolean => {
    if (['sum', 'argmax', ...fractions].includes(fn) || spreadFunctions.includes(fn)) return numbers.includes(type)
    if (fn === 'collect') return texts.includes(type)
    if (fn === 'min' || fn === 'max') return [...numbers, 'date', 'instant'].includes(type)
    return type !== 'set'
  }
  return (fact?.fields ?? []).filter(({ type }) => allowed(type))
}

/** Functions that may count rows where no field is named. */
const countsRows: readonly string[] = ['count', 'decay', 'share', 'argmax', 'topShare']

export const needsField = (fn: AggregateNode['fn']): boolean => !countsRows.includes(fn)

/** Whether a function can read a field at all. */
export const takesField = (fn: AggregateNode['fn']): boolean => fn !== 'count'

/** What the rows can be divided by. */
export const dividing = (fact: SpokenFact | undefined): readonly SpokenField[] => (fact?.fields ?? []).filter(({ type }) => texts.includes(type))

/** Functions that have a field to read on this table. */
export const functionsFor = (fact: SpokenFact | undefined): readonly AggregateNode['fn'][] =>
  [...aggregateFunctions, ...specialFunctions].filter((fn) => !needsField(fn) || aggregable(fn, fact).length > 0)

/** The aggregate with another function: keeps the field where it still fits. */
export function withFunction(node: AggregateNode, fn: AggregateNode['fn'], fact: SpokenFact | undefined): AggregateNode {
  const { field, q, halfLife, by, of, within, minShare, ...rest } = node
  const fields = aggregable(fn, fact)
  const kept = fields.some(({ key }) => key === field) ? field : needsField(fn) ? fields[0]?.key : undefined
  return {
    ...rest,
    fn,
    ...(kept === undefined ? {} : { field: kept }),
    ...(fn === 'quantile' ? { q: q ?? 0.9 } : {}),
    ...PARTS[fn]?.({ halfLife, by, of, within, minShare }, fact),
  }
}

type OwnParts = Pick<AggregateNode, 'halfLife' | 'by' | 'of' | 'within' | 'minShare'>

type PartsOf = (kept: OwnParts, fact: SpokenFact | undefined) => Partial<AggregateNode>

/** What only one function has, begun where it is not there yet. */
const PARTS: Partial<Record<AggregateNode['fn'], PartsOf>> = {
  decay: ({ halfLife }) => ({ halfLife: halfLife ?? 30 }),
  argmax: (kept, fact) => ({ ...divided(kept, fact), ...(kept.minShare === undefined ? {} : { minShare: kept.minShare }) }),
  topShare: divided,
  share: ({ of }, fact) => ({ of: of ?? anyRow(fact) }),
  kept: ({ of, within }, fact) => ({ of: of ?? anyRow(fact), within: within ?? { n: 3, unit: 'd' } }),
}

function divided({ by }: OwnParts, fact: SpokenFact | undefined): Pick<AggregateNode, 'by'> {
  const key = by ?? dividing(fact)[0]?.key
  return key === undefined ? {} : { by: key }
}

function anyRow(fact: SpokenFact | undefined): BoolNode {
  const first = fact?.fields[0]?.key
  return first === undefined ? { kind: 'always' } : { kind: 'compare', left: { kind: 'field', field: first }, op: 'isSet' }
}

/** Whether a customer may lack the value; counts and sums never do. */
export function mayBeMissing(value: ValueNode, type: SpokenType | null): boolean {
  if (value.kind === 'agg') return !['count', 'sum', 'distinct', 'decay', 'collect'].includes(value.fn)
  return type?.type !== 'set' && value.kind !== 'literal' && value.kind !== 'asOf'
}
