import { z } from 'zod'
import { ruleDocument, type RuleDocument, type ValueDocument } from '#kernel/rule'
import { clusteringSchema, clusterFeatureSchema, clusterPreparationSchema } from '#segments/contract'
import type { Vocabulary } from '#tags/contract'
import { names as en } from './words-candidates.en.js'
import { names as zh } from './words-candidates.zh.js'

const featureDraft = clusterFeatureSchema.extend({ prepare: clusterPreparationSchema.optional() })
/** A feature whose preparation waits for its distribution while it has none. */
export type FeatureDraft = z.infer<typeof featureDraft>
export type Preparation = z.infer<typeof clusterPreparationSchema>

const plain = clusteringSchema.shape
/** A body the steps can show; parts they do not show are kept as they are. */
const draftSchema = z.looseObject({
  population: ruleDocument,
  features: z.array(featureDraft),
  kernel: plain.kernel,
  gamma: plain.gamma,
  covariance: plain.covariance,
  clusters: plain.clusters,
  criterion: plain.criterion,
  training: plain.training,
  reassign: plain.reassign,
})
export type ClusterDraft = z.infer<typeof draftSchema>

const everybody: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'always' } }
export const startDraft: ClusterDraft = draftSchema.parse({ population: everybody, features: [], clusters: { from: 3, to: 10 } })

/** A saved body as the steps show it; null for one they cannot. */
export function readDraft(body: unknown): ClusterDraft | null {
  const parsed = draftSchema.safeParse(body)
  return parsed.success ? parsed.data : null
}

export const wizardSteps = ['who', 'features', 'prepare', 'kernel', 'review'] as const
export type WizardStep = (typeof wizardSteps)[number]

const stepOfPart: Readonly<Record<string, WizardStep>> = { population: 'who', features: 'features', kernel: 'kernel', gamma: 'kernel', covariance: 'kernel', clusters: 'kernel', criterion: 'kernel', training: 'kernel', reassign: 'kernel' }

/** The step on which a mistake of the body is corrected. */
export function stepOf(path: string): WizardStep {
  if (/^features\[\d+\]\.prepare/.test(path)) return 'prepare'
  return stepOfPart[path.split(/[.[]/)[0] ?? ''] ?? 'review'
}

/** The segment a population is; null for everybody, undefined for a rule of its own. */
export function segmentOf({ rule }: RuleDocument): string | null | undefined {
  if (rule.kind === 'always') return null
  return rule.kind === 'inSegment' && rule.version === 'latest' ? rule.segment : undefined
}

export const populationOf = (segment: string | null): RuleDocument => (segment === null ? everybody : { v: 1, kind: 'rule', rule: { kind: 'inSegment', segment, version: 'latest' } })

/** Something customers can be grouped by. */
export interface Candidate {
  readonly id: string
  readonly kind: 'tag' | 'attr' | 'fact'
  readonly name: { readonly zh: string; readonly en: string }
  readonly value: ValueDocument
}

const KINDS: ReadonlySet<string> = new Set(['int', 'decimal', 'money', 'bool', 'enum'])
const DAYS = 90
const document = (value: ValueDocument['value']): ValueDocument => ({ v: 1, kind: 'value', value })

/** Every value of the vocabulary a clustering can take: tags, attributes, days since a date, counts and sums of the last 90 days. */
export function candidatesOf({ tags, attributes, facts }: Vocabulary): readonly Candidate[] {
  const last = { kind: 'last', n: DAYS, unit: 'd' } as const
  return [
    ...tags.filter(({ type }) => KINDS.has(type)).map(({ key, name }): Candidate => ({ id: key, kind: 'tag', name, value: document({ kind: 'tag', tag: key }) })),
    ...attributes.filter(({ type }) => KINDS.has(type)).map(({ table, key, name }): Candidate => ({ id: `${table}.${key}`, kind: 'attr', name, value: document({ kind: 'attr', table, field: key }) })),
    ...attributes.filter(({ type }) => type === 'date').map(({ table, key, name }): Candidate => ({
      id: `days.${table}.${key}`, kind: 'attr', name: { zh: zh.days(name.zh), en: en.days(name.en) },
      value: document({ kind: 'daysBetween', from: { kind: 'attr', table, field: key }, to: { kind: 'asOf' } }),
    })),
    ...facts.flatMap(({ table, name, fields }): Candidate[] => [
      { id: `count.${table}`, kind: 'fact', name: { zh: zh.count(DAYS, name.zh), en: en.count(DAYS, name.en) }, value: document({ kind: 'agg', table, fn: 'count', window: last }) },
      ...fields.filter(({ type }) => type === 'money').map((field): Candidate => ({
        id: `sum.${table}.${field.key}`, kind: 'fact', name: { zh: zh.sum(DAYS, name.zh, field.name.zh), en: en.sum(DAYS, name.en, field.name.en) },
        value: document({ kind: 'agg', table, fn: 'sum', field: field.key, window: last }),
      })),
    ]),
  ]
}

/** Those whose name in either language or key has every word typed. */
export function searched(candidates: readonly Candidate[], typed: string): readonly Candidate[] {
  const words = typed.trim().toLowerCase().split(/\s+/)
  return candidates.filter(({ id, name }) => {
    const text = `${id} ${name.zh} ${name.en}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

const sameValue = (a: ValueDocument, b: ValueDocument): boolean => JSON.stringify(a.value) === JSON.stringify(b.value)
export const isChosen = (features: readonly FeatureDraft[], { value }: Candidate): boolean => features.some((feature) => sameValue(feature.value, value))

/** Adds what is not there yet, each under a key of its own; at most 60. */
export function withCandidates(features: readonly FeatureDraft[], more: readonly Candidate[]): FeatureDraft[] {
  return more.reduce<FeatureDraft[]>((all, candidate) => {
    if (isChosen(all, candidate) || all.length >= 60) return all
    const taken = new Set(all.map(({ key }) => key))
    const plainKey = candidate.id.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^[_0-9]+|_+$/g, '').slice(0, 50) || 'feature'
    const key = taken.has(plainKey) ? (Array.from({ length: all.length + 1 }, (_, at) => `${plainKey}_${at + 2}`).find((one) => !taken.has(one)) ?? plainKey) : plainKey
    return [...all, { key, name: candidate.name, value: candidate.value }]
  }, [...features])
}

export const withoutCandidate = (features: readonly FeatureDraft[], candidate: Candidate): FeatureDraft[] => features.filter(({ value }) => !sameValue(value, candidate.value))

/** Preparations that suit, for the features that have none. */
export function withPreparations(features: readonly FeatureDraft[], suits: ReadonlyMap<string, Preparation>): FeatureDraft[] {
  return features.map((feature) => {
    const suggested = suits.get(feature.key)
    return feature.prepare === undefined && suggested !== undefined ? { ...feature, prepare: suggested } : feature
  })
}

/** What is missing before it can run. */
export const missingParts = ({ features }: Pick<ClusterDraft, 'features'>): readonly 'features'[] => (features.length === 0 ? ['features'] : [])
