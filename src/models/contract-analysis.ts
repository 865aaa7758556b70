import { z } from 'zod'
import { ruleDocument, type ValueDocument } from '#kernel/rule'
import { messageSchema, pageOf, pageQuery } from '#platform/http/contract'
import { benefitFiguresSchema, benefitTaskSchema } from './contract-benefit.js'
import { lifetimeFiguresSchema, lifetimeTaskSchema } from './contract-lifetime.js'
import { timingFiguresSchema, timingTaskSchema } from './contract-timing.js'
import { worthFiguresSchema, worthTaskSchema } from './contract-worth.js'

const nameSchema = z.strictObject({ zh: z.string().trim().min(1).max(100), en: z.string().trim().max(200).optional() })

const head = {
  description: messageSchema.partial({ en: true }).optional(),
  owner: z.string().optional(),
  purposes: z.array(z.string().min(1)).min(1).optional(),
  population: ruleDocument,
}

/** Body of an `analysis` definition: who is looked at, and which question is asked of them. */
export const analysisSchema = z.discriminatedUnion('task', [
  lifetimeTaskSchema.extend(head),
  timingTaskSchema.extend(head),
  benefitTaskSchema.extend(head),
  worthTaskSchema.extend(head),
])
export type Analysis = z.infer<typeof analysisSchema>
export type AnalysisOf<Task extends Analysis['task']> = Extract<Analysis, { task: Task }>

export const analysisTasks = ['lifetime', 'timing', 'benefit', 'worth'] as const

export const analysisFiguresSchema = z.discriminatedUnion('task', [lifetimeFiguresSchema, timingFiguresSchema, benefitFiguresSchema, worthFiguresSchema])
export type AnalysisFigures = z.infer<typeof analysisFiguresSchema>

export const analysisRunSchema = z.object({
  runId: z.number().int(),
  asOf: z.string(),
  /** Version of the definition. */
  version: z.number().int(),
  by: z.object({ id: z.string(), name: z.string() }),
  ranAt: z.string(),
  customers: z.number().int(),
  /** What is known of each customer. */
  measures: z.array(z.string()),
  figures: analysisFiguresSchema,
})
export type AnalysisRun = z.infer<typeof analysisRunSchema>

export const analysisItemSchema = z.object({
  key: z.string(),
  name: nameSchema,
  task: z.enum(analysisTasks),
  version: z.number().int().nullable(),
  hasDraft: z.boolean(),
  newest: analysisRunSchema.omit({ figures: true }).nullable(),
})
export const analysisListSchema = z.object({ items: z.array(analysisItemSchema) })
export const analysisDetailSchema = analysisItemSchema.extend({
  newest: analysisRunSchema.nullable(),
  runs: z.array(analysisRunSchema.omit({ figures: true })),
  usedBy: z.array(z.object({ kind: z.string(), key: z.string() })),
})

export const analysisRequestSchema = z.strictObject({ asOf: z.iso.date().optional() })

export const measuredQuery = pageQuery.extend({ order: z.enum(['largest', 'smallest']).default('largest') })
export type MeasuredQuery = z.infer<typeof measuredQuery>

export const measuredSchema = z.object({ custId: z.string(), orgPath: z.string(), value: z.number(), low: z.number().nullable(), high: z.number().nullable() })
export const measuredPageSchema = pageOf(measuredSchema).extend({ measure: z.string(), runId: z.number().int(), asOf: z.string() })
export const measuredCustomerSchema = z.object({
  custId: z.string(),
  orgPath: z.string(),
  runId: z.number().int(),
  asOf: z.string(),
  measures: z.array(z.object({ measure: z.string(), value: z.number(), low: z.number().nullable(), high: z.number().nullable() })),
})

/** A value document of a definition and the place it stands at. */
export interface AnalysisValue {
  readonly path: string
  readonly value: ValueDocument
}
