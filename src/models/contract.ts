import { z } from 'zod'
import { ruleDocument, valueDocument } from '#kernel/rule'
import { upliftFiguresSchema, upliftScoreSchema } from './contract-uplift.js'
import { messageSchema, pageOf, pageQuery } from '#platform/http/contract'
import { boostingSchema, linearSchema } from './contract-learner.js'
import { modelWordsSchema, valueTypeSchema } from './contract-plan.js'
import { monitorSchema } from './contract-monitor.js'
import { plugSchemas, reasonMethods } from './contract-plug.js'

export * from './contract-analysis.js'
export * from './contract-campaign.js'
export * from './contract-group.js'
export * from './contract-monitor.js'
export * from './contract-offer.js'
export * from './contract-plug.js'
export * from './contract-uplift.js'
export * from './contract-warning.js'
export { leftReasons, packListSchema, planRequestSchema, planSchema, type ModelPlan, type PackList, type ValueTypeView } from './contract-plan.js'

const nameSchema = z.strictObject({ zh: z.string().trim().min(1).max(100), en: z.string().trim().max(200).optional() })
const whole = (least: number, most: number) => z.number().int().min(least).max(most)
const share = z.number().gt(0).max(1)

export const featureSchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,60}$/),
  name: nameSchema,
  value: valueDocument,
})
export type ModelFeature = z.infer<typeof featureSchema>

export const labelSchema = z.discriminatedUnion('kind', [
  /** 1 for who meets the rule as of the end of the horizon. */
  z.strictObject({ kind: z.literal('rule'), rule: ruleDocument }),
  /** 1 for who had at least `floor` and has lost at least `share` of it at the end of the horizon; no value then is 0. */
  z.strictObject({ kind: z.literal('drop'), value: valueDocument, share, floor: z.number() }),
  /** The value as of the end of the horizon; no value is 0, or with `leave` nothing to learn from: the row is left out. */
  z.strictObject({ kind: z.literal('value'), value: valueDocument, missing: z.enum(['zero', 'leave']).optional() }),
])
export type ModelLabel = z.infer<typeof labelSchema>

export const algorithmSchema = z.discriminatedUnion('kind', [
  linearSchema,
  boostingSchema.extend({
    patience: whole(1, 1000).optional(),
    /** By feature key: the score never falls (1) or never rises (-1) as it rises. */
    monotone: z.record(z.string(), z.union([z.literal(1), z.literal(-1)])).optional(),
  }),
  ...plugSchemas,
])

export const trainingSchema = z.strictObject({
  asOf: z.union([
    z.strictObject({ dates: z.array(z.iso.date()).min(1).max(60) }),
    /** The last month ends whose outcomes are known. */
    z.strictObject({ monthEnds: whole(1, 60) }),
  ]),
  /** Most rows over all dates; above it customers are sampled by a hash of their number. */
  rows: whole(100, 5_000_000).default(200_000),
  /** The last dates are the out-of-time test; with 0, customers are held back instead. */
  testDates: whole(0, 12).default(1),
  /** Share of training customers kept to stop and to calibrate on. */
  validation: z.number().gt(0).max(0.5).default(0.2),
  calibration: z.enum(['platt', 'isotonic', 'none']).default('platt'),
  seed: whole(1, 2_147_483_647).default(1),
})
export type ModelTraining = z.infer<typeof trainingSchema>

/** Body of a `model` definition: who is judged, by what, for which outcome, learned how. */
export const modelSchema = z.strictObject({
  description: messageSchema.partial({ en: true }).optional(),
  owner: z.string().optional(),
  purposes: z.array(z.string().min(1)).min(1).optional(),
  task: z.enum(['binary', 'regression']),
  population: ruleDocument,
  features: z.array(featureSchema).min(1).max(500),
  label: labelSchema,
  /** Of an amount from 0 with a long tail: learned as a log. */
  scale: z.enum(['plain', 'log']).optional(),
  horizonDays: whole(1, 730),
  training: trainingSchema,
  algorithm: algorithmSchema,
  /** When it is looked at, and what starts the training of a new version. */
  monitor: monitorSchema.optional(),
})
export type Model = z.infer<typeof modelSchema>

export const versionStatuses = ['trained', 'approved', 'champion', 'challenger', 'retired'] as const
export type VersionStatus = (typeof versionStatuses)[number]

const interval = z.object({ value: z.number(), error: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), level: z.number(), method: z.string() })

export const groupLineSchema = z.object({
  group: z.string(), rows: z.number(), rate: z.number(), meanScore: z.number(), selectedRate: z.number(), selectedRatio: z.number(), auc: interval.nullable(),
})

export const figuresSchema = z.object({
  rows: z.object({ train: z.number().int(), valid: z.number().int(), test: z.number().int() }),
  dates: z.object({ train: z.array(z.string()), test: z.array(z.string()), left: z.array(z.string()) }),
  /** The test dates come after every training label; else customers were held back. */
  outOfTime: z.boolean(),
  calibrated: z.boolean(),
  probability: z
    .object({
      rows: z.number(), positives: z.number(), auc: interval, averagePrecision: interval, ks: interval, brier: z.number(), brierOfRate: z.number(), logLoss: z.number(),
      calibration: z.object({
        bands: z.array(z.object({ rows: z.number(), meanProbability: z.number(), rate: z.number(), low: z.number(), high: z.number() })),
        expectedError: z.number(), bias: z.number(),
      }),
      calibrationSlope: z.number().nullable(), calibrationIntercept: z.number().nullable(),
      lift: z.array(z.object({ share: z.number(), value: z.number() })),
      gains: z.array(z.object({
        band: z.number(), rows: z.number(), positives: z.number(), rate: z.number(), lift: z.number(), shareOfRows: z.number(), gain: z.number(), cumulativeLift: z.number(), lowestScore: z.number(),
      })),
    })
    .nullable(),
  amount: z.object({ rows: z.number(), rmse: interval, mae: interval, r2: interval, meanLabel: z.number(), meanScore: z.number(),
      /** Rank correlation of score and label (Spearman). */
      rankCorrelation: z.number().optional(),
      /** The range said with every score: its level, and the share of test rows it held. */
      range: z.object({ level: z.number(), covered: z.number() }).nullable().optional(),
    }).nullable(),
  fairness: z.array(z.object({ by: z.enum(['age', 'gender', 'region']), groups: z.array(groupLineSchema) })),
  importance: z.array(z.object({ feature: z.string(), share: z.number() })),
  /** Population stability of each feature, training rows to test rows. */
  stability: z.array(z.object({ feature: z.string(), psi: z.number() })),
  /** Features with no or one value in training. */
  unused: z.array(z.string()),
  /** Of an uplift model; `test` rows are all of them, each judged by a model that had not seen the customer. */
  uplift: upliftFiguresSchema.nullable().optional(),
})
export type Figures = z.infer<typeof figuresSchema>

const whoSchema = z.object({ id: z.string(), name: z.string() })

export const versionItemSchema = z.object({
  model: z.string(),
  number: z.number().int(),
  definitionVersion: z.number().int(),
  algorithm: z.string(),
  status: z.enum(versionStatuses),
  /** AUC for a label 0 or 1, R² for an amount, Qini for an effect. */
  headline: z.object({ metric: z.enum(['auc', 'r2', 'qini']), value: z.number(), low: z.number().nullable(), high: z.number().nullable() }).nullable(),
  trainedBy: whoSchema,
  trainedAt: z.string(),
  approvedBy: whoSchema.nullable(),
  approvedAt: z.string().nullable(),
  promotedAt: z.string().nullable(),
})
export type VersionItem = z.infer<typeof versionItemSchema>

export const versionDetailSchema = versionItemSchema.extend({
  note: z.string().nullable(),
  /** Why it was trained, where a rule and no person started it. */
  cause: z.string().nullable(),
  /** The run that keeps the rows it was trained on. */
  dataRun: z.number().int(),
  figures: figuresSchema,
  features: z.array(z.object({ key: z.string(), name: nameSchema, sentence: messageSchema, type: valueTypeSchema.nullable() })),
})

export const scoreRunSchema = z.object({
  runId: z.number().int(),
  version: z.number().int(),
  role: z.enum(['champion', 'challenger']),
  asOf: z.string(),
  customers: z.number().int(),
  /** Of them, those the model gave no score. */
  unscored: z.number().int().default(0),
  /** Business date it was computed on; a training date before it sees nothing of it. */
  knownOn: z.string().nullable().default(null),
  via: z.enum(['sql', 'worker']),
  scoredAt: z.string(),
  /** Largest first. */
  drift: z.array(z.object({ feature: z.string(), psi: z.number() })),
  scorePsi: z.number(),
})
export type ScoreRun = z.infer<typeof scoreRunSchema>

export const modelItemSchema = z.object({
  key: z.string(),
  name: nameSchema,
  task: z.enum(['binary', 'regression', 'uplift']),
  horizonDays: z.number().int(),
  features: z.number().int(),
  version: z.number().int().nullable(),
  hasDraft: z.boolean(),
  champion: versionItemSchema.nullable(),
  newest: versionItemSchema.nullable(),
  scored: scoreRunSchema.nullable(),
})
export const modelListSchema = z.object({ items: z.array(modelItemSchema) })
export const versionListSchema = z.object({ items: z.array(versionItemSchema) })
export const modelDetailSchema = modelItemSchema.extend({
  description: messageSchema.partial({ en: true }).nullable(),
  owner: z.string().nullable(),
  words: modelWordsSchema,
  /** What the label is: a fall can be warned of. Null of an uplift model. */
  labelKind: z.enum(['rule', 'drop', 'value']).nullable(),
  versions: z.array(versionItemSchema),
  runs: z.array(scoreRunSchema),
  usedBy: z.array(z.object({ kind: z.string(), key: z.string() })),
})

export const noteSchema = z.strictObject({ note: z.string().trim().min(4).max(1000) })
export const promoteSchema = z.strictObject({ as: z.enum(['champion', 'challenger']) })
export const scoreRequestSchema = z.strictObject({
  asOf: z.iso.date().optional(),
  /** Scored beside the champion and not published. */
  shadow: z.boolean().default(false),
  via: z.enum(['auto', 'sql', 'worker']).default('auto'),
})

export const scoredCustomerSchema = z.object({ custId: z.string(), orgPath: z.string(), score: z.number(), decile: z.number().int() })
/** Which published scores: of one decile (1 the highest), of an organisation and those under it by its path. */
export const scoresQuery = pageQuery.extend({
  decile: z.coerce.number().int().min(1).max(10).optional(),
  under: z.string().max(400).optional(),
})
export type ScoresQuery = z.infer<typeof scoresQuery>

export const scoredPageSchema = pageOf(scoredCustomerSchema).extend({ run: scoreRunSchema })

export const customerScoreSchema = scoredCustomerSchema.extend({
  model: z.string(),
  version: z.number().int(),
  asOf: z.string(),
  /** Log-odds (or the amount) of the mean customer; with the effects it is the score before calibration. */
  base: z.number(),
  /** How the reasons were found. */
  method: z.enum(reasonMethods),
  /** Of an amount: where it lies with the level said. */
  range: z.object({ low: z.number(), high: z.number(), level: z.number() }).nullable().optional(),
  /** Of an uplift model: what its arms would change; the score is the effect of the arm worth most. */
  uplift: upliftScoreSchema.nullable().optional(),
  reasons: z.array(z.object({ feature: z.string(), name: nameSchema, value: z.union([z.string(), z.number(), z.null()]), effect: z.number() })),
})

export const comparisonSchema = z.object({
  a: versionItemSchema,
  b: versionItemSchema,
  /** b less a, by metric; null where one of them lacks it. */
  differences: z.array(z.object({ metric: z.string(), a: z.number().nullable(), b: z.number().nullable(), difference: z.number().nullable() })),
  /** Features of one alone. */
  onlyA: z.array(z.string()),
  onlyB: z.array(z.string()),
})
