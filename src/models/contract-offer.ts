import { z } from 'zod'
import { ruleDocument, valueDocument } from '#kernel/rule'
import { messageSchema, pageOf } from '#platform/http/contract'
import { nurtureSchema, tacticSchema } from './contract-tactic.js'

export * from './contract-tactic.js'

const whole = (least: number, most: number) => z.number().int().min(least).max(most)

export const rankerSchema = z.discriminatedUnion('kind', [
  /** Alternating least squares for implicit feedback (Hu, Koren and Volinsky 2008). */
  z.strictObject({
    kind: z.literal('als'),
    factors: whole(1, 200).default(16),
    alpha: z.number().gt(0).max(1000).default(40),
    lambda: z.number().gt(0).max(1000).default(0.1),
    rounds: whole(1, 100).default(15),
  }),
  /** Item-based collaborative filtering (Sarwar et al. 2001). */
  z.strictObject({ kind: z.literal('item-neighbours'), neighbours: whole(1, 500).default(50), shrink: z.number().min(0).max(10_000).default(10) }),
])

/** Body of a `cross-sell` definition: for whom, which category by which chance, which product of it by which ranker. */
export const crossSellSchema = z.strictObject({
  description: messageSchema.partial({ en: true }).optional(),
  owner: z.string().optional(),
  purposes: z.array(z.string().min(1)).min(1).optional(),
  population: ruleDocument,
  /** Categories of the bank's products, each with the chance that the customer takes it: usually a score tag. */
  categories: z.array(z.strictObject({ category: z.string().min(1).max(60), chance: valueDocument })).min(1).max(20),
  ranker: rankerSchema,
  /** How the offer is brought, and what follows it. */
  tactics: z.array(tacticSchema).max(20).optional(),
  nurture: z.array(nurtureSchema).max(20).optional(),
  /** Holdings of these last days say what a customer has. */
  heldDays: whole(1, 3650).default(400),
  seed: whole(1, 2_147_483_647).default(1),
})
export type CrossSell = z.infer<typeof crossSellSchema>

export const offerRunSchema = z.object({
  runId: z.number().int(),
  asOf: z.string(),
  customers: z.number().int(),
  offers: z.number().int(),
  /** Customers for whom a likelier category was passed over because nothing in it suits them. */
  passedOver: z.number().int(),
  /** Customers without a rating in force: nothing that needs one is offered to them. */
  unrated: z.number().int(),
  products: z.number().int(),
  madeAt: z.string(),
})
export type OfferRun = z.infer<typeof offerRunSchema>

/** One recommendation with its reason at each step. */
export const offerSchema = z.object({
  custId: z.string(),
  orgPath: z.string(),
  category: z.string(),
  chance: z.number(),
  product: z.string(),
  productName: messageSchema,
  rank: z.number(),
  /** Key and name of the tactic, and of the plan that follows with its steps; null where none fits. */
  tactic: z.object({ key: z.string(), name: messageSchema, worth: z.number().nullable() }).nullable(),
  nurture: z.object({ key: z.string(), name: messageSchema, steps: z.array(z.object({ afterDays: z.number().int(), name: messageSchema })) }).nullable(),
  steps: z.array(z.object({ step: z.enum(['category', 'product', 'suitability', 'passed-over', 'tactic', 'nurture']), reason: messageSchema })),
})
export const offerPageSchema = pageOf(offerSchema).extend({ run: offerRunSchema })
export const offerAnswerSchema = offerSchema.extend({ run: offerRunSchema })
