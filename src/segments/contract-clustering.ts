import { z } from 'zod'
import { ruleDocument, valueDocument } from '#kernel/rule'
import { messageSchema } from '#platform/http/contract'

const whole = (least: number, most: number) => z.number().int().min(least).max(most)
const nameSchema = z.strictObject({ zh: z.string().trim().min(1).max(100), en: z.string().trim().max(200).optional() })

/** How a feature is prepared, in this order: missing, log, winsorise, standardise, weight; a code is one-hot encoded. */
export const clusterPreparationSchema = z.strictObject({
  /** What stands for a missing number; a missing code takes the most frequent one. */
  missing: z.union([z.enum(['median', 'zero']), z.strictObject({ value: z.number() })]).default('zero'),
  /** Signed log1p, for amounts and counts. */
  log: z.boolean().default(false),
  /** Shares cut off below and above; null leaves the ends alone. */
  winsorise: z.strictObject({ low: z.number().min(0).max(0.4), high: z.number().min(0.6).max(1) }).nullable().default({ low: 0.01, high: 0.99 }),
  /** Its differences count weight² times; 1 for all is plain k-means. */
  weight: z.number().gt(0).max(10).default(1),
})

export const clusterFeatureSchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,60}$/),
  name: nameSchema,
  value: valueDocument,
  prepare: clusterPreparationSchema.prefault({}),
})
export type ClusterFeature = z.infer<typeof clusterFeatureSchema>

export const clusterKernels = ['kmeans', 'kmeans-minibatch', 'kprototypes', 'gaussian-mixture'] as const
export type ClusterKernelName = (typeof clusterKernels)[number]
/** A full mixture has a term for each pair of columns and cluster: over this many features it is refused. */
export const MOST_FULL = 20

/** Body of a `clustering` definition: who is grouped, by what, into how many. */
export const clusteringSchema = z.strictObject({
  description: messageSchema.partial({ en: true }).optional(),
  owner: z.string().optional(),
  purposes: z.array(z.string().min(1)).min(1).optional(),
  population: ruleDocument,
  features: z.array(clusterFeatureSchema).min(1).max(60),
  /** How many clusters, or from how many to how many to choose. */
  clusters: z.union([whole(2, 60), z.strictObject({ from: whole(2, 60), to: whole(2, 60) })]),
  /** How they are found: k-means (where absent), its mini-batches, k-prototypes for numbers and codes together, a mixture of Gaussians. */
  kernel: z.enum(clusterKernels).optional(),
  /** K-prototypes: what one differing code counts for, in squared standard deviations of a number; .5 where absent. */
  gamma: z.number().min(0).max(10).optional(),
  /** Mixture: shape of a cluster; diagonal where absent. */
  covariance: z.enum(['diagonal', 'full']).optional(),
  /** Who chooses their number in a range: all criteria by vote, or one of them. */
  criterion: z.enum(['vote', 'silhouette', 'gap', 'stability']).default('vote'),
  training: z
    .strictObject({
      /** Most customers learned from; above it a sample by a hash of their number. */
      rows: whole(20, 2_000_000).default(200_000),
      /** Most customers the number of clusters is chosen on. */
      choiceRows: whole(20, 50_000).default(5000),
      /** Starts of k-means++, of which the best is kept. */
      starts: whole(1, 50).default(10),
      seed: whole(1, 2_147_483_647).default(1),
    })
    .prefault({}),
  /** How often everybody is assigned anew to the centroids that were found. */
  reassign: z.enum(['never', 'daily', 'weekly', 'monthly']).default('never'),
})
export type Clustering = z.infer<typeof clusteringSchema>

const gapStep = z.object({ clusters: z.number(), found: z.number(), expected: z.number(), gap: z.number(), error: z.number() })

export const clusterChoiceSchema = z.object({
  clusters: z.number().int(),
  candidates: z.array(
    z.object({ clusters: z.number(), silhouette: z.number(), calinskiHarabasz: z.number(), daviesBouldin: z.number(), gap: gapStep, stability: z.number(), smallest: z.number() }),
  ),
  reasons: z.array(z.object({ criterion: z.string(), clusters: z.number(), text: messageSchema })),
  stable: z.boolean(),
})
export type ClusterChoices = z.infer<typeof clusterChoiceSchema>

/** What a feature's numbers are, for reading them: money is in minor units. */
const featureTypeSchema = z.object({ type: z.string(), ccy: z.string().optional(), levels: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })).optional() })

/** What a cluster shows of a feature against everybody clustered. */
export const clusterTraitSchema = z.object({
  feature: z.string(),
  /** For a code, the level it tells of. */
  level: z.string().nullable(),
  /** Distance of the cluster's mean from that of all, in standard deviations of the prepared feature. */
  distance: z.number(),
  mean: z.number().nullable(),
  baseMean: z.number().nullable(),
  /** Share of customers of the level, or at least at the base's 80 % quantile; index against the base × 100. */
  share: z.number(),
  baseShare: z.number(),
  tgi: z.number().nullable(),
})
export type ClusterTrait = z.infer<typeof clusterTraitSchema>

const conditionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), feature: z.string(), above: z.number().nullable(), upTo: z.number().nullable(), missing: z.boolean() }),
  z.object({ kind: z.literal('category'), feature: z.string(), levels: z.array(z.string()), missing: z.boolean() }),
])
export type ClusterCondition = z.infer<typeof conditionSchema>

export const clusterCardSchema = z.object({
  cluster: z.number().int(),
  name: messageSchema,
  traits: z.array(clusterTraitSchema),
  rules: z.array(z.object({ conditions: z.array(conditionSchema), text: z.string(), score: z.number(), rows: z.number() })),
  /** R² of the surrogate tree; share of who the rules take that are members, and of members they find. */
  fidelity: z.number(),
  precision: z.number(),
  recall: z.number(),
})
export type ClusterCard = z.infer<typeof clusterCardSchema>

export const clusterSizeSchema = z.object({ cluster: z.number().int(), size: z.number().int().nullable(), share: z.number().nullable() })

export const clusterDriftSchema = z.object({
  /** Share of customers in both runs who are in another cluster now. */
  changed: z.number(),
  /** Population stability of the sizes; over .25 the clusters no longer fit. */
  psi: z.number(),
  /** More than a quarter of stability, or a fifth of the customers. */
  alarm: z.boolean(),
})

/** A run: clusters that were found, or everybody assigned anew to clusters found before. */
export const clusterRunSchema = z.object({
  runId: z.number().int(),
  /** The run whose centroids these are; its own where it found them. */
  trainedRun: z.number().int(),
  version: z.number().int(),
  asOf: z.string(),
  clusters: z.number().int(),
  customers: z.number().int(),
  drift: clusterDriftSchema.nullable(),
  /** How many clusters this run was asked for, whatever the definition says. */
  fixed: z.number().int().optional(),
  takenAt: z.string(),
})
export type ClusterRun = z.infer<typeof clusterRunSchema>

export const clusteringListSchema = z.object({
  items: z.array(
    z.object({
      key: z.string(), name: messageSchema.partial({ en: true }), version: z.number().int().nullable(), hasDraft: z.boolean(),
      features: z.number().int(), latest: clusterRunSchema.nullable(), updatedAt: z.string(),
    }),
  ),
})

export const clusteringDetailSchema = z.object({
  key: z.string(), name: messageSchema.partial({ en: true }), version: z.number().int().nullable(), revision: z.number().int(), body: z.unknown(), runs: z.array(clusterRunSchema),
})

export const clusterResultSchema = z.object({
  run: clusterRunSchema,
  kernel: z.enum(clusterKernels),
  choice: clusterChoiceSchema.nullable(),
  /** Which criterion decided the number, and why the others were overruled; null where the number was given. */
  decision: z.array(messageSchema).nullable(),
  features: z.array(z.object({ key: z.string(), name: messageSchema.partial({ en: true }), ...featureTypeSchema.shape })),
  sizes: z.array(clusterSizeSchema),
  cards: z.array(clusterCardSchema),
})

/** What a feature of a clustering that is being made looks like among the customers the asker may see. */
export const clusterProfileRequestSchema = z.strictObject({
  population: ruleDocument,
  asOf: z.iso.date().optional(),
  features: z.array(clusterFeatureSchema.omit({ prepare: true }).extend({ prepare: clusterPreparationSchema.optional() })).min(1).max(60),
})
export type ClusterProfileRequest = z.infer<typeof clusterProfileRequestSchema>

/** Counts between edges: one more edge than counts. */
const histogramSchema = z.object({ edges: z.array(z.number()), counts: z.array(z.number().int()) })

export const clusterProfileSchema = z.object({
  key: z.string(),
  ...featureTypeSchema.shape,
  /** Share without a value. */
  missing: z.number(),
  /** Of a number: quantiles at 1, 25, 50, 75 and 99 %, mean, skewness, share of zeros; money in minor units. */
  number: z.object({ quantiles: z.array(z.number()), mean: z.number(), skewness: z.number(), zeros: z.number(), histogram: histogramSchema }).nullable(),
  /** Of a code: the most frequent levels, and how many there are. */
  category: z.object({ levels: z.array(z.object({ level: z.string(), share: z.number() })), distinct: z.number().int() }).nullable(),
  /** What suits this distribution, and why. */
  suggested: clusterPreparationSchema,
  why: z.array(messageSchema),
  /** The number after the preparation asked for, in standard deviations; the suggested one where none is. */
  prepared: histogramSchema.nullable(),
  /** What speaks against taking it. */
  warnings: z.array(messageSchema),
})
export type ClusterProfile = z.infer<typeof clusterProfileSchema>

/** Profiles over a sample of so many of the customers. */
export const clusterProfilesSchema = z.object({ asOf: z.string(), customers: z.number().int(), sampled: z.number().int(), items: z.array(clusterProfileSchema) })

export const clusterSuggestRequestSchema = z.strictObject({ population: ruleDocument, asOf: z.iso.date().optional() })
/** Tags that suit as features, best first, with their preparation; and those that do not, with the reason. */
export const clusterSuggestionSchema = z.object({
  asOf: z.string(),
  customers: z.number().int(),
  items: z.array(z.object({ tag: z.string(), prepare: clusterPreparationSchema })),
  dropped: z.array(z.object({ tag: z.string(), why: messageSchema })),
})

/** A run that is asked for: as of a date, with so many clusters instead of what the definition says. */
export const clusterRunRequestSchema = z.strictObject({ asOf: z.iso.date().optional(), clusters: whole(2, 60).optional() })

export const adoptClusterSchema = z.strictObject({
  cluster: whole(0, 1000),
  way: z.enum(['rule', 'cluster', 'hybrid']),
  key: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
  name: nameSchema,
  /** Of a hybrid: what members must meet besides; the surrogate rules when absent. */
  rule: ruleDocument.optional(),
})
export type AdoptCluster = z.infer<typeof adoptClusterSchema>
export const adoptedSchema = z.object({ key: z.string(), revision: z.number().int() })
