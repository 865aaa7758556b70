import { z } from 'zod'
import { messageSchema } from '#platform/http/contract'
import { typeInfoSchema } from './contract-type.js'

/** A computed history of one version on one past day. It is nobody's current value. */
export const backfillSchema = z.object({
  runId: z.number().int(),
  asOf: z.string(),
  builtAt: z.string(),
  customers: z.number().int(),
  /** Customers with a value (for yes or no: yes). */
  covered: z.number().int(),
  /** Of a tag that holds its value: the day its hold was run from, no earlier state being known; null where one was. */
  holdFrom: z.string().nullable(),
  /** The tag holds its value, and this backfill was made without the hold. */
  unheld: z.boolean(),
})

export const tagVersionSchema = z.object({
  version: z.number().int(),
  /** Business dates it was in force; `until` null while it is. */
  from: z.string(),
  until: z.string().nullable(),
  publishedAt: z.string(),
  publishedBy: z.string(),
  note: z.string(),
  sentence: messageSchema,
  type: typeInfoSchema.nullable(),
  backfills: z.array(backfillSchema),
})
export type TagVersion = z.infer<typeof tagVersionSchema>
export const tagVersionsSchema = z.object({ items: z.array(tagVersionSchema) })

export const backfillRequestSchema = z.strictObject({
  /** The newest one when absent. */
  version: z.number().int().min(1).optional(),
  dates: z.array(z.iso.date()).min(1).max(36),
})
export type BackfillRequest = z.infer<typeof backfillRequestSchema>

const side = z.union([z.number().int().min(1), z.literal('draft')])
export const diffRequestSchema = z.strictObject({ from: side, to: side, asOf: z.iso.date().optional() })
export type DiffRequest = z.infer<typeof diffRequestSchema>

/** What customers had by one version and have by another, over those the asker may see. */
export const tagDiffSchema = z.object({
  asOf: z.string(),
  customers: z.number().int(),
  before: z.number().int(),
  after: z.number().int(),
  /** Without a value by the first and with one by the second. */
  entered: z.number().int(),
  left: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  /** Pairs of values, largest first; numbers only as lower, same and higher. Cells below the smallest are left out. */
  matrix: z.array(z.object({ from: z.string().nullable(), to: z.string().nullable(), count: z.number().int() })),
  labels: z.record(z.string(), messageSchema),
  samples: z.array(z.object({ custId: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
})
export type TagDiff = z.infer<typeof tagDiffSchema>

export const requestStates = ['proposed', 'defined', 'in_review', 'published', 'reviewed', 'rejected'] as const
export type RequestState = (typeof requestStates)[number]

export const requestStepSchema = z.object({ at: z.string(), by: z.string(), from: z.enum(requestStates).nullable(), to: z.enum(requestStates), why: z.string() })

/** Somebody asks for a tag: what it is for, how far it has come, who did what and why. */
export const tagRequestSchema = z.object({
  id: z.number().int(),
  name: messageSchema.partial({ en: true }),
  /** The decision the tag is to serve. */
  decision: z.string(),
  tag: z.string().nullable(),
  version: z.number().int().nullable(),
  state: z.enum(requestStates),
  proposedBy: z.string(),
  /** Path of the organisation they asked for; null: not known. */
  proposedOrg: z.string().nullable(),
  proposedAt: z.string(),
  /** When the published tag is to be looked at again: thirty days after it was published. */
  reviewDue: z.string().nullable(),
  /** The review is due and not done. */
  overdue: z.boolean(),
  /** What the asker may do next. */
  next: z.array(z.enum(requestStates)),
  steps: z.array(requestStepSchema),
})
export type TagRequest = z.infer<typeof tagRequestSchema>

export const tagRequestListSchema = z.object({ items: z.array(tagRequestSchema), nextCursor: z.string().nullable(), total: z.number().int() })
export const tagRequestQuery = z.object({
  state: z.enum(requestStates).optional(),
  /** Published tags whose review is due. */
  due: z.stringbool().optional(),
  tag: z.string().max(80).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const tagProposalSchema = z.strictObject({
  name: messageSchema.partial({ en: true }),
  decision: z.string().trim().min(4).max(1000),
  why: z.string().trim().min(4).max(1000),
})
export type TagProposal = z.infer<typeof tagProposalSchema>

export const requestMoveSchema = z.strictObject({
  to: z.enum(requestStates),
  why: z.string().trim().min(2).max(1000),
  /** The tag that answers the request, when it is defined. */
  tag: z.string().min(1).max(80).optional(),
})
export type RequestMove = z.infer<typeof requestMoveSchema>
