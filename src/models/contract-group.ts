import { z } from 'zod'
import { ruleDocument, valueDocument } from '#kernel/rule'
import { pageOf, pageQuery } from '#platform/http/contract'

const whole = (least: number, most: number) => z.number().int().min(least).max(most)

/**
 * Model against non-model group: the scored population is dealt into two groups, evenly within strata; in one the list is
 * the model's highest scores, in the other whom an expert's rule picks, both of one size; part of each list is left alone.
 */
export const modelGroupSchema = z.strictObject({
  expert: ruleDocument,
  /** Most customers of a list; both lists are as long as the shorter can be. */
  size: whole(10, 5_000_000),
  /** Share of the population the model chooses from. */
  modelShare: z.number().min(0.1).max(0.9).default(0.5),
  /** Share of each list left alone: what would have happened anyway. */
  holdOut: z.number().min(0).max(0.5).default(0.2),
  /** Codes within which the groups are even, such as tiers. */
  stratum: valueDocument.optional(),
  /** Choose the lowest scores: of a model of a loss to avoid it is the highest that are wanted. */
  lowest: z.boolean().default(false),
  salt: z.string().trim().min(1).max(100),
})
export type ModelGroup = z.infer<typeof modelGroupSchema>

export const groupNames = ['model', 'expert'] as const
export const groupArms = ['treated', 'control', 'rest'] as const
export type GroupName = (typeof groupNames)[number]
export type GroupArm = (typeof groupArms)[number]

const countSchema = z.object({ group: z.enum(groupNames), arm: z.enum(groupArms), customers: whole(0, 1e9) })
export const groupRunSchema = z.object({
  runId: z.number().int(),
  model: z.string(),
  version: z.number().int(),
  /** The scores' date. */
  asOf: z.string(),
  madeAt: z.string(),
  design: modelGroupSchema,
  size: z.number().int(),
  counts: z.array(countSchema),
  /** How even the groups are. */
  strata: z.array(z.object({ stratum: z.string(), model: z.number().int(), expert: z.number().int() })),
})
export type GroupRun = z.infer<typeof groupRunSchema>
export const groupListSchema = z.object({ items: z.array(groupRunSchema) })

export const groupMembersQuery = pageQuery.extend({ group: z.enum(groupNames).optional(), arm: z.enum(groupArms).optional() })
export type GroupMembersQuery = z.infer<typeof groupMembersQuery>
export const groupMembersSchema = pageOf(z.object({ custId: z.string(), orgPath: z.string(), group: z.enum(groupNames), arm: z.enum(groupArms), stratum: z.string(), score: z.number() }))

/** What is read: who of each group and arm meets the outcome by a date. */
export const groupReadingRequest = z.strictObject({ outcome: ruleDocument, asOf: z.iso.date().optional() })
const liftSchema = z.object({ diff: z.number(), ciLow: z.number().nullable(), ciHigh: z.number().nullable(), pValue: z.number().nullable() })
export const groupReadingSchema = z.object({
  asOf: z.string(),
  cells: z.array(countSchema.extend({ outcomes: whole(0, 1e9), rate: z.number().nullable() })),
  /** Treated less left alone, of each list; null without customers left alone. */
  model: liftSchema.nullable(),
  expert: liftSchema.nullable(),
  /** The lift of the model itself: the effect on its list less that on the expert's; without hold-outs the difference of the treated. */
  lift: liftSchema,
  method: z.enum(['difference-of-lifts', 'treated-only']),
  /** Everybody of the two groups, on the list or not: what choosing by the model does to the whole. */
  whole: liftSchema,
})
export type GroupReading = z.infer<typeof groupReadingSchema>
