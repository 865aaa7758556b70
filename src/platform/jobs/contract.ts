import { z } from 'zod'

export const jobStatuses = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export const jobStatusSchema = z.enum(jobStatuses)
export type JobStatus = z.infer<typeof jobStatusSchema>

const sentence = z.object({ zh: z.string(), en: z.string() })
const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

export const jobErrorSchema = z.object({
  code: z.string(),
  params,
  message: sentence,
  /** Mistakes of the input, located, when that is what failed. */
  mistakes: z.array(z.object({ code: z.string(), path: z.string(), params, message: sentence })).optional(),
})
export type JobError = z.infer<typeof jobErrorSchema>

/** A run of a job as people see it. */
export const jobViewSchema = z.object({
  id: z.string(),
  kind: z.string(),
  title: sentence,
  /** What it works on, such as a segment key. */
  subject: z.string().nullable(),
  status: jobStatusSchema,
  actorId: z.string(),
  actorName: z.string(),
  /** A stable word the console translates, such as `reading`. */
  step: z.string().nullable(),
  done: z.number().nullable(),
  total: z.number().nullable(),
  unit: z.enum(['rows', 'bytes', 'customers', 'steps']).nullable(),
  cancelRequested: z.boolean(),
  /** 1 for the first; a resume after a crash adds one. */
  attempt: z.number().int(),
  /** The run this one repeats. */
  retriedFrom: z.string().nullable(),
  error: jobErrorSchema.nullable(),
  result: z.unknown(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
})
export type JobView = z.infer<typeof jobViewSchema>

export const jobListQuerySchema = z.object({
  status: jobStatusSchema.optional(),
  kind: z.string().max(100).optional(),
  subject: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(100).optional(),
})

export const jobListSchema = z.object({ items: z.array(jobViewSchema), nextCursor: z.string().nullable() })
export const jobIdSchema = z.object({ id: z.string().max(100) })
export const jobStartedSchema = z.object({ jobId: z.string() })
