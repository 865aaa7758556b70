import { z } from 'zod'

/** Why tags are rebuilt now, or are not. */
export const refreshStates = ['off', 'never-built', 'building', 'up-to-date', 'loading', 'settling', 'resting', 'due'] as const
export const refreshStateSchema = z.enum(refreshStates)
export type RefreshState = z.infer<typeof refreshStateSchema>

/** Rebuilding by itself: whether it is on, who said so, what the newest data and the newest build are, and what comes next. */
export const tagRefreshSchema = z.object({
  on: z.boolean(),
  /** Who switched it last; null: nobody ever did. */
  choice: z.object({ by: z.string(), at: z.string(), why: z.string() }).nullable(),
  state: refreshStateSchema,
  /** When the next build may begin, while it settles or rests. */
  next: z.string().nullable(),
  /** When the newest load became visible, and its business date. */
  newestLoad: z.object({ at: z.string(), asOf: z.string() }).nullable(),
  lastBuild: z.object({ jobId: z.string(), status: z.string(), startedAt: z.string(), by: z.string(), byItself: z.boolean() }).nullable(),
  settleMinutes: z.number().int(),
  restMinutes: z.number().int(),
})
export type TagRefresh = z.infer<typeof tagRefreshSchema>

export const refreshChoiceSchema = z.object({ on: z.boolean(), why: z.string().trim().min(2).max(500) })
export type RefreshChoice = z.infer<typeof refreshChoiceSchema>
