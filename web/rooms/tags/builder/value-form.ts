import { minorUnitsOf } from '#kernel/money'
import { aggregateFunctions, type AggregateNode, type BoolNode, type Operator, type ValueDocument, type ValueNode } from '#kernel/rule'
import type { MeasureValue, ScoreValue, Tag, Vocabulary } from '#tags/contract'
import { emptyReading, fromReading, isReadingKind, readingCompute, type ReadingForm } from './reading-form.js'
import { emptyManual, fromManual, type ManualForm, toManual } from './manual-form.js'
import { type ScoreForm, emptyScore, fromScored, toScored } from './score-form.js'

export const valueKinds = ['attribute', 'bucket', 'aggregate', 'figure', 'ranking', 'set', 'rule', 'score', 'manual', 'expression'] as const
export type ValueKind = (typeof valueKinds)[number]
export type FactFunction = AggregateNode['fn']

export interface BandForm {
  readonly code: string
  readonly zh: string
  readonly en: string
}

export interface FilterForm {
  readonly field: string
  readonly op: Operator
  readonly value: string
}

/** The builder's form: what every kind needs, so that changing the kind forgets nothing. */
export interface ValueForm {
  readonly kind: ValueKind
  readonly attribute: string
  /** Value that is cut into bands: `attr:history`, `tag:spend`, `age:birth_date`. */
  readonly of: string
  /** Edges as people write them: money in major units. */
  readonly edges: readonly string[]
  /** One more than edges. */
  readonly bands: readonly BandForm[]
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
  readonly text: string
}

export const emptyForm: ValueForm = {
  kind: 'attribute',
  attribute: '',
  of: '',
  edges: [''],
  bands: [
    { code: 'b1', zh: '', en: '' },
    { code: 'b2', zh: '', en: '' },
  ],
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
  text: '',
}

type Field = Vocabulary['tags'][number]
type Known = Pick<Vocabulary, 'tags' | 'attributes' | 'facts'>

/** What a coded value is, in the vocabulary. */
export function fieldOf(of: string, { tags, attributes }: Known): Field | undefined {
  const [kind, ...rest] = of.split(':')
  const key = rest.join(':')
  if (kind === 'age') return { type: 'int', key, name: { zh: '', en: '' } }
  return (kind === 'tag' ? tags : attributes).find((one) => one.key === key)
}

/** How many minor units one written unit is: 100 for yuan, 1 where it is no money. */
export function scaleOf(field: Pick<Field, 'type' | 'ccy'> | undefined): number {
  return field?.type === 'money' ? 10 ** minorUnitsOf(field.ccy ?? 'CNY') : 1
}

const toStored = (text: string, scale: number): number =>
  scale === 1 ? Number(text) : Math.round(Number(text) * scale)

function nodeOf(of: string): ValueNode {
  const [kind, ...rest] = of.split(':')
  const key = rest.join(':')
  if (kind === 'tag') return { kind: 'tag', tag: key }
  const attr: ValueNode = { kind: 'attr', table: 'customer', field: key }
  return kind === 'age' ? { kind: 'age', of: attr } : attr
}

function codeOf(node: ValueNode): string | null {
  if (node.kind === 'tag') return `tag:${node.tag}`
  if (node.kind === 'attr' && node.table === 'customer') return `attr:${node.field}`
  return node.kind === 'age' && node.of.kind === 'attr' ? `age:${node.of.field}` : null
}

const isNumber = (type: string | undefined): boolean => type === 'int' || type === 'decimal' || type === 'money'

const listOps: readonly Operator[] = ['in', 'notIn']
const bareOps: readonly Operator[] = ['isSet', 'isMissing']

function filterNode({ field, op, value }: FilterForm, spec: Field | undefined): BoolNode {
  const left: ValueNode = { kind: 'field', field }
  const read = (text: string) => {
    if (spec?.type === 'bool') return text === 'true'
    return isNumber(spec?.type) ? toStored(text, scaleOf(spec)) : text
  }
  if (bareOps.includes(op)) return { kind: 'compare', left, op }
  if (!listOps.includes(op)) return { kind: 'compare', left, op, value: read(value.trim()) }
  const parts = value.split(/[,，、\s]+/).filter((part) => part !== '')
  return { kind: 'compare', left, op, value: parts.map(read) }
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

function bucketNode(form: ValueForm, known: Known): ValueNode {
  const scale = scaleOf(fieldOf(form.of, known))
  return {
    kind: 'bucket',
    of: nodeOf(form.of),
    edges: form.edges.map((edge) => toStored(edge, scale)),
    labels: form.bands.map(({ code, zh, en }) => ({ code, zh, en: en === '' ? zh : en })),
  }
}

const isBandsDone = ({ of, edges, bands }: ValueForm): boolean =>
  of !== '' &&
  edges.every((edge) => edge.trim() !== '' && Number.isFinite(Number(edge))) &&
  bands.every(({ code, zh }) => code !== '' && zh !== '')

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
  switch (form.kind) {
    case 'attribute':
      return form.attribute === ''
        ? { state: 'unfinished' }
        : ready({ kind: 'attr', table: 'customer', field: form.attribute })
    case 'bucket':
      return isBandsDone(form) ? ready(bucketNode(form, known)) : { state: 'unfinished' }
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

type Bucket = Extract<ValueNode, { kind: 'bucket' }>

function fromBucket(node: Bucket, known: Known): Partial<ValueForm> | null {
  const of = codeOf(node.of)
  if (of === null || node.labels.length !== node.edges.length + 1) return null
  const scale = scaleOf(fieldOf(of, known))
  const bands = node.labels.map((label) =>
    typeof label === 'string' ? { code: label, zh: label, en: label } : label,
  )
  return { kind: 'bucket', of, edges: node.edges.map((edge) => String(edge / scale)), bands }
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

/** Functions and windows the form of rows has; the others are figures. */
function isPlain({ window, each, fn }: AggregateNode): boolean {
  const kinds = ['last', 'all']
  return kinds.includes(window?.kind ?? 'all') && each === undefined && aggregateFunctions.some((one) => one === fn)
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
    ...(window?.kind === 'last' ? { last: String(window.n), unit: window.unit } : { last: '' }),
    filters,
  }
}

function fromNode(node: ValueNode, known: Known): Partial<ValueForm> | null {
  if (node.kind === 'attr' && node.table === 'customer') return { kind: 'attribute', attribute: node.field }
  if (node.kind === 'bucket') return fromBucket(node, known)
  return node.kind === 'agg' ? fromAggregate(node, known) : null
}

const isScored = (compute: Tag['compute']): compute is ScoreValue | MeasureValue => compute.kind === 'score' || compute.kind === 'measure'

/** A document as the form shows it: by fields where the form has them, else as text. */
export function toForm(compute: Tag['compute'], known: Known): ValueForm {
  const text = JSON.stringify(compute, null, 2)
  if (isScored(compute)) return { ...emptyForm, text, kind: 'score', score: fromScored(compute) }
  if (compute.kind === 'manual') return { ...emptyForm, text, kind: 'manual', manual: fromManual(compute) }
  const found = compute.kind === 'value' ? fromNode(compute.value, known) : null
  const reading = found === null ? fromReading(compute) : null
  if (reading !== null) return { ...emptyForm, text, kind: reading.kind, reading: { ...emptyReading, ...reading } }
  return { ...emptyForm, text, kind: 'expression', ...found }
}

/** One more edge at the end, with a band after it. */
export function addEdge(form: ValueForm): ValueForm {
  const used = new Set(form.bands.map(({ code }) => code))
  const codes = Array.from({ length: form.bands.length + 1 }, (_, at) => `b${at + 1}`)
  const code = codes.find((one) => !used.has(one)) ?? `b${form.bands.length + 1}`
  return { ...form, edges: [...form.edges, ''], bands: [...form.bands, { code, zh: '', en: '' }] }
}

/** Without an edge and the band that began at it. */
export function removeEdge(form: ValueForm, at: number): ValueForm {
  const edges = form.edges.filter((_, index) => index !== at)
  return { ...form, edges, bands: form.bands.filter((_, index) => index !== at + 1) }
}
