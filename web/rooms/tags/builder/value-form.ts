import { minorUnitsOf } from '#kernel/money'
import { aggregateFunctions, type AggregateNode, type BoolNode, type Operator, type ValueDocument, type ValueNode } from '#kernel/rule'
import type { CorrectionValue, MeasureValue, ScoreValue, Tag, Vocabulary } from '#tags/contract'
import { isNodeValueKind, nodeCompute, type NodeForms, nodeValueKindOf } from './node-values.js'
import { emptyReading, fromReading, isReadingKind, readingCompute, type ReadingForm } from './reading-form.js'
import { emptyManual, fromManual, type ManualForm, toManual } from './manual-form.js'
import { type ScoreForm, emptyScore, fromScored, toScored } from './score-form.js'

/** How a value may come about, as the builder groups it: read or counted, made of other values, told by models or people. */
export const valueKindGroups = {
  data: ['attribute', 'aggregate', 'figure', 'interval', 'moment'],
  made: ['bucket', 'case', 'arith', 'coalesce', 'entropy', 'rule', 'set', 'ranking', 'response'],
  told: ['score', 'manual', 'expression'],
} as const
export const valueKinds = [...valueKindGroups.data, ...valueKindGroups.made, ...valueKindGroups.told] as const
export type ValueKind = (typeof valueKinds)[number]
export type FactFunction = AggregateNode['fn']

export interface FilterForm {
  readonly field: string
  readonly op: Operator
  readonly value: string
}

/** The builder's form: what every kind needs, so that changing the kind forgets nothing. */
export interface ValueForm {
  readonly kind: ValueKind
  readonly attribute: string
  readonly table: string
  readonly fn: FactFunction
  readonly field: string
  readonly quantile: string
  /** Empty: all time. */
  readonly last: string
  readonly unit: 'd' | 'm'
  readonly filters: readonly FilterForm[]
  readonly score: ScoreForm
  readonly manual: ManualForm
  readonly reading: ReadingForm
  /** Values written part by part, by kind. */
  readonly nodes: NodeForms
  readonly text: string
}

export const emptyForm: ValueForm = {
  kind: 'attribute',
  attribute: '',
  table: '',
  fn: 'count',
  field: '',
  quantile: '0.9',
  last: '90',
  unit: 'd',
  filters: [],
  score: emptyScore,
  manual: emptyManual,
  reading: emptyReading,
  nodes: {},
  text: '',
}

type Field = Vocabulary['tags'][number]
type Known = Pick<Vocabulary, 'facts'>

/** How many minor units one written unit is: 100 for yuan, 1 where it is no money. */
export function scaleOf(field: Pick<Field, 'type' | 'ccy'> | undefined): number {
  return field?.type === 'money' ? 10 ** minorUnitsOf(field.ccy ?? 'CNY') : 1
}

const toStored = (text: string, scale: number): number =>
  scale === 1 ? Number(text) : Math.round(Number(text) * scale)

const isNumber = (type: string | undefined): boolean => type === 'int' || type === 'decimal' || type === 'money'

const listOps: readonly Operator[] = ['in', 'notIn', 'hasAny', 'hasAll', 'hasNone']
const bareOps: readonly Operator[] = ['isSet', 'isMissing']

/** What is listed in a text, told apart by commas or spaces. */
export const partsOf = (text: string): string[] => text.split(/[,，、\s]+/).filter((part) => part !== '')

function filterNode({ field, op, value }: FilterForm, spec: Field | undefined): BoolNode {
  const left: ValueNode = { kind: 'field', field }
  const read = (text: string) => {
    if (spec?.type === 'bool') return text === 'true'
    return isNumber(spec?.type) ? toStored(text, scaleOf(spec)) : text
  }
  if (bareOps.includes(op)) return { kind: 'compare', left, op }
  if (!listOps.includes(op)) return { kind: 'compare', left, op, value: read(value.trim()) }
  return { kind: 'compare', left, op, value: partsOf(value).map(read) }
}

function aggregateNode(form: ValueForm, { facts }: Known): ValueNode {
  const fields = facts.find(({ table }) => table === form.table)?.fields ?? []
  const filters = form.filters.map((one) => filterNode(one, fields.find(({ key }) => key === one.field)))
  const [only] = filters
  return {
    kind: 'agg',
    table: form.table,
    fn: form.fn,
    ...(form.fn === 'count' ? {} : { field: form.field }),
    ...(form.fn === 'quantile' ? { q: Number(form.quantile) } : {}),
    ...(form.last === '' ? {} : { window: { kind: 'last', n: Number(form.last), unit: form.unit } }),
    ...(only === undefined ? {} : { filter: filters.length === 1 ? only : { kind: 'all', all: filters } }),
  }
}

const isFactDone = ({ table, fn, field, filters }: ValueForm): boolean =>
  table !== '' &&
  (fn === 'count' || field !== '') &&
  filters.every((one) => one.field !== '' && (bareOps.includes(one.op) || one.value !== ''))

export type Read =
  | { readonly state: 'ready'; readonly compute: unknown }
  | { readonly state: 'unfinished' }
  | { readonly state: 'unreadable'; readonly why: string }

const ready = (value: ValueNode): Read => ({
  state: 'ready',
  compute: { v: 1, kind: 'value', value } satisfies ValueDocument,
})

function readText(text: string): Read {
  if (text.trim() === '') return { state: 'unfinished' }
  try {
    return { state: 'ready', compute: JSON.parse(text) as unknown }
  } catch (error) {
    return { state: 'unreadable', why: error instanceof Error ? error.message : String(error) }
  }
}

const orUnfinished = (compute: unknown): Read => (compute === null ? { state: 'unfinished' } : { state: 'ready', compute })

/** The document a form means, when it is filled in. */
export function toCompute(form: ValueForm, known: Known): Read {
  if (isReadingKind(form.kind)) return orUnfinished(readingCompute(form.kind, form.reading))
  if (isNodeValueKind(form.kind)) return orUnfinished(nodeCompute(form.nodes[form.kind]))
  switch (form.kind) {
    case 'attribute':
      return form.attribute === ''
        ? { state: 'unfinished' }
        : ready({ kind: 'attr', table: 'customer', field: form.attribute })
    case 'aggregate':
      return isFactDone(form) ? ready(aggregateNode(form, known)) : { state: 'unfinished' }
    case 'score':
      return orUnfinished(toScored(form.score))
    case 'manual':
      return orUnfinished(toManual(form.manual))
    case 'expression':
      return readText(form.text)
  }
}

function fromCompare(node: BoolNode, fields: readonly Field[]): FilterForm | null {
  if (node.kind !== 'compare' || node.left.kind !== 'field' || node.missing !== undefined) return null
  const { field } = node.left
  const { op, value } = node
  const scale = scaleOf(fields.find(({ key }) => key === field))
  const write = (one: unknown) => String(typeof one === 'number' ? one / scale : one)
  if (value === undefined) return { field, op, value: '' }
  if (Array.isArray(value)) return listOps.includes(op) ? { field, op, value: value.map(write).join(', ') } : null
  return typeof value === 'object' ? null : { field, op, value: write(value) }
}

const rowsOf = (filter: BoolNode | undefined): readonly BoolNode[] => {
  if (filter === undefined) return []
  return filter.kind === 'all' ? filter.all : [filter]
}

const isInHours = (window: AggregateNode['window']): boolean => window?.kind === 'last' && window.unit === 'h'

/** Functions and windows the form of rows has; the others are figures. */
function isPlain({ window, each, fn }: AggregateNode): boolean {
  const kinds = ['last', 'all']
  return kinds.includes(window?.kind ?? 'all') && !isInHours(window) && each === undefined && aggregateFunctions.some((one) => one === fn)
}

function fromAggregate(node: AggregateNode, { facts }: Known): Partial<ValueForm> | null {
  const { window, filter } = node
  if (!isPlain(node)) return null
  const fields = facts.find(({ table }) => table === node.table)?.fields ?? []
  const filters = rowsOf(filter).map((row) => fromCompare(row, fields))
  const isSimple = filters.every((one) => one !== null)
  if (!isSimple) return null
  return {
    kind: 'aggregate',
    table: node.table,
    fn: node.fn,
    field: node.field ?? '',
    quantile: String(node.q ?? 0.9),
    ...(window?.kind === 'last' && window.unit !== 'h' ? { last: String(window.n), unit: window.unit } : { last: '' }),
    filters,
  }
}

const isScored = (compute: Tag['compute']): compute is ScoreValue | MeasureValue | CorrectionValue => ['score', 'measure', 'correction'].includes(compute.kind)

/** Forms that may show a computation, the simplest first. */
function candidates(compute: Tag['compute'], known: Known): readonly (Partial<ValueForm> & { readonly kind: ValueKind })[] {
  if (isScored(compute)) return [{ kind: 'score', score: fromScored(compute) }]
  if (compute.kind === 'manual') return [{ kind: 'manual', manual: fromManual(compute) }]
  const found: (Partial<ValueForm> & { readonly kind: ValueKind })[] = []
  if (compute.kind === 'value') {
    const { value } = compute
    if (value.kind === 'attr' && value.table === 'customer') found.push({ kind: 'attribute', attribute: value.field })
    const rows = value.kind === 'agg' ? fromAggregate(value, known) : null
    if (rows !== null) found.push({ kind: 'aggregate', ...rows })
    const kind = nodeValueKindOf(value)
    if (kind !== null) found.push({ kind, nodes: { [kind]: value } })
  }
  const reading = fromReading(compute)
  if (reading !== null) found.push({ kind: reading.kind, reading: { ...emptyReading, ...reading } })
  return found
}

/** A document as the form shows it: by the first form that gives it back as it is, else as text. */
export function toForm(compute: Tag['compute'], known: Known): ValueForm {
  const before = { ...emptyForm, text: JSON.stringify(compute, null, 2) }
  const forms = candidates(compute, known).map((part): ValueForm => ({ ...before, ...part }))
  return forms.find((form) => isSame(toCompute(form, known), compute)) ?? { ...before, kind: 'expression' }
}

const isSame = (read: Read, compute: Tag['compute']): boolean => read.state === 'ready' && sorted(read.compute) === sorted(compute)

/** JSON with keys in order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'object' && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).toSorted(([one], [two]) => (one < two ? -1 : 1))) : each))
}

/** A computation of a value of the rule language, whole. */
export const isValueDocument = (compute: unknown): compute is ValueDocument => typeof compute === 'object' && compute !== null && 'kind' in compute && compute.kind === 'value'
