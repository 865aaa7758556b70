import { z } from 'zod'
import { ruleDocument } from '#kernel/rule'
import { faces } from '#customers/contract'
import { messageSchema, pageOf, pageQuery } from '#platform/http/contract'
import { publishedSchema } from './contract-picture.js'

/** Whom a portrait is of: everyone in scope, the newest published version of a segment, or a rule. */
export const peopleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({ kind: z.literal('segment'), key: z.string().min(1).max(80) }),
  z.strictObject({ kind: z.literal('rule'), rule: ruleDocument }),
])
export type People = z.infer<typeof peopleSchema>

export const portraitRequestSchema = z.strictObject({
  of: peopleSchema,
  /** What it is told apart from; everyone in scope when absent. */
  against: peopleSchema.default({ kind: 'everyone' }),
  asOf: z.iso.date().optional(),
})
export type PortraitRequest = z.infer<typeof portraitRequestSchema>

/** A share of the segment beside the same share of the base. Counts of hidden cells are null, and so is all that is made of them. */
export const cellSchema = z.object({
  /** The value; `null` is "not known". Of numbers the number of the bin. */
  code: z.string().nullable(),
  label: messageSchema,
  /** Bounds of a bin, the upper one not in it; null where it has none. */
  from: z.number().nullable(),
  to: z.number().nullable(),
  hidden: z.boolean(),
  count: z.number().int().nullable(),
  baseCount: z.number().int().nullable(),
  share: z.number().nullable(),
  baseShare: z.number().nullable(),
  /** Share over share of the base, times 100, with its 95 % interval; null where the base has nobody. */
  tgi: z.object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() }).nullable(),
  /** Difference of the shares with its 95 % interval. */
  diff: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** p adjusted over every cell of the portrait (Benjamini and Hochberg). */
  p: z.number().nullable(),
})
export type PortraitCell = z.infer<typeof cellSchema>

const meanSchema = z.object({
  mean: z.number(),
  baseMean: z.number(),
  diff: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Standardised difference (Cohen's d) of those in the segment and those of the base who are not in it. */
  effect: z.number().nullable(),
  p: z.number().nullable(),
})

export const traitSchema = z.object({
  key: z.string(),
  /** A tag of the catalogue, or an attribute of the customer. */
  kind: z.enum(['tag', 'attribute']),
  name: messageSchema,
  facet: z.string(),
  /** null of portraits made before faces were told. */
  face: z.enum(faces).nullable().default(null),
  type: z.string(),
  ccy: z.string().nullable(),
  /** Members with a value over members, and the same of the base. */
  covered: z.number().nullable(),
  baseCovered: z.number().nullable(),
  /** Jensen-Shannon divergence of the two distributions in bits, 0 (alike) to 1. */
  divergence: z.number(),
  cramersV: z.number().nullable(),
  informationValue: z.number().nullable(),
  /** p of independence, adjusted over every trait. */
  p: z.number().nullable(),
  mean: meanSchema.nullable(),
  cells: z.array(cellSchema),
  /** Values beyond those listed, told together as one cell (of a set: not told). */
  more: z.number().int().default(0),
})
export type PortraitTrait = z.infer<typeof traitSchema>

/** Shares of people who have something, of each of which somebody may have several: products, channels. */
export const sharesSchema = z.object({ known: z.boolean(), cells: z.array(cellSchema), /** Places beyond those listed. */ more: z.number().int().default(0) })

export const moneySchema = z.object({
  month: z.string().nullable(),
  ccy: z.string(),
  items: z.array(
    z.object({
      key: z.enum(['assets', 'deposit', 'wealth', 'fund', 'insurance', 'gold', 'debt']),
      /** Minor units over every customer of each; those without any count 0. */
      mean: z.number(),
      baseMean: z.number(),
      diff: z.number(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      effect: z.number().nullable(),
      p: z.number().nullable(),
      /** Of all the money of the base that the members hold; null unless the base has every member. */
      shareOfBase: z.number().nullable(),
      total: z.number(),
    }),
  ),
})

const sideSchema = z.object({ kind: z.enum(['everyone', 'segment', 'rule']), key: z.string().nullable(), name: messageSchema, sentence: messageSchema.nullable(), customers: z.number().int() })

export const portraitSchema = z.object({
  id: z.number().int(),
  asOf: z.string(),
  madeAt: z.string(),
  of: sideSchema,
  against: sideSchema,
  /** Customers in both; all of the segment where the base is everyone. */
  both: z.number().int(),
  minCell: z.number().int(),
  traits: z.array(traitSchema),
  products: sharesSchema,
  channels: sharesSchema,
  provinces: sharesSchema,
  cities: sharesSchema,
  money: moneySchema,
  milliseconds: z.number(),
})
export type Portrait = z.infer<typeof portraitSchema>

/** What comes back at once: the portrait, or the job that makes it of many customers. */
export const portraitAnswerSchema = z.object({ portrait: portraitSchema.nullable(), jobId: z.string().nullable() })

/** A portrait that is kept: who had it made, of whom, against whom. */
const keptSideSchema = sideSchema.omit({ sentence: true })
export const portraitMadeSchema = z.object({
  id: z.number().int(),
  madeAt: z.string(),
  /** null: made before this was noted. */
  by: z.string().nullable(),
  asOf: z.string(),
  of: keptSideSchema,
  against: keptSideSchema,
  /** null: nobody stands for it. */
  published: publishedSchema.nullable(),
})
export type PortraitMade = z.infer<typeof portraitMadeSchema>
export const portraitsQuerySchema = pageQuery.extend({ of: z.string().max(80).optional(), /** Only those somebody stands for. */ published: z.stringbool().optional() })
export const portraitsPageSchema = pageOf(portraitMadeSchema)

/** `asked`: the question, to ask it again; null of portraits made before it was kept. */
export const keptPortraitSchema = z.object({ portrait: portraitSchema, by: z.string().nullable(), asked: portraitRequestSchema.nullable(), published: publishedSchema.nullable() })
export type KeptPortrait = z.infer<typeof keptPortraitSchema>

/** What a portrait is taken out for; `flow` adds who came and left since a day to a workbook. */
export const portraitTakeSchema = z.strictObject({
  purpose: z.string().trim().min(4).max(200),
  flow: z.strictObject({ from: z.iso.date(), tag: z.string().max(80).optional() }).optional(),
})
export type PortraitTake = z.infer<typeof portraitTakeSchema>

export const portraitExportSchema = portraitRequestSchema.extend({ purpose: z.string().trim().min(4).max(200) })

export const flowRequestSchema = z.strictObject({
  of: peopleSchema,
  from: z.iso.date(),
  to: z.iso.date(),
  /** Where those who came were, and those who left are now; none: only who came, stayed and left. */
  tag: z.string().max(80).optional(),
})
export type FlowRequest = z.infer<typeof flowRequestSchema>

const stateSchema = z.object({ in: z.boolean(), known: z.boolean(), code: z.string().nullable(), label: messageSchema })
export const flowSchema = z.object({
  from: z.string(),
  to: z.string(),
  before: z.number().int().nullable(),
  after: z.number().int().nullable(),
  came: z.number().int().nullable(),
  left: z.number().int().nullable(),
  stayed: z.number().int().nullable(),
  /** Flows of customers who were or are members; those too small to tell are counted in `hidden`. */
  flows: z.array(z.object({ before: stateSchema, after: stateSchema, customers: z.number().int() })),
  hidden: z.number().int(),
  /** The tags of a date were computed now, from what is known today. */
  reconstructed: z.array(z.string()),
})
export type Flow = z.infer<typeof flowSchema>

export const historyRequestSchema = z.strictObject({ of: peopleSchema, months: z.number().int().min(2).max(24).default(6), asOf: z.iso.date().optional() })
export const historySchema = z.object({
  points: z.array(z.object({ date: z.string(), customers: z.number().int().nullable(), everyone: z.number().int(), reconstructed: z.boolean(), reason: messageSchema.nullable() })),
})
export type History = z.infer<typeof historySchema>

export const monthFlowQuerySchema = z.object({ types: z.string().min(1).max(400) })
export const monthFlowSchema = z.object({
  months: z.array(
    z.object({
      /** First day of the month. */
      month: z.string(),
      /** Persons with such a transaction, their share, and money per person of the side; null where too few to tell. */
      persons: z.number().int().nullable(),
      share: z.number().nullable(),
      baseShare: z.number().nullable(),
      mean: z.number().nullable(),
      baseMean: z.number().nullable(),
    }),
  ),
  ccy: z.string(),
})
export type MonthFlow = z.infer<typeof monthFlowSchema>
