import { z } from 'zod'
import { messageSchema } from '#platform/http/contract'

/** Body of an `evaluation` definition: what is judged, against what, by which metrics. */
export const evaluationSchema = z.strictObject({
  description: messageSchema.partial({ en: true }).optional(),
  /** A campaign whose arms came with the data (touch rows), or a strategy whose frozen list is judged. */
  of: z.union([
    z.strictObject({ campaign: z.string().min(1) }),
    z.strictObject({ strategy: z.string().min(1), list: z.string().optional() }),
  ]),
  /** The control arm. */
  control: z.string().min(1),
  /** Designed shares by arm, for the sample-ratio check; arms not named are refused. */
  shares: z.record(z.string(), z.number().gt(0).lt(1)),
  metrics: z.array(z.string().min(1)).min(1).max(20),
  /** Tags to split by, for the forest plot. */
  by: z.array(z.string()).max(10).default([]),
  /** Judge members of this segment only. */
  segment: z.string().optional(),
  /** Outcomes count from the list's date (or the campaign's first touch) for this many days; all when absent. */
  windowDays: z.number().int().min(1).max(730).optional(),
})
export type Evaluation = z.infer<typeof evaluationSchema>

const number = z.number().nullable()

/** One metric of one arm against control, as `qunce loop --json` prints it. */
export const metricResultSchema = z.object({
  metric: z.string(),
  name: messageSchema,
  kind: z.enum(['proportion', 'mean']),
  better: z.enum(['higher', 'lower']),
  /** Means of money are in major units of this currency. */
  currency: z.string().nullable(),
  arm: z.string(),
  control: z.string(),
  mean_arm: z.number(),
  mean_control: z.number(),
  diff: z.number(),
  ci_low: number,
  ci_high: number,
  p_value: number,
  /** p adjusted over the metrics of this evaluation (Benjamini and Hochberg). */
  p_adjusted: number,
  n_arm: z.number().int(),
  n_control: z.number().int(),
  relative_lift: number,
  relative_low: number,
  relative_high: number,
  method: z.enum(['wald', 'newcombe', 'welch']),
  reason: z.enum(['too-few', 'no-variance']).nullable(),
  verdict: z.enum(['better', 'worse', 'cannot-tell', 'not-computable']),
})
export type MetricResult = z.infer<typeof metricResultSchema>

export const splitResultSchema = z.object({
  tag: z.string(),
  tagName: messageSchema,
  metric: z.string(),
  arm: z.string(),
  /** Are the differences between values more than chance? */
  heterogeneity: z.object({ q: z.number(), df: z.number(), p_value: number, i_squared: z.number() }).nullable(),
  rows: z.array(
    z.object({
      value: z.string(),
      label: messageSchema,
      n_arm: z.number().int(),
      n_control: z.number().int(),
      mean_arm: z.number(),
      mean_control: z.number(),
      diff: z.number(),
      ci_low: number,
      ci_high: number,
      p_value: number,
      p_adjusted: number,
    }),
  ),
})
export type SplitResult = z.infer<typeof splitResultSchema>

export const evaluationResultSchema = z.object({
  evaluation: z.string(),
  version: z.number().int(),
  asOf: z.string(),
  computedAt: z.string(),
  control: z.string(),
  arms: z.array(z.object({ arm: z.string(), n: z.number().int(), share: z.number() })),
  /** Customers found in two arms: left out and counted. */
  contaminated: z.number().int(),
  sampleRatio: z.object({ chi_square: z.number(), p_value: z.number(), flagged: z.boolean() }),
  metrics: z.array(metricResultSchema),
  splits: z.array(splitResultSchema),
  verdict: messageSchema,
  window: z.object({ from: z.string().nullable(), to: z.string().nullable() }),
})
export type EvaluationResult = z.infer<typeof evaluationResultSchema>

export const evaluationListSchema = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      name: messageSchema.partial({ en: true }),
      version: z.number().int().nullable(),
      revision: z.number().int(),
      hasDraft: z.boolean(),
      body: z.unknown(),
      latest: evaluationResultSchema.pick({ asOf: true, computedAt: true, verdict: true, arms: true, sampleRatio: true }).nullable(),
    }),
  ),
})

export const evaluationDetailSchema = z.object({
  key: z.string(),
  name: messageSchema.partial({ en: true }),
  version: z.number().int().nullable(),
  revision: z.number().int(),
  hasDraft: z.boolean(),
  body: z.unknown(),
  results: z.array(z.object({ runId: z.number().int(), asOf: z.string(), computedAt: z.string() })),
  result: evaluationResultSchema.nullable(),
})
