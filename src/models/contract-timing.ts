import { z } from 'zod'
import { valueDocument } from '#kernel/rule'

const whole = (least: number, most: number) => z.number().int().min(least).max(most)
const clockName = { key: z.string().regex(/^[a-z][a-z0-9_]{0,40}$/), name: z.strictObject({ zh: z.string().trim().min(1).max(100), en: z.string().trim().max(200).optional() }) }

export const clockSchema = z.discriminatedUnion('kind', [
  /** Days from a date of each row the value is taken of, such as a maturity; before it they are below 0. */
  z.strictObject({ ...clockName, kind: z.literal('date'), of: valueDocument, from: whole(-365, 0), to: whole(0, 365) }),
  /** Days from the customer's usual day of the month for such rows, such as pay-day. */
  z.strictObject({ ...clockName, kind: z.literal('monthday'), of: valueDocument, from: whole(-15, 0), to: whole(0, 15) }),
  /** Days from the same day of the year as a customer's own date, such as the day the account was opened. */
  z.strictObject({ ...clockName, kind: z.literal('anniversary'), of: valueDocument, from: whole(-60, 0), to: whole(0, 60) }),
  /** Halves of the months of the year, 1 to 24. */
  z.strictObject({ ...clockName, kind: z.literal('year') }),
  /** Hours of the day, 0 to 23, against the hours of everybody else. */
  z.strictObject({ ...clockName, kind: z.literal('hour') }),
])
export type Clock = z.infer<typeof clockSchema>

/** Key times: when do customers who have gone quiet come back of their own accord. */
export const timingTaskSchema = z.strictObject({
  task: z.literal('timing'),
  /** A count of the rows that are a return. */
  event: valueDocument,
  /** Since when a customer has been quiet (a date); days before it do not count. */
  quietSince: valueDocument,
  /** Days without a return before a day counts as quiet. */
  quietDays: whole(1, 180).default(30),
  /** Days looked back from the date. */
  days: whole(60, 1100).default(365),
  clocks: z.array(clockSchema).min(1).max(12),
  /** Share of false windows among those found. */
  falseDiscovery: z.number().gt(0).max(0.5).default(0.05),
  seed: whole(1, 2_147_483_647).default(1),
})

const cell = z.object({ at: z.number(), days: z.number(), events: z.number(), expected: z.number() })

export const timingFiguresSchema = z.object({
  task: z.literal('timing'),
  customers: z.number(),
  /** Customer days watched, and returns on them. */
  days: z.number(),
  events: z.number(),
  clocks: z.array(z.object({ key: z.string(), kind: z.string(), from: z.number(), to: z.number(), cells: z.array(cell) })),
  /** Stretches of a clock with more returns than the others make likely, most telling first. */
  windows: z.array(
    z.object({
      clock: z.string(), from: z.number(), to: z.number(), events: z.number(), expected: z.number(),
      ratio: z.number(), low: z.number(), high: z.number(), p: z.number(), evidence: z.number(), adjusted: z.number(), kept: z.boolean(),
    }),
  ),
})
