import { z } from 'zod'
import { valueDocument } from '#kernel/rule'

/** Benefit sensitivity: who answers to which face value, from benefits issued by chance. */
export const benefitTaskSchema = z.strictObject({
  task: z.literal('benefit'),
  /** First and last day of issue looked at. */
  issued: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
  /** Days a benefit has to be used within. */
  withinDays: z.number().int().min(1).max(365).default(30),
  /** Face of a benefit, in major units; of those not listed, the largest cost booked for one that was used. */
  faces: z.record(z.string(), z.number().min(0)).default({}),
  /** Groups that may answer differently. */
  group: valueDocument.optional(),
  /** Significance a step of the response must reach to count as a face that moves people. */
  level: z.number().gt(0).max(0.2).default(0.05),
  /** The face everybody gets today, in major units; the largest when absent. */
  flat: z.number().min(0).optional(),
})

export const responseSchema = z.object({ face: z.number(), issued: z.number(), used: z.number(), rate: z.number(), low: z.number(), high: z.number(), smooth: z.number(), cost: z.number() })

const allocationSchema = z.object({ group: z.string(), customers: z.number(), face: z.number(), conversions: z.number(), cost: z.number() })

export const benefitFiguresSchema = z.object({
  task: z.literal('benefit'),
  customers: z.number(),
  /** Faces are even over groups, as they are when chance chose them. */
  byChance: z.object({ p: z.number(), even: z.boolean() }),
  response: z.array(responseSchema),
  /** Faces from which more people answer, in minor units, with the share of customers first moved there. */
  steps: z.array(z.object({ face: z.number(), share: z.number(), p: z.number() })),
  /** Share who use it whatever it is, and share not moved by the largest face. */
  anyway: z.number(),
  unmoved: z.number(),
  groups: z.array(z.object({ group: z.string(), customers: z.number(), leastFace: z.number().nullable(), response: z.array(responseSchema) })),
  flat: z.object({ face: z.number(), conversions: z.number(), cost: z.number() }),
  /** What the cheapest plan with as many uses saves, for every face tried as the flat one. */
  flats: z.array(z.object({ face: z.number(), conversions: z.number(), cost: z.number(), planCost: z.number(), saved: z.number() })),
  plan: z.object({ conversions: z.number(), cost: z.number(), saved: z.number(), price: z.number(), allocation: z.array(allocationSchema) }),
})
export type BenefitFigures = z.infer<typeof benefitFiguresSchema>
