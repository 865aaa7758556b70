import { readFile } from 'node:fs/promises'
import { parseDocument, stringify } from 'yaml'
import { z } from 'zod'
import { AppError, Mistakes, issueMistakes } from '#kernel/error'
import type { DefinitionFile } from '#platform/definition/contract'

const definition = z.strictObject({
  kind: z.string(),
  key: z.string(),
  name: z.strictObject({ zh: z.string(), en: z.string().optional() }),
  body: z.unknown(),
})

const step = z.union([
  z.strictObject({ load: z.string(), data: z.string().optional() }),
  /** Applies of another loop's tags, segments and tierings those whose inputs the bank has. */
  z.strictObject({ fit: z.string().min(1) }),
  z.strictObject({ tags: z.enum(['build', 'evaluate']) }),
  z.strictObject({ misTag: z.string() }),
  z.strictObject({ segment: z.string() }),
  z.strictObject({ cluster: z.string() }),
  z.strictObject({ tier: z.string(), months: z.number().int().min(0).max(24).optional() }),
  z.strictObject({ discover: z.string() }),
  z.strictObject({ train: z.string() }),
  z.strictObject({ analyse: z.string() }),
  z.strictObject({ list: z.string() }),
  z.strictObject({ evaluate: z.string() }),
])
export type LoopStep = z.infer<typeof step>

const loopSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal('loop'),
  name: z.strictObject({ zh: z.string(), en: z.string().optional() }),
  /** Business date of every step; each source's own when absent. */
  asOf: z.iso.date().optional(),
  definitions: z.array(definition).default([]),
  run: z.array(step).min(1),
})
export type LoopFile = z.infer<typeof loopSchema>

/** Reads a loop file. @throws Mistakes with every mistake located */
export async function readLoopFile(path: string): Promise<LoopFile> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new AppError('FILE_NOT_FOUND', { path })
  })
  const document = parseDocument(text, { uniqueKeys: true })
  const [first] = document.errors
  if (first) throw new Mistakes([{ code: 'FIELD_INVALID', path, params: { reason: first.message.split('\n')[0] ?? '' } }])
  const parsed = loopSchema.safeParse(document.toJS({ maxAliasCount: 100 }))
  if (!parsed.success) throw new Mistakes(issueMistakes(parsed.error.issues))
  return parsed.data
}

/** The loop's definitions as the files `apply` takes. */
export function definitionFiles(loop: LoopFile): DefinitionFile[] {
  return loop.definitions.map((each) => ({
    path: `${each.kind}/${each.key}.yaml`,
    text: stringify({ kind: each.kind, key: each.key, name: each.name, version: null, body: each.body }, { aliasDuplicateObjects: false }),
  }))
}
