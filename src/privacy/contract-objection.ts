import { z } from 'zod'
import { pageOf } from '#platform/http/contract'

/** Every tag about interests and intent, and every tag a model gives. */
export const ALL_PERSONAL_TAGS = '*'

/** Where the customer said it. */
export const objectionChannels = ['COUNTER', 'PHONE', 'APP', 'RM', 'WRITTEN'] as const

/** A customer objects to a tag, or takes the objection back (PIPL 24; algorithm provisions 17). */
export const objectionRequestSchema = z.strictObject({
  custId: z.string().min(1).max(200),
  /** Key of a tag, or `*` for every tag about interests, of intent or by a model. */
  tag: z.string().min(1).max(80),
  objected: z.boolean(),
  channel: z.enum(objectionChannels),
  reason: z.string().trim().min(4).max(500),
})
export type ObjectionRequest = z.infer<typeof objectionRequestSchema>

export const objectionSchema = z.object({
  id: z.string(),
  tag: z.string(),
  objected: z.boolean(),
  channel: z.string(),
  reason: z.string(),
  at: z.string(),
  by: z.string(),
})
export type Objection = z.infer<typeof objectionSchema>

/** What a customer objects to now, newest first, and everything they ever said about it. */
export const customerObjectionsSchema = z.object({ custId: z.string(), standing: z.array(objectionSchema), history: z.array(objectionSchema) })

export const objectionQuerySchema = z.object({ tag: z.string().max(80).optional() })
export const objectionPageSchema = pageOf(objectionSchema.extend({ custId: z.string() }))
