import { z } from 'zod'

const whole = (least: number, most: number) => z.number().int().min(least).max(most)
const share = z.number().gt(0).max(1)

/** Logistic or linear regression. */
export const linearSchema = z.strictObject({ kind: z.literal('linear'), l1: z.number().min(0).optional(), l2: z.number().min(0).optional() })

/** Boosted trees. */
export const boostingSchema = z.strictObject({
  kind: z.literal('boosting'),
  trees: whole(1, 5000).optional(),
  rate: share.optional(),
  leaves: whole(2, 4096).optional(),
  leafRows: whole(1, 1_000_000).optional(),
  l2: z.number().min(0).optional(),
  rows: share.optional(),
  columns: share.optional(),
})
