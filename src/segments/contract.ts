import { z } from 'zod'
import { ruleDocument } from '#kernel/rule'
import { messageSchema } from '#platform/http/contract'
import { blockedTableSchema } from '#quality/contract'
import { changeWays, segmentRefreshes } from './contract-life.js'
import { frontSchema } from './contract-plane.js'

export * from './contract-alike.js'
export * from './contract-attractiveness.js'
export * from './contract-clustering.js'
export * from './contract-depth.js'
export * from './contract-discovery.js'
export * from './contract-hypothesis.js'
export * from './contract-inputs.js'
export * from './contract-life.js'
export * from './contract-plane.js'
export * from './contract-retention.js'
export * from './contract-stages.js'
export * from './contract-template.js'
export * from './contract-tiering.js'

/** Which installation a run number is of: another's run of the same number is another run. Absent in older definitions. */
const runMark = z.string().max(40).optional()

/** Body of a `segment` definition: who is in it, as a rule. */
export const segmentSchema = z.strictObject({
  description: messageSchema.partial({ en: true }).optional(),
  owner: z.string().optional(),
  /** What it may be used for; what its inputs may all be used for when absent. */
  purposes: z.array(z.string().min(1)).min(1).optional(),
  rule: ruleDocument,
  /** Members of a cluster only, of those the rule takes: the newest assignment to the clusters of that run. */
  cluster: z.strictObject({ clustering: z.string().min(1), run: z.number().int().positive(), cluster: z.number().int().min(0), mark: runMark }).optional(),
  /**
   * Members of a cell of a tiering only, by its newest run of the date or before; `cameFrom`: of those in that cell in the run
   * before. Of look-alikes `most` in place of a cell: so many of the most alike; `seeds`: and the seeds.
   * `front`: so many of the highest by two figures instead. `also`: of those in a cell of another tiering too.
   */
  tier: z
    .strictObject({ tiering: z.string().min(1), cell: z.string().min(1).optional(), cameFrom: z.string().min(1).optional(), most: z.number().int().min(1).optional(), seeds: z.literal(true).optional(), front: frontSchema.optional(), also: z.strictObject({ tiering: z.string().min(1), cell: z.string().min(1) }).optional() })
    .refine(({ cell, most }) => (cell === undefined) !== (most === undefined), { path: ['cell'], message: 'a cell, or how many of the most alike' })
    .refine(({ most, front, seeds }) => front === undefined || (most !== undefined && seeds === undefined), { path: ['front'], message: 'with how many, and without seeds' })
    .optional(),
  /** Customers of an uploaded list only, by the run that took it in. */
  list: z.strictObject({ run: z.number().int().positive(), mark: runMark }).optional(),
  /** The card of a person's hypothesis it was adopted from: told, not read. */
  hypothesis: z.strictObject({ id: z.number().int().positive(), claim: z.string().max(300) }).optional(),
  /** How often a snapshot is taken by itself; only when somebody asks where absent. */
  refresh: z.enum(segmentRefreshes).optional(),
  /** Its newest snapshot stays as it is: no further one is taken, and rules that name it read that one whatever their date. */
  frozen: z.literal(true).optional(),
})
export type Segment = z.infer<typeof segmentSchema>

export const segmentPreviewRequestSchema = z.strictObject({ ...segmentSchema.pick({ rule: true, cluster: true, tier: true, list: true }).shape, asOf: z.iso.date().optional() })
export type SegmentPreviewRequest = z.infer<typeof segmentPreviewRequestSchema>

export const ruleStepSchema = z.object({
  path: z.string(),
  sentence: messageSchema,
  /** Customers who meet this condition alone. */
  alone: z.number().int(),
  /** Customers left after this condition and every one before it. */
  left: z.number().int(),
})

export const segmentPreviewSchema = z.object({
  asOf: z.string(),
  /** Customers the asker may see. */
  total: z.number().int(),
  /** null when it is below the asker's smallest cell. */
  count: z.number().int().nullable(),
  sentence: messageSchema,
  steps: z.array(ruleStepSchema),
  /** Tables the count rests on that a quality rule blocks as of the date. */
  blocked: z.array(blockedTableSchema).default([]),
  milliseconds: z.number(),
})
export type SegmentPreview = z.infer<typeof segmentPreviewSchema>

export const segmentRunSchema = z.object({
  runId: z.number().int(),
  key: z.string(),
  version: z.number().int(),
  asOf: z.string(),
  size: z.number().int(),
  takenAt: z.string(),
})
export type SegmentRun = z.infer<typeof segmentRunSchema>

export const segmentListItemSchema = z.object({
  key: z.string(),
  name: messageSchema.partial({ en: true }),
  sentence: messageSchema,
  version: z.number().int().nullable(),
  hasDraft: z.boolean(),
  revision: z.number().int(),
  owner: z.string().nullable(),
  latest: segmentRunSchema.nullable(),
  updatedAt: z.string(),
})
export const segmentListSchema = z.object({ items: z.array(segmentListItemSchema) })

export const segmentDetailSchema = segmentListItemSchema.extend({
  body: z.unknown(),
  runs: z.array(segmentRunSchema),
  usedBy: z.array(z.object({ kind: z.string(), key: z.string() })),
})

export const memberSchema = z.object({
  custId: z.string(),
  orgPath: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

const memberColumnSchema = z.object({ key: z.string(), name: messageSchema, type: z.string(), ccy: z.string().optional() })

/** Every tag a list of members may show or carry, in the order of the newest snapshot. */
export const memberColumnsSchema = z.object({ items: z.array(memberColumnSchema) })

export const memberPageSchema = z.object({
  columns: z.array(memberColumnSchema),
  /** Tags there are in all, shown or not. */
  columnTotal: z.number().int(),
  items: z.array(memberSchema),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
})

/** Keys of the tags a list shows, with commas between; the first tags of the snapshot when absent. */
export const columnsQuery = z.object({ columns: z.string().max(8000).optional() })
const mostColumns = 20_000

export const exportRequestSchema = z.object({
  purpose: z.string().trim().min(4).max(200),
  /** Keys of the tags the file carries; every tag when absent. */
  columns: z.array(z.string().min(1).max(80)).max(mostColumns).optional(),
  /** Language of the names in the first row; keys stand beside them. */
  lang: z.enum(['zh', 'en']).default('zh'),
})
export type ExportRequest = z.input<typeof exportRequestSchema>
export const segmentExportSchema = exportRequestSchema.extend({ run: z.number().int().positive().optional() })
export const changeExportSchema = exportRequestSchema.extend({ from: z.number().int().positive(), to: z.number().int().positive(), way: z.enum(changeWays) })
export const overlapRequestSchema = z.strictObject({ keys: z.array(z.string()).min(2).max(12) })
export const overlapSchema = z.object({
  sizes: z.array(z.object({ key: z.string(), size: z.number().int() })),
  pairs: z.array(z.object({ a: z.string(), b: z.string(), both: z.number().int() })),
  /** Customers in exactly these segments and none of the others, where there are any; null of too many segments. A count is null where it is hidden. */
  regions: z.array(z.object({ of: z.array(z.string()), count: z.number().int().nullable() })).nullable(),
})
export type Overlap = z.infer<typeof overlapSchema>
