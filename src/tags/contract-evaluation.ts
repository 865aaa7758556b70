import { z } from 'zod'
import { ruleDocument, valueDocument } from '#kernel/rule'
import { messageSchema } from '#platform/http/contract'

const described = { description: messageSchema.partial({ en: true }).optional() }

/**
 * Body of a `decision` definition: an outcome tags are to tell. The tag is taken as of a date, the outcome `windowDays`
 * later; the rule should look back no further than that.
 */
export const decisionSchema = z.strictObject({
  ...described,
  outcome: ruleDocument,
  windowDays: z.number().int().min(7).max(400),
  /** Whom the decision is about, as of the date of the tags; everybody when absent. */
  population: ruleDocument.optional(),
})
export type Decision = z.infer<typeof decisionSchema>

/** Body of a `tag-label` definition: what a tag should say of those who told: an answer to a survey, a checked value. */
export const tagLabelSchema = z.strictObject({
  ...described,
  tag: z.string().min(1).max(80),
  label: valueDocument,
  /** Numbers agree when they differ by no more than this share of the label. */
  within: z.number().min(0).max(1).default(0.1),
})
export type TagLabel = z.infer<typeof tagLabelSchema>

export const grades = ['A', 'B', 'C', 'D'] as const
export type Grade = (typeof grades)[number]

/** What is measured of a tag. The first five are mandatory: the grade is no better than the worst of them. */
export const measureNames = ['coverage', 'freshness', 'stability', 'inputs', 'unit', 'discrimination', 'accuracy', 'conflict', 'redundancy', 'usage', 'worth', 'targeting'] as const
export type MeasureName = (typeof measureNames)[number]

/** A measure with its grade, null where it is not known; `params` are for the sentence that says why. */
export const measureSchema = z.object({
  name: z.enum(measureNames),
  grade: z.enum(grades).nullable(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Measure = z.infer<typeof measureSchema>

const intervalSchema = z.object({ value: z.number(), low: z.number(), high: z.number() })

/** What a tag tells of one decision. */
export const decisionPowerSchema = z.object({
  decision: z.string(),
  customers: z.number().int(),
  events: z.number().int(),
  iv: intervalSchema.nullable(),
  ks: intervalSchema.nullable(),
})
export type DecisionPower = z.infer<typeof decisionPowerSchema>

/** What a tag told of whom an offer changed, in a campaign given at random. */
export const tagLiftSchema = z.object({
  campaign: z.string(),
  /** The model that declares the campaign. */
  model: z.string(),
  name: messageSchema,
  metric: z.string(),
  /** The tag is as of this day, before the first touch. */
  asOf: z.string(),
  /** Treated less control. */
  effect: intervalSchema,
  /** Area under the uplift curve of the tag's order, less that of contacting anybody. */
  gain: intervalSchema,
  cells: z.array(intervalSchema.extend({ label: z.string(), customers: z.number().int() })),
})
export type TagLift = z.infer<typeof tagLiftSchema>

export const faultKinds = ['unit-change', 'stale', 'drift'] as const

/** A field of a bank table that went wrong: in another unit since a date, without news, or moved from what it was. */
export const fieldFaultSchema = z.object({
  table: z.string(),
  /** Null where it is the whole table. */
  field: z.string().nullable(),
  name: messageSchema,
  kind: z.enum(faultKinds),
  /** The first period in the new unit, the last day there was news, or the period it is compared with. */
  since: z.string(),
  /** Ratio of medians, days without news, or the stability index. */
  value: z.number(),
  limit: z.number(),
  grade: z.enum(grades),
})
export type FieldFault = z.infer<typeof fieldFaultSchema>

export const tagGradeSchema = z.object({
  tag: z.string(),
  version: z.number().int(),
  name: messageSchema,
  facet: z.string(),
  owner: z.string().nullable(),
  grade: z.enum(grades),
  /** Measures that made it no better, worst first. */
  because: z.array(measureSchema),
  coverage: z.number().nullable(),
  psi: z.number().nullable(),
  /** The highest over decisions. */
  iv: z.number().nullable(),
  bestDecision: z.string().nullable(),
  users: z.number().int(),
  /** Tags that tell the same, itself left out. */
  alike: z.array(z.string()),
  openTicket: z.number().int().nullable(),
})
export type TagGrade = z.infer<typeof tagGradeSchema>

export const tagEvaluationSchema = z.object({
  evaluation: z.number().int(),
  asOf: z.string(),
  before: z.string(),
  ranAt: z.string(),
  grade: z.enum(grades),
  version: z.number().int(),
  measures: z.array(measureSchema),
  decisions: z.array(decisionPowerSchema),
  /** Latest campaign first; none in evaluations before there were any. */
  lifts: z.array(tagLiftSchema),
  faults: z.array(fieldFaultSchema),
  alike: z.array(z.object({ tag: z.string(), value: z.number() })),
  /** Bins as of both dates: what the stability index is made of. */
  bins: z.array(z.object({ label: z.string(), before: z.number().int(), now: z.number().int() })),
  history: z.array(z.object({ evaluation: z.number().int(), asOf: z.string(), grade: z.enum(grades) })),
})
export type TagEvaluation = z.infer<typeof tagEvaluationSchema>
export const tagEvaluationAnswerSchema = z.object({ evaluation: tagEvaluationSchema.nullable() })

export const distillationSchema = z.object({
  /** Null: over every decision. */
  decision: z.string().nullable(),
  customers: z.number().int(),
  candidates: z.number().int(),
  agreement: z.number(),
  steps: z.array(z.object({ tag: z.string(), adds: z.number(), alone: z.number(), steady: z.number() })),
  /** Information kept by the first so many, as a share of the most the curve reaches. */
  curve: z.array(z.object({ tags: z.number().int(), kept: z.number(), auc: z.number() })),
})
export type Distillation = z.infer<typeof distillationSchema>

export const overviewSchema = z.object({
  evaluation: z.number().int(),
  asOf: z.string(),
  /** Tags are taken as of this date too, and compared. */
  before: z.string(),
  ranAt: z.string(),
  customers: z.number().int(),
  decisions: z.array(z.object({ key: z.string(), name: messageSchema, windowDays: z.number().int(), customers: z.number().int(), events: z.number().int() })),
  counts: z.object({ A: z.number().int(), B: z.number().int(), C: z.number().int(), D: z.number().int() }),
  clusters: z.array(z.object({ tags: z.array(z.string()), keep: z.string() })),
  faults: z.array(fieldFaultSchema),
  distillations: z.array(distillationSchema),
})
export type EvaluationOverview = z.infer<typeof overviewSchema>
export const overviewAnswerSchema = z.object({ overview: overviewSchema.nullable() })

export const gradeSorts = ['grade', 'tag', 'coverage', 'psi', 'iv', 'users'] as const
export const gradeListQuery = z.object({
  q: z.string().max(100).optional(),
  grade: z.enum(grades).optional(),
  facet: z.string().max(40).optional(),
  /** A column, falling with a minus before it; D first when absent. */
  sort: z.enum(gradeSorts.flatMap((each) => [each, `-${each}` as const])).default('-grade'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type GradeListQuery = z.infer<typeof gradeListQuery>
const counted = { nextCursor: z.string().nullable(), total: z.number().int() }
export const gradeListSchema = z.object({ items: z.array(tagGradeSchema), ...counted })

export const ticketStates = ['open', 'doing', 'done', 'dropped'] as const
export type TicketState = (typeof ticketStates)[number]

/** Something to mend: a tag, or a field (`table.field`) tags stand on. */
export const tagTicketSchema = z.object({
  id: z.number().int(),
  subjectKind: z.enum(['tag', 'field']),
  subject: z.string(),
  grade: z.enum(grades),
  measure: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  state: z.enum(ticketStates),
  owner: z.string().nullable(),
  due: z.string(),
  overdue: z.boolean(),
  openedAt: z.string(),
  openedBy: z.string(),
  next: z.array(z.enum(ticketStates)),
  steps: z.array(z.object({ at: z.string(), by: z.string(), state: z.enum(ticketStates), owner: z.string().nullable(), due: z.string(), why: z.string() })),
})
export type TagTicket = z.infer<typeof tagTicketSchema>
export const ticketListSchema = z.object({ items: z.array(tagTicketSchema), ...counted })
export const ticketListQuery = z.object({
  subject: z.string().max(200).optional(),
  state: z.enum(ticketStates).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const ticketMoveSchema = z.strictObject({
  state: z.enum(ticketStates),
  why: z.string().trim().min(2).max(1000),
  owner: z.string().trim().min(1).max(100).optional(),
  due: z.iso.date().optional(),
})
export type TicketMove = z.infer<typeof ticketMoveSchema>
export const evaluateRequestSchema = z.strictObject({ asOf: z.iso.date().optional() })
