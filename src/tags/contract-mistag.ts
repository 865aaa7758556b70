import { z } from 'zod'
import { ruleDocument, valueDocument } from '#kernel/rule'
import { messageSchema } from '#platform/http/contract'

const nameSchema = messageSchema.partial({ en: true })

/**
 * Body of a `mis-tag` definition: where a tag may say what a customer holds here and not what they are like. The weight of
 * each piece of evidence is learned from customers whose holdings can be believed; nobody's truth is asked.
 */
export const misTagSchema = z.strictObject({
  description: nameSchema.optional(),
  /** The tag that may be wrong, and the values in doubt. */
  tag: z.string().min(1).max(80),
  doubted: z.array(z.string().min(1)).min(1).max(20),
  /** Who is checked, of those with a value in doubt. */
  population: ruleDocument,
  /** Whose holdings can be believed: the evidence is weighed on them. */
  believed: ruleDocument,
  /** What the believed show: true for those a corrected tag would name. */
  shows: ruleDocument,
  evidence: z
    .array(z.strictObject({ key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), name: nameSchema, value: valueDocument }))
    .min(1)
    .max(20),
  /** The value the corrected customers get. */
  corrected: z.strictObject({ code: z.string().min(1).max(40), name: nameSchema }),
  /** Probability from which a customer is corrected. */
  threshold: z.number().gt(0).lt(1).default(0.5),
})
export type MisTag = z.infer<typeof misTagSchema>

export const evidenceWeightSchema = z.object({
  key: z.string(),
  name: nameSchema,
  /** What it tells alone of those who can be believed. */
  iv: z.number(),
  used: z.boolean(),
  /** Log-odds each range of values adds, against the mean customer believed. */
  bins: z.array(z.object({ label: z.string(), rows: z.number().int(), rate: z.number(), adds: z.number() })),
})

export const misTagRunSchema = z.object({
  runId: z.number().int(),
  version: z.number().int(),
  asOf: z.string(),
  builtAt: z.string(),
  knownOn: z.string(),
  believed: z.number().int(),
  shows: z.number().int(),
  /** Area under the curve on believed customers not learned from. */
  auc: z.number(),
  checked: z.number().int(),
  corrected: z.number().int(),
  /** Mean probability of the checked: the share the tag is likely wrong about. */
  expected: z.number(),
  /** Customers checked by what the tag says and by tenth of probability. */
  confusion: z.array(z.object({ value: z.string(), kept: z.number().int(), corrected: z.number().int() })),
  bands: z.array(z.object({ from: z.number(), count: z.number().int() })),
  evidence: z.array(evidenceWeightSchema),
})
export type MisTagRun = z.infer<typeof misTagRunSchema>

const head = { key: z.string(), name: nameSchema, tag: z.string(), tagName: messageSchema, corrected: misTagSchema.shape.corrected, threshold: z.number(), doubted: z.array(z.string()), description: nameSchema.nullable() }
export const misTagDetailSchema = z.object({ ...head, run: misTagRunSchema.nullable() })
export type MisTagDetail = z.infer<typeof misTagDetailSchema>
export const misTagListSchema = z.object({ items: z.array(misTagDetailSchema) })

export const misTagCustomerSchema = z.object({
  custId: z.string(),
  value: z.string().nullable(),
  probability: z.number(),
  corrected: z.boolean(),
  /** Each piece: what was found, and what it adds to the log-odds. */
  evidence: z.array(z.object({ key: z.string(), name: nameSchema, value: z.number().nullable(), adds: z.number() })),
})
export type MisTagCustomer = z.infer<typeof misTagCustomerSchema>
export const misTagCustomersSchema = z.object({ items: z.array(misTagCustomerSchema), nextCursor: z.string().nullable(), total: z.number().int() })
/** Customers as a file: which of them, and what it is for. */
export const misTagExportSchema = z.strictObject({ which: z.enum(['corrected', 'kept', 'all']).default('corrected'), purpose: z.string().trim().min(4).max(200) })
export const misTagCustomersQuery = z.object({
  which: z.enum(['corrected', 'kept', 'all']).default('corrected'),
  sort: z.enum(['probability', '-probability']).default('-probability'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
