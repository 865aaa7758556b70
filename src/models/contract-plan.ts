import { z } from 'zod'
import { valueDocument } from '#kernel/rule'
import { messageSchema, mistakeSchema } from '#platform/http/contract'

/** A model's body as far as it is written. */
export const planRequestSchema = z.strictObject({ body: z.record(z.string(), z.unknown()) })

/** Type of a value, with the currency of money (kept in its minor units). */
export const valueTypeSchema = z.object({ type: z.string(), ccy: z.string().nullable() })
export type ValueTypeView = z.infer<typeof valueTypeSchema>

/** Why a date is not used: its outcome is not known yet, or was not settled by the first test date. */
export const leftReasons = ['unknown', 'unsettled'] as const

/** What training a body would do today: its dates, what it would refuse as leaks, its parts in words. */
export const planSchema = z.object({
  today: z.string(),
  dates: z.object({ train: z.array(z.string()), test: z.array(z.string()), left: z.array(z.object({ date: z.string(), why: z.enum(leftReasons) })) }).nullable(),
  /** Of an uplift model: the day before each campaign began, the last day its outcome counts, and customers seen in two arms. */
  campaigns: z.array(z.object({ campaign: z.string(), asOf: z.string(), until: z.string(), contaminated: z.number().int() })).optional(),
  /** Why there are no dates; leaks at their feature (`features[3]`) or at `population`. */
  mistakes: z.array(mistakeSchema),
  sentences: z.object({
    population: messageSchema.nullable(),
    label: messageSchema.nullable(),
    /** Of an amount that is predicted. */
    labelType: valueTypeSchema.nullable(),
    features: z.array(z.object({ key: z.string(), sentence: messageSchema.nullable() })),
  }),
})
export type ModelPlan = z.infer<typeof planSchema>

/** Features ready to be taken, by what they tell of; only those whose tables are loaded. */
export const packListSchema = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      name: messageSchema,
      features: z.array(z.object({ key: z.string(), name: messageSchema, value: valueDocument, sentence: messageSchema })),
    }),
  ),
})
export type PackList = z.infer<typeof packListSchema>

/** A model's population and label in words, and the type of an amount that is predicted. */
export const modelWordsSchema = z.object({ population: messageSchema.nullable(), label: messageSchema.nullable(), labelType: valueTypeSchema.nullable() })
