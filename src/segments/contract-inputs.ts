import { z } from 'zod'
import { messageSchema } from '#platform/http/contract'

export const inputKinds = ['tag', 'segment', 'tiering'] as const

/** Definitions that are not there yet, to be told whether the bank has what they read. */
export const definitionInputsRequestSchema = z.strictObject({ items: z.array(z.strictObject({ kind: z.enum(inputKinds), key: z.string().min(1).max(80), body: z.unknown() })).min(1).max(500) })
export type DefinitionInputsRequest = z.infer<typeof definitionInputsRequestSchema>

export const definitionInputsSchema = z.object({
  items: z.array(
    z.object({
      kind: z.enum(inputKinds),
      key: z.string(),
      /** What no source brings: a table, a column, a code of a column, a tag, a segment, a model. Empty: it has all of it. */
      lacking: z.array(z.object({ what: z.enum(['table', 'column', 'code', 'tag', 'segment', 'model']), name: z.string(), label: messageSchema })),
    }),
  ),
})
export type DefinitionInputs = z.infer<typeof definitionInputsSchema>
export type Lacking = DefinitionInputs['items'][number]['lacking'][number]
