import { z } from 'zod'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 06:00')

/** Which business date a run brings when the files do not say it themselves. */
const dataOf = z.enum(['same-day', 'previous-day', 'previous-bank-day']).default('same-day')

export const scheduleSchema = z.discriminatedUnion('kind', [
  /** Five fields in the bank's zone: minute hour day month weekday. */
  z.strictObject({ kind: z.literal('cron'), cron: z.string().min(9).max(100), dataOf }),
  /** On bank days (holidays and working weekends of China): every one, the month's last, or its nth. */
  z.strictObject({
    kind: z.literal('bank-day'),
    day: z.union([z.literal('every'), z.literal('month-end'), z.number().int().min(1).max(15)]),
    at: time,
    dataOf,
  }),
])
export type Schedule = z.infer<typeof scheduleSchema>

/** When data should be in: of each day, bank day or month end, `lagDays` later (bank days for bank days) by a time. */
export const refreshSchema = z.strictObject({
  every: z.enum(['day', 'bank-day', 'month']),
  by: time,
  lagDays: z.number().int().min(0).max(31).default(1),
})
export type Refresh = z.infer<typeof refreshSchema>

export const retrySchema = z.strictObject({
  /** Tries after the first one. */
  times: z.number().int().min(0).max(20),
  /** Wait before the first of them; each later one waits twice as long, at most a day. */
  backoffMinutes: z.number().int().min(1).max(1440),
})
export type Retry = z.infer<typeof retrySchema>

/**
 * WAITING for another source or a decision; RUNNING; RETRY after a fault; DECISION: a load waits for somebody; DONE;
 * NOTHING new was there; FAILED; CANCELLED.
 */
export const dueStates = ['WAITING', 'RUNNING', 'RETRY', 'DECISION', 'DONE', 'NOTHING', 'FAILED', 'CANCELLED'] as const
export const dueStateSchema = z.enum(dueStates)
export type DueState = (typeof dueStates)[number]

/** What a run waits for: a source's load of a date, or a decision about a load. */
export const waitSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('source'), source: z.string(), businessDate: z.string() }),
  z.object({ kind: z.literal('decision'), loadId: z.string() }),
])
export type Wait = z.infer<typeof waitSchema>

/** One file of a run and what became of it. */
export const fetchedFileSchema = z.object({
  name: z.string(),
  businessDate: z.string(),
  loadId: z.string().nullable(),
  status: z.enum(['loaded', 'unchanged', 'waiting']),
})
export type FetchedFile = z.infer<typeof fetchedFileSchema>

/** One run of a source that was due, asked for, or part of a backfill. */
export const dueSchema = z.object({
  id: z.string(),
  source: z.string(),
  due: z.string(),
  businessDate: z.string(),
  /** `catch-up`: moments were missed, this one run stands for all of them. */
  cause: z.enum(['schedule', 'catch-up', 'manual']),
  /** Due moments the catch-up stands for besides its own. */
  missed: z.number().int(),
  state: dueStateSchema,
  attempt: z.number().int(),
  nextTry: z.string().nullable(),
  waitsFor: z.array(waitSchema),
  jobId: z.string().nullable(),
  files: z.array(fetchedFileSchema),
  error: z.object({ code: z.string(), message: z.object({ zh: z.string(), en: z.string() }) }).nullable(),
  endedAt: z.string().nullable(),
})
export type Due = z.infer<typeof dueSchema>

export const backfillRequestSchema = z.strictObject({ from: z.iso.date(), to: z.iso.date() })
export const runRequestSchema = z.strictObject({ businessDate: z.iso.date().optional() })
