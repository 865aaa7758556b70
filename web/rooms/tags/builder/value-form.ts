import type { ValueDocument, ValueNode } from '#kernel/rule'
import type { CorrectionValue, MeasureValue, ScoreValue, Tag } from '#tags/contract'
import { isNodeValueKind, nodeCompute, type NodeForms, nodeValueKindOf } from './node-values.js'
import { emptyReading, fromReading, isReadingKind, readingCompute, type ReadingForm } from './reading-form.js'
import { emptyManual, fromManual, type ManualForm, toManual } from './manual-form.js'
import { type ScoreForm, emptyScore, fromScored, toScored } from './score-form.js'

/** How a value may come about, as the builder groups it: read or counted, made of other values, told by models or people. */
export const valueKindGroups = {
  data: ['attribute', 'figure', 'interval', 'moment'],
  made: ['bucket', 'case', 'arith', 'coalesce', 'entropy', 'rule', 'set', 'ranking', 'response'],
  told: ['score', 'manual', 'expression'],
} as const
export const valueKinds = [...valueKindGroups.data, ...valueKindGroups.made, ...valueKindGroups.told] as const
export type ValueKind = (typeof valueKinds)[number]

/** The builder's form: what every kind needs, so that changing the kind forgets nothing. */
export interface ValueForm {
  readonly kind: ValueKind
  readonly attribute: string
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
  score: emptyScore,
  manual: emptyManual,
  reading: emptyReading,
  nodes: {},
  text: '',
}

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
export function toCompute(form: ValueForm): Read {
  if (isReadingKind(form.kind)) return orUnfinished(readingCompute(form.kind, form.reading))
  if (isNodeValueKind(form.kind)) return orUnfinished(nodeCompute(form.nodes[form.kind]))
  switch (form.kind) {
    case 'attribute':
      return form.attribute === ''
        ? { state: 'unfinished' }
        : ready({ kind: 'attr', table: 'customer', field: form.attribute })
    case 'score':
      return orUnfinished(toScored(form.score))
    case 'manual':
      return orUnfinished(toManual(form.manual))
    case 'expression':
      return readText(form.text)
  }
}

const isScored = (compute: Tag['compute']): compute is ScoreValue | MeasureValue | CorrectionValue => ['score', 'measure', 'correction'].includes(compute.kind)

/** Forms that may show a computation, the simplest first. */
function candidates(compute: Tag['compute']): readonly (Partial<ValueForm> & { readonly kind: ValueKind })[] {
  if (isScored(compute)) return [{ kind: 'score', score: fromScored(compute) }]
  if (compute.kind === 'manual') return [{ kind: 'manual', manual: fromManual(compute) }]
  const found: (Partial<ValueForm> & { readonly kind: ValueKind })[] = []
  if (compute.kind === 'value') {
    const { value } = compute
    if (value.kind === 'attr' && value.table === 'customer') found.push({ kind: 'attribute', attribute: value.field })
    const kind = nodeValueKindOf(value)
    if (kind !== null) found.push({ kind, nodes: { [kind]: value } })
  }
  const reading = fromReading(compute)
  if (reading !== null) found.push({ kind: reading.kind, reading: { ...emptyReading, ...reading } })
  return found
}

/** A document as the form shows it: by the first form that gives it back as it is, else as text. */
export function toForm(compute: Tag['compute']): ValueForm {
  const before = { ...emptyForm, text: JSON.stringify(compute, null, 2) }
  const forms = candidates(compute).map((part): ValueForm => ({ ...before, ...part }))
  return forms.find((form) => isSame(toCompute(form), compute)) ?? { ...before, kind: 'expression' }
}

const isSame = (read: Read, compute: Tag['compute']): boolean => read.state === 'ready' && sorted(read.compute) === sorted(compute)

/** JSON with keys in order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'object' && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).toSorted(([one], [two]) => (one < two ? -1 : 1))) : each))
}

/** A computation of a value of the rule language, whole. */
export const isValueDocument = (compute: unknown): compute is ValueDocument => typeof compute === 'object' && compute !== null && 'kind' in compute && compute.kind === 'value'
