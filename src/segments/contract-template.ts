import { z } from 'zod'
import { messageSchema } from '#platform/http/contract'

const nameSchema = z.strictObject({ zh: z.string().min(1), en: z.string().min(1).optional() })

/** How sure it is that the group is drawn this way elsewhere: known, inferred, or unknown. */
export const confidenceSchema = z.enum(['known', 'inferred', 'unknown'])

/** A file of templates as it ships. */
export const templatePackSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal('templates'),
  key: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
  name: nameSchema,
  description: nameSchema,
  /** Values named once and used by reference in the bodies below. */
  values: z.unknown().optional(),
  templates: z
    .array(
      z.strictObject({
        kind: z.enum(['segment', 'tiering']),
        key: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
        name: nameSchema,
        description: nameSchema,
        /** What one usually does with it. */
        play: nameSchema.optional(),
        confidence: confidenceSchema.default('known'),
        body: z.unknown(),
      }),
    )
    .min(1),
})
export type TemplatePack = z.infer<typeof templatePackSchema>

/** Something a template reads, and whether this bank has it. A code is a number banks give themselves, as of a product. */
export const templateNeedSchema = z.object({ kind: z.enum(['tag', 'attribute', 'fact', 'segment', 'code']), key: z.string(), name: nameSchema, has: z.boolean() })
export type TemplateNeed = z.infer<typeof templateNeedSchema>

export const templateSchema = z.object({
  pack: z.string(),
  kind: z.enum(['segment', 'tiering']),
  key: z.string(),
  name: nameSchema,
  description: nameSchema,
  play: nameSchema.nullable(),
  confidence: confidenceSchema,
  needs: z.array(templateNeedSchema),
  /** The bank has all it needs. */
  isReady: z.boolean(),
  /** There is a definition of its key already. */
  isApplied: z.boolean(),
  /** In words; empty while something is lacking. */
  sentence: messageSchema,
  body: z.unknown(),
})
export type Template = z.infer<typeof templateSchema>
export const templateListSchema = z.object({ packs: z.array(z.object({ key: z.string(), name: nameSchema, description: nameSchema })), items: z.array(templateSchema) })

export const templatePreviewSchema = z.object({ asOf: z.string(), total: z.number().int(), count: z.number().int().nullable() })
export const applyTemplateSchema = z.strictObject({ key: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/).optional() })
