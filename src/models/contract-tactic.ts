import { z } from 'zod'
import { ruleDocument, valueDocument } from '#kernel/rule'

const nameSchema = z.strictObject({ zh: z.string().trim().min(1).max(100), en: z.string().trim().max(200).optional() })
const keySchema = z.string().regex(/^[a-z][a-z0-9_-]{0,60}$/)

const forWhom = {
  key: keySchema,
  name: nameSchema,
  /** Categories of the offer it goes with; all when absent. */
  categories: z.array(z.string().min(1).max(60)).min(1).optional(),
  /** Customers it may be used for; all when absent. */
  when: ruleDocument.optional(),
}

/** How an offer is brought: of those that may be used for a customer the one worth most. */
export const tacticSchema = z.strictObject({
  ...forWhom,
  /** What it brings with this customer: usually the effect or the gain of an uplift model, as a tag. Without one it comes after those that have. */
  worth: valueDocument.optional(),
})
export type Tactic = z.infer<typeof tacticSchema>

/** What follows the offer, step by step: the first plan that fits. */
export const nurtureSchema = z.strictObject({
  ...forWhom,
  steps: z.array(z.strictObject({ afterDays: z.number().int().min(0).max(730), name: nameSchema })).min(1).max(20),
})
export type Nurture = z.infer<typeof nurtureSchema>

/** Names of tactics and plans, kept with a run. */
export const plansSchema = z.object({
  tactics: z.record(z.string(), nameSchema),
  nurture: z.record(z.string(), z.object({ name: nameSchema, steps: z.array(z.object({ afterDays: z.number().int(), name: nameSchema })) })),
})
export type Plans = z.infer<typeof plansSchema>

export const noOfferReasons = ['not-asked', 'no-chance', 'nothing-suits', 'all-held'] as const
/** Why a customer has no offer: of each category, or that the run did not ask about them. */
export const noOfferSchema = z.object({
  custId: z.string(),
  asked: z.boolean(),
  categories: z.array(z.object({ category: z.string(), chance: z.number().nullable(), why: z.enum(noOfferReasons), reason: z.object({ zh: z.string(), en: z.string() }) })),
})
export type NoOffer = z.infer<typeof noOfferSchema>
