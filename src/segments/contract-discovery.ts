import { z } from 'zod'
import { ruleDocument, valueDocument } from '#kernel/rule'
import { messageSchema } from '#platform/http/contract'

const nameSchema = z.strictObject({ zh: z.string().trim().min(1).max(100), en: z.string().trim().max(200).optional() })
const whole = (least: number, most: number) => z.number().int().min(least).max(most)

export const discoveryFeatureSchema = z.strictObject({ key: z.string().regex(/^[a-z][a-z0-9_]{0,60}$/), name: nameSchema, value: valueDocument })
export type DiscoveryFeature = z.infer<typeof discoveryFeatureSchema>

/** Body of a `discovery` definition: in what parts of a population an outcome is more or less frequent. */
export const discoverySchema = z.strictObject({
  description: messageSchema.partial({ en: true }).optional(),
  owner: z.string().optional(),
  purposes: z.array(z.string().min(1)).min(1).optional(),
  population: ruleDocument.default({ v: 1, kind: 'rule', rule: { kind: 'always' } }),
  /** Whom the outcome is true of: a segment, or any rule. */
  outcome: ruleDocument,
  features: z.array(discoveryFeatureSchema).min(1).max(60),
  side: z.enum(['high', 'low', 'both']).default('high'),
  /** Most conditions of a subgroup. */
  depth: whole(1, 4).default(3),
  /** Least share of the population a subgroup has. */
  leastShare: z.number().min(0.001).max(0.5).default(0.02),
  top: whole(1, 30).default(10),
  /** Most customers it is looked for on; above it a sample by a hash of their number. */
  rows: whole(100, 100_000).default(50_000),
  seed: whole(1, 2_147_483_647).default(1),
})
export type Discovery = z.infer<typeof discoverySchema>

const conditionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), feature: z.string(), above: z.number().nullable(), upTo: z.number().nullable() }),
  z.object({ kind: z.literal('category'), feature: z.string(), level: z.string() }),
])

export const subgroupSchema = z.object({
  conditions: z.array(conditionSchema),
  sentence: messageSchema,
  found: z.object({ size: z.number().int(), rate: z.number() }),
  quality: z.number(),
  held: z.object({ size: z.number().int(), rate: z.number(), restRate: z.number(), lift: z.number().nullable(), pValue: z.number().nullable(), qValue: z.number().nullable() }),
  holds: z.boolean(),
})
export type FoundSubgroup = z.infer<typeof subgroupSchema>

export const discoveryRunSchema = z.object({
  runId: z.number().int(),
  version: z.number().int(),
  asOf: z.string(),
  rows: z.number().int(),
  rate: z.number(),
  tried: z.number().int(),
  subgroups: z.array(subgroupSchema),
  takenAt: z.string(),
})
export type DiscoveryRun = z.infer<typeof discoveryRunSchema>

export const discoveryItemSchema = z.object({
  key: z.string(),
  name: messageSchema.partial({ en: true }),
  version: z.number().int().nullable(),
  hasDraft: z.boolean(),
  revision: z.number().int(),
  asOf: z.string().nullable(),
  /** Subgroups of the newest run, and those of them that hold. */
  found: z.number().int().nullable(),
  hold: z.number().int().nullable(),
})
export const discoveryListSchema = z.object({ items: z.array(discoveryItemSchema) })
export const discoveryDetailSchema = discoveryItemSchema.extend({ body: z.unknown(), runs: z.array(discoveryRunSchema) })

export const adoptSubgroupSchema = z.strictObject({ subgroup: whole(0, 100), key: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/), name: nameSchema })
export type AdoptSubgroup = z.infer<typeof adoptSubgroupSchema>
