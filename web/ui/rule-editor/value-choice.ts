import type { ValueNode, ValueType } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { startInterval } from './sequence-form.js'
import { aggregable, type SpokenFact, typeOf } from './spoken.js'
import { blank, dateTypes, isBlank, numberTypes } from './value-form.js'

/** What a picker is asked for: where it stands and which types fit. */
export interface Wanted {
  readonly vocabulary: Vocabulary
  readonly types: readonly ValueType[]
  /** In a filter: the rows have these fields, and nothing of the customer may be named. */
  readonly fact?: SpokenFact | undefined
  /** In a definition: also a table of conditions, bands, and a code or a yes that is written. */
  readonly isDefinition?: boolean | undefined
}

/** What fits where nothing else is asked: everything but sets. */
export const everyType: readonly ValueType[] = ['int', 'decimal', 'money', 'string', 'enum', 'date', 'instant', 'bool']

export const composites = ['age', 'daysBetween', 'datePart', 'interval', 'population', 'arith', 'coalesce', 'entropy', 'case', 'bucket'] as const
export type Composite = (typeof composites)[number]

/** Composites that stand in definitions alone. */
const ofDefinitions: readonly string[] = ['case', 'bucket', 'enum', 'bool']

/** Types of values written into the rule. */
const writtenTypes = ['decimal', 'money', 'string', 'enum', 'bool', 'date'] as const

/** The types a value may be written in here. */
export const writtenFor = ({ types, isDefinition = false }: Pick<Wanted, 'types' | 'isDefinition'>) => writtenTypes.filter((type) => types.includes(type) && (isDefinition || !ofDefinitions.includes(type)))

const isComposite = (kind: string): kind is Composite => composites.some((each) => each === kind)

/** The choice that stands for a value; null for none yet, `other` for one the picker cannot begin. */
export function choiceOf(value: ValueNode, isDefinition = false): string | null {
  if (isBlank(value)) return null
  if (value.kind === 'tag') return `tag:${value.tag}`
  if (value.kind === 'attr') return `attr:${value.table}:${value.field}`
  if (value.kind === 'field') return `field:${value.field}`
  if (value.kind === 'agg') return `fact:${value.table}`
  if (value.kind === 'asOf') return 'asOf'
  if (value.kind === 'literal') return writtenChoice(value.type, isDefinition)
  return isComposite(value.kind) && (isDefinition || !ofDefinitions.includes(value.kind)) ? `kind:${value.kind}` : 'other'
}

function writtenChoice(type: ValueType, isDefinition: boolean): string {
  if (type === 'int') return 'literal:decimal'
  return writtenFor({ types: [type], isDefinition }).some((each) => each === type) ? `literal:${type}` : 'other'
}

const isDate = ({ type }: { readonly type: string }): boolean => dateTypes.some((each) => each === type)

/** The first date there is to begin with: the date of birth where it is known. */
export function firstDate({ vocabulary, fact }: Pick<Wanted, 'vocabulary' | 'fact'>): ValueNode {
  if (fact !== undefined) {
    const field = fact.fields.find(isDate)
    return field === undefined ? blank : { kind: 'field', field: field.key }
  }
  const dates = vocabulary.attributes.filter(isDate)
  const date = dates.find(isBirth) ?? dates[0]
  return date === undefined ? blank : { kind: 'attr', table: date.table, field: date.key }
}

export const isBirth = ({ key }: { readonly key: string }): boolean => key.includes('birth')

function startFact(table: string, { vocabulary, types }: Wanted): ValueNode {
  const fact = vocabulary.facts.find((each) => each.table === table)
  const window = { kind: 'last', n: 30, unit: 'd' } as const
  const fits = (type: string) => types.some((each) => each === type)
  if (fits('int') || fits('decimal')) return { kind: 'agg', table, fn: 'count', window }
  const fn = fits('money') ? ('sum' as const) : fits('date') ? ('max' as const) : ('last' as const)
  const field = (fn === 'last' ? (fact?.fields ?? []) : aggregable(fn, fact)).find(({ type }) => fits(type))
  return { kind: 'agg', table, fn, ...(field === undefined ? {} : { field: field.key }), window: fn === 'sum' ? window : { kind: 'all' } }
}

/** Values made of two others to begin with. */
const ofOthers = {
  arith: { kind: 'arith', op: '/', left: blank, right: blank },
  coalesce: { kind: 'coalesce', coalesce: [blank, blank] },
  entropy: { kind: 'entropy', entropy: [blank, blank] },
} as const satisfies Partial<Record<Composite, ValueNode>>

const isOfOthers = (kind: Composite): kind is keyof typeof ofOthers => Object.hasOwn(ofOthers, kind)

function startComposite(kind: Composite, wanted: Wanted): ValueNode {
  if (isOfOthers(kind)) return ofOthers[kind]
  const date = firstDate(wanted)
  switch (kind) {
    case 'age':
      return { kind, of: date }
    case 'daysBetween':
      return { kind, from: date, to: { kind: 'asOf' } }
    case 'datePart':
      return { kind, of: date, part: 'month' }
    case 'interval':
      return startInterval(wanted.vocabulary.facts[0]?.table ?? '')
    case 'population':
      return { kind, fn: 'rank', of: blank }
    case 'case':
      return { kind, when: [{ if: { kind: 'always' }, then: { kind: 'literal', type: 'enum', value: '' } }] }
    case 'bucket':
      return { kind, of: blank, edges: [Number.NaN], labels: [{ code: 'b1', zh: '', en: '' }, { code: 'b2', zh: '', en: '' }] }
  }
}

/** A value written in a type, still to be typed. A number is whole until it is not. */
function startWritten(type: string): ValueNode {
  const written = writtenTypes.find((each) => each === type) ?? 'decimal'
  return { kind: 'literal', type: written === 'decimal' ? 'int' : written, value: '' }
}

/** The value a choice begins; `blank` for one that is not known. */
export function startOf(choice: string, wanted: Wanted): ValueNode {
  const [kind = '', ...rest] = choice.split(':')
  const key = rest.join(':')
  const [table = '', ...field] = rest
  if (kind === 'kind') return isComposite(key) ? startComposite(key, wanted) : blank
  if (kind === 'literal') return startWritten(key)
  const named: Readonly<Record<string, ValueNode>> = {
    tag: { kind: 'tag', tag: key },
    attr: { kind: 'attr', table, field: field.join(':') },
    field: { kind: 'field', field: key },
    asOf: { kind: 'asOf' },
  }
  return kind === 'fact' ? startFact(key, wanted) : (named[kind] ?? blank)
}

/** The composites that can have one of the types wanted. */
export function compositesFor({ types, fact, vocabulary, isDefinition = false }: Wanted): readonly Composite[] {
  const isNumber = types.some((type) => numberTypes.includes(type))
  const isPlain = types.some((type) => type === 'int' || type === 'decimal')
  const offered: Readonly<Record<Composite, boolean>> = {
    age: isPlain && fact === undefined,
    daysBetween: isPlain,
    datePart: isPlain,
    interval: isPlain && fact === undefined && vocabulary.facts.length > 0,
    population: isPlain && fact === undefined,
    arith: isNumber,
    coalesce: true,
    entropy: isPlain,
    case: isDefinition,
    bucket: isDefinition && types.includes('enum'),
  }
  return composites.filter((kind) => offered[kind])
}

/** Whether a table has rows a value of the types can be made of. */
export function isCountable(fact: SpokenFact, types: readonly ValueType[]): boolean {
  const isPlain = types.some((type) => type === 'int' || type === 'decimal')
  return isPlain || fact.fields.some(({ type }) => types.some((each) => each === type))
}

/** The currency amounts written beside these values are in: that of the first amount among them. */
export function currencyOf(values: readonly ValueNode[], vocabulary: Vocabulary, fact?: SpokenFact): string | undefined {
  for (const value of values) {
    const ccy = value.kind === 'literal' ? undefined : typeOf(value, vocabulary, fact)?.ccy
    if (ccy !== undefined) return ccy
  }
  return undefined
}
