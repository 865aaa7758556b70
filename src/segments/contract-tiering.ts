import { z } from 'zod'
import { ruleDocument, valueDocument } from '#kernel/rule'
import { messageSchema, pageQuery } from '#platform/http/contract'
import { alikeFeatureSchema, alikeFoundSchema } from './contract-alike.js'
import { retentionFirstSchema } from './contract-stages.js'

const nameSchema = z.strictObject({ zh: z.string().trim().min(1).max(100), en: z.string().trim().max(200).optional() })
const codeSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_+-]{0,30}$/)
const share = z.number().gt(0).lt(1)
const days = z.number().int().min(0).max(3660)
const cellName = { code: codeSchema, name: nameSchema }
const caseSchema = z.strictObject({ ...cellName, when: ruleDocument, advice: nameSchema.optional() })

/** Where an axis is cut: at a value, or at a quantile of the population (high is strictly above it). */
export const axisCutSchema = z.union([z.strictObject({ at: z.number() }), z.strictObject({ quantile: share })])
const axisSchema = z.strictObject({ name: nameSchema, value: valueDocument, cut: axisCutSchema })

const pyramidSchema = z.strictObject({
  kind: z.literal('pyramid'),
  measure: valueDocument,
  /** Lowest first; `from` is the least value of the tier, money in minor units; the first takes all below the second. */
  tiers: z.array(z.strictObject({ ...cellName, from: z.number().nullable() })).min(2).max(12),
  /** Below the next tier by at most this share of its floor, or this amount, a customer is near it. */
  near: z.union([z.strictObject({ share }), z.strictObject({ amount: z.number().positive() })]).default({ share: 0.2 }),
})

const paretoSchema = z.strictObject({
  kind: z.literal('pareto'),
  measure: valueDocument,
  /** Highest first: the customers who together hold the first `share` of the measure, up to the next; the last holds the rest. */
  classes: z
    .array(z.strictObject({ ...cellName, share: z.number().gt(0).max(1) }))
    .min(2)
    .max(6)
    .default([{ code: 'A', name: { zh: 'A 类', en: 'Class A' }, share: 0.8 }, { code: 'B', name: { zh: 'B 类', en: 'Class B' }, share: 0.95 }, { code: 'C', name: { zh: 'C 类', en: 'Class C' }, share: 1 }]),
})

const rfmSchema = z.strictObject({
  kind: z.literal('rfm'),
  /** Days since the last one: low is good. */
  recency: valueDocument,
  frequency: valueDocument,
  monetary: valueDocument,
  /** High is better than the median, of the best two fifths, or at least (recency: at most) a fixed value. */
  cut: z.union([z.enum(['median', 'quintile']), z.strictObject({ recency: z.number(), frequency: z.number(), monetary: z.number() })]).default('median'),
})

const quadrantSchema = z.strictObject({
  kind: z.literal('quadrant'),
  x: axisSchema,
  y: axisSchema,
  /** Names of the cells by x and y: low low, high low, low high, high high. */
  cells: z.strictObject({ ll: nameSchema, hl: nameSchema, lh: nameSchema, hh: nameSchema }),
  advice: z.strictObject({ ll: nameSchema, hl: nameSchema, lh: nameSchema, hh: nameSchema }).partial().optional(),
})

const stateSchema = caseSchema.extend({
  /** Days a change to this state must have lasted before it counts; that of the plan when absent. */
  hold: days.optional(),
  /** Only who was in one of these states may enter it. */
  from: z.array(codeSchema).min(1).optional(),
  /** With `from`: days one may stay. */
  most: days.optional(),
})

const lifecycleSchema = z.strictObject({
  kind: z.literal('lifecycle'),
  /** In the order they are asked; the first that holds is the state. */
  states: z.array(stateSchema).min(1).max(20),
  otherwise: z.strictObject({ ...cellName, advice: nameSchema.optional() }),
  /** Days a new state must have lasted before it counts. */
  hysteresis: days.default(7),
})

const funnelSchema = z.strictObject({
  kind: z.literal('funnel'),
  /** In order; who meets the first so many is in the last of them. */
  stages: z.array(caseSchema).min(2).max(12),
  none: z.strictObject(cellName).default({ code: 'NONE', name: { zh: '未进入', en: 'Not in it' } }),
  retentionFirst: retentionFirstSchema.optional(),
})

const causesSchema = z.strictObject({
  kind: z.literal('causes'),
  /** In order; the first that holds is the cause. */
  cases: z.array(caseSchema).min(1).max(30),
  otherwise: z.strictObject({ ...cellName, advice: nameSchema.optional() }),
})

const alikeSchema = z.strictObject({
  kind: z.literal('alike'),
  /** Whom the others are compared with: a segment, or any rule. */
  seeds: ruleDocument,
  /** What they are compared by; what decides who is a seed is left out. */
  features: z.array(alikeFeatureSchema).min(1).max(60),
  /** Who is neither ranked nor learned from as one of the others: members of segments; who refused marketing or contact by any way. */
  exclude: z.strictObject({ segments: z.array(z.string().min(1)).max(20).default([]), suppressed: z.boolean().default(false) }).optional(),
  /** The most alike first: the share of the others with the highest scores, up to each. */
  bands: z
    .array(z.strictObject({ ...cellName, share }))
    .min(1)
    .max(8)
    .default([{ code: 'TOP1', name: { zh: '最像的 1%', en: 'Most alike 1 %' }, share: 0.01 }, { code: 'TOP5', name: { zh: '最像的 1%–5%', en: 'Most alike 1–5 %' }, share: 0.05 }, { code: 'TOP10', name: { zh: '最像的 5%–10%', en: 'Most alike 5–10 %' }, share: 0.1 }]),
  learner: z.enum(['boosting', 'linear']).default('boosting'),
  /** Most customers it learns from, half of them seeds; above it a sample by a hash. */
  rows: z.number().int().min(200).max(200_000).default(40_000),
  seed: z.number().int().min(1).max(2_147_483_647).default(1),
})

export const tieringPlanSchema = z.discriminatedUnion('kind', [pyramidSchema, paretoSchema, rfmSchema, quadrantSchema, lifecycleSchema, funnelSchema, causesSchema, alikeSchema])
export type TieringPlan = z.infer<typeof tieringPlanSchema>
export type TieringKind = TieringPlan['kind']

/** Body of a `tiering` definition: every customer of a population in one cell, by one of eight models. */
export const tieringSchema = z.strictObject({
  description: messageSchema.partial({ en: true }).optional(),
  owner: z.string().optional(),
  purposes: z.array(z.string().min(1)).min(1).optional(),
  population: ruleDocument.default({ v: 1, kind: 'rule', rule: { kind: 'always' } }),
  /** What a customer is worth, for the money of a cell; the measure where it is money and none is given. */
  money: valueDocument.optional(),
  plan: tieringPlanSchema,
  refresh: z.enum(['never', 'daily', 'weekly', 'monthly']).default('never'),
})
export type Tiering = z.infer<typeof tieringSchema>

/** A cell as a run found it: members have a value of at least `from` and below `to`, where the model cuts one value. */
export const tierCellSchema = z.object({
  code: z.string(),
  name: messageSchema,
  advice: messageSchema.nullable(),
  from: z.number().nullable(),
  to: z.number().nullable(),
})
export type TierCell = z.infer<typeof tierCellSchema>

/** Cuts of an axis as found; `strict`: high is above it, else at least it (recency: below, at most). */
export const tierCutSchema = z.object({ axis: z.string(), at: z.number(), strict: z.boolean() })
export type TierCut = z.infer<typeof tierCutSchema>

export const tierUnitSchema = z.object({ type: z.string(), ccy: z.string().nullable() })

export const tieringRunSchema = z.object({
  runId: z.number().int(),
  version: z.number().int(),
  asOf: z.string(),
  kind: z.enum(['pyramid', 'pareto', 'rfm', 'quadrant', 'lifecycle', 'funnel', 'causes', 'alike']),
  customers: z.number().int(),
  cells: z.array(tierCellSchema),
  cuts: z.array(tierCutSchema),
  /** What the measure is counted in, and the money; null where there is none. */
  measure: tierUnitSchema.nullable(),
  money: tierUnitSchema.nullable(),
  /** What the second figure is counted in, of quadrants and RFM. */
  second: tierUnitSchema.nullable().default(null),
  /** Of look-alikes: what was learned, and what the bands hold of held-out seeds. */
  alike: alikeFoundSchema.nullable().default(null),
  /** The run whose states this one went on from. */
  previous: z.number().int().nullable(),
  takenAt: z.string(),
})
export type TieringRun = z.infer<typeof tieringRunSchema>

export const tieringItemSchema = z.object({
  key: z.string(),
  name: messageSchema.partial({ en: true }),
  kind: tieringRunSchema.shape.kind,
  cells: z.number().int(),
  version: z.number().int().nullable(),
  hasDraft: z.boolean(),
  latest: tieringRunSchema.nullable(),
  updatedAt: z.string(),
})
export const tieringListSchema = z.object({ items: z.array(tieringItemSchema) })
export const tieringDetailSchema = tieringItemSchema.extend({ revision: z.number().int(), body: z.unknown(), runs: z.array(tieringRunSchema), usedBy: z.array(z.object({ kind: z.string(), key: z.string() })) })

/** Null counts and sums are below the asker's smallest cell. */
export const tierRowSchema = z.object({
  code: z.string(),
  customers: z.number().int().nullable(),
  share: z.number().nullable(),
  /** Minor units. */
  money: z.number().nullable(),
  moneyShare: z.number().nullable(),
  /** Mean of the measure. */
  mean: z.number().nullable(),
  /** Median days in this cell so far, for a life cycle. */
  dwell: z.number().nullable(),
  /** For a funnel: who meets the stage, whatever the others. */
  met: z.number().int().nullable(),
  /** For a pyramid: who is near the tier from the one below, and what they lack in all. */
  near: z.number().int().nullable(),
  lacking: z.number().nullable(),
})
export type TierRow = z.infer<typeof tierRowSchema>

export const concentrationSchema = z.object({
  /** Gini coefficient of the measure over customers; negative values count as 0. */
  gini: z.number(),
  /** Share of customers from the poorest, and of the measure they hold. */
  curve: z.array(z.object({ customers: z.number(), measure: z.number() })),
  /** What the richest share of customers hold. */
  top: z.array(z.object({ share: z.number(), holds: z.number() })),
})

export const tierResultSchema = z.object({
  run: tieringRunSchema,
  customers: z.number().int(),
  money: z.number().nullable(),
  rows: z.array(tierRowSchema),
  concentration: concentrationSchema.nullable(),
  /** RFM by fifths: frequency 1..5 by recency 1..5, 5 the best. */
  grid: z.array(z.object({ recency: z.number(), frequency: z.number(), customers: z.number().int().nullable(), money: z.number().nullable() })),
})

export const tierOrgsSchema = z.object({
  items: z.array(
    z.object({
      org: z.string(),
      customers: z.number().int().nullable(),
      money: z.number().nullable(),
      gini: z.number().nullable(),
      cells: z.array(z.object({ code: z.string(), customers: z.number().int().nullable(), money: z.number().nullable() })),
    }),
  ),
})

export const tierMovesSchema = z.object({
  from: tieringRunSchema,
  to: tieringRunSchema,
  /** Null on one side: came into the population, or left it. */
  moves: z.array(z.object({ from: z.string().nullable(), to: z.string().nullable(), customers: z.number().int().nullable(), moneyBefore: z.number().nullable(), moneyAfter: z.number().nullable() })),
  up: z.number().int(),
  down: z.number().int(),
  stayed: z.number().int(),
  entered: z.number().int(),
  left: z.number().int(),
})

export const tierTrendSchema = z.object({
  points: z.array(z.object({ runId: z.number().int(), asOf: z.string(), gini: z.number().nullable(), rows: z.array(z.object({ code: z.string(), customers: z.number().int().nullable(), money: z.number().nullable() })) })),
})

/** Whom of a run: a cell, those near the tier above it, or who moved into it from a cell of an earlier run. */
export const tierPickQuery = z.object({
  cell: codeSchema.optional(),
  near: z.enum(['true', 'false']).optional(),
  before: z.coerce.number().int().min(1).optional(),
  cameFrom: codeSchema.optional(),
})
export type TierPick = z.infer<typeof tierPickQuery>

/** The same in an export. */
export const tierExportPick = z.object({ cell: codeSchema.optional(), near: z.boolean().default(false), before: z.number().int().min(1).optional(), cameFrom: codeSchema.optional() })

export const tierMembersQuery = pageQuery.extend(tierPickQuery.shape)
export const tierMemberPageSchema = z.object({
  items: z.array(z.object({ custId: z.string(), orgPath: z.string(), cell: z.string(), value: z.number().nullable(), second: z.number().nullable(), money: z.number().nullable(), since: z.string(), lacking: z.number().nullable() })),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
})

/** `months`: also the ends of so many months before, oldest first. */
export const runTieringSchema = z.strictObject({ asOf: z.iso.date().optional(), months: z.number().int().min(0).max(24).default(0) })

export const adoptTierSchema = z.strictObject({
  cell: codeSchema.optional(),
  /** Of look-alikes, in place of a cell: so many of the most alike, by the newest run of the date. */
  most: z.number().int().min(1).optional(),
  /** With the seeds. */
  withSeeds: z.boolean().default(false),
  /** Of quadrants and RFM: so many of the highest by both figures, of the orgs one looks at. */
  front: z.strictObject({ weight: z.number().min(0).max(1), scale: z.enum(['log', 'plain']) }).optional(),
  /** Only those in a cell of another tiering too, by its newest run. */
  also: z.strictObject({ tiering: z.string().min(1).max(80), cell: codeSchema }).optional(),
  /** By the rule of the cell with its cuts as found, or by membership of the newest run. */
  way: z.enum(['rule', 'cell']),
  near: z.boolean().default(false),
  /** Only who was in this cell in the run before. */
  cameFrom: codeSchema.optional(),
  key: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
  name: nameSchema,
}).refine(({ cell, most }) => (cell === undefined) !== (most === undefined), { path: ['cell'], message: 'a cell, or how many of the most alike' })
export type AdoptTier = z.input<typeof adoptTierSchema>

/** A tiering that is being written, to be told the sizes of its cells. */
export const tieringPreviewRequestSchema = tieringSchema.pick({ population: true, plan: true, money: true })
export type TieringPreviewRequest = z.infer<typeof tieringPreviewRequestSchema>

export const tieringPreviewSchema = z.object({
  asOf: z.string(),
  customers: z.number().int(),
  /** Null where there are fewer than the asker's smallest cell. */
  cells: z.array(tierCellSchema.extend({ customers: z.number().int().nullable(), share: z.number().nullable(), money: z.number().nullable() })),
  cuts: z.array(tierCutSchema),
  measure: tierUnitSchema.nullable(),
  money: tierUnitSchema.nullable(),
})
export type TieringPreview = z.infer<typeof tieringPreviewSchema>
