import { z } from 'zod'
import { messageSchema } from '#platform/http/contract'

/** What segments are compared by. */
export const attractions = ['size', 'growth', 'value', 'reach', 'uplift'] as const
export type Attraction = (typeof attractions)[number]

/** How much each counts where nobody chose. */
export const EVEN_WEIGHT = 0.2

const weight = z.coerce.number().min(0).max(1).default(EVEN_WEIGHT)

/** Weights, and the tags that tell value and effect: a money tag of value and an uplift tag of the bank where absent. */
export const attractivenessQuery = z
  .object({ size: weight, growth: weight, value: weight, reach: weight, uplift: weight, valueTag: z.string().min(1).max(80).optional(), effectTag: z.string().min(1).max(80).optional() })
  .refine((ask) => attractions.some((one) => ask[one] > 0), { path: ['size'], message: 'one weight above 0 at least' })
export type AttractivenessAsk = z.infer<typeof attractivenessQuery>

const numbers = z.object({ size: z.number().nullable(), growth: z.number().nullable(), value: z.number().nullable(), reach: z.number().nullable(), uplift: z.number().nullable() })
const tagSchema = z.object({ key: z.string(), name: messageSchema, type: z.string(), ccy: z.string().nullable() })

export const attractivenessSchema = z.object({
  /** Date of the tags. */
  asOf: z.string(),
  value: tagSchema.nullable(),
  effect: tagSchema.nullable(),
  /** Tags one may choose. */
  values: z.array(tagSchema),
  effects: z.array(tagSchema),
  /** Published segments that are not compared: without a snapshot, or without enough customers in reach. */
  leftOut: z.number().int(),
  items: z.array(
    z.object({
      key: z.string(),
      name: messageSchema.partial({ en: true }),
      asOf: z.string(),
      /** The snapshot growth is told against; null where there is none old enough. */
      before: z.string().nullable(),
      /** Members; growth as a share; mean value in the tag's own unit; share who may be contacted; mean effect. Null is unknown. */
      figures: numbers,
      /** Percentile among those compared, 0 to 100; null is unknown. */
      ranks: numbers,
      /** Points of the score each brings; they add up to it. */
      parts: numbers,
      score: z.number().nullable(),
    }),
  ),
})
export type Attractiveness = z.infer<typeof attractivenessSchema>
