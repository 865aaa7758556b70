import { z } from 'zod'
import { valueDocument } from '#kernel/rule'

const nameSchema = z.strictObject({ zh: z.string().trim().min(1).max(100), en: z.string().trim().max(200).optional() })

/** Customer value: a profit and loss account a month for each customer, every line a value as of the month end. */
export const worthTaskSchema = z.strictObject({
  task: z.literal('worth'),
  months: z.number().int().min(1).max(36).default(12),
  lines: z
    .array(z.strictObject({ key: z.string().regex(/^[a-z][a-z0-9_]{0,40}$/), name: nameSchema, sign: z.union([z.literal(1), z.literal(-1)]).default(1), value: valueDocument }))
    .min(1)
    .max(30),
})

export const worthFiguresSchema = z.object({
  task: z.literal('worth'),
  customers: z.number(),
  months: z.array(z.object({ month: z.string(), total: z.number(), lines: z.array(z.object({ key: z.string(), amount: z.number() })) })),
  total: z.number(),
  /** Customers from the most profitable down: what the best share of them brings together. Runs made before it was measured have none. */
  curve: z.array(z.object({ share: z.number(), total: z.number() })).default([]),
  /** Customers whose total is below 0. */
  losing: z.number(),
  /** A: the best customers up to 80 % of all profit, B: up to 95 %, C: the rest. */
  classes: z.array(z.object({ class: z.enum(['A', 'B', 'C']), customers: z.number(), share: z.number(), total: z.number() })),
})
export type WorthFigures = z.infer<typeof worthFiguresSchema>
