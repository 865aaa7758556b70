import { z } from 'zod'

export const definitionNameSchema = z.object({
  zh: z.string().trim().min(1).max(100),
  en: z.string().trim().max(200).optional(),
})

export const definitionSchema = z.object({
  kind: z.string(),
  key: z.string(),
  name: z.object({ zh: z.string(), en: z.string().optional() }),
  body: z.unknown(),
  /** Sent back as If-Match with the next write. */
  revision: z.number().int(),
  /** Latest published version; null before the first. */
  version: z.number().int().nullable(),
  hasDraft: z.boolean(),
  archived: z.boolean(),
  updatedAt: z.string(),
  updatedBy: z.string(),
})
export const definitionListSchema = z.object({ items: z.array(definitionSchema) })

export const definitionKindSchema = z.object({ kind: z.string(), order: z.number(), mayWrite: z.boolean() })
export const definitionKindListSchema = z.object({ items: z.array(definitionKindSchema) })

export const kindParamsSchema = z.object({ kind: z.string().max(60) })
export const keyParamsSchema = kindParamsSchema.extend({ key: z.string().max(100) })
export const versionParamsSchema = keyParamsSchema.extend({
  version: z.union([z.literal('latest'), z.coerce.number().int().min(1)]),
})
export const definitionQuerySchema = z.object({ archived: z.stringbool().optional() })

export const definitionSaveSchema = z.object({ name: definitionNameSchema, body: z.unknown() })
export const definitionCreateSchema = definitionSaveSchema.extend({ key: z.string().max(100) })
export const definitionPublishSchema = z.object({ note: z.string().max(1000).optional() })
export const definitionCheckSchema = z.object({
  /** The key it has or will have, so that a circle through itself is found. */
  key: z.string().max(100).optional(),
  body: z.unknown(),
})

const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
export const definitionMistakesSchema = z.object({
  mistakes: z.array(
    z.object({
      code: z.string(),
      path: z.string(),
      params,
      message: z.object({ zh: z.string(), en: z.string() }),
    }),
  ),
})

export const definitionVersionsSchema = z.object({
  items: z.array(
    z.object({
      version: z.number().int(),
      publishedAt: z.string(),
      publishedBy: z.string(),
      note: z.string(),
    }),
  ),
})
export const definitionUsersSchema = z.object({
  items: z.array(z.object({ kind: z.string(), key: z.string() })),
})

/** A definition as a YAML file. */
export const definitionFileSchema = z.object({ path: z.string().max(300), text: z.string().max(1_000_000) })
export type DefinitionFile = z.infer<typeof definitionFileSchema>
export const definitionFilesSchema = z.object({ files: z.array(definitionFileSchema).max(10_000) })
export const definitionApplySchema = definitionFilesSchema.extend({
  force: z.boolean().default(false),
  note: z.string().max(1000).optional(),
})

export const applyItemSchema = z.object({
  path: z.string(),
  kind: z.string(),
  key: z.string(),
  change: z.enum(['create', 'update', 'none', 'conflict']),
  /** Places where file and live version differ, such as `body.rule.all[2].value`. */
  differences: z.array(z.string()),
  /** The version the file was exported from, and the live one. */
  exported: z.number().int().nullable(),
  live: z.number().int().nullable(),
})
export type ApplyItem = z.infer<typeof applyItemSchema>
export const applyResultSchema = z.object({ items: z.array(applyItemSchema) })
