import { z } from 'zod'

export const MAX_PAGE = 500

/** Query of every list: an opaque cursor and a page size. */
export const pageQuery = z.object({
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
})
export type PageQuery = z.infer<typeof pageQuery>

/** Answer of every list. `total` is exact unless `totalIsEstimate`. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.number().int().nullable(),
    totalIsEstimate: z.boolean().optional(),
  })
}

export const messageSchema = z.object({ zh: z.string(), en: z.string() })

export const mistakeSchema = z.object({
  code: z.string(),
  path: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  message: messageSchema,
})

/** problem+json (RFC 9457) with our stable code. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  path: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  message: messageSchema,
  mistakes: z.array(mistakeSchema).optional(),
  requestId: z.string(),
})
export type Problem = z.infer<typeof problemSchema>

/** Answer of every POST that starts work. */
export const startedSchema = z.object({ jobId: z.string() })
