import { isSlug } from '#kernel/id'
import { fail, Mistakes, type Mistake } from '#kernel/error'
import type { LedgerDb } from '#platform/ledger'
import { findDefinition, findVersion, loadDefinitions, type Reference } from './definition-store.js'
import type { DefinitionKind, DefinitionLookup } from './definitions.js'
import { loadEdges, nodeOf } from './reference-store.js'

export type Kinds = ReadonlyMap<string, DefinitionKind<unknown>>

/** Definitions of the same apply, by `kind/key`. */
export type Pending = ReadonlyMap<
  string,
  { readonly name: { zh: string; en?: string | undefined }; readonly body: unknown; readonly version: number }
>

export interface Checked {
  readonly body: unknown
  readonly references: readonly Reference[]
}

export function kindOf(kinds: Kinds, kind: string): DefinitionKind<unknown> {
  return kinds.get(kind) ?? fail('DEFINITION_KIND_UNKNOWN', { kind })
}

/** Looks in what is being applied first, then in the ledger. */
export function createLookup(db: LedgerDb, pending: Pending = new Map()): DefinitionLookup {
  return {
    async find(kind, key) {
      const waiting = pending.get(nodeOf({ kind, key }))
      if (waiting !== undefined) return { kind, key, ...waiting }
      const found = await findDefinition(db, kind, key)
      return found === null || found.archived ? null : found
    },
    async list(kind) {
      const stored = await loadDefinitions(db, kind, false)
      const found = new Map(stored.map(({ key, name, body }) => [key, { key, name, body, isPending: false }]))
      for (const [node, { name, body }] of pending) {
        const key = node.slice(kind.length + 1)
        if (node.startsWith(`${kind}/`)) found.set(key, { key, name, body, isPending: true })
      }
      return [...found.values()]
    },
  }
}

export interface CheckInput {
  readonly db: LedgerDb
  readonly kinds: Kinds
  readonly kind: string
  readonly key: string | null
  readonly body: unknown
  readonly pending?: Pending
  /** What is referred to must be published, as this is about to be. */
  readonly publishing: boolean
}

/** Checks a body by its kind, then what it refers to; every mistake collected. */
export async function checkBody(input: CheckInput): Promise<Checked | { mistakes: readonly Mistake[] }> {
  const kind = kindOf(input.kinds, input.kind)
  const result = await kind.check(input.body, createLookup(input.db, input.pending))
  if ('mistakes' in result) return result
  const references = kind.references(result.body)
  const mistakes: Mistake[] = []
  for (const reference of references) mistakes.push(...(await referenceMistakes(input, reference)))
  if (input.key !== null && mistakes.length === 0) {
    mistakes.push(...(await circleMistakes(input, input.key, references)))
  }
  return mistakes.length > 0 ? { mistakes } : { body: result.body, references }
}

/** @throws Mistakes */
export async function requireChecked(input: CheckInput): Promise<Checked> {
  const result = await checkBody(input)
  if ('mistakes' in result) throw new Mistakes(result.mistakes)
  return result
}

/** @throws AppError DEFINITION_KEY_INVALID */
export function requireKey(key: string): void {
  if (!isSlug(key)) fail('DEFINITION_KEY_INVALID', { key }, 'key')
}

async function referenceMistakes(input: CheckInput, to: Reference): Promise<Mistake[]> {
  const waiting = input.pending?.get(nodeOf(to))
  if (waiting !== undefined && (to.version === 'latest' || to.version === waiting.version)) return []
  const stored = await createLookup(input.db).find(to.kind, to.key)
  if (to.version === 'latest') {
    if (stored === null) return [referenceMistake('DEFINITION_REFERENCE_UNKNOWN', to)]
    const early = input.publishing && stored.version === null
    return early ? [referenceMistake('DEFINITION_REFERENCE_UNPUBLISHED', to)] : []
  }
  const pinned = stored === null ? null : await findVersion(input.db, to.kind, to.key, to.version)
  return pinned === null ? [referenceMistake('DEFINITION_REFERENCE_UNKNOWN', to)] : []
}

function referenceMistake(code: Mistake['code'], to: Reference): Mistake {
  return { code, path: '', params: { kind: to.kind, key: to.key, version: to.version } }
}

async function circleMistakes(
  input: CheckInput,
  key: string,
  references: readonly Reference[],
): Promise<Mistake[]> {
  const self = nodeOf({ kind: input.kind, key })
  const edges = await loadEdges(input.db)
  for (const [node, waiting] of input.pending ?? []) {
    const kind = input.kinds.get(node.slice(0, node.indexOf('/')))
    if (kind !== undefined) edges.set(node, tryReferences(kind, waiting.body).map(nodeOf))
  }
  edges.set(self, references.map(nodeOf))
  const seen = new Set<string>()
  const open = references.map(nodeOf)
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === self) return [{ code: 'DEFINITION_CIRCLE', path: '', params: { kind: input.kind, key } }]
    if (seen.has(node)) continue
    seen.add(node)
    open.push(...(edges.get(node) ?? []))
  }
  return []
}

/** References of a body that may not be checked yet: a malformed one has its own mistakes and no edges. */
function tryReferences(kind: DefinitionKind<unknown>, body: unknown): readonly Reference[] {
  try {
    return kind.references(body)
  } catch {
    return []
  }
}
