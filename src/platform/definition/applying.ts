import { sql } from 'kysely'
import { fail, Mistakes, type Mistake } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import { checkBody, type Checked, type Pending } from './checking.js'
import type { ApplyItem, DefinitionFile } from './contract.js'
import { findDefinition, findVersion, insertDefinition, loadLive } from './definition-store.js'
import { differencesOf } from './difference.js'
import { nodeOf } from './reference-store.js'
import { publishVersion, type WritingDeps } from './writing.js'
import { inKindOrder, readFiles, renderFile, type DefinitionDoc } from './yaml-files.js'

interface Planned {
  readonly item: ApplyItem
  readonly doc: DefinitionDoc
  readonly checked: Checked
}

/** Every live version of a registered kind, kinds in room order. */
export async function exportFiles(deps: WritingDeps): Promise<DefinitionFile[]> {
  const live = await loadLive(deps.ledger.db)
  return inKindOrder(
    live.filter((row) => deps.kinds.has(row.kind)),
    deps.kinds,
  ).map(renderFile)
}

/** What applying would do. @throws Mistakes with every mistake of every file */
export async function planFiles(deps: WritingDeps, files: readonly DefinitionFile[]): Promise<ApplyItem[]> {
  return (await plan(deps, files)).map((planned) => planned.item)
}

/** Publishes what differs, all or nothing. @throws AppError APPLY_CONFLICT unless forced */
export async function applyFiles(
  deps: WritingDeps,
  files: readonly DefinitionFile[],
  actor: Actor,
  options: { force?: boolean; note?: string },
): Promise<ApplyItem[]> {
  const planned = await plan(deps, files)
  return deps.ledger.transaction(async (tx) => {
    await sql`LOCK TABLE definition IN EXCLUSIVE MODE`.execute(tx)
    const items: ApplyItem[] = []
    for (const { doc, checked } of planned) {
      items.push(await compare({ ...deps, ledger: { ...deps.ledger, db: tx } }, doc, checked))
    }
    const conflicts = items.filter((item) => item.change === 'conflict')
    if (conflicts.length > 0 && options.force !== true) {
      fail('APPLY_CONFLICT', { count: conflicts.length, what: conflicts.slice(0, 5).map(nodeOf).join(', ') })
    }
    for (const [at, { doc, checked }] of planned.entries()) {
      const item = items[at]
      if (item === undefined || item.change === 'none') continue
      const { kind, key, name } = doc
      if ((await findDefinition(tx, kind, key)) === null) {
        await insertDefinition(tx, { kind, key, name, body: checked.body, by: actor.id })
      }
      const version = item.live === null ? (doc.exported ?? 1) : item.live + 1
      await publishVersion(deps, tx, {
        ...checked,
        kind,
        key,
        name,
        version,
        note: options.note ?? '',
        actor,
      })
    }
    return items
  })
}

async function plan(deps: WritingDeps, files: readonly DefinitionFile[]): Promise<Planned[]> {
  const { docs, mistakes } = readFiles(files, deps.kinds)
  const pending: Pending = new Map(
    docs.map((doc) => [nodeOf(doc), { name: doc.name, body: doc.body, version: doc.exported ?? 1 }]),
  )
  const planned: Planned[] = []
  for (const doc of inKindOrder(docs, deps.kinds)) {
    const checked = await checkDoc(deps, doc, pending)
    if ('mistakes' in checked) mistakes.push(...checked.mistakes)
    else planned.push({ doc, checked, item: await compare(deps, doc, checked) })
  }
  if (mistakes.length > 0) throw new Mistakes(mistakes)
  return planned
}

async function checkDoc(
  deps: WritingDeps,
  doc: DefinitionDoc,
  pending: Pending,
): Promise<Checked | { mistakes: Mistake[] }> {
  const { kind, key, body } = doc
  const result = await checkBody({
    db: deps.ledger.db,
    kinds: deps.kinds,
    kind,
    key,
    body,
    pending,
    publishing: true,
  })
  if (!('mistakes' in result)) return result
  const within = (path: string): string =>
    path === '' ? 'body' : `body${path.startsWith('[') ? '' : '.'}${path}`
  return {
    mistakes: result.mistakes.map((mistake) => ({
      ...mistake,
      path: `${doc.path}: ${within(mistake.path)}`,
    })),
  }
}

async function compare(deps: WritingDeps, doc: DefinitionDoc, checked: Checked): Promise<ApplyItem> {
  const { path, kind, key, exported } = doc
  const base = { path, kind, key, exported }
  const stored = await findDefinition(deps.ledger.db, kind, key)
  if (stored === null) return { ...base, change: 'create', differences: [], live: null }
  const live = stored.version === null ? null : await findVersion(deps.ledger.db, kind, key, stored.version)
  const against = live === null ? stored : live
  const differences = differencesOf(
    { name: against.name, body: against.body },
    { name: doc.name, body: checked.body },
  )
  const sameBase = stored.version === exported && !stored.hasDraft
  const unchanged = differences.length === 0 && live !== null && !stored.archived
  const change = unchanged ? 'none' : sameBase ? 'update' : 'conflict'
  return { ...base, change, differences, live: stored.version }
}
