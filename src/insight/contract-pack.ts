import { z } from 'zod'
import { ruleDocument } from '#kernel/rule'
import { messageSchema } from '#platform/http/contract'

const name = messageSchema.partial({ en: true })
const title = z.strictObject({ zh: z.string().min(1), en: z.string().min(1).optional() })

/** A part of a pack's page: one question, answered from the portrait. */
export const packPartSchema = z.discriminatedUnion('kind', [
  /** How the people are spread over tags, beside everybody. */
  z.strictObject({ kind: z.literal('tags'), title, why: title.optional(), tags: z.array(z.string().min(1)).min(1).max(12) }),
  z.strictObject({ kind: z.literal('products'), title, why: title.optional() }),
  z.strictObject({ kind: z.literal('channels'), title, why: title.optional() }),
  z.strictObject({ kind: z.literal('places'), title, why: title.optional() }),
  z.strictObject({ kind: z.literal('money'), title, why: title.optional() }),
  /** Money that comes or goes by month, of types of transactions. */
  z.strictObject({ kind: z.literal('months'), title, why: title.optional(), types: z.array(z.string().regex(/^[A-Z_]+$/)).min(1).max(8) }),
  /** What could still be won: a tag of money, summed over the people. */
  z.strictObject({ kind: z.literal('headroom'), title, why: title.optional(), tag: z.string().min(1) }),
])
export type PackPart = z.infer<typeof packPartSchema>

/** Body of an `insight-pack` definition: whom it is about, what is asked of them, what may be done. */
export const packSchema = z.strictObject({
  description: name.optional(),
  owner: z.string().optional(),
  rule: ruleDocument,
  parts: z.array(packPartSchema).min(1).max(20),
  /** What the bank may do next, as sentences; `template` is a template of segments or strategies. */
  next: z.array(z.strictObject({ text: title, template: z.string().optional() })).max(10).default([]),
})
export type Pack = z.infer<typeof packSchema>

const missingSchema = z.object({ kind: z.enum(['tag', 'table']), key: z.string(), name: messageSchema, why: messageSchema })
export const packItemSchema = z.object({
  key: z.string(), name, description: name.nullable(), version: z.number().int().nullable(), hasDraft: z.boolean(), revision: z.number().int(),
  sentence: messageSchema.nullable(),
  /** What it reads and the bank does not have; parts that need it stay empty. */
  missing: z.array(missingSchema),
  /** Whom it is about can be told. */
  ready: z.boolean(),
})
export const packListSchema = z.object({ items: z.array(packItemSchema) })
export const packDetailSchema = packItemSchema.extend({ body: packSchema })
export type PackItem = z.infer<typeof packItemSchema>
