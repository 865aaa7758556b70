import { z } from 'zod'
import { valueDocument } from '#kernel/rule'

const whole = (least: number, most: number) => z.number().int().min(least).max(most)

/** Lifetime value: purchases that come by chance until a customer stops unseen, and what each is worth. */
export const lifetimeTaskSchema = z.strictObject({
  task: z.literal('lifetime'),
  /** A sum over the rows that are purchases: which table, which rows, which amount. */
  spend: valueDocument,
  /** When a customer's clock starts; the first purchase when absent, which then counts as the start and not as a purchase. */
  start: valueDocument.optional(),
  /** First day of the data: clocks that started earlier start here. */
  since: z.iso.date().optional(),
  /** Customers of different groups get parameters of their own. */
  group: valueDocument.optional(),
  process: z.enum(['bg-nbd']).default('bg-nbd'),
  /** Days before the date kept back to check the prediction on. */
  holdoutDays: whole(28, 730).default(182),
  months: z.array(whole(1, 120)).min(1).max(4).default([12, 36]),
  /** Share of an amount that is margin. */
  margin: z.number().gt(0).max(1).default(1),
  /** A year's discount. */
  discount: z.number().min(0).max(1).default(0.08),
  /** Income from what customers hold, beside their purchases: margin times balance, for as long as it stays. Needs `start`. */
  balance: z
    .strictObject({
      /** What is held now. */
      value: valueDocument,
      /** The last day a customer held enough to count. */
      kept: valueDocument,
      /** Days after it from which the balance counts as gone. */
      quietDays: whole(28, 366).default(92),
      /** Departures are counted over so many months up to the last one that is known: a period table. All months watched when absent. */
      recentMonths: whole(3, 60).optional(),
      /** Margin of a year on a balance. */
      margin: z.number().gt(0).max(1),
    })
    .optional(),
  seed: whole(1, 2_147_483_647).default(1),
})

const balanceFigures = z.object({
  groups: z.array(z.object({ group: z.string(), customers: z.number(), left: z.number(), pooled: z.boolean(), monthly: z.number(), median: z.number().nullable() })),
  holdout: z.object({ months: z.number(), customers: z.number(), predicted: z.number(), left: z.number() }),
  horizons: z.array(z.object({ months: z.number(), income: z.number() })),
})

const parameter = z.object({ name: z.string(), value: z.number(), error: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), level: z.number(), method: z.string() })

export const lifetimeFiguresSchema = z.object({
  task: z.literal('lifetime'),
  process: z.enum(['bg-nbd', 'pareto-nbd']),
  customers: z.number(),
  buyers: z.number(),
  purchases: z.number(),
  groups: z.array(
    z.object({ group: z.string(), customers: z.number(), repeat: z.number(), pooled: z.boolean(), process: z.array(parameter).nullable(), spend: z.array(parameter).nullable() }),
  ),
  holdout: z.object({
    from: z.string(),
    months: z.number(), customers: z.number(), predicted: z.number(), bought: z.number(), error: z.number(), meanAbsolute: z.number(), rankCorrelation: z.number(),
    bands: z.array(z.object({ band: z.number(), customers: z.number(), predicted: z.number(), bought: z.number() })),
  }),
  /** Rank correlation of how often and how much: the model of amounts takes it as none. */
  dependence: z.number(),
  alive: z.number(),
  horizons: z.array(z.object({ months: z.number(), purchases: z.number(), value: z.number() })),
  /** Income from balances; null where none was asked for. */
  balance: balanceFigures.nullable().default(null),
})
