import { z } from 'zod'

/** One thing somebody did. */
export const auditEntrySchema = z.object({
  seq: z.number().int(),
  at: z.string(),
  actorId: z.string(),
  actorName: z.string(),
  actorKind: z.string(),
  action: z.string(),
  objectKind: z.string(),
  objectKey: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  purpose: z.string().nullable(),
  ip: z.string().nullable(),
  hash: z.string(),
})
export type AuditEntryView = z.infer<typeof auditEntrySchema>

export const auditQuerySchema = z.object({
  actorId: z.string().max(100).optional(),
  /** An action, or the start of one that ends in a dot: `segment.`. */
  action: z.string().max(100).optional(),
  objectKind: z.string().max(100).optional(),
  objectKey: z.string().max(300).optional(),
  /** ISO instants, from inclusive, to exclusive. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
})
export type AuditQuery = z.infer<typeof auditQuerySchema>

export const auditListSchema = z.object({
  items: z.array(auditEntrySchema),
  nextCursor: z.string().nullable(),
})

/** `brokenAt` is the first entry whose hash, order or predecessor is not what it should be. */
export const auditVerdictSchema = z.object({
  entries: z.number().int(),
  ok: z.boolean(),
  brokenAt: z.number().int().optional(),
})
export type AuditVerdict = z.infer<typeof auditVerdictSchema>
