import { z } from 'zod'
import { messageSchema, pageQuery } from '#platform/http/contract'
import { tieringRunSchema } from './contract-tiering.js'

const codeSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_+-]{0,30}$/)
const categoryCode = z.string().min(1).max(80)

/** Categories that are not counted, with commas between: a demand deposit that everybody has, for one. */
const withoutQuery = { without: z.string().max(1000).optional() }
export const depthQuery = z.object(withoutQuery)

/** Whom white space is asked of: a tier (all of them when absent), who holds at most so many categories, and lacks one of them. */
const spacePick = {
  cell: codeSchema.optional(),
  category: categoryCode.optional(),
}
export const spaceQuery = z.object({ ...withoutQuery, ...spacePick, most: z.coerce.number().int().min(0).max(30).default(1) })
export type SpaceAsk = z.infer<typeof spaceQuery>
export const spacePageQuery = pageQuery.extend(spaceQuery.shape)
/** The same in an export. */
export const spaceExportPick = z.object({ ...withoutQuery, ...spacePick, most: z.number().int().min(0).max(30).default(1) })
export const adoptSpaceSchema = z.strictObject({
  cell: codeSchema,
  category: categoryCode,
  key: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
  name: z.strictObject({ zh: z.string().trim().min(1).max(100), en: z.string().trim().max(200).optional() }),
})
export type AdoptSpace = z.infer<typeof adoptSpaceSchema>

const count = z.number().int().nullable()

const depthRowSchema = z.object({
  /** Null of all tiers together. */
  cell: z.string().nullable(),
  customers: count,
  /** By how many categories they hold, from none on; null where it is hidden. */
  depths: z.array(count),
  /** Share who hold one. */
  single: z.number().nullable(),
  /** Mean number of categories; null where a part is hidden. */
  mean: z.number().nullable(),
  /** Of each category: who holds it, their share, and how far that is over the share of all; 100 is even. */
  held: z.array(z.object({ customers: count, share: z.number().nullable(), tgi: z.number().nullable() })),
})

const categorySchema = z.object({ code: z.string(), name: messageSchema })

export const tierDepthSchema = z.object({
  run: tieringRunSchema,
  /** Bank tables that tell who holds what on the date of the run; none of them: nobody knows. */
  tables: z.array(z.string()),
  /** Categories that are counted, and those left out. */
  categories: z.array(categorySchema),
  without: z.array(categorySchema),
  rows: z.array(depthRowSchema),
})
export type TierDepth = z.infer<typeof tierDepthSchema>

/** How a chance is found: of who holds the same else, or by single categories. */
export const chanceWays = ['same', 'bayes'] as const

const chanceSchema = z.object({
  category: z.string(),
  chance: z.number(),
  way: z.enum(chanceWays),
  /** Customers it is learned from. */
  support: z.number().int(),
})
export type HeldChance = z.infer<typeof chanceSchema>

export const tierSpacesSchema = z.object({
  /** Customers of the tier who hold at most so many. */
  customers: count,
  /** Of each category: who lacks it of those, the mean chance, and how many would hold it if they were as others are. */
  items: z.array(z.object({ category: z.string(), lacking: count, chance: z.number().nullable(), expected: z.number().nullable() })),
})

export const spacePageSchema = z.object({
  items: z.array(z.object({ custId: z.string(), orgPath: z.string(), cell: z.string(), value: z.number().nullable(), held: z.array(z.string()), next: z.array(chanceSchema) })),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
})
