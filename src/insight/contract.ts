import { z } from 'zod'
import { messageSchema } from '#platform/http/contract'

export * from './contract-portrait.js'
export * from './contract-pack.js'
export * from './contract-picture.js'

/** Body of a `metric` definition: one way to count an outcome, read by every screen, evaluation and export. */
export const metricSchema = z.strictObject({
  description: messageSchema.partial({ en: true }).optional(),
  owner: z.string().optional(),
  /** Name of the outcome rows it counts. */
  outcome: z.string().min(1).max(80),
  /**
   * proportion: customers with a positive outcome over customers; mean: sum of the outcome over customers (customers
   * without one count as 0).
   */
  kind: z.enum(['proportion', 'mean']),
  /** What of the outcome is read: its count or its amount of money. */
  of: z.enum(['count', 'money']).default('count'),
  currency: z.string().regex(/^[A-Z]{3}$/).optional(),
  better: z.enum(['higher', 'lower']).default('higher'),
})
export type Metric = z.infer<typeof metricSchema>

export const metricListSchema = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      name: messageSchema.partial({ en: true }),
      body: metricSchema,
      version: z.number().int().nullable(),
      revision: z.number().int(),
      hasDraft: z.boolean(),
      formula: messageSchema,
    }),
  ),
})

/** Where the loop stands: what home shows. */
export const loopStatusSchema = z.object({
  loads: z.object({ total: z.number().int(), newest: z.string().nullable(), rejected: z.number().int() }),
  customers: z.number().int(),
  tags: z.object({ published: z.number().int(), asOf: z.string().nullable() }),
  segments: z.number().int(),
  strategies: z.number().int(),
  evaluations: z.number().int(),
  businessDate: z.string(),
})
export type LoopStatus = z.infer<typeof loopStatusSchema>
