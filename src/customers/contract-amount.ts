import { z } from 'zod'
import { messageSchema } from '#platform/http/contract'

/** Money in minor units: exact for whoever looks after the customer, else the band it lies in (from inclusive, to exclusive). */
export const amountSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exact'), minor: z.number().int(), ccy: z.string() }),
  z.object({ kind: z.literal('band'), from: z.number().int().nullable(), to: z.number().int().nullable(), ccy: z.string() }),
])
export type Amount = z.infer<typeof amountSchema>

/** A code of the bank model with its name; the name is the code when nobody named it. */
export const codeSchema = z.object({ code: z.string(), zh: z.string(), en: z.string() })
export type Code = z.infer<typeof codeSchema>

/** Nothing is sold to the customer now. */
export const doNotSellSchema = z.object({
  /** Day of the earliest complaint that counts. */
  since: z.string(),
  /** Day from which selling is free again; null while a complaint is open. */
  until: z.string().nullable(),
  /** Complaints that are open. */
  open: z.number().int(),
  reason: messageSchema,
})
export type DoNotSell = z.infer<typeof doNotSellSchema>
