import { z } from 'zod'
import { messageSchema } from '#platform/http/contract'
import { amountSchema, codeSchema, doNotSellSchema } from './contract-amount.js'
import { faces } from './domain/face.js'
import { moneyClasses } from './domain/money-moves.js'

/** What a service desk has to know: complaints and tickets that are open or were closed lately, and whether anything may be sold. */
export const customerIssuesSchema = z.object({
  asOf: z.string(),
  stop: doNotSellSchema.nullable(),
  /** How many of the items are open. */
  open: z.number().int(),
  /** Days after its end on which an issue is still listed. */
  days: z.number().int(),
  items: z.array(
    z.object({
      kind: z.enum(['complaint', 'ticket']),
      id: z.string(),
      custId: z.string(),
      at: z.string(),
      /** null: open. */
      closedAt: z.string().nullable(),
      /** Topic of a complaint, intent of a ticket. */
      about: z.string().nullable(),
      channel: codeSchema.nullable(),
      /** 1 to 4, of a complaint. */
      severity: z.number().int().nullable(),
      byBot: z.boolean(),
    }),
  ),
  /** More issues than are listed. */
  more: z.boolean(),
})
export type CustomerIssues = z.infer<typeof customerIssuesSchema>

/**
 * How assets went from one month end to another. Where the asker sees bands only the two levels are told: what lies between
 * them would tell amounts.
 */
export const assetChangeSchema = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  ccy: z.string(),
  exact: z.boolean(),
  start: amountSchema.nullable(),
  end: amountSchema.nullable(),
  /** Money from outside, money that left, in minor units; null where transactions are not loaded or amounts are bands. */
  inflow: z.number().int().nullable(),
  outflow: z.number().int().nullable(),
  /** What neither explains: valuation, interest, fees the bank books elsewhere. */
  rest: z.number().int().nullable(),
  classes: z.array(z.object({ key: z.enum([...moneyClasses, 'other']), start: z.number().int(), end: z.number().int() })),
})
export type AssetChange = z.infer<typeof assetChangeSchema>
export const assetChangeQuerySchema = z.object({ asOf: z.iso.date().optional(), /** Months looked back. */ months: z.coerce.number().int().min(1).max(35).default(12) })

/** Where a customer stands among the customers the asker sees, tag by tag. */
export const customerStandingSchema = z.object({
  asOf: z.string().nullable(),
  /** Customers it is told among; null where they are too few. */
  customers: z.number().int().nullable(),
  items: z.array(
    z.object({
      key: z.string(),
      name: messageSchema.partial({ en: true }),
      face: z.enum(faces),
      /** Of a number: share of those with a value who have less, equals counting half. */
      rank: z.number().nullable(),
      /** Of a code or yes: the value, and the share of all customers who have the same; null where too few to tell. */
      value: messageSchema.nullable(),
      share: z.number().nullable(),
    }),
  ),
})
export type CustomerStanding = z.infer<typeof customerStandingSchema>
