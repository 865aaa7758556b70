import { z } from 'zod'

/** Kind of the texts of a column; `empty` until a value was seen. */
export const shapeTypes = ['empty', 'bool', 'int', 'decimal', 'date', 'instant', 'text'] as const
export type ShapeType = (typeof shapeTypes)[number]

export const shapeColumnSchema = z.object({
  name: z.string(),
  type: z.enum(shapeTypes),
  /** Values seen of a column mapped to an enumeration; null for others. */
  values: z.array(z.string()).nullable(),
  /** Whether a target of the mapping reads it. */
  mapped: z.boolean(),
  /** It vanished and somebody decided to load without it. */
  absent: z.boolean().default(false),
  /** Somebody decided to map it later. */
  toMap: z.boolean().default(false),
})
export type ShapeColumn = z.infer<typeof shapeColumnSchema>
export const shapeSchema = z.array(shapeColumnSchema)
export type Shape = z.infer<typeof shapeSchema>

export const differenceSchema = z.discriminatedUnion('kind', [
  /** `mapped`: the mapping reads it, it had been absent. */
  z.object({ kind: z.literal('new-column'), column: z.string(), type: z.enum(shapeTypes), mapped: z.boolean() }),
  /** `required`: the load cannot do without it. */
  z.object({ kind: z.literal('vanished'), column: z.string(), mapped: z.boolean(), required: z.boolean() }),
  z.object({ kind: z.literal('type'), column: z.string(), before: z.enum(shapeTypes), after: z.enum(shapeTypes), misfits: z.number().int(), values: z.number().int() }),
  z.object({ kind: z.literal('new-values'), column: z.string(), added: z.array(z.string()), share: z.number() }),
  /** The business date is this many days older than the newest loaded one. */
  z.object({ kind: z.literal('late'), days: z.number().int(), newest: z.string() }),
])
export type Difference = z.infer<typeof differenceSchema>

/** What may be decided about each kind of difference; `reject` refuses the file. */
export const driftActions = ['ignore', 'map-later', 'take', 'accept', 'missing', 'reject'] as const
export const driftActionSchema = z.enum(driftActions)
export type DriftAction = (typeof driftActions)[number]

const choice = z.strictObject({
  kind: z.enum(['new-column', 'vanished', 'type', 'new-values', 'late']),
  /** Absent for `late`. */
  column: z.string().max(300).optional(),
  action: driftActionSchema,
})
export type DriftChoice = z.infer<typeof choice>

export const driftDecisionSchema = z.strictObject({
  choices: z.array(choice).min(1).max(1000),
  note: z.string().max(1000).optional(),
  /** The same change of the same column is decided alike from now on. */
  standing: z.boolean().default(false),
})
export type DriftDecision = z.infer<typeof driftDecisionSchema>

/** What a source decides by itself; `ask` (the default) stops the load until somebody decides. */
export const driftPolicySchema = z.strictObject({
  newColumn: z.enum(['ask', 'ignore']).default('ask'),
  type: z.enum(['ask', 'accept']).default('ask'),
  vanished: z.enum(['ask', 'missing']).default('ask'),
  newValues: z.enum(['ask', 'accept']).default('ask'),
  /** Share of rows with values never seen before that counts as a change. */
  newValueShare: z.number().min(0).max(1).default(0.01),
})
export type DriftPolicy = z.infer<typeof driftPolicySchema>

/** A load that waits, or waited, for a decision. */
export const driftSchema = z.object({
  loadId: z.string(),
  source: z.string(),
  fileName: z.string(),
  businessDate: z.string(),
  state: z.enum(['pending', 'accepted', 'rejected']),
  differences: z.array(differenceSchema.and(z.object({ actions: z.array(driftActionSchema), decided: driftActionSchema.nullable() }))),
  note: z.string().nullable(),
  createdAt: z.string(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
})
export type Drift = z.infer<typeof driftSchema>

/** Late data in a load's report. */
export const lateSchema = z.object({
  days: z.number().int(),
  newest: z.string(),
  /** What was derived as of the business date or later, and so does not see this load. */
  derived: z.array(z.object({ kind: z.string(), subject: z.string(), asOf: z.string() })),
})
export type Late = z.infer<typeof lateSchema>
