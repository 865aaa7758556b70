import { fail } from '#kernel/error'
import type { Audit } from '#platform/audit'
import type { Ledger } from '#platform/ledger'
import { applyFiles, exportFiles, planFiles } from './applying.js'
import { checkBody, kindOf } from './checking.js'
import { findVersion, loadDefinitions, loadVersions, type Name, type VersionRow } from './definition-store.js'
import type { DefinitionKind, Definitions, PublishedVersion } from './definitions.js'
import { loadReferences, loadUsers } from './reference-store.js'
import { createVersionMemory, type VersionMemory } from './version-memory.js'
import { archiveDefinition, createDraft, publishDraft, requireDefinition, saveDraft } from './writing.js'

type AnyKind = DefinitionKind<unknown>

/** Definitions on the ledger (design 6.8): one shared draft with a revision, immutable numbered versions. */
export function createDefinitions(ledger: Ledger, audit: Audit): Definitions {
  const kinds = new Map<string, AnyKind>()
  const deps = { ledger, audit, kinds }
  const memory = createVersionMemory()
  const definitions = {
    register(kind: AnyKind) {
      if (kinds.has(kind.kind)) throw new TypeError(`two definition kinds are called ${kind.kind}`)
      kinds.set(kind.kind, kind)
    },
    kinds: () => [...kinds.values()].toSorted((one, two) => one.order - two.order),
    list: (kind: string, options: { archived?: boolean } = {}) =>
      loadDefinitions(ledger.db, kindOf(kinds, kind).kind, options.archived ?? false),
    get: (kind: string, key: string) => requireDefinition(ledger.db, kind, key),
    version: (kind: string, key: string, version: number | 'latest') =>
      loadVersion(ledger, memory, kind, key, version),
    async versions(kind: string, key: string) {
      await requireDefinition(ledger.db, kind, key)
      const rows = await loadVersions(ledger.db, kind, key)
      return rows.map(({ version, published_at, published_by, note }) => ({
        version,
        publishedAt: published_at,
        publishedBy: published_by,
        note,
      }))
    },
    create: createDraft.bind(null, deps),
    save: saveDraft.bind(null, deps),
    publish: publishDraft.bind(null, deps),
    archive: archiveDefinition.bind(null, deps),
    usedBy: (kind: string, key: string) => loadUsers(ledger.db, kind, key),
    edges: () => loadReferences(ledger.db),
    async check(kind: string, key: string | null, body: unknown) {
      const result = await checkBody({ db: ledger.db, kinds, kind, key, body, publishing: false })
      return 'mistakes' in result ? result.mistakes : []
    },
    exportAll: () => exportFiles(deps),
    async exportTo(write: (path: string, text: string) => Promise<void>) {
      const files = await exportFiles(deps)
      for (const file of files) await write(file.path, file.text)
      return files.length
    },
    planApply: planFiles.bind(null, deps),
    apply: (
      files: Parameters<Definitions['apply']>[0],
      actor: Parameters<Definitions['apply']>[1],
      options = {},
    ) => applyFiles(deps, files, actor, options),
  }
  // Bodies are unknown here and typed by the kind's own check; the port names them per call.
  return definitions as unknown as Definitions
}

async function loadVersion(
  ledger: Ledger,
  memory: VersionMemory,
  kind: string,
  key: string,
  wanted: number | 'latest',
): Promise<PublishedVersion<unknown>> {
  const number = wanted === 'latest' ? (await requireDefinition(ledger.db, kind, key)).version : wanted
  const row = number === null ? null : (memory.find(kind, key, number) ?? (await readVersion(ledger, memory, kind, key, number)))
  if (row === null) return fail('DEFINITION_NOT_PUBLISHED', { kind, key, version: wanted })
  const { version, name, body, published_at: publishedAt, published_by: publishedBy } = row
  return { kind, key, name: name as Name, body, version, publishedAt, publishedBy }
}

async function readVersion(ledger: Ledger, memory: VersionMemory, kind: string, key: string, version: number): Promise<VersionRow | null> {
  const row = await findVersion(ledger.db, kind, key, version)
  if (row === null) await requireDefinition(ledger.db, kind, key)
  else memory.keep(row)
  return row
}
