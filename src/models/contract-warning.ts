import { z } from 'zod'
import { messageSchema, pageOf, pageQuery } from '#platform/http/contract'

export const leadLineSchema = z.object({
  /** The warned are the best of the first date up to this share. */
  share: z.number(),
  /** The score from which a customer is warned of. */
  cut: z.number(),
  /** Lost customers warned of on a date before the loss was seen. */
  warned: z.number().int(),
  /** Of all lost customers, the share warned of at all, and 30 days or more ahead. */
  warnedShare: z.number(), aheadShare: z.number(),
  /** Days from the first warning to the loss, of the warned: the middle, and the quarters. */
  median: z.number().nullable(), lower: z.number().nullable(), upper: z.number().nullable(),
  /** Customers warned of on the first date, and those of them who were lost. */
  flagged: z.number().int(), flaggedLost: z.number().int(),
})

/** How long before the loss a model warns, on dates it was not trained on. */
export const leadTimeSchema = z.object({
  version: z.number().int(),
  /** Dates scored; the first is the first test date. A loss is seen on one of them. */
  dates: z.array(z.string()),
  customers: z.number().int(),
  lost: z.number().int(),
  lines: z.array(leadLineSchema),
  /** By tenth of the first date's scores, 1 the highest: who was lost, and after how many days. */
  deciles: z.array(z.object({ decile: z.number().int(), customers: z.number().int(), lost: z.number().int(), median: z.number().nullable() })),
})
export type LeadTime = z.infer<typeof leadTimeSchema>
export const leadTimeAnswerSchema = z.object({ leadTime: leadTimeSchema.extend({ runId: z.number().int(), measuredAt: z.string() }).nullable() })

export const warningQuery = pageQuery.extend({ decile: z.coerce.number().int().min(1).max(10).optional(), under: z.string().max(400).optional() })
export type WarningQuery = z.infer<typeof warningQuery>

const reasonSchema = z.object({
  feature: z.string(),
  value: z.union([z.string(), z.number(), z.null()]),
  effect: z.number(),
  /** Feature, value and which way it moves the score, in words. */
  words: messageSchema,
})
/** Customers by score with what moves it most. */
export const warningPageSchema = pageOf(
  z.object({ custId: z.string(), orgPath: z.string(), score: z.number(), decile: z.number().int(), reasons: z.array(reasonSchema) }),
).extend({ runId: z.number().int(), version: z.number().int(), asOf: z.string() })
