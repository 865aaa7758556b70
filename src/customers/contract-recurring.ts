import { z } from 'zod'
import { messageSchema } from '#platform/http/contract'
import { amountSchema, codeSchema } from './contract-amount.js'
import { flowClasses } from './domain/flow-class.js'
import { flowStates } from './domain/recurring-flow.js'
import { rhythms } from './domain/flow-rhythm.js'

export const recurringFlowSchema = z.object({
  id: z.string(),
  flow: z.enum(flowClasses),
  direction: z.enum(['in', 'out']),
  /** Who is paid or pays: what they are, the name of an enterprise or of the product of a loan, the last four of their number. */
  party: z.object({ kind: codeSchema.nullable(), name: messageSchema.nullable(), number: z.string().nullable() }),
  /** Type of the transactions. */
  type: codeSchema.nullable(),
  /** Category of the merchant (ISO 18245). */
  mcc: codeSchema.nullable(),
  rhythm: z.enum(rhythms),
  /** Day of the month payments keep to, or of the week from Monday 1. */
  day: z.number().int(),
  /** Median, least and most. */
  typical: amountSchema,
  low: amountSchema,
  high: amountSchema,
  /** Median absolute deviation of amounts over their median. */
  spread: z.number(),
  /** Share of the gaps between payments that lie within the rhythm. */
  kept: z.number(),
  first: z.string(),
  last: z.string(),
  times: z.number().int(),
  /** When the next is due; null of one that stopped. */
  next: z.string().nullable(),
  state: z.enum(flowStates),
  /** Days since it was due, of an overdue one. */
  late: z.number().int(),
})
export type RecurringFlow = z.infer<typeof recurringFlowSchema>

/** Payments of a customer that come back, how they were found, and what they come to in a month. */
export const recurringSchema = z.object({
  asOf: z.string(),
  /** Transactions are loaded; without them nothing can be found. */
  loaded: z.boolean(),
  /** Months looked at; yearly payments: those. */
  months: z.number().int(),
  yearlyMonths: z.number().int(),
  /** Payments a flow has at least, share of the gaps within its rhythm, and how far amounts may lie off the typical one. */
  least: z.number().int(),
  share: z.number(),
  steady: z.number(),
  /** Of those that still run, a month, without moves between what the person has here and elsewhere. */
  monthly: z.object({ in: amountSchema, out: amountSchema }),
  items: z.array(recurringFlowSchema),
})
export type Recurring = z.infer<typeof recurringSchema>
