import { parseDocument, stringify } from 'yaml'
import { z } from 'zod'
import { isSlug } from '#kernel/id'
import type { Mistake } from '#kernel/error'
import { definitionNameSchema, type DefinitionFile } from './contract.js'
import { kindOf, type Kinds } from './checking.js'
import type { Name } from './definition-store.js'

/** A definition read from a file. `exported` is the version it was exported from. */
export interface DefinitionDoc {
  readonly path: string
  readonly kind: string
  readonly key: string
  readonly name: Name
  readonly exported: number | null
  readonly body: unknown
}

const docSchema = z.strictObject({
  kind: z.string(),
  key: z.string().refine(isSlug),
  name: definitionNameSchema,
  version: z.number().int().min(1).nullable().default(null),
  body: z.unknown(),
})

/** The file of a definition: fixed order on top, object keys of the body sorted, so equal definitions give equal bytes. */
export function renderFile(of: {
  kind: string
  key: string
  name: unknown
  version: number
  body: unknown
}): DefinitionFile {
  const { kind, key, name, version, body } = of
  const text = stringify(
    { kind, key, name: sorted(name), version, body: sorted(body) },
    { lineWidth: 100, aliasDuplicateObjects: false },
  )
  return { path: `${kind}/${key}.yaml`, text }
}

/** Reads files; every mistake of every file, located as `file: path`. */
export function readFiles(
  files: readonly DefinitionFile[],
  kinds: Kinds,
): { docs: DefinitionDoc[]; mistakes: Mistake[] } {
  const docs: DefinitionDoc[] = []
  const mistakes: Mistake[] = []
  const seen = new Set<string>()
  for (const file of files) {
    const result = readFile(file, kinds)
    if (!('kind' in result)) {
      mistakes.push(...result.mistakes)
      continue
    }
    const { kind, key } = result
    if (seen.has(`${kind}/${key}`)) {
      mistakes.push({ code: 'DEFINITION_FILE_TWICE', path: file.path, params: { kind, key } })
    }
    seen.add(`${kind}/${key}`)
    docs.push(result)
  }
  return { docs, mistakes }
}

function readFile(file: DefinitionFile, kinds: Kinds): DefinitionDoc | { mistakes: Mistake[] } {
  const wrong = (reason: string, path = ''): Mistake => ({
    code: 'DEFINITION_FILE_INVALID',
    path: path === '' ? file.path : `${file.path}: ${path}`,
    params: { reason },
  })
  const document = parseDocument(file.text, { uniqueKeys: true })
  if (document.errors.length > 0) {
    return { mistakes: document.errors.map((error) => wrong(error.message.split('\n')[0] ?? '')) }
  }
  const parsed = docSchema.safeParse(toValue(document))
  if (!parsed.success) {
    return { mistakes: parsed.error.issues.map((issue) => wrong(issue.message, issue.path.join('.'))) }
  }
  const { kind, key, name, version, body } = parsed.data
  if (!kinds.has(kind)) {
    return { mistakes: [{ code: 'DEFINITION_KIND_UNKNOWN', path: `${file.path}: kind`, params: { kind } }] }
  }
  return { path: file.path, kind, key, name, exported: version, body: body ?? null }
}

/** Aliases are bounded: a small file must not unfold into a huge value. */
function toValue(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch {
    return null
  }
}

/** Files in room order, then by key. */
export function inKindOrder<Item extends { readonly kind: string; readonly key: string }>(
  items: readonly Item[],
  kinds: Kinds,
): Item[] {
  const rank = (item: Item): number => kindOf(kinds, item.kind).order
  const byText = (one: string, two: string): number => (one < two ? -1 : Number(one > two))
  return items.toSorted(
    (one, two) => rank(one) - rank(two) || byText(one.kind, two.kind) || byText(one.key, two.key),
  )
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const record = value as Record<string, unknown>
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, sorted(record[key])]),
  )
}
