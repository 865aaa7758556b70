import { z } from 'zod'
import { moneyClasses } from '#customers/contract'
import { messageSchema } from '#platform/http/contract'

/** How the assets of the people of a portrait went from one month end to another, in minor units. */
export const portraitAssetsSchema = z.object({
  /** Month ends; null where fewer than two are loaded. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  ccy: z.string(),
  customers: z.number().int(),
  start: z.number(),
  end: z.number(),
  /** null where transactions are not loaded, or too few people moved money to tell. */
  inflow: z.number().nullable(),
  outflow: z.number().nullable(),
  /** What neither explains: valuation, interest, what the bank books elsewhere. */
  rest: z.number().nullable(),
  classes: z.array(z.object({ key: z.enum([...moneyClasses, 'other']), start: z.number(), end: z.number() })),
})
export type PortraitAssets = z.infer<typeof portraitAssetsSchema>
export const assetsQuerySchema = z.object({ /** Months looked back from the portrait's date. */ months: z.coerce.number().int().min(1).max(36).default(12) })

/** Where money comes from and goes to: product classes, the account, out of the bank. */
export const flowPlaces = ['account', 'time', 'wealth', 'fund', 'insurance', 'gold', 'out'] as const
export const productFlowsSchema = z.object({
  from: z.string(),
  to: z.string(),
  ccy: z.string(),
  /** Transactions are loaded. */
  known: z.boolean(),
  /** Days after money came back in which what it was used for is told. */
  days: z.number().int(),
  flows: z.array(z.object({ from: z.enum(flowPlaces), to: z.enum(flowPlaces), amount: z.number(), persons: z.number().int() })),
  /** Flows of too few people to tell. */
  hidden: z.number().int(),
})
export type ProductFlows = z.infer<typeof productFlowsSchema>
export const productFlowsQuerySchema = z.object({ months: z.coerce.number().int().min(1).max(24).default(12) })

const text = z.strictObject({ zh: z.string().trim().min(1).max(200), en: z.string().trim().min(1).max(200).optional() })
/** What a portrait is published with. */
export const publishSchema = z.strictObject({
  name: text,
  owner: z.string().trim().min(1).max(100),
  description: z.strictObject({ zh: z.string().trim().min(1).max(1000), en: z.string().trim().min(1).max(1000).optional() }).optional(),
})
export type Publish = z.infer<typeof publishSchema>

const named = messageSchema.partial({ en: true })
/** A portrait somebody stands for: it stays as it was made, and is not replaced when it is drawn again. */
export const publishedSchema = z.object({ name: named, owner: z.string(), description: named.nullable(), by: z.string(), at: z.string() })
export type Published = z.infer<typeof publishedSchema>
