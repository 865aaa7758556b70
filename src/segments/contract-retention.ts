import { z } from 'zod'
import { messageSchema } from '#platform/http/contract'

/** When a customer has left: silent for so many days, or assets of a month below an amount (minor units). */
export const leavingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('silent'), days: z.number().int().min(7).max(730) }),
  z.strictObject({ kind: z.literal('assets'), below: z.number().positive().max(1e15) }),
])
export type Leaving = z.infer<typeof leavingSchema>

/** Whom: members of a snapshot of a segment, those in a cell of a tiering's run, or everybody. */
export const retentionGroupSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('segment'), key: z.string().min(1).max(80), run: z.number().int().positive().optional() }),
  z.strictObject({ kind: z.literal('cell'), tiering: z.string().min(1).max(80), cell: z.string().min(1).max(40), run: z.number().int().positive().optional() }),
  z.strictObject({ kind: z.literal('all') }),
])
export type RetentionGroup = z.infer<typeof retentionGroupSchema>

export const MOST_RETENTION_GROUPS = 4

export const retentionRequestSchema = z.strictObject({
  groups: z.array(retentionGroupSchema).min(1).max(MOST_RETENTION_GROUPS),
  leaving: leavingSchema,
  /** From when everybody is followed: a date, or the day each opened an account. */
  start: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('date'), date: z.iso.date() }), z.strictObject({ kind: z.literal('opened'), since: z.iso.date() })]),
})
export type RetentionRequest = z.infer<typeof retentionRequestSchema>

const stepSchema = z.object({
  /** Months of 30 days since the start. */
  month: z.number().int(),
  atRisk: z.number().int(),
  left: z.number().int(),
  /** Share that had not left after the month, with its interval of 95 %. */
  stayed: z.number(),
  low: z.number(),
  high: z.number(),
})

export const retentionSchema = z.object({
  asOf: z.string(),
  groups: z.array(
    z.object({
      name: messageSchema,
      /** As of when who is in it was taken; null for everybody. */
      takenAsOf: z.string().nullable(),
      /** Followed, and how many of them left; null where fewer than the asker's smallest cell. */
      customers: z.number().int().nullable(),
      left: z.number().int().nullable(),
      /** Not followed: without a start, or gone before it. */
      outside: z.number().int().nullable(),
      /** Months after which half had left; null where fewer did. */
      median: z.number().nullable(),
      steps: z.array(stepSchema),
    }),
  ),
  /** Log-rank test that the groups stay alike; null of one group, or where a group is hidden or nobody left. */
  test: z.object({ statistic: z.number(), df: z.number().int(), p: z.number() }).nullable(),
})
export type Retention = z.infer<typeof retentionSchema>
