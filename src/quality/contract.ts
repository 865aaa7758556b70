import { z } from 'zod'
import { MAX_PAGE, messageSchema, pageOf } from '#platform/http/contract'
import { qualityRuleSchema } from './domain/rule-body.js'

export { readsColumn, TAKES as checkTakes, takesColumn, type ValidityTest } from './domain/check-columns.js'
export { qualityRuleSchema, tellSchema, type Check, type CheckKind, type QualityRuleBody, type ReconciliationSide, type Severity, type Tell } from './domain/rule-body.js'

const date = z.iso.date()
const name = messageSchema.partial({ en: true })

export const resultStatuses = ['pass', 'warn', 'block', 'error', 'skipped'] as const
export const resultStatusSchema = z.enum(resultStatuses)
export type ResultStatus = z.infer<typeof resultStatusSchema>

/** A row that broke a rule: its key and value with letters and digits masked unless the column is inside information. */
export const offenderSchema = z.object({ row: z.string(), value: z.string() })
export type Offender = z.infer<typeof offenderSchema>

/** One rule judged on what one source brought (or on the whole bank, source null), as of a date. */
export const qualityResultSchema = z.object({
  rule: z.string(),
  /** null for a built-in rule. */
  ruleVersion: z.number().int().nullable(),
  kind: z.string(),
  table: z.string().nullable(),
  columns: z.array(z.string()),
  source: z.string().nullable(),
  asOf: date,
  severity: z.enum(['warn', 'block']),
  weight: z.number(),
  status: resultStatusSchema,
  checked: z.number().int(),
  failed: z.number().int(),
  /** What was measured: a share, a ratio, an index, hours or days, by the rule's kind. */
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  /** The numbers behind the judgement; `reason` is a code when it was not judged. */
  detail: z.record(z.string(), z.unknown()),
  samples: z.array(offenderSchema),
  at: z.string(),
})
export type QualityResult = z.infer<typeof qualityResultSchema>
export const qualityResultPageSchema = pageOf(qualityResultSchema)
export const resultQuerySchema = z.object({
  asOf: date.optional(),
  source: z.string().max(80).optional(),
  table: z.string().max(60).optional(),
  status: resultStatusSchema.optional(),
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
})

export const qualityRuleViewSchema = z.object({
  key: z.string(),
  name,
  builtIn: z.boolean(),
  off: z.boolean(),
  version: z.number().int().nullable(),
  body: qualityRuleSchema,
  sentence: messageSchema,
  /** Worst newest status over the sources; null before the first check. */
  status: resultStatusSchema.nullable(),
  checkedAsOf: date.nullable(),
})
export type QualityRuleView = z.infer<typeof qualityRuleViewSchema>
export const ruleListSchema = z.object({ items: z.array(qualityRuleViewSchema) })
export const ruleListQuerySchema = z.object({ table: z.string().max(60).optional(), kind: z.string().max(40).optional(), builtIn: z.stringbool().optional() })
export const ruleSwitchSchema = z.strictObject({ off: z.boolean() })
export const ruleHistorySchema = z.object({ rule: qualityRuleViewSchema, items: z.array(qualityResultSchema) })

export const rulePreviewRequestSchema = z.strictObject({ body: qualityRuleSchema })
/** A rule judged on the newest data; nothing is kept. `items` is empty when nothing it is about was loaded. */
export const rulePreviewSchema = z.object({ asOf: date, sentence: messageSchema, items: z.array(qualityResultSchema.omit({ at: true })) })
export type RulePreview = z.infer<typeof rulePreviewSchema>

const scoreSchema = z.object({
  asOf: date,
  /** 100 times the weight of passed checks over the weight of judged ones; null when nothing was judged. */
  score: z.number().nullable(),
  passed: z.number().int(),
  warned: z.number().int(),
  blocked: z.number().int(),
  errors: z.number().int(),
  skipped: z.number().int(),
})
export type Score = z.infer<typeof scoreSchema>
export const scoreQuerySchema = z.object({ by: z.enum(['source', 'table', 'all']).default('source'), from: date.optional(), to: date.optional() })
export const scoreBoardSchema = z.object({
  from: date,
  to: date,
  rows: z.array(z.object({ key: z.string(), name: messageSchema, days: z.array(scoreSchema) })),
})

export const blockedTableSchema = z.object({ table: z.string(), rule: z.string(), source: z.string().nullable(), asOf: date })
export type BlockedTable = z.infer<typeof blockedTableSchema>
export const blockedListSchema = z.object({ asOf: date, items: z.array(blockedTableSchema) })

/** Somebody who was told, when and how. */
export const toldSchema = z.object({ id: z.string(), name: z.string(), at: z.string(), way: z.enum(['list', 'email']), delivered: z.boolean() })
export type Told = z.infer<typeof toldSchema>

export const alertStates = ['open', 'acknowledged', 'closed'] as const
export const alertSchema = z.object({
  id: z.string(),
  rule: z.string(),
  ruleName: name,
  kind: z.string(),
  table: z.string().nullable(),
  source: z.string().nullable(),
  severity: z.enum(['warn', 'block']),
  state: z.enum(alertStates),
  firstAsOf: date,
  lastAsOf: date,
  times: z.number().int(),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  told: z.array(toldSchema),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
  /** A person's name, or `rule passed`, or `rule ended`. */
  closedBy: z.string().nullable(),
  closedAt: z.string().nullable(),
  note: z.string().nullable(),
  openedAt: z.string(),
})
export type QualityAlert = z.infer<typeof alertSchema>
export const alertPageSchema = pageOf(alertSchema)
export const alertQuerySchema = z.object({
  state: z.enum(alertStates).optional(),
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
})
export const alertNoteSchema = z.strictObject({ note: z.string().trim().max(1000).optional() })

export const checkRequestSchema = z.strictObject({
  asOf: date.optional(),
  source: z.string().max(80).optional(),
  rule: z.string().max(120).optional(),
})
export type CheckRequest = z.infer<typeof checkRequestSchema>

export const entryKinds = ['table', 'column', 'source', 'tag', 'segment', 'metric', 'strategy', 'evaluation'] as const
export const dictionaryEntrySchema = z.object({
  /** As in the lineage graph: `table/customer`, `column/customer.gender`, `tag/age`. */
  id: z.string(),
  kind: z.string(),
  key: z.string(),
  name: messageSchema,
  description: messageSchema.partial().nullable(),
  owner: z.string().nullable(),
  type: z.string().nullable(),
  /** The bank's own attribute of a customer. */
  custom: z.boolean(),
  isKey: z.boolean(),
  required: z.boolean(),
  class: z.enum(['C1', 'C2', 'C3']).nullable(),
  level: z.number().int().nullable(),
  sensitive: z.boolean(),
  /** Share of rows with a value at the newest check. */
  fill: z.number().nullable(),
  /** As of the newest check. */
  score: z.number().nullable(),
})
export type DictionaryEntry = z.infer<typeof dictionaryEntrySchema>
export const dictionaryPageSchema = pageOf(dictionaryEntrySchema)
export const dictionaryQuerySchema = z.object({
  q: z.string().max(200).optional(),
  kind: z.enum(entryKinds).optional(),
  table: z.string().max(60).optional(),
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
})

export const columnProfileSchema = z.object({
  rows: z.number().int(),
  filled: z.number().int(),
  distinct: z.number().int(),
  min: z.string().nullable(),
  max: z.string().nullable(),
  top: z.array(z.object({ value: z.string(), rows: z.number().int() })),
  /** The column tells of a person: smallest, largest and most frequent values are not shown. */
  hidden: z.boolean(),
})
export type ColumnProfile = z.infer<typeof columnProfileSchema>

export const columnDetailSchema = dictionaryEntrySchema.extend({
  values: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
  attributes: z.record(z.string(), z.string()),
  profile: columnProfileSchema.nullable(),
  lastLoad: z.object({ asOf: date, source: z.string(), rows: z.number().int() }).nullable(),
  results: z.array(qualityResultSchema),
  notedBy: z.string().nullable(),
  notedAt: z.string().nullable(),
})
export type ColumnDetail = z.infer<typeof columnDetailSchema>
export const tableParamsSchema = z.object({ table: z.string().max(60) })
export const columnParamsSchema = tableParamsSchema.extend({ column: z.string().max(60) })

/** What people write about a table (column null) or a column. */
export const noteSchema = z.strictObject({
  table: z.string().max(60),
  column: z.string().max(60).nullable().default(null),
  description: z.strictObject({ zh: z.string().trim().max(2000).optional(), en: z.string().trim().max(2000).optional() }).default({}),
  owner: z.string().trim().max(100).nullable().default(null),
  /** The bank's own fields: system of record, steward's phone, retention class. */
  attributes: z.record(z.string().min(1).max(60), z.string().max(500)).default({}),
})
export type DictionaryNote = z.infer<typeof noteSchema>

export const lineageNodeSchema = z.object({ id: z.string(), kind: z.string(), key: z.string(), name: messageSchema, path: z.string().nullable() })
export type LineageNode = z.infer<typeof lineageNodeSchema>
/** Data or meaning flows from → to. */
export const lineageEdgeSchema = z.object({ from: z.string(), to: z.string() })
export type LineageEdge = z.infer<typeof lineageEdgeSchema>
export const lineageQuerySchema = z.object({
  node: z.string().min(3).max(300),
  direction: z.enum(['up', 'down', 'both']).default('both'),
  depth: z.coerce.number().int().min(1).max(20).default(20),
})
export const lineageSchema = z.object({ node: z.string(), nodes: z.array(lineageNodeSchema), edges: z.array(lineageEdgeSchema), truncated: z.boolean() })
export type Lineage = z.infer<typeof lineageSchema>
export const impactQuerySchema = z.object({ node: z.string().min(3).max(300) })
/** What stops working when the node vanishes, nearest first. */
export const impactSchema = z.object({ node: z.string(), items: z.array(lineageNodeSchema.extend({ distance: z.number().int() })), truncated: z.boolean() })
