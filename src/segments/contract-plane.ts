import { z } from 'zod'
import { messageSchema } from '#platform/http/contract'
import { tieringRunSchema, tierUnitSchema } from './contract-tiering.js'

/** How values are placed before they are standardised: as they are, or sign(x)·ln(1 + |x|) for long tails. */
export const planeScales = ['log', 'plain'] as const
export type PlaneScale = (typeof planeScales)[number]

/** Place of a value after a scale. */
export const placeOnScale = (value: number, scale: PlaneScale): number => (scale === 'plain' ? value : Math.sign(value) * Math.log1p(Math.abs(value)))

/** Whom a capacity takes: so many of the highest weight·z(x) + (1 − weight)·z(y). */
export const frontSchema = z.strictObject({
  weight: z.number().min(0).max(1),
  scale: z.enum(planeScales),
  /** Only customers of these orgs. */
  orgs: z.array(z.string().min(1).max(400)).max(50).optional(),
})
export type Front = z.infer<typeof frontSchema>

export const planeQuery = z.object({
  most: z.coerce.number().int().min(1).max(10_000_000).optional(),
  weight: z.coerce.number().min(0).max(1).default(0.5),
  scale: z.enum(planeScales).default('log'),
})
export type PlaneAsk = z.infer<typeof planeQuery>

const axisSchema = z.object({
  name: messageSchema.partial({ en: true }),
  unit: tierUnitSchema.nullable(),
  /** Of the whole run, after the scale. */
  mean: z.number(),
  deviation: z.number(),
  /** What the picture shows, after the scale; values beyond lie on its edge. */
  from: z.number(),
  to: z.number(),
  /** Where the quadrants are cut, in the values' own unit; null without a cut. */
  cut: z.number().nullable(),
})

export const tierPlaneSchema = z.object({
  run: tieringRunSchema,
  customers: z.number().int(),
  x: axisSchema,
  y: axisSchema,
  /** Hexagons in two grids: centres at column / 2 of `columns` from the left and row / 2 of `rows` from below. */
  columns: z.number().int(),
  rows: z.number().int(),
  bins: z.array(z.object({ column: z.number().int(), row: z.number().int(), customers: z.number().int(), money: z.number().nullable() })),
  /** Hexagons of fewer customers than the asker's smallest cell, which are not told. */
  hidden: z.number().int(),
  /** Of a capacity: who is chosen; null where none was asked for or too few are. */
  chosen: z
    .object({ customers: z.number().int(), line: z.number(), x: z.number().nullable(), y: z.number().nullable(), money: z.number().nullable(), restX: z.number().nullable(), restY: z.number().nullable() })
    .nullable(),
})
export type TierPlane = z.infer<typeof tierPlaneSchema>

export const tierCrossQuery = z.object({ with: z.string().min(1).max(80), withRun: z.coerce.number().int().min(1).optional() })

const count = z.number().int().nullable()

/** Two tierings across each other: a cell is null of who is not in that tiering; hidden counts are null. */
export const tierCrossSchema = z.object({
  rows: tieringRunSchema,
  columns: tieringRunSchema,
  cells: z.array(z.object({ row: z.string().nullable(), column: z.string().nullable(), customers: count, rowShare: z.number().nullable(), columnShare: z.number().nullable(), tgi: z.number().nullable(), money: z.number().nullable() })),
  rowTotals: z.array(z.object({ cell: z.string().nullable(), customers: count })),
  columnTotals: z.array(z.object({ cell: z.string().nullable(), customers: count })),
})
export type TierCross = z.infer<typeof tierCrossSchema>

const moveRate = z.object({ customers: count, of: count, rate: z.number().nullable() })

/** From one run to the next: who rose of those who could, who fell of those who could. */
export const tierRatesSchema = z.object({ points: z.array(z.object({ from: z.string(), to: z.string(), fromRun: z.number().int(), toRun: z.number().int(), up: moveRate, down: moveRate })) })
export type TierRates = z.infer<typeof tierRatesSchema>

export const segmentManagersSchema = z.object({
  items: z.array(z.object({ manager: z.string(), orgPath: z.string(), customers: count, members: count })),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
})
