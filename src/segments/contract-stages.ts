import { z } from 'zod'
import { messageSchema } from '#platform/http/contract'

const codeSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_+-]{0,30}$/)

/**
 * Retention first (RARRA): no spending on new customers while too few of the newest cohorts stay. `least` is the bank's own to
 * set, no standard is known: the share of the newest `newest` months of opening, ended `age` days ago or more, who meet `stage`.
 */
export const retentionFirstSchema = z.strictObject({
  stage: codeSchema,
  least: z.number().gt(0).lt(1).default(0.4),
  newest: z.number().int().min(1).max(12).default(3),
  /** Days a cohort must be old before it is asked, so that the stage can have been met. */
  age: z.number().int().min(0).max(730).default(60),
})
export type RetentionFirst = z.infer<typeof retentionFirstSchema>

/** Who opened in a month (2025-03), a quarter (2025-Q1), or when is not known (none). */
const cohortSchema = z.string().regex(/^(\d{4}-(0[1-9]|1[0-2]|Q[1-4])|none)$/)

export const stageBoardQuery = z.object({
  /** Only members of the newest snapshot of a segment. */
  segment: z.string().min(1).max(80).optional(),
  /** Cohorts of opening: by month or by quarter. */
  by: z.enum(['month', 'quarter']).default('month'),
  cohort: cohortSchema.optional(),
})
export type StageBoardQuery = z.infer<typeof stageBoardQuery>

/** Days from reaching a stage to reaching the next, of those whose day of reaching the first is known and who went on. */
const lagSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** Reached the first between two runs; null where few. */
  entered: z.number().int().nullable(),
  /** Of them, reached the next; null where few, and the days with them. */
  moved: z.number().int().nullable(),
  lower: z.number().nullable(),
  median: z.number().nullable(),
  upper: z.number().nullable(),
})
export type StageLag = z.infer<typeof lagSchema>

export const stageBoardSchema = z.object({
  runId: z.number().int(),
  asOf: z.string(),
  segment: z.object({ key: z.string(), name: messageSchema, asOf: z.string() }).nullable(),
  /** Everybody asked for; null counts are below the asker's smallest cell, or would tell one. */
  customers: z.number().int().nullable(),
  stages: z.array(
    z.object({
      code: z.string(),
      /** Meets it and every stage before. */
      reached: z.number().int().nullable(),
      /** Meets it, whatever the others. */
      met: z.number().int().nullable(),
      /** Of those who reached the stage before. */
      rate: z.number().nullable(),
    }),
  ),
  /** The stage with the lowest rate of those told. */
  weakest: z.string().nullable(),
  /** Newest first; `earlier` are all before the oldest told. */
  cohorts: z.array(z.object({ cohort: z.string(), customers: z.number().int().nullable(), reached: z.array(z.number().int().nullable()), lags: z.array(lagSchema) })),
  lags: z.object({
    /** Kept runs of the same definition the days are read from, oldest first: a day is known to the run it was first seen at. */
    runs: z.array(z.string()),
    steps: z.array(lagSchema),
  }),
  /** Null unless the definition puts retention first. */
  advice: z
    .object({
      stage: z.string(),
      least: z.number(),
      age: z.number().int(),
      cohorts: z.array(z.string()),
      customers: z.number().int().nullable(),
      met: z.number().int().nullable(),
      share: z.number().nullable(),
      /** Interval of 95 % of the share (Wilson, JASA 22, 1927). */
      low: z.number().nullable(),
      high: z.number().nullable(),
      /** Hold spending on new customers, go on, or too few to tell. */
      says: z.enum(['hold', 'go', 'few']),
    })
    .nullable(),
})
export type StageBoard = z.infer<typeof stageBoardSchema>
