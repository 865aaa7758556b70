import { z } from 'zod'
import { ruleDocument, type ValueDocument, type ValueNode } from '#kernel/rule'
import { algorithmSchema, featureSchema, labelSchema, type ModelFeature, type ModelLabel, type PackList, trainingSchema } from '#models/contract'
import type { Vocabulary } from '#tags/contract'
import type { Missing, WizardStep } from './wizard-kind.js'

/** A body the steps can show; parts they do not show are kept as they are. */
const draftSchema = z.looseObject({
  task: z.enum(['binary', 'regression']),
  population: ruleDocument,
  features: z.array(featureSchema),
  label: labelSchema.optional(),
  horizonDays: z.number(),
  training: trainingSchema,
  algorithm: algorithmSchema,
})
export type ModelDraft = z.infer<typeof draftSchema>

export const startDraft: ModelDraft = {
  task: 'binary',
  population: { v: 1, kind: 'rule', rule: { kind: 'always' } },
  features: [],
  horizonDays: 90,
  training: trainingSchema.parse({ asOf: { monthEnds: 12 } }),
  algorithm: { kind: 'boosting' },
}

/** A saved body as the steps show it; null for one they cannot, such as uplift. */
export function readDraft(body: unknown): ModelDraft | null {
  const parsed = draftSchema.safeParse(body)
  return parsed.success ? parsed.data : null
}

const stepOfPart: Readonly<Record<string, WizardStep>> = { population: 'population', label: 'outcome', horizonDays: 'outcome', task: 'outcome', features: 'features', training: 'dates', algorithm: 'algorithm' }

/** The step on which a mistake of the body is corrected. */
export function stepOf(path: string): WizardStep {
  return stepOfPart[path.split(/[.[]/)[0] ?? ''] ?? 'review'
}

/** What a draft cannot be saved without. */
export function missingParts({ label, features }: Pick<ModelDraft, 'label' | 'features'>): readonly Missing[] {
  return [...(label === undefined ? [{ step: 'outcome', paths: ['label'] } as const] : []), ...(features.length === 0 ? [{ step: 'features', paths: ['features'] } as const] : [])]
}

/** Adds features not there yet; a key that is taken keeps what it has. */
export function withFeatures(features: readonly ModelFeature[], more: readonly ModelFeature[]): ModelFeature[] {
  const taken = new Set(features.map(({ key }) => key))
  return [...features, ...more.filter(({ key }) => !taken.has(key))]
}

export const withoutFeatures = (features: readonly ModelFeature[], keys: ReadonlySet<string>): ModelFeature[] => features.filter(({ key }) => !keys.has(key))

/** A ready feature as a body has it. */
export function fromPack({ key, name, value }: PackList['items'][number]['features'][number]): ModelFeature {
  return { key, name, value }
}

/** `Days since payroll` is `days_since_payroll`; free of those taken. */
export function featureKey(text: string, taken: ReadonlySet<string>): string {
  const plain = text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^[_0-9]+|_+$/g, '').slice(0, 50)
  const base = plain === '' ? 'feature' : plain
  if (!taken.has(base)) return base
  const at = Array.from({ length: taken.size + 1 }, (_, index) => `${base}_${index + 2}`)
  return at.find((key) => !taken.has(key)) ?? base
}

/** What a choice of the vocabulary stands for: `tag:<key>`, `attr:<table>:<field>`, `age:…`, `since:…`, `fact:<table>`. */
export function startValue(choice: string): ValueNode | null {
  const [kind, first = '', second = ''] = choice.split(':')
  const attr: ValueNode = { kind: 'attr', table: first, field: second }
  const values = new Map<string | undefined, ValueNode>([
    ['tag', { kind: 'tag', tag: first }],
    ['attr', attr],
    ['age', { kind: 'age', of: attr }],
    ['since', { kind: 'daysBetween', from: attr, to: { kind: 'asOf' } }],
    ['fact', { kind: 'agg', table: first, fn: 'count', window: { kind: 'last', n: 90, unit: 'd' } }],
  ])
  return values.get(kind) ?? null
}

/** The choice a value was started from; null for one the picker cannot show. */
export function choiceOf(value: ValueNode): string | null {
  if (value.kind === 'tag') return `tag:${value.tag}`
  if (value.kind === 'attr') return `attr:${value.table}:${value.field}`
  if (value.kind === 'agg') return `fact:${value.table}`
  if (value.kind === 'age' && value.of.kind === 'attr') return `age:${value.of.table}:${value.of.field}`
  return value.kind === 'daysBetween' && value.from.kind === 'attr' && value.to.kind === 'asOf' ? `since:${value.from.table}:${value.from.field}` : null
}

export const asDocument = (value: ValueNode): ValueDocument => ({ v: 1, kind: 'value', value })

/** The value a label looks at when it is first chosen: assets at month end where the bank has them, else the first fact. */
export function firstValue({ facts }: Pick<Vocabulary, 'facts'>): ValueNode {
  const assets = facts.find(({ table }) => table === 'aum_month')
  if (assets?.fields.some(({ key }) => key === 'end') === true) return { kind: 'agg', table: 'aum_month', fn: 'last', field: 'end', window: { kind: 'all' } }
  return { kind: 'agg', table: facts[0]?.table ?? '', fn: 'count', window: { kind: 'all' } }
}

/** A label of another kind; what can be kept is kept. */
export function labelOfKind(kind: ModelLabel['kind'], before: ModelLabel | undefined, vocabulary: Pick<Vocabulary, 'facts'>): ModelLabel {
  const value = before !== undefined && before.kind !== 'rule' ? before.value : asDocument(firstValue(vocabulary))
  if (kind === 'rule') return { kind, rule: { v: 1, kind: 'rule', rule: { kind: 'always' } } }
  return kind === 'drop' ? { kind, value, share: 0.8, floor: 100_000 } : { kind, value }
}
