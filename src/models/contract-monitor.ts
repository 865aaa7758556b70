import { z } from 'zod'
import { scheduleSchema } from '#ingest/contract'
import { tellSchema } from '#quality/contract'

/**
 * When a model is looked at, and what starts the training of a new version. Population stability: below .1 nothing moved,
 * above .25 the population is another one (Siddiqi 2006). A new version waits for approval like any other.
 */
export const monitorSchema = z.strictObject({
  schedule: scheduleSchema,
  /** Scores the population each time and publishes; else the newest run is looked at. */
  score: z.boolean().default(true),
  /** Stability of the score above this. */
  scorePsi: z.number().gt(0).max(10).default(0.25),
  /** Stability of any one feature above this. */
  featurePsi: z.number().gt(0).max(10).default(0.25),
  /** AUC (or R²) of an old run against what then happened, this much below the one of the test rows. */
  aucDrop: z.number().gt(0).max(1).default(0.05),
  /** Days after which a champion is too old, whatever it does. */
  everyDays: z.number().int().min(1).max(3650).optional(),
  /** Trains a new version when a rule fires; else it only tells. */
  retrain: z.boolean().default(true),
  tell: z.array(tellSchema).max(20).default([]),
})
export type Monitor = z.infer<typeof monitorSchema>

export const firedRules = ['scorePsi', 'featurePsi', 'aucDrop', 'everyDays'] as const

export const firedSchema = z.object({
  rule: z.enum(firedRules),
  /** Of `featurePsi`. */
  feature: z.string().nullable(),
  value: z.number(),
  limit: z.number(),
})
export type Fired = z.infer<typeof firedSchema>

/** An old run of scores against what then happened. */
export const settledSchema = z.object({
  runId: z.number().int(),
  asOf: z.string(),
  rows: z.number().int(),
  /** Mean label and mean score: of a label 0 or 1, what came and what was foretold. */
  rate: z.number(),
  meanScore: z.number(),
  metric: z.enum(['auc', 'r2']),
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** The same metric on the test rows of the version. */
  tested: z.number(),
})
export type Settled = z.infer<typeof settledSchema>

export const monitorReportSchema = z.object({
  model: z.string(),
  version: z.number().int(),
  asOf: z.string(),
  scoreRun: z.number().int(),
  /** The run looked at, as of when. */
  scoredAsOf: z.string(),
  cause: z.enum(['schedule', 'catch-up', 'manual']),
  /** Due moments a catch-up stands for besides its own. */
  missed: z.number().int(),
  scorePsi: z.number(),
  /** Largest first. */
  features: z.array(z.object({ feature: z.string(), psi: z.number() })),
  /** Null while no outcome of a run of this version is known, or all labels are alike. */
  settled: settledSchema.nullable(),
  fired: z.array(firedSchema),
  /** The training a rule started. */
  trainJob: z.string().nullable(),
  /** A newer version that waits for approval: nothing more is trained meanwhile. */
  waiting: z.number().int().nullable(),
  reportedAt: z.string(),
})
export type MonitorReport = z.infer<typeof monitorReportSchema>

export const driftHistorySchema = z.object({
  monitor: monitorSchema.nullable(),
  nextDue: z.string().nullable(),
  reports: z.array(monitorReportSchema),
})
