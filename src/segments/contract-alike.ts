import { z } from 'zod'
import { ruleDocument, valueDocument } from '#kernel/rule'
import { messageSchema } from '#platform/http/contract'

const nameSchema = z.strictObject({ zh: z.string().trim().min(1).max(100), en: z.string().trim().max(200).optional() })

/** What a look-alike compares customers by. */
export const alikeFeatureSchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,60}$/),
  name: nameSchema,
  value: valueDocument,
  /** Used although it reads what decides who is a seed; left out without this. */
  evenSo: z.literal(true).optional(),
})

/** A feature that reads what decides who is a seed, and why. */
export const leftOutSchema = z.object({ feature: z.string(), because: z.array(messageSchema) })
export type LeftOut = z.infer<typeof leftOutSchema>

/** The most alike from a score up: how many of the others, and which share of held-out seeds and others score so much. */
export const alikePointSchema = z.object({ from: z.number(), customers: z.number().int(), seeds: z.number(), others: z.number(), lift: z.number().nullable() })
export type AlikePoint = z.infer<typeof alikePointSchema>

/** What a look-alike would leave out, before it is run. */
export const alikeReadingsRequestSchema = z.strictObject({ seeds: ruleDocument, features: z.array(alikeFeatureSchema.pick({ key: true, value: true }).strict()).min(1).max(200) })
export const alikeReadingsSchema = z.object({ items: z.array(leftOutSchema) })

export const alikeFoundSchema = z.object({
  seeds: z.number().int(),
  /** Customers it learned from, and those it was tried on. */
  trained: z.number().int(),
  held: z.number().int(),
  auc: z.number(),
  /** Features left out because they read what decides who is a seed. */
  excluded: z.array(z.string()),
  /** Why, of those and of the ones a person kept. */
  leftOut: z.array(leftOutSchema).default([]),
  /** Features used although they read it, by a person's word. */
  evenSo: z.array(z.string()).default([]),
  /** Customers who were excluded. */
  out: z.number().int().default(0),
  /** From the most alike to all of the others. */
  curve: z.array(alikePointSchema).default([]),
  features: z.array(z.object({ feature: z.string(), share: z.number() })),
  /** In the order of the cells after the seeds; the last is the rest. Shares of held-out seeds and others from that score up. */
  bands: z.array(z.object({ from: z.number().nullable(), seeds: z.number(), others: z.number(), lift: z.number().nullable() })),
})
