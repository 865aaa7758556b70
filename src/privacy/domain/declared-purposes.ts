import { z } from 'zod'
import { ruleDocument, valueDocument, type FieldReading, type RuleDocument, type ValueDocument } from '#kernel/rule'
import { purposeCode } from './purposes.js'

const declaring = z.object({ purposes: z.array(z.string()).optional(), purpose: z.string().optional() })

/** Codes a body declares: its list, else the one purpose it names; null when it says nothing. */
export function declaredOf(body: unknown): readonly string[] | null {
  const parsed = declaring.safeParse(body)
  if (!parsed.success) return null
  const { purposes, purpose } = parsed.data
  if (purposes !== undefined && purposes.length > 0) return purposes.map(purposeCode)
  return purpose === undefined || purpose.trim() === '' ? null : [purposeCode(purpose.trim())]
}

const withRule = z.union([
  z.object({ rule: ruleDocument }).transform(({ rule }): RuleDocument | ValueDocument => rule),
  z.object({ compute: z.union([valueDocument, ruleDocument]) }).transform(({ compute }): RuleDocument | ValueDocument => compute),
])

/** The rule or value a tag or segment is made of; null when its body has none. */
export function documentOf(body: unknown): RuleDocument | ValueDocument | null {
  const parsed = withRule.safeParse(body)
  return parsed.success ? parsed.data : null
}

const ofModel = z.object({
  population: ruleDocument,
  features: z.array(z.object({ value: valueDocument })),
  /** Of an uplift model there is none. */
  label: z.union([z.object({ rule: ruleDocument }), z.object({ value: valueDocument })]).optional(),
})

const ofMisTag = z.object({
  population: ruleDocument,
  believed: ruleDocument,
  shows: ruleDocument,
  evidence: z.array(z.object({ value: valueDocument })),
})

const ofShares = z.object({ shares: z.array(z.object({ value: valueDocument })).default([]) })

/** Shares a tag tells beside its value. */
function sharesOf(body: unknown): ValueDocument[] {
  const parsed = ofShares.safeParse(body)
  return parsed.success ? parsed.data.shares.map(({ value }) => value) : []
}

/** Rules and values a definition is made of: a tag's or segment's one, a model's population, features and label, a check's evidence. */
export function documentsOf(body: unknown): (RuleDocument | ValueDocument)[] {
  const own = documentOf(body)
  if (own !== null) return [own, ...sharesOf(body)]
  const check = ofMisTag.safeParse(body)
  if (check.success) return [check.data.population, check.data.believed, check.data.shows, ...check.data.evidence.map(({ value }) => value)]
  const parsed = ofModel.safeParse(body)
  if (!parsed.success) return []
  const { population, features, label } = parsed.data
  const outcome = label === undefined ? [] : ['rule' in label ? label.rule : label.value]
  return [population, ...features.map(({ value }) => value), ...outcome]
}

const ofScore = z.object({
  compute: z.discriminatedUnion('kind', [z.object({ kind: z.literal('score'), model: z.string() }), z.object({ kind: z.literal('measure'), analysis: z.string() }), z.object({ kind: z.literal('correction'), check: z.string() })]),
})

/** The model, analysis or check whose answer a tag is; null for any other body. */
export function scoredBy(body: unknown): { readonly kind: 'model' | 'analysis' | 'mis-tag'; readonly key: string } | null {
  const parsed = ofScore.safeParse(body)
  if (!parsed.success) return null
  const { compute } = parsed.data
  if (compute.kind === 'correction') return { kind: 'mis-tag', key: compute.check }
  return compute.kind === 'score' ? { kind: 'model', key: compute.model } : { kind: 'analysis', key: compute.analysis }
}

/** What one source gives for a column, and for which purposes. */
export interface FieldGrant {
  readonly source: string
  readonly purposes: readonly string[]
}

const sourceBody = z.object({
  targets: z.array(
    z.object({
      table: z.string(),
      columns: z.record(z.string(), z.unknown()),
      attributes: z.record(z.string(), z.unknown()).optional(),
      columnPurposes: z.record(z.string(), z.array(z.string())).optional(),
    }),
  ),
})

/** Every grant of a column by the sources that fill it; a source without purposes grants nothing and forbids nothing. */
export function grantsOf(sources: readonly { readonly key: string; readonly body: unknown }[], use: FieldReading): FieldGrant[] {
  return sources.flatMap(({ key, body }) => {
    const parsed = sourceBody.safeParse(body)
    const declared = declaredOf(body)
    if (!parsed.success || declared === null) return []
    return parsed.data.targets.flatMap((target): FieldGrant[] => {
      if (target.table !== use.table) return []
      const has = use.field === null || use.field in target.columns || use.field in (target.attributes ?? {})
      if (!has) return []
      return [{ source: key, purposes: (use.field === null ? undefined : target.columnPurposes?.[use.field]) ?? declared }]
    })
  })
}
