import { z } from 'zod'
import { messageSchema, pageOf, pageQuery } from '#platform/http/contract'

const code = z.string().trim().regex(/^[A-Za-z0-9_+-]{1,40}$/, 'letters, digits, _ + -')

/** A value people set on customers, kept under a name; none once it is older than `maxAgeDays` or its own end has passed. */
export const manualValueSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal('manual'),
  /** Name the values are kept under: the tag's own key unless two tags read the same. */
  set: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'a-z, 0-9, -'),
  type: z.enum(['enum', 'bool', 'int']),
  /** What may be said of a customer, of the type `enum`. */
  values: z.array(z.strictObject({ code, zh: z.string().trim().min(1).max(60), en: z.string().trim().min(1).max(60) })).min(1).max(100).optional(),
  maxAgeDays: z.number().int().min(1).max(3650).default(365),
})
export type ManualValue = z.infer<typeof manualValueSchema>

const value = z.string().trim().min(1).max(40)
const reason = z.string().trim().min(4).max(500)

/** Sets a value on one customer, or takes it off (`value` null). */
export const markRequestSchema = z.strictObject({
  tag: z.string().min(1).max(80),
  custId: z.string().min(1).max(200),
  value: value.nullable(),
  /** The last day it counts; as long as the tag says when absent. */
  until: z.iso.date().nullable().default(null),
  reason,
})
export type MarkRequest = z.infer<typeof markRequestSchema>

/** Sets values on many: lines of a customer number, and a value where it is not `value`, and the last day. */
export const markFileRequestSchema = z.strictObject({
  content: z.string().min(1).max(900_000),
  value: value.nullable().default(null),
  until: z.iso.date().nullable().default(null),
  reason,
})
export type MarkFileRequest = z.infer<typeof markFileRequestSchema>

export const markFaults = ['no_customer', 'twice', 'value', 'until'] as const
export const markFileResultSchema = z.object({
  lines: z.number().int(),
  marked: z.number().int(),
  rejected: z.number().int(),
  /** The first two hundred lines that were not taken, and why. */
  rejects: z.array(z.object({ line: z.number().int(), why: z.enum(markFaults) })),
})
export type MarkFileResult = z.infer<typeof markFileResultSchema>

export const markSchema = z.object({
  id: z.string(),
  custId: z.string(),
  /** Null: taken off. */
  value: z.string().nullable(),
  label: messageSchema.nullable(),
  until: z.string().nullable(),
  /** Business day it was set on. */
  day: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  fromFile: z.boolean(),
})
export type Mark = z.infer<typeof markSchema>
export const markPageSchema = pageOf(markSchema)
export const markQuerySchema = pageQuery

/** Tags people set, with what may be said, what counts now, and everything that was said of a customer. */
export const customerMarksSchema = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      name: messageSchema.partial({ en: true }),
      type: z.enum(['enum', 'bool', 'int']),
      values: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
      maxAgeDays: z.number().int(),
      /** What counts today; null when nothing does. */
      now: markSchema.nullable(),
      history: z.array(markSchema),
    }),
  ),
})
export type CustomerMarks = z.infer<typeof customerMarksSchema>
