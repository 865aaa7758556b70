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

/** Body of a `clustering` definition: who is grouped, by what, into how many. */
export const clusteringSchema = z.strictObject({
  description: messageSchema.partial({ en: true }).optional(),
  owner: z.string().optional(),
  purposes: z.array(z.string().min(1)).min(1).optional(),
  population: ruleDocument,
  features: z.array(clusterFeatureSchema).min(1).max(60),
  /** How many clusters, or from how many to how many to choose. */
  clusters: z.union([whole(2, 60), z.strictObject({ from: whole(2, 60), to: whole(2, 60) })]),
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
  choice: clusterChoiceSchema.nullable(),
  features: z.array(z.object({ key: z.string(), name: messageSchema.partial({ en: true }) })),
  sizes: z.array(clusterSizeSchema),
  cards: z.array(clusterCardSchema),
})

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
