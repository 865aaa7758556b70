import { z } from 'zod'
import { ruleDocument, valueDocument } from '#kernel/rule'
import { messageSchema } from '#platform/http/contract'
import { faces } from '#customers/contract'
import { grades } from './contract-evaluation.js'
import { manualValueSchema, type ManualValue } from './contract-mark.js'
import { typeInfoSchema } from './contract-type.js'

export { backfillSchema, requestStates, tagDiffSchema, tagRequestListSchema, tagRequestSchema, tagVersionsSchema, type RequestMove, type RequestState, type TagDiff, type TagRequest, type TagVersion } from './contract-life.js'
export { typeInfoSchema } from './contract-type.js'
export * from './contract-evaluation.js'
export * from './contract-mark.js'
export * from './contract-mistag.js'
export { refreshChoiceSchema, tagRefreshSchema, type RefreshChoice, type RefreshState, type TagRefresh } from './contract-refresh.js'

export const facets = ['attribute', 'social', 'interest', 'value', 'risk', 'marketing'] as const
export const tagClasses = ['C1', 'C2', 'C3'] as const

/**
 * What of a score a tag can be: the score itself (a probability or an amount) or its tenth, 1 the highest; of an uplift
 * model also the effect of the best arm with the ends of its range, the amount it is worth in minor units, and the quadrant.
 */
export const scoreFields = ['score', 'decile', 'effect', 'effect_low', 'effect_high', 'gain', 'quadrant'] as const
export type ScoreField = (typeof scoreFields)[number]

/** The newest published score of a model; none once it is older than `maxAgeDays`. */
export const scoreValueSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal('score'),
  model: z.string().min(1).max(100),
  field: z.enum(scoreFields).default('score'),
  maxAgeDays: z.number().int().min(1).max(400).default(45),
})
export type ScoreValue = z.infer<typeof scoreValueSchema>

/** What the newest run of an analysis knows of each customer, such as a value over 36 months; none once it is too old. */
export const measureValueSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal('measure'),
  analysis: z.string().min(1).max(100),
  measure: z.string().min(1).max(100),
  /** An end of its range in place of the measure; missing where the analysis gives none. */
  bound: z.enum(['low', 'high']).optional(),
  maxAgeDays: z.number().int().min(1).max(400).default(62),
})
export type MeasureValue = z.infer<typeof measureValueSchema>

/** The probability that another tag is wrong about a customer, by the newest run of a check; none for who was not checked. */
export const correctionValueSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal('correction'),
  check: z.string().min(1).max(100),
  maxAgeDays: z.number().int().min(1).max(400).default(62),
})
export type CorrectionValue = z.infer<typeof correctionValueSchema>
/** A tag that is the answer of a model, an analysis, a check, or of people. */
export type Scored = ScoreValue | MeasureValue | CorrectionValue | ManualValue

/** How a tag comes about. `import` is loaded with the customers; `ranking` compares them with each other. */
export const tagMethods = ['attribute', 'fact', 'aggregate', 'decay', 'trend', 'rule', 'ranking', 'score', 'manual', 'import'] as const
export type TagMethod = (typeof tagMethods)[number]

/** Body of a `tag` definition. `compute` gives a value, a rule whose truth is the value, or a model's score. */
export const tagSchema = z.strictObject({
  description: messageSchema.partial({ en: true }).optional(),
  facet: z.enum(facets),
  layer: z.enum(['basic', 'interest', 'intent']).default('basic'),
  /** Sensitivity (JR/T 0171): C3 is never a tag. */
  classification: z.enum(['C1', 'C2']),
  /** The face of a portrait it belongs to; by its facet when absent. `psychological` is for what people were asked. */
  face: z.enum(faces).optional(),
  /** The tag that tells how sure a value is, and its codes that mean: a guess. A guess is told faintly, and never as psychology. */
  confidence: z.strictObject({ tag: z.string().min(1).max(80), low: z.array(z.string().min(1).max(80)).min(1).max(20) }).optional(),
  /** What it may be used for; what its inputs may all be used for when absent. */
  purposes: z.array(z.string().min(1)).min(1).optional(),
  owner: z.string().optional(),
  /** How it comes about, where the computation does not say it. */
  method: z.enum(tagMethods).optional(),
  /** How often it is rebuilt; `stream`: told of events as they arrive, today's too, and rebuilt daily. */
  refresh: z.enum(['stream', 'daily', 'weekly', 'monthly']).default('daily'),
  /**
   * Against flapping: a new value counts only after it has been computed for so many days without a break. `atOnce` names
   * values that count the day they are computed. Of a code, text or yes and no.
   */
  hold: z.strictObject({ days: z.number().int().min(1).max(90), atOnce: z.array(z.string().min(1)).max(50).default([]) }).optional(),
  /** What codes are called, by code: in the catalogue, on customers, in pick lists and in sentences. */
  labels: z.record(z.string().min(1).max(80), messageSchema).optional(),
  /**
   * How the customer is spread over codes, where the value is the leading one: a share or a probability for each, told beside
   * the value and read in rules as `key.CODE`.
   */
  shares: z
    .array(z.strictObject({ code: z.string().regex(/^[A-Za-z0-9_+-]{1,40}$/, 'letters, digits, _ + -'), zh: z.string().min(1), en: z.string().min(1), value: valueDocument }))
    .max(60)
    .optional(),
  /** Whom the tag is about, for its coverage; everybody when absent. */
  population: ruleDocument.optional(),
  compute: z.union([valueDocument, ruleDocument, scoreValueSchema, measureValueSchema, correctionValueSchema, manualValueSchema]),
})
export type Tag = z.infer<typeof tagSchema>

const name = messageSchema.partial({ en: true })

/** A column of a tag snapshot, as its run's detail keeps it. */
export const snapshotColumnSchema = z.object({
  /** Tag key or attribute name. */
  key: z.string(),
  version: z.number().int().optional(),
  column: z.string(),
  name: messageSchema,
  type: typeInfoSchema,
  /** Run of the scores it was filled from, of a tag that is a model's score; null when none counted. */
  scoreRun: z.number().int().nullable().optional(),
  /** The snapshot remembers the state of a tag that holds its value. */
  held: z.boolean().optional(),
})
export type SnapshotColumn = z.infer<typeof snapshotColumnSchema>

export const snapshotDetailSchema = z.object({
  customers: z.number().int(),
  tags: z.array(snapshotColumnSchema),
  attributes: z.array(snapshotColumnSchema),
  /** Columns of shares, each under `key.CODE`. */
  shares: z.array(snapshotColumnSchema).optional(),
  /** When objections to tags were read; what was said before is left out of the values. */
  objectorsAt: z.string().optional(),
})

export const snapshotSchema = z.object({
  runId: z.number().int(),
  asOf: z.string(),
  builtAt: z.string(),
  customers: z.number().int(),
  tags: z.number().int(),
})

export const distributionSchema = z.object({
  customers: z.number().int(),
  /** Customers with a value. */
  covered: z.number().int(),
  kind: z.enum(['categories', 'numbers']),
  categories: z.array(z.object({ code: z.string(), label: messageSchema, count: z.number().int() })),
  /** Ten bins of equal width between the 1st and 99th percentile. */
  bins: z.array(z.object({ from: z.number(), to: z.number(), count: z.number().int() })),
  quantiles: z.object({ p01: z.number(), p25: z.number(), p50: z.number(), p75: z.number(), p99: z.number(), mean: z.number() }).nullable(),
})
export type Distribution = z.infer<typeof distributionSchema>

export const tagListItemSchema = z.object({
  key: z.string(),
  name,
  facet: z.string(),
  layer: z.string(),
  classification: z.string(),
  type: typeInfoSchema.nullable(),
  sentence: messageSchema,
  version: z.number().int().nullable(),
  hasDraft: z.boolean(),
  revision: z.number().int(),
  owner: z.string().nullable(),
  method: z.enum(tagMethods),
  refresh: z.string(),
  purposes: z.array(z.string()),
  /** Older than its refresh allows: half as long again as its period. */
  stale: z.boolean(),
  /** Share of customers with a value in the newest snapshot; null before it is in one. */
  coverage: z.number().nullable(),
  asOf: z.string().nullable(),
  /** Definitions that name it. */
  users: z.number().int(),
  /** Of the newest evaluation; null of a tag not in it. */
  grade: z.enum(grades).nullable(),
  updatedAt: z.string(),
})
export type TagListItem = z.infer<typeof tagListItemSchema>

export const tagListSchema = z.object({ items: z.array(tagListItemSchema), snapshot: snapshotSchema.nullable() })

/** Where the value of a score tag comes from: the run in force of its model or analysis, null when none counts. */
export const scoreSourceSchema = z.object({
  model: z.string().nullable(),
  analysis: z.string().nullable(),
  /** The check a correction comes of. */
  check: z.string().optional(),
  /** Field of the score, or measure of the analysis. */
  field: z.string(),
  maxAgeDays: z.number().int(),
  run: z.object({ runId: z.number().int(), version: z.number().int(), asOf: z.string(), ageDays: z.number().int() }).nullable(),
})

export const tagDetailSchema = tagListItemSchema.extend({
  body: z.unknown(),
  score: scoreSourceSchema.nullable(),
  distribution: distributionSchema.nullable(),
  references: z.array(z.object({ kind: z.string(), key: z.string() })),
  usedBy: z.array(z.object({ kind: z.string(), key: z.string() })),
  /** Customers in reach who object to the tag; null when they are too few to be told. */
  objections: z.number().int().nullable(),
  /** Mean share of each code over the customers in reach who have it, in the newest snapshot; empty of a tag without shares. */
  shares: z.array(z.object({ code: z.string(), label: messageSchema, mean: z.number().nullable() })),
})

export const tagBuildRequestSchema = z.object({
  asOf: z.iso.date().optional(),
  /** Builds although a quality rule blocks a table it reads: for who may load data, with the reason; audited. */
  override: z.strictObject({ reason: z.string().trim().min(4).max(1000) }).optional(),
})
export const tagPreviewRequestSchema = z.strictObject({ compute: z.union([valueDocument, ruleDocument, scoreValueSchema, measureValueSchema, correctionValueSchema, manualValueSchema]), asOf: z.iso.date().optional() })
export const tagPreviewSchema = z.object({ type: typeInfoSchema, sentence: messageSchema, distribution: distributionSchema })

const fieldSchema = typeInfoSchema.extend({ key: z.string(), name: messageSchema })

/** What a rule may speak about here and now: for builders and checks in the browser. */
export const vocabularySchema = z.object({
  tags: z.array(fieldSchema),
  attributes: z.array(fieldSchema.extend({ table: z.string() })),
  facts: z.array(z.object({ table: z.string(), name: messageSchema, rows: z.number().int(), fields: z.array(fieldSchema) })),
  /** `list`: it is of an uploaded list. `version`: the newest published one. */
  segments: z.array(z.object({ key: z.string(), name: messageSchema, list: z.boolean().optional(), version: z.number().int().optional() })),
  asOf: z.string().nullable(),
})
export type Vocabulary = z.infer<typeof vocabularySchema>
